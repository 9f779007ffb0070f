"""A period chosen from two lists: which part of the year, and which year."""

from typing import Any

from django import forms
from django.forms.renderers import get_default_renderer
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain.figures import part_of, read_period, written
from khuyenhoc.sentences.reporting import PARTS_OF_YEAR
from khuyenhoc.web.indicators.showing import language
from khuyenhoc.web.request import today

BACK, AHEAD = 10, 1  # years that are offered


class PeriodWidget(forms.MultiWidget):
    """Its value is the period as people write it; one that is no part of a single year is a choice of its own."""

    LABELS = (_("Phần nào của năm"), _("Năm nào"))

    def __init__(self) -> None:
        super().__init__({"part": forms.Select(), "year": forms.Select()})

    def decompress(self, value: str | None) -> list[str]:
        found = read_period(value or "")
        part = None if found is None else part_of(found)
        if found is None or part is None or part not in PARTS_OF_YEAR:
            return [value or "", str(today().year)]
        return [_code(part), str(found.until[0])]

    def get_context(self, name: str, value: str | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        part, year = self.decompress(value)
        parts, said = [(_code(one), told) for one, told in PARTS_OF_YEAR.items()], language()
        known = [(code, told[said == "en"]) for code, told in parts]
        others = [] if not part or part in dict(known) else [(part, part)]
        years = {*range(today().year - BACK, today().year + AHEAD + 1), int(year)}
        offered = ([*known, *others], [(str(one), str(one)) for one in sorted(years, reverse=True)])
        for box, choices in zip(self.widgets, offered, strict=True):
            if isinstance(box, forms.Select):
                box.choices = choices
        return super().get_context(name, [part, year], attrs)

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Each list with words of its own that are seen."""
        boxes = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        draws = renderer or get_default_renderer()
        drawn = [mark_safe(draws.render(one["template_name"], {"widget": one})) for one in boxes]  # noqa: S308  (Django's own)
        return format_html_join(
            " ", "<label><span>{}</span> {}</label>", zip(self.LABELS, drawn, strict=True)
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The two lists, or the text itself from a link."""
        if name in data:
            return str(data[name])
        part, year = data.get(f"{name}_part", ""), data.get(f"{name}_year", "")
        first, _dash, last = part.partition("-")
        if (part in map(_code, PARTS_OF_YEAR)) and year.isdecimal() and len(year) == 4:
            return written(int(year), int(first), int(last))
        return str(part)


class PeriodField(forms.CharField):
    """The text of a period; whether it is one is asked by the deed."""

    widget = PeriodWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=80, error_messages={"required": _("Hãy chọn kỳ báo cáo và năm.")}, **kwargs
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


def _code(part: tuple[int, int]) -> str:
    return f"{part[0]}-{part[1]}"
