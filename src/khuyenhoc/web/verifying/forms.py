"""What may be asked of the list; verifying, sending back, drawing and noting visits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.analytics.verifying import Show
from khuyenhoc.apps.assessments.actions import Finding
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.walking.forms import Ids, UndoneIds

LONGEST = 500  # signs of a reason
MOST_DRAWN = 100


class ListForm(forms.Form):
    """Everything has a default, so that the bare address shows something."""

    q = forms.CharField(required=False, max_length=200)
    show = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Show])
    after = forms.CharField(required=False, max_length=500)


class VerifyForm(DeedForm):
    case = Ids(required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("case") and "case" not in self.errors:
            raise forms.ValidationError(
                _("Chưa đánh dấu hồ sơ nào. Hãy bấm vào ô vuông trước tên rồi làm lại.")
            )
        return told


class UndoForm(DeedForm):
    case = UndoneIds()


class WhyForm(DeedForm):
    """A reason: some of the usual ones, words of one's own, or both."""

    USUAL = (
        _("Thiếu minh chứng."),
        _("Câu trả lời không khớp với minh chứng."),
        _("Trả lời chưa đủ các câu hỏi."),
        _("Nhầm hộ, nhầm người."),
        _("Khác với thực tế khi đến xem."),
    )
    usual = forms.TypedMultipleChoiceField(
        label=_("Lý do thường gặp"),
        required=False,
        coerce=int,
        choices=list(enumerate(USUAL)),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("Lý do, ghi bằng lời của bạn"),
        required=False,
        max_length=LONGEST - 200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        said = [str(self.USUAL[one]) for one in told.get("usual", ())]
        told["why"] = " ".join([*said, told.get("reason", "")]).strip()
        if not told["why"] and "reason" not in self.errors:
            self.add_error("reason", _("Hãy chọn hoặc ghi lý do; chi hội sẽ đọc câu này để sửa phiếu."))
        return told


class ReturnForm(WhyForm):
    """Cases with one reason; of a single case some answers may be named, else all are to be looked at."""

    case = Ids()
    indicator = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: object, indicators: tuple[str, ...] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.fields["indicator"] = forms.MultipleChoiceField(
            required=False, choices=[(code, code) for code in indicators]
        )


class ChosenForm(forms.Form):
    """The cases that are to be sent back, before a reason is asked for."""

    case = Ids()


class DrawForm(DeedForm):
    number = forms.IntegerField(
        label=_("Rút thăm mấy hồ sơ?"),
        min_value=1,
        max_value=MOST_DRAWN,
        error_messages={
            "required": _("Hãy ghi số hồ sơ cần rút thăm."),
            "invalid": _("Hãy ghi một số, ví dụ 5."),
            "min_value": _("Hãy rút ít nhất một hồ sơ."),
            "max_value": _("Mỗi lần rút nhiều nhất 100 hồ sơ."),
        },
    )


class VisitsForm(DeedForm):
    """What was found at each drawn case; cases left blank are not noted yet. known: the drawn cases."""

    def __init__(self, *args: object, known: tuple[int, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.known = known
        for case in known:
            self.fields[f"found-{case}"] = forms.ChoiceField(
                required=False, choices=[("matches", "matches"), ("differs", "differs")]
            )
            self.fields[f"note-{case}"] = forms.CharField(required=False, max_length=LONGEST)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told["findings"] = {
            case: Finding(told[f"found-{case}"] == "matches", told.get(f"note-{case}", ""))
            for case in self.known
            if told.get(f"found-{case}")
        }
        if not told["findings"] and not self.errors:
            raise forms.ValidationError(_("Chưa ghi kết quả của hồ sơ nào."))
        if any(not found.matches and not found.note.strip() for found in told["findings"].values()):
            raise forms.ValidationError(_("Hồ sơ nào khác với phiếu thì ghi rõ khác ở điểm nào."))
        return told
