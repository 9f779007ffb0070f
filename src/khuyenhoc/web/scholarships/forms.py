"""What is typed into the pages of scholarships."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.apps.scholarships.queries import CATEGORIES, Nomination
from khuyenhoc.domain.numbers import hundredths
from khuyenhoc.web.choices import any_or, spoken
from khuyenhoc.web.days import DayField
from khuyenhoc.web.dong import MoneyField
from khuyenhoc.web.funds.forms import MONEY
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import today
from khuyenhoc.web.walking.forms import Ids


class OpenForm(DeedForm):
    name = forms.CharField(
        label=_("Tên đợt"), max_length=200, error_messages={"required": _("Hãy ghi tên đợt.")}
    )
    category = forms.ChoiceField(label=_("Trao gì"), choices=spoken("purpose", CATEGORIES))
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    fund = forms.TypedChoiceField(
        label=_("Chi từ quỹ"), coerce=int, error_messages={"required": _("Hãy chọn quỹ để chi.")}
    )
    amount = MoneyField(label=_("Mỗi suất (đồng)"))
    highest_only = forms.BooleanField(
        label=_("Mỗi người chỉ nhận giải cao nhất"), required=False, initial=True
    )
    school_percent = forms.CharField(
        label=_("Mỗi trường nhiều nhất (% số học sinh)"), max_length=10, required=False
    )

    def __init__(self, *args: Any, funds: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].choices = list(funds)  # type: ignore[attr-defined]  # a ChoiceField's

    def clean_school_percent(self) -> int | None:
        text = self.cleaned_data["school_percent"].strip().rstrip("%").strip()
        if not text:
            return None
        found = hundredths(text)
        if found is None:
            raise forms.ValidationError(_("Ghi tỷ lệ như 5 hoặc 2,5."))
        return found


class _SchoolForm(DeedForm):
    """school_body: a school of the register; school: the name of one that is not in it."""

    school_body = forms.TypedChoiceField(label=_("Trường"), required=False, coerce=int, empty_value=None)
    school = forms.CharField(label=_("Tên trường, nếu không có ở trên"), max_length=200, required=False)

    def __init__(self, *args: Any, schools: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("– trường khác, ghi tên ở dưới –")), *schools]
        self.fields["school_body"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField's


class NominateForm(_SchoolForm):
    """subject: of the register; what it says goes before what is typed."""

    subject = forms.IntegerField(required=False, min_value=1, max_value=10**18, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Họ và tên"), max_length=200, required=False)
    birth_year = forms.IntegerField(label=_("Năm sinh"), min_value=1900, max_value=2100, required=False)
    school_class = forms.CharField(label=_("Lớp"), max_length=40, required=False)
    prize = forms.CharField(label=_("Thành tích, giải"), max_length=200, required=False)
    reason = forms.CharField(label=_("Hoàn cảnh, lý do đề cử"), max_length=400, required=False)
    amount = MoneyField(label=_("Số tiền, nếu khác mức chung"), required=False)
    guardian_agrees = forms.BooleanField(
        label=_("Cha mẹ hoặc người giám hộ đã đồng ý cho ghi tên em"), required=False
    )
    child_agrees = forms.BooleanField(label=_("Em đã đồng ý (từ 7 tuổi)"), required=False)
    again = forms.BooleanField(label=_("Vẫn đề cử thêm"), required=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not told.get("subject") and not told.get("name"):
            self.add_error("name", _("Hãy ghi họ và tên."))
        return told


class CompleteForm(DeedForm):
    school_class = forms.CharField(label=_("Lớp"), max_length=40, required=False)
    prize = forms.CharField(label=_("Thành tích, giải"), max_length=200, required=False)
    reason = forms.CharField(label=_("Hoàn cảnh, lý do đề cử"), max_length=400, required=False)
    guardian_agrees = forms.BooleanField(
        label=_("Cha mẹ hoặc người giám hộ đã đồng ý cho ghi tên em"), required=False
    )
    child_agrees = forms.BooleanField(label=_("Em đã đồng ý (từ 7 tuổi)"), required=False)


class ReviewForm(DeedForm):
    nomination = Ids(required=False)


class SchoolForm(_SchoolForm):
    pupils = forms.IntegerField(
        label=_("Số học sinh"),
        min_value=1,
        max_value=100_000,
        error_messages={"required": _("Hãy ghi số học sinh.")},
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not told.get("school_body") and not told.get("school") and "school_body" not in self.errors:
            self.add_error("school", _("Hãy chọn hoặc ghi tên trường."))
        return told


class WithdrawForm(DeedForm):
    why = forms.CharField(
        label=_("Vì sao rút"), max_length=400, error_messages={"required": _("Hãy ghi vì sao rút.")}
    )


class DecideForm(DeedForm):
    nomination = Ids(required=False)
    decision_number = forms.CharField(label=_("Quyết định số"), max_length=64, required=False)
    decision_day = DayField(label=_("Ngày quyết định"), required=False, initial=today)
    signer = forms.CharField(label=_("Người ký"), max_length=200, required=False)
    why_not = forms.CharField(
        label=_("Lý do chưa trao cho những người còn lại"), max_length=400, required=False
    )


class PayForm(DeedForm):
    holding = forms.ChoiceField(label=_("Chi bằng"), choices=spoken("holding", MONEY))
    day = DayField(label=_("Ngày chi"), initial=today)
    party = forms.CharField(label=_("Ai nhận tiền về trao"), max_length=200, required=False)


class ListForm(forms.Form):
    q = forms.CharField(label=_("Tìm tên"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("Đến đâu"), choices=any_or("nomination", Nomination.State.values), required=False
    )
    after = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)
