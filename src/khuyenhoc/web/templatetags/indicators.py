"""How an indicator is answered and what "does not apply" does, as sentences."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khuyenhoc.domain import numbers
from khuyenhoc.domain.criteria import Indicator, Kind, NotApplicable
from khuyenhoc.sentences import words

register = template.Library()


@register.filter
def how_answered(indicator: Indicator) -> str:
    language = "en" if get_language() == "en" else "vi"
    if indicator.kind is Kind.POINTS:
        step = numbers.points(indicator.step, language=language)
        return _("Cho điểm, lẻ đến %(step)s điểm.") % {"step": step}
    if indicator.kind is Kind.CHOICE:
        return _("Chọn một trong các ý sau.")
    if indicator.kind is Kind.YES_NO:
        return _("Trả lời có hoặc không; có thì được điểm tối đa.")
    if indicator.kind is Kind.SHARE:
        return _("Ghi bao nhiêu trên tổng số bao nhiêu; điểm theo tỷ lệ.")
    if indicator.kind is Kind.DERIVED:
        return _("Hệ thống tự đếm danh hiệu “%(title)s” ở bên trong; điểm theo tỷ lệ.") % {
            "title": words.title(indicator.holding, language=language)
        }
    return _("Ghi mức cao nhất đã đạt.")


@register.filter
def when_not_applicable(indicator: Indicator) -> str:
    if indicator.not_applicable is NotApplicable.FULL:
        return _("Không áp dụng: được điểm tối đa.")
    if indicator.not_applicable is NotApplicable.RESCALE:
        return _("Không áp dụng: bỏ chỉ tiêu này khỏi cả điểm và điểm tối đa.")
    return ""
