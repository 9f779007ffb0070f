"""What is asked of a pilot, its goals, its results and the good practices out of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain.goals import Band, Outcome
from khuyenhoc.domain.titles import Title
from khuyenhoc.sentences import words
from khuyenhoc.web.choices import Choices, spoken
from khuyenhoc.web.days import DayField
from khuyenhoc.web.indicators.showing import language
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.walking.forms import Ids

LONG = forms.Textarea(attrs={"rows": 5})
SHORT = {"size": 12, "autocomplete": "off"}
MONTH = {"required": _("Hãy ghi tháng, như 6/2026.")}


def _or_none(kind: str, codes: Iterable[str], none: Any) -> Any:
    some = spoken(kind, codes)
    return lambda: [("", none), *some()]


class PlanForm(DeedForm):
    name = forms.CharField(label=_("Tên mô hình"), max_length=200)
    title = forms.ChoiceField(
        label=_("Về danh hiệu nào"),
        choices=_or_none("title", Title, _("không riêng danh hiệu nào")),
        required=False,
    )
    theme = forms.CharField(
        label=_("Chủ đề khác (nếu có)"),
        help_text=_("Ví dụ: học tập gắn với du lịch; trung tâm học tập cộng đồng."),
        max_length=200,
        required=False,
    )
    first = forms.CharField(
        label=_("Bắt đầu từ tháng"), max_length=20, widget=forms.TextInput(attrs=SHORT), error_messages=MONTH
    )
    until = forms.CharField(
        label=_("Đến hết tháng"),
        help_text=_("Ghi như 12/2026. Chưa biết thì để trống."),
        max_length=20,
        widget=forms.TextInput(attrs=SHORT),
        required=False,
    )
    sites = forms.TypedMultipleChoiceField(
        label=_("Làm ở những nơi nào"),
        help_text=_("Không đánh dấu nơi nào là làm ở chính đơn vị lập mô hình."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    criteria_set = forms.ChoiceField(
        label=_("Thử bộ tiêu chí dự thảo"),
        help_text=_("Góp ý và chấm thử bộ này được nối vào trang của mô hình."),
        required=False,
    )

    def __init__(self, *args: Any, places: Choices, drafts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sites"].choices = places  # type: ignore[attr-defined]  # a ChoiceField's
        self.fields["criteria_set"].choices = [("", _("không chọn")), *drafts]  # type: ignore[attr-defined]  # a ChoiceField's


class EditForm(PlanForm):
    revision = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)


class DescribeForm(DeedForm):
    strengths = forms.CharField(label=_("Ưu điểm"), max_length=4000, widget=LONG, required=False)
    limits = forms.CharField(label=_("Hạn chế"), max_length=4000, widget=LONG, required=False)
    lessons = forms.CharField(label=_("Bài học kinh nghiệm"), max_length=4000, widget=LONG, required=False)
    revision = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)


class GoalForm(DeedForm):
    whom = forms.CharField(
        label=_("Nhóm nào"), help_text=_("Ví dụ: hộ gia đình, dòng họ, công dân, cơ quan."), max_length=200
    )
    aim = forms.CharField(label=_("Làm được gì"), help_text=_("Ví dụ: có quy ước và quỹ."), max_length=500)
    written = forms.CharField(
        label=_("Mục tiêu bao nhiêu"),
        help_text=_(
            "Ghi một số, một khoảng hay một tỷ lệ: 15 hộ · 800 – 1.000 · 100%. Không có số thì để trống."
        ),
        max_length=64,
        required=False,
    )
    band = forms.ChoiceField(
        label=_("Hoặc xếp loại các nơi"),
        help_text=_("Chọn xếp loại thì ô trên là tỷ lệ số nơi; để trống là tất cả các nơi."),
        choices=_or_none("band_up", [Band.GOOD, Band.FAIR, Band.AVERAGE], _("không chọn")),
        required=False,
    )
    place = forms.TypedChoiceField(label=_("Riêng cho nơi"), coerce=int, empty_value=None, required=False)
    indicator = forms.ChoiceField(
        label=_("Ứng với chỉ số nào trong báo cáo"),
        help_text=_("Để người xem biết kết quả này nói về chỉ số nào."),
        required=False,
    )

    def __init__(self, *args: Any, places: Choices, indicators: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("mọi nơi của mô hình")), *places]  # type: ignore[attr-defined]  # a ChoiceField's
        self.fields["indicator"].choices = [("", _("không chọn")), *indicators]  # type: ignore[attr-defined]  # a ChoiceField's


class ResultForm(DeedForm):
    written = forms.CharField(
        label=_("Đo được bao nhiêu"),
        help_text=_("Ghi như trong báo cáo, cả chữ gần, hơn, khoảng: 15 · 95,5% · hơn 1.660 lượt."),
        max_length=64,
        required=False,
    )
    whole = forms.CharField(
        label=_("Trong tổng số"),
        help_text=_("Chỉ ghi khi mục tiêu là tỷ lệ mà ô trên là một con số."),
        max_length=64,
        required=False,
    )
    band = forms.ChoiceField(
        label=_("Các nơi xếp loại"),
        help_text=_(
            "Ô đầu là tỷ lệ số nơi; để trống là tất cả. Xếp loại từng nơi thì ghi ở trang của mô hình."
        ),
        choices=_or_none("band_up", [Band.GOOD, Band.FAIR, Band.AVERAGE], _("chưa có")),
        required=False,
    )
    judged = forms.ChoiceField(
        label=_("Nhận định của người phụ trách"),
        help_text=_("Chỉ dùng khi số liệu không tự trả lời được; ghi rõ lý do ở ghi chú."),
        choices=_or_none("goal_outcome", Outcome, _("không nhận định")),
        required=False,
    )
    note = forms.CharField(
        label=_("Ghi chú"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    measured_on = DayField(label=_("Đo ngày nào"))

    def __init__(self, *args: Any, of_ratings: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["whole" if of_ratings else "band"]


class RatingsForm(DeedForm):
    """One choice a place: its fields are named by the places."""

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, name in places:
            self.fields[f"band_{place}"] = forms.ChoiceField(
                label=name,
                choices=_or_none("band", reversed(Band), words.word("band", "", language())),
                required=False,
            )


class SearchForm(forms.Form):
    """Everything has a default, so that the bare address shows something."""

    q = forms.CharField(required=False, max_length=200)
    title = forms.ChoiceField(required=False, choices=[(title.value, title.value) for title in Title])
    taking = forms.CharField(required=False, max_length=1)
    after = forms.CharField(required=False, max_length=500)


class PeopleForm(DeedForm):
    """subject: ticked; listed: all of the page. A tick more takes part, a tick less does not any more."""

    subject = Ids(required=False)
    listed = Ids()


class CloseForm(DeedForm):
    summary = forms.CharField(
        label=_("Đánh giá chung"),
        help_text=_("Làm được gì, có nên nhân rộng không, vì sao."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Hãy ghi đánh giá chung trước khi tổng kết.")},
    )
    on = DayField(label=_("Ngày tổng kết"))


class SpreadForm(DeedForm):
    number = forms.CharField(label=_("Số quyết định"), max_length=64)
    decided_on = DayField(label=_("Ngày ký"))
    body = forms.CharField(label=_("Cơ quan quyết định"), max_length=200)
    where = forms.TypedMultipleChoiceField(
        label=_("Nhân rộng ra những nơi nào"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy đánh dấu ít nhất một nơi.")},
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=1000, required=False)

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = places  # type: ignore[attr-defined]  # a ChoiceField's


class ReasonForm(DeedForm):
    why = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


class PracticeForm(DeedForm):
    name = forms.CharField(label=_("Tên cách làm"), max_length=200)
    text = forms.CharField(
        label=_("Cách làm"),
        help_text=_("Kể sao cho nơi khác làm theo được. Không ghi tên người."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    title = forms.ChoiceField(
        label=_("Về danh hiệu nào"),
        choices=_or_none("title", Title, _("không riêng danh hiệu nào")),
        required=False,
    )
    pilot = forms.TypedChoiceField(label=_("Từ mô hình"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, pilots: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pilot"].choices = [("", _("không từ mô hình nào")), *pilots]  # type: ignore[attr-defined]  # a ChoiceField's


class CopyForm(DeedForm):
    name = forms.CharField(label=_("Tên mô hình của bạn"), max_length=200)
    first = forms.CharField(
        label=_("Bắt đầu từ tháng"), max_length=20, widget=forms.TextInput(attrs=SHORT), error_messages=MONTH
    )
    until = forms.CharField(
        label=_("Đến hết tháng"), max_length=20, widget=forms.TextInput(attrs=SHORT), required=False
    )


class BackForm(DeedForm):
    """Only a press."""
