"""Words, numbers and bars for templates, in the page's language."""

from collections.abc import Mapping, Sized
from datetime import date, timedelta
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from khuyenhoc.domain import branches, numbers, official_writing
from khuyenhoc.domain.indicators import Remark
from khuyenhoc.sentences import words
from khuyenhoc.sentences.counting import so_many
from khuyenhoc.sentences.reporting import period_words
from khuyenhoc.web.request import today

register = template.Library()


def _language() -> str:
    return "en" if get_language() == "en" else "vi"


@register.filter
def word(code: str, kind: str) -> str:
    """{{ state|word:"state" }}: the field's word for a code."""
    return words.word(kind, str(code or ""), _language())


@register.filter
def for_so_many(after: str, counted: int | Sized | None) -> str:
    """{{ number|grouped }} {{ row.title|word:"subject"|for_so_many:number }}: "1 household", "2 households"."""
    number = len(counted) if isinstance(counted, Sized) else counted
    return so_many(after, number) if _language() == "en" else after


@register.filter
def post_at(code: str, kind: str) -> str:
    """{{ one.post|post_at:branch.kind }}: "chi hội trưởng" of a chi hội, "trưởng ban" of a board."""
    return words.word("post", f"{kind}.{code}", _language())


@register.filter
def title_word(code: str, level: str = "") -> str:
    """{{ row.title|title_word:row.level }}: "Cộng đồng học tập cấp xã"."""
    return words.title(str(code), str(level or ""), _language())


@register.filter
def short_title(code: str, level: str = "") -> str:
    return words.short_title(str(code), str(level or ""), _language())


@register.filter
def caution(remark: Remark) -> str:
    return words.caution(remark.code, remark.facts, _language())


@register.filter
def in_words_of_period(text: str) -> str:
    """{{ report.period_written|in_words_of_period }}: "6 tháng đầu năm 2026"."""
    return period_words(text, _language())


@register.filter
def of(words: Mapping[int, str], pk: int) -> str:
    """What is said of one row, "" for nothing."""
    return words.get(pk, "")


@register.filter
def grouped(value: int | None) -> str:
    """125.071; nothing for what is not known."""
    return "" if value is None else numbers.grouped(value, language=_language())


class _Counted(int):
    """Prints itself in groups of three, and is still the number by which a sentence chooses its form."""

    def __str__(self) -> str:
        return numbers.grouped(int(self), language=_language())


@register.filter
def counted(value: int) -> int:
    """{% blocktranslate count number=rows|length|counted %}: "1.250 dòng"."""
    return _Counted(value)


@register.filter
def in_words(value: int | None) -> str:
    """A whole number as it is read, in Vietnamese alone: papers about money say it so."""
    return "" if value is None else official_writing.in_words(value)


@register.filter
def roman(value: int) -> str:
    return branches.roman(value)


@register.filter
def percent(value: int | None) -> str:
    """Hundredths of a percent: 66,60%."""
    return "" if value is None else numbers.percent(value, language=_language())


@register.filter
def points(value: int | None) -> str:
    """Hundredths of a point: 7,5."""
    return "" if value is None else numbers.points(value, language=_language())


@register.filter
def signed(value: int | None) -> str:
    """+1.234 or −1.234, with a true minus."""
    if value is None:
        return ""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{numbers.grouped(abs(value), language=_language())}"


@register.filter
def signed_points(value: int | None) -> str:
    """Hundredths of a percentage point with sign: +1,20."""
    if value is None:
        return ""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{numbers.decimal(abs(value), language=_language())}"


@register.filter
def so_far(day: date) -> date:
    """{{ table.on|so_far|date }}: today while the day still lies ahead, for nobody has counted further."""
    return min(day, today())


@register.filter
def day_before(first_day_after: date | None) -> date | None:
    """Periods are stored half open; people say the last day."""
    return None if first_day_after is None else first_day_after - timedelta(days=1)


@register.filter
def say(text: Any) -> str:
    """A criteria set's words in the page's language."""
    spoken: str = text.say(_language())
    return spoken


@register.filter
def say_all(evidence: Any) -> tuple[str, ...]:
    spoken: tuple[str, ...] = evidence.say(_language())
    return spoken


@register.simple_tag
def bar(value: int | None, target: int | None = None) -> SafeString:
    """A bar for hundredths of a percent, with a tick at the target; the number beside it says the same."""
    if value is None:
        return SafeString("")
    filled = min(max(value, 0), 10_000) / 100
    tick = (
        format_html(
            '<line class="target" x1="{0}" x2="{0}" y1="0" y2="6"/>', f"{min(target, 9_900) / 100:.2f}"
        )
        if target is not None
        else ""
    )
    return format_html(
        '<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="ground" y="1" width="100" height="4" rx="1"/>'
        '<rect class="value" y="1" width="{}" height="4" rx="1"/>{}</svg>',
        f"{filled:.2f}",
        tick,
    )


@register.simple_tag
def is_training() -> bool:
    """Whether this is the training mode; asked by the frame itself, for some pages are drawn without a request."""
    return bool(settings.TRAINING)
