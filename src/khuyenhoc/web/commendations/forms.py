"""What is asked when names are proposed, decided on and corrected, and when an award is noted."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.apps.commendations.actions import NewPraise
from khuyenhoc.domain.praise import AS, YEARS_WORTH_PRAISE, AwardLevel, Praised
from khuyenhoc.web.choices import Choices, spoken
from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.walking.forms import Ids

LONGEST_REASON = 500


class YearForm(forms.Form):
    year = forms.IntegerField(required=False, min_value=1990, max_value=2100)


class SuggestForm(YearForm):
    """Whom to look for: holders of a title for years in a row, or names in the register."""

    title = forms.ChoiceField(
        label=_("Danh hiệu"), choices=spoken("title", [one.value for one in AS]), required=False
    )
    at_least = forms.IntegerField(
        label=_("Số năm liền, từ"), required=False, min_value=1, max_value=30, initial=YEARS_WORTH_PRAISE
    )
    q = forms.CharField(required=False, max_length=200)


class ProposeForm(DeedForm):
    """Those ticked, each for what stands in its box reason_<id>, else for the common reason."""

    subject = Ids()
    reason = forms.CharField(
        label=_("Thành tích chung"),
        help_text=_("Dùng cho những tên mà ô thành tích riêng để trống."),
        max_length=LONGEST_REASON,
        required=False,
    )

    def wanted(self) -> list[NewPraise]:
        common = self.cleaned_data["reason"]
        return [
            NewPraise(self.data.get(f"reason_{pk}", "").strip()[:LONGEST_REASON] or common, subject=pk)
            for pk in self.cleaned_data["subject"]
        ]


class WrittenForm(DeedForm):
    """Somebody who is not in the register, or of another place's school, troop, company."""

    name = forms.CharField(label=_("Tên tập thể, cá nhân hoặc gia đình"), max_length=200)
    kind = forms.ChoiceField(label=_("Là"), choices=spoken("praised", Praised))
    home = forms.TypedChoiceField(label=_("Ở nơi nào"), coerce=int, empty_value=None, required=False)
    reason = forms.CharField(label=_("Thành tích"), max_length=LONGEST_REASON)

    def __init__(self, *args: Any, homes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].choices = [("", _("không ghi thôn")), *homes]  # type: ignore[attr-defined]  # a ChoiceField's


class DecideForm(DeedForm):
    """answer_<id>: grant, refuse or wait; why_<id>: needed with refuse."""

    number = forms.CharField(label=_("Số quyết định"), max_length=64)
    signed_on = DayField(label=_("Ngày ký"))
    giver = forms.CharField(
        label=_("Cơ quan, tổ chức khen"), help_text=_("Ví dụ: UBND xã, Hội Khuyến học xã."), max_length=200
    )
    signer = forms.CharField(label=_("Chức vụ người ký"), max_length=200, initial="Chủ tịch")
    signer_name = forms.CharField(
        label=_("Họ tên người ký (in trên giấy khen)"), max_length=200, required=False
    )
    everybody = forms.BooleanField(label=_("Khen tất cả những tên chưa chọn ở trên"), required=False)

    def __init__(self, *args: Any, waiting: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting = list(waiting)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        unsaid = "grant" if told.pop("everybody", False) else "wait"
        answers = {pk: self.data.get(f"answer_{pk}", unsaid) for pk in self._waiting}
        told["grant"] = [pk for pk, said in answers.items() if said == "grant"]
        told["refuse"] = {
            pk: self.data.get(f"why_{pk}", "").strip()[:LONGEST_REASON]
            for pk, said in answers.items()
            if said == "refuse"
        }
        if not told["grant"] and not told["refuse"]:
            raise forms.ValidationError(_("Chưa quyết định tên nào. Hãy chọn “Khen” hoặc “Không khen”."))
        return told


class RightForm(DeedForm):
    """The correction; its other button withdraws the name."""

    name = forms.CharField(label=_("Tên"), max_length=200, required=False)
    reason = forms.CharField(label=_("Thành tích"), max_length=LONGEST_REASON)
    why = forms.CharField(
        label=_("Lý do sửa hoặc rút"),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Hãy ghi lý do.")},
    )
    revision = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_written: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_written:
            del self.fields["name"]


class AwardForm(DeedForm):
    what = forms.CharField(
        label=_("Phần thưởng"), help_text=_("Ví dụ: bằng khen, giấy khen, cờ thi đua."), max_length=200
    )
    level = forms.ChoiceField(label=_("Cấp tặng"), choices=spoken("award_level", AwardLevel))
    giver = forms.CharField(label=_("Do ai tặng"), max_length=200)
    number = forms.CharField(label=_("Số quyết định (nếu có)"), max_length=64, required=False)
    received_on = DayField(label=_("Ngày nhận"))
    branch = forms.TypedChoiceField(label=_("Ai được nhận"), coerce=int, empty_value=None, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def __init__(self, *args: Any, branches: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = [("", _("tổ chức hội của nơi này")), *branches]  # type: ignore[attr-defined]  # a ChoiceField's


class BackForm(DeedForm):
    why = forms.CharField(
        label=_("Vì sao bỏ khỏi danh sách"),
        max_length=500,
        error_messages={"required": _("Hãy ghi lý do.")},
    )
