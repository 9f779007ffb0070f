"""What is typed about learning centres."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain import numbers
from khuyenhoc.domain.centres import (
    MOST_HEADS,
    MOST_SESSIONS,
    Field,
    HeadCount,
    HeadCountUnreadable,
    Office,
    Post,
    Totals,
    read_head_count,
)
from khuyenhoc.sentences import sentence
from khuyenhoc.web.choices import Choices, spoken
from khuyenhoc.web.days import DayField
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.walking.forms import Ids

MOST_COST = 10**12


class HeadCountField(forms.CharField):
    """How many people, as people say it: "30", "hơn 30"; a HeadCount."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> HeadCount:
        text = super().clean(value)
        try:
            return read_head_count(text)
        except HeadCountUnreadable as error:
            raise forms.ValidationError(sentence(error, showing.language())) from error


class MoneyField(forms.CharField):
    """Whole đồng as people write them, "1.500.000"; None for a blank."""

    def clean(self, value: Any) -> int | None:
        text = super().clean(value).removesuffix("đồng").removesuffix("đ").strip()
        if not text:
            return None
        found = numbers.whole(text)
        if found is None or found > MOST_COST:
            raise forms.ValidationError(_("Ghi số tiền như 1.500.000."))
        return found


class OpenForm(DeedForm):
    name = forms.CharField(label=_("Tên trung tâm"), max_length=200)
    since = DayField(label=_("Ngày thành lập"))
    legal_reference = forms.CharField(
        label=_("Quyết định thành lập (nếu biết)"), max_length=200, required=False
    )


class MergeForm(DeedForm):
    centre = Ids()
    on = DayField(label=_("Nhập từ ngày"))
    legal_reference = forms.CharField(label=_("Văn bản sắp xếp (nếu biết)"), max_length=200, required=False)


class ManagerForm(DeedForm):
    """officer: one of the association's; else a name and an office are written."""

    officer = forms.TypedChoiceField(
        label=_("Cán bộ Hội (chọn nếu có trong danh sách)"),
        required=False,
        coerce=int,
        empty_value=None,
    )
    name = forms.CharField(label=_("Họ và tên (nếu không chọn ở trên)"), max_length=200, required=False)
    post = forms.ChoiceField(label=_("Chức vụ ở trung tâm"), choices=spoken("centre_post", Post))
    office = forms.ChoiceField(
        label=_("Chức vụ ở Hội Khuyến học xã"),
        choices=spoken("centre_office", [Office.NONE, Office.CHAIR, Office.VICE_CHAIR]),
    )
    since = DayField(label=_("Giữ chức từ ngày"))

    def __init__(self, *args: Any, officers: Choices | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("– người khác –")), *(officers or ())]
        self.fields["officer"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField's

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not told.get("officer") and not told.get("name") and "officer" not in self.errors:
            self.add_error("name", _("Hãy ghi họ và tên, hoặc chọn một cán bộ Hội."))
        return told


class LeaveForm(DeedForm):
    manager = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**18)
    on = DayField(label=_("Thôi giữ chức từ ngày"))


class StateForm(DeedForm):
    """step: rest, work or close; each button of the page sends its own."""

    step = forms.ChoiceField(choices=[("rest", ""), ("work", ""), ("close", "")])
    on = DayField(label=_("Từ ngày"))
    reason = forms.CharField(label=_("Lý do (nếu tạm ngừng)"), max_length=300, required=False)


class NeedForm(DeedForm):
    topic = forms.CharField(label=_("Người dân muốn học gì"), max_length=200)
    field = forms.ChoiceField(label=_("Lĩnh vực"), choices=spoken("centre_field", Field))
    people = HeadCountField(label=_("Bao nhiêu người (ghi như 30, hơn 30, gần 50)"))


class DropForm(DeedForm):
    """Nothing but a button beside a row."""

    row = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**18)


class ClassForm(DeedForm):
    topic = forms.CharField(label=_("Lớp học về gì"), max_length=200)
    field = forms.ChoiceField(label=_("Lĩnh vực"), choices=spoken("centre_field", Field))
    held_at = forms.TypedChoiceField(label=_("Mở ở đâu"), coerce=int)
    begins = DayField(label=_("Khai giảng ngày"))
    ends = DayField(label=_("Kết thúc ngày (nếu biết)"), required=False)
    sessions_planned = forms.IntegerField(
        label=_("Số buổi dự kiến"), required=False, min_value=0, max_value=1_000
    )
    teachers = forms.CharField(
        label=_("Người dạy, báo cáo viên (mỗi người một dòng)"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    cost = MoneyField(label=_("Kinh phí (đồng)"), required=False, max_length=30)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**9)
    total_sessions = forms.IntegerField(
        label=_("Tổng số buổi đã học"), required=False, min_value=1, max_value=MOST_SESSIONS
    )
    total_people = forms.IntegerField(
        label=_("Tổng số người học (nếu biết)"), required=False, min_value=0, max_value=MOST_HEADS
    )
    total_attendances = HeadCountField(
        label=_("Tổng lượt người dự các buổi (ghi như 300, hơn 300)"), required=False
    )
    TOTALS = ("total_sessions", "total_people", "total_attendances")

    def __init__(self, *args: Any, held_at: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_at"].choices = held_at  # type: ignore[attr-defined]  # a ChoiceField's

    def planned(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.TOTALS]

    def known_in_totals(self) -> list[forms.BoundField]:
        return [self[name] for name in self.TOTALS]

    def totals(self) -> Totals | None:
        """None where the form tells none of the three."""
        told = self.cleaned_data
        came: HeadCount = told["total_attendances"]
        if not (told["total_sessions"] or told["total_people"] or came.text):
            return None
        return Totals(told["total_sessions"] or 0, told["total_people"] or 0, came.number, came.qualifier)


class SessionForm(DeedForm):
    """person: those ticked."""

    held_on = DayField(label=_("Buổi học ngày"))
    topic = forms.CharField(label=_("Buổi học về gì (nếu muốn ghi)"), max_length=200, required=False)
    person = Ids(required=False)
    others = HeadCountField(label=_("Người khác, không ghi tên (như 30, hơn 30)"), required=False)


class CorrectionForm(SessionForm):
    """person: who came after all. seen: when the session was last changed, as the page showed it."""

    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def clean_seen(self) -> datetime:
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError as error:
            raise forms.ValidationError(_("Hãy tải lại trang rồi sửa.")) from error


class PeopleForm(forms.Form):
    """Which people the list to tick shows."""

    q = forms.CharField(label=_("Tìm theo tên"), required=False, max_length=200)
    hamlet = forms.TypedChoiceField(label=_("Thôn"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, hamlets: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hamlet"].choices = hamlets  # type: ignore[attr-defined]  # a ChoiceField's


class DecideForm(DeedForm):
    """send_back: the button that does not confirm."""

    send_back = forms.BooleanField(required=False)
    reason = forms.CharField(label=_("Lý do trả lại"), max_length=500, required=False)
