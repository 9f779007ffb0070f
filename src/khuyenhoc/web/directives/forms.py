"""What is asked of a legal document, of what rests on it and of a task of a plan."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.instruments import InstrumentKind, RestsKind, Standing
from khuyenhoc.domain.plan_tasks import OUTCOMES, Stage, TaskState
from khuyenhoc.sentences import sentence
from khuyenhoc.storing import documents
from khuyenhoc.web.choices import Choices, any_or, spoken
from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm

MOST_PK = 10**18


def line(label: Any, most: int, *, required: Any = None, **attrs: str) -> forms.CharField:
    """One line of text; required: the sentence said when it is empty."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required is not None,
        error_messages={"required": required or ""},
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
    )


def lines(label: Any, most: int, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=False, widget=forms.Textarea(attrs={"rows": rows})
    )


class FindForm(forms.Form):
    q = forms.CharField(label=_("Tìm theo số, trích yếu, nơi ban hành"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Loại văn bản"), required=False, choices=any_or("instrument", InstrumentKind)
    )
    standing = forms.ChoiceField(label=_("Hiệu lực"), required=False, choices=any_or("in_law", Standing))
    after = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)


class InstrumentForm(DeedForm):
    """revision: of the entry that is changed; a new one has none."""

    number = line(_("Số, ký hiệu"), 80, required=_("Chưa ghi số, ký hiệu văn bản."), placeholder="12/KH-HKH")
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=spoken("instrument", InstrumentKind))
    title = line(_("Về việc gì (trích yếu)"), 400, required=_("Chưa ghi văn bản về việc gì."))
    issuer = line(_("Nơi ban hành"), 200)
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    in_force_from = DayField(label=_("Có hiệu lực từ ngày"), required=False)
    in_force_until = DayField(label=_("Hết hiệu lực từ ngày"), required=False)
    replaced_by = forms.TypedChoiceField(
        label=_("Được thay bằng"), required=False, coerce=int, empty_value=None
    )
    summary = lines(_("Nội dung chính"), 8_000)
    link = forms.URLField(
        label=_("Địa chỉ trang có văn bản"),
        max_length=400,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={"invalid": _("Ghi địa chỉ như https://vanban.example.vn/…")},
    )
    is_checked = forms.BooleanField(label=_("Đã đối chiếu với văn bản gốc"), required=False)
    revision = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, *args: Any, others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].choices = [("", _("– chưa được thay –")), *others]  # type: ignore[attr-defined]  # a ChoiceField's


class AttachForm(DeedForm):
    """One PDF; `document` holds it as it will be kept."""

    file = forms.FileField(
        label=_("Tệp PDF của văn bản (đến 20 MB)"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"required": _("Chưa chọn tệp nào."), "empty": _("Tệp này trống.")},
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        sent = told.get("file")
        if sent is not None:
            try:
                told["document"] = documents.read(sent, sent.size)
            except RuleBroken as error:
                raise forms.ValidationError(sentence(error, get_language() or "vi")) from error
        return told


class FileForm(DeedForm):
    """A file of a document that is taken off or put back."""

    file = forms.IntegerField(min_value=1, max_value=10**18, widget=forms.HiddenInput)


class RestForm(DeedForm):
    """thing: what rests on the document, "round:12"."""

    thing = forms.MultipleChoiceField(
        label=_("Những gì dựa vào văn bản này"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chưa đánh dấu mục nào.")},
    )

    def __init__(self, *args: Any, offered: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField's

    def by_kind(self) -> dict[RestsKind, list[int]]:
        found: dict[RestsKind, list[int]] = {}
        for told in self.cleaned_data["thing"]:
            kind, _colon, pk = told.partition(":")
            found.setdefault(RestsKind(kind), []).append(int(pk))
        return found


class TasksForm(forms.Form):
    q = forms.CharField(label=_("Tìm nhiệm vụ, nơi chủ trì"), max_length=200, required=False)
    year = forms.IntegerField(label=_("Năm"), required=False, min_value=1990, max_value=2100)
    state = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=any_or("task_state", TaskState))
    below = forms.BooleanField(label=_("Cả các nơi trực thuộc"), required=False)


class TaskForm(DeedForm):
    """revision: of the task that is changed; a new one has none."""

    year = forms.IntegerField(
        label=_("Kế hoạch năm"),
        min_value=1990,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Chưa ghi năm."), "invalid": _("Ghi năm như 2026.")},
    )
    title = line(_("Nhiệm vụ"), 300, required=_("Chưa ghi nhiệm vụ."))
    lead = line(_("Chủ trì"), 200)
    partners = line(_("Phối hợp"), 400)
    deadline = DayField(label=_("Hạn hoàn thành"))
    instrument = forms.TypedChoiceField(
        label=_("Căn cứ văn bản"), required=False, coerce=int, empty_value=None
    )
    note = line(_("Ghi chú"), 400)
    revision = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, *args: Any, documents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"].choices = [("", _("– không ghi –")), *documents]  # type: ignore[attr-defined]  # a ChoiceField's


def _found() -> Choices:
    """Every outcome, those of an interim review first."""
    return spoken("task_outcome", [one for stage in Stage for one in OUTCOMES[stage]])()


class ReviewForm(DeedForm):
    outcome = forms.ChoiceField(
        label=_("Kết quả"), choices=_found, error_messages={"required": _("Chưa chọn kết quả.")}
    )
    on = DayField(label=_("Ngày sơ kết, tổng kết"))
    note = lines(_("Nhận xét"), 1_000, 3)

    def stage(self) -> Stage:
        """Only the final review says whether it was done."""
        told = self.cleaned_data["outcome"]
        return next(stage for stage in Stage if told in OUTCOMES[stage])


class ReasonForm(DeedForm):
    reason = line(_("Lý do"), 400, required=_("Chưa ghi lý do."))


def named(documents: Iterable[Any]) -> Choices:
    """Documents to choose from, by number and what they are about."""
    return [(str(one.pk), f"{one.number} – {one.title}"[:120]) for one in documents]
