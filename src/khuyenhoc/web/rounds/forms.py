"""What may be asked of rounds, and opening, deriving and switching them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.analytics.progress import Order
from khuyenhoc.domain import numbers
from khuyenhoc.domain.titles import FIVE_TITLES, Title
from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm

MOST_ID = 10**18
FIRST_YEAR, LAST_YEAR = 2014, 2100  # the first round of the movement; no round is planned a century ahead
NAMES = [f"{row.title}.{row.level}" for row in FIVE_TITLES]  # "community.hamlet"


class FindForm(forms.Form):
    """Everything has a default, so that the bare address shows something."""

    place = forms.IntegerField(required=False, min_value=1, max_value=MOST_ID)
    year = forms.IntegerField(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    title = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in Title)])
    after = forms.IntegerField(required=False, min_value=1, max_value=MOST_ID)


class ShowForm(forms.Form):
    place = forms.IntegerField(required=False, min_value=1, max_value=MOST_ID)
    order = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in Order)])


class WhatForm(forms.Form):
    """Which round is meant: of which title, year and place."""

    place = forms.IntegerField(required=False, min_value=1, max_value=MOST_ID)
    year = forms.IntegerField(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    of = forms.ChoiceField(required=False, choices=[("", ""), *((name, name) for name in NAMES)])
    kind = forms.CharField(required=False, max_length=32)
    organisation = forms.IntegerField(required=False, min_value=1, max_value=MOST_ID)


class OrganisationsForm(forms.Form):
    """Which organisation a round is to be opened for alone."""

    place = forms.IntegerField(required=False, min_value=1, max_value=MOST_ID)
    year = forms.IntegerField(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    q = forms.CharField(label=_("Tìm theo tên"), required=False, max_length=200)
    after = forms.CharField(required=False, max_length=500)


class ShareField(forms.CharField):
    """A percentage as people write it, kept in hundredths of a percent: "66,67" is 6667."""

    def __init__(self, **kwargs: Any) -> None:
        hints = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 6}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=hints), **kwargs)

    def clean(self, value: Any) -> Any:
        told = super().clean(value)
        read = numbers.hundredths(told.replace("%", ""))
        if read is None or read > 10_000:
            raise forms.ValidationError(_("Ghi một tỷ lệ phần trăm từ 0 đến 100, ví dụ 66,67."))
        return read

    def prepare_value(self, value: Any) -> Any:
        return numbers.points(value) or "0" if isinstance(value, int) else value


class OpenForm(DeedForm):
    """Dates, set and meeting rules of a round."""

    chosen = forms.ChoiceField(
        label=_("Chấm theo bộ tiêu chí"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn một bộ tiêu chí."),
            "invalid_choice": _("Bộ tiêu chí này không dùng được vào ngày chốt danh sách; hãy chọn lại."),
        },
    )
    registration_from = DayField(label=_("Nhận đăng ký từ ngày"))
    registration_to = DayField(label=_("Nhận đăng ký đến hết ngày"))
    cut_off = DayField(
        label=_("Ngày chốt danh sách"),
        help_text=_("Ai thuộc hộ nào, dòng họ nào, đơn vị nào được xét theo ngày này."),
    )
    decide_to = DayField(label=_("Hạn ra quyết định"))
    quorum = ShareField(
        label=_("Cuộc họp bình xét phải có mặt ít nhất (% người được mời)"),
        error_messages={"required": _("Hãy ghi tỷ lệ người phải có mặt.")},
    )
    majority = ShareField(
        label=_("Số phiếu đồng ý phải đạt ít nhất (% người có mặt)"),
        error_messages={"required": _("Hãy ghi tỷ lệ đồng ý.")},
    )
    deciding_body = forms.CharField(
        label=_("Cơ quan ra quyết định"),
        max_length=200,
        error_messages={"required": _("Hãy ghi cơ quan ra quyết định, ví dụ: UBND xã.")},
    )
    decision_suffix = forms.CharField(
        label=_("Ký hiệu sau số quyết định"),
        max_length=32,
        error_messages={"required": _("Hãy ghi ký hiệu, ví dụ: QĐ-UBND.")},
    )

    def __init__(self, *args: Any, sets: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = list(sets)  # type: ignore[attr-defined]  # a ChoiceField's

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        first, last, until = (
            told.get(name) for name in ("registration_from", "registration_to", "decide_to")
        )
        if first and last and last < first:
            self.add_error("registration_to", _("Ngày hết hạn đăng ký phải sau ngày bắt đầu."))
        if last and until and until < last:
            self.add_error("decide_to", _("Hạn ra quyết định phải sau ngày hết hạn đăng ký."))
        if told.get("majority") == 0:
            self.add_error("majority", _("Tỷ lệ đồng ý phải lớn hơn 0."))
        return told


class DeriveForm(DeedForm):
    """Only what a local round may have of its own."""

    registration_from = DayField(label=_("Nhận đăng ký từ ngày"))
    registration_to = DayField(label=_("Nhận đăng ký đến hết ngày"))
    deciding_body = forms.CharField(
        label=_("Cơ quan ra quyết định"),
        max_length=200,
        error_messages={"required": _("Hãy ghi cơ quan ra quyết định, ví dụ: UBND xã.")},
    )


class SwitchForm(DeedForm):
    chosen = forms.ChoiceField(
        label=_("Đổi sang bộ tiêu chí"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn bộ tiêu chí mới."),
            "invalid_choice": _("Bộ tiêu chí này không dùng được vào ngày ấy; hãy chọn lại."),
        },
    )
    effective_on = DayField(
        label=_("Áp dụng từ ngày"),
        help_text=_("Hôm nay hoặc một ngày sau đó; không đổi lùi ngày."),
    )
    legal_reference = forms.CharField(
        label=_("Căn cứ: số, ký hiệu văn bản"),
        max_length=200,
        error_messages={"required": _("Hãy ghi số, ký hiệu văn bản làm căn cứ.")},
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do đổi; các xã và chi hội sẽ đọc câu này.")},
    )

    def __init__(self, *args: Any, sets: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = list(sets)  # type: ignore[attr-defined]  # a ChoiceField's


class UndoForm(DeedForm):
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do hủy lần đổi.")},
    )
