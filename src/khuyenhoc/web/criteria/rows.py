"""Parts of a criteria set as rows of a form, and the numbers typed in them."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain import numbers
from khuyenhoc.domain.criteria import Criterion, Exclusion, Indicator
from khuyenhoc.domain.criteria.model import Prerequisite

Part = Criterion | Indicator | Exclusion | Prerequisite


def shown(hundredths: int) -> str:
    """Hundredths as the page's language writes them."""
    return numbers.decimal(hundredths, language=get_language() or "vi")


def named(part: Part) -> str:
    """How the inputs of a part are called: i:1.2 for indicator 1.2."""
    return f"{type(part).__name__[0].lower()}:{part.code}"


class NumberField(forms.CharField):
    """Points or a percentage as people write them, in hundredths: "72,5" is 7250; None for nothing written."""

    def __init__(self, *, least: int = 0, most: int, **kwargs: Any) -> None:
        hints = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 8}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=hints), **kwargs)
        self.least, self.most = least, most

    def clean(self, value: Any) -> Any:
        told = super().clean(value)
        if not told:
            return None
        read = numbers.hundredths(told.replace("%", ""))
        if read is None:
            raise forms.ValidationError(_("Ghi một số, nhiều nhất hai chữ số lẻ, ví dụ 72,5."))
        if read < self.least:
            least = shown(self.least)
            raise forms.ValidationError(_("Không được thấp hơn khung: %(least)s."), params={"least": least})
        if read > self.most:
            most = shown(self.most)
            raise forms.ValidationError(_("Nhiều nhất là %(most)s."), params={"most": most})
        return read

    def prepare_value(self, value: Any) -> Any:
        return shown(value) if isinstance(value, int) else value


@dataclass
class Row:
    """A part of the set and the inputs it has on the page.

    frame: what it stands for in the frame; None for what is the place's own. taking: the box that takes the part
    away, or makes a split one whole again.
    """

    part: Part
    frame: Part | None
    fields: list[BoundField]
    splitting: list[list[BoundField]] = field(default_factory=list)
    taking: BoundField | None = None

    @property
    def is_wrong(self) -> bool:
        """Whether something written here is refused, so that it must not be folded away."""
        every = [*self.fields, *(one for row in self.splitting for one in row)]
        return any(one.errors for one in every)


@dataclass
class Group:
    """A criterion with its indicators; adding: the inputs of one more that earns nothing, if one can stand here."""

    head: Row
    rows: list[Row]
    adding: list[BoundField]

    @property
    def is_wrong(self) -> bool:
        return any(one.errors for one in self.adding)
