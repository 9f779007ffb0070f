"""What is asked of a gathering and of who came to it."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain import gatherings
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.gatherings import MOST_PEOPLE, WITH_CADRES, GatheringKind, Occasion, Term
from khuyenhoc.sentences import sentence
from khuyenhoc.web.choices import Choices, any_or, spoken
from khuyenhoc.web.days import DayField
from khuyenhoc.web.directives.forms import line, lines
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.walking.forms import Ids


def whole_number(label: Any, most: int = MOST_PEOPLE) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Hãy ghi một số, ví dụ 25.")},
    )


class FindForm(forms.Form):
    q = forms.CharField(label=_("Tìm theo tên, địa điểm, đơn vị phối hợp"), max_length=200, required=False)
    year = forms.IntegerField(label=_("Năm"), required=False, min_value=1990, max_value=2100)
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=any_or("gathering", GatheringKind))
    own = forms.BooleanField(label=_("Chỉ của nơi này"), required=False)
    after = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)


class TermField(forms.CharField):
    """Answers a domain Term, or None."""

    def clean(self, value: Any) -> Term | None:
        try:
            return gatherings.term(super().clean(value))
        except RuleBroken as error:
            raise forms.ValidationError(sentence(error, get_language() or "vi")) from error


class HourField(forms.CharField):
    """Answers a time of day, or None."""

    def __init__(self, label: Any) -> None:
        box = forms.TextInput(attrs={"autocomplete": "off", "placeholder": "7:30", "maxlength": 20})
        super().__init__(label=label, required=False, max_length=20, widget=box)

    def prepare_value(self, value: Any) -> Any:
        return gatherings.hour_told(value) if isinstance(value, time) else value

    def clean(self, value: Any) -> time | None:
        try:
            return gatherings.hour(super().clean(value))
        except RuleBroken as error:
            raise forms.ValidationError(sentence(error, get_language() or "vi")) from error


class GatheringForm(DeedForm):
    """Only what a gathering of the kind has; revision: of the one that is changed."""

    title = line(_("Tên"), 300, required=_("Chưa ghi tên."))
    committee = forms.TypedChoiceField(
        label=_("Kỳ họp ban chấp hành của nhiệm kỳ"), required=False, coerce=int, empty_value=None
    )
    occasion = forms.ChoiceField(label=_("Nhân dịp"), required=False, choices=spoken("occasion", Occasion))
    body = line(_("Cấp, ban họp"), 200, placeholder="Ban Chấp hành")
    number = whole_number(_("Lần thứ"), 3_999)
    term = TermField(
        label=_("Nhiệm kỳ"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "2021–2026"}),
    )
    held_on = DayField(label=_("Ngày"))
    until = DayField(label=_("Đến ngày (nếu nhiều ngày)"), required=False)
    from_hour = HourField(_("Từ giờ"))
    to_hour = HourField(_("Đến giờ"))
    where = line(_("Địa điểm"), 200)
    partners = lines(_("Đơn vị phối hợp (mỗi dòng một đơn vị)"), 4_000, 3)
    instruments = forms.TypedMultipleChoiceField(
        label=_("Văn bản được quán triệt, phổ biến"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    topics = lines(_("Nội dung"), 20_000)
    chair = line(_("Chủ trì"), 200)
    secretary = line(_("Thư ký"), 200)
    conclusions = lines(_("Diễn biến, kết luận (ghi biên bản)"), 40_000, 6)
    invited = whole_number(_("Số người được mời"))
    present = whole_number(_("Số người dự"))
    cadres = whole_number(_("Trong đó cán bộ hội"))
    revision = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, kind: GatheringKind, documents: Choices, committees: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].choices = [  # type: ignore[attr-defined]  # a ChoiceField's
            ("", _("– không phải –")),
            *committees,
        ]
        self.fields["instruments"].choices = documents  # type: ignore[attr-defined]  # a ChoiceField's
        away = {
            GatheringKind.MEETING: ("occasion",),
            GatheringKind.COURSE: ("occasion", "body", "number", "term", "committee"),
            GatheringKind.BRIEFING: ("occasion", "body", "number", "term", "committee"),
            GatheringKind.EVENT: ("body", "number", "term", "committee", "instruments"),
        }[kind]
        for name in (*away, *(() if kind in WITH_CADRES else ("cadres",))):
            del self.fields[name]
        for name, offered in (("instruments", documents), ("committee", committees)):
            if not offered and name in self.fields:
                del self.fields[name]


class TickForm(DeedForm):
    """came: rows of the list that are ticked; row: those the page showed."""

    came = Ids(required=False)
    row = Ids(required=False)


class GuestsForm(DeedForm):
    """guest: identities of cadres and people the page offers; names: one a line, "tên; chức vụ"."""

    guest = forms.MultipleChoiceField(required=False)
    names = forms.CharField(
        label=_("Người khác, mỗi dòng một người"),
        max_length=40_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "placeholder": "Họ và tên; chức vụ"}),
    )
    where = forms.TypedChoiceField(label=_("Những người ghi ở trên công tác ở"), required=False, coerce=int)
    is_cadre = forms.BooleanField(label=_("Họ là cán bộ hội"), required=False)
    is_present = forms.BooleanField(label=_("Đã có mặt"), required=False)

    def __init__(self, *args: Any, offered: Choices, homes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guest"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField's
        self.fields["where"].choices = homes  # type: ignore[attr-defined]  # a ChoiceField's

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        named = []
        for text in told.get("names", "").splitlines():
            name, _sign, role = text.partition(";")
            if name.strip():
                named.append((name.strip(), role.strip()))
        told["named"] = named
        if not named and not told.get("guest") and not self.errors:
            raise forms.ValidationError(_("Chưa đánh dấu hoặc ghi tên ai."))
        return told


class CoverageForm(forms.Form):
    year = forms.IntegerField(label=_("Năm"), required=False, min_value=1990, max_value=2100)
    kind = forms.ChoiceField(
        label=_("Tính theo"), required=False, choices=any_or("gathering", sorted(WITH_CADRES))
    )
