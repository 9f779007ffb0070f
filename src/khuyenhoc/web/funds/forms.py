"""What is typed into the pages of funds."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain.ledger import HOLDINGS, Account, Donor, Purpose, VoucherKind
from khuyenhoc.web.choices import Choices, any_or, spoken
from khuyenhoc.web.days import DayField
from khuyenhoc.web.dong import MoneyField
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import today

MONEY = (Account.CASH, Account.BANK)
UNNAMED = "Không nêu tên"  # as it stands in the book, whatever the language of the page


class OpenForm(DeedForm):
    """owner: "" for the place itself, "branch.7" or "body.9"."""

    name = forms.CharField(
        label=_("Tên quỹ"),
        max_length=200,
        error_messages={"required": _("Hãy ghi tên quỹ, ví dụ: Quỹ khuyến học xã.")},
    )
    owner = forms.ChoiceField(label=_("Quỹ của"), required=False)
    since = DayField(label=_("Sổ bắt đầu từ ngày"))

    def __init__(self, *args: Any, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]  # a ChoiceField's


class EntryForm(DeedForm):
    """What income and spending share."""

    amount = MoneyField(label=_("Số tiền (đồng)"))
    day = DayField(label=_("Ngày"), initial=today)

    party_place = forms.CharField(label=_("Địa chỉ"), max_length=200, required=False)
    about = forms.CharField(label=_("Nội dung"), max_length=400, required=False)
    goods = forms.CharField(label=_("Nếu là hiện vật: là gì, bao nhiêu"), max_length=200, required=False)
    unnamed = forms.BooleanField(label=_("Không nêu tên"), required=False)
    nobody: Any = ""  # what is said when neither a name nor the tick was given

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not told.get("party") and "party" not in self.errors:
            if told.get("unnamed"):
                told["party"] = UNNAMED
            else:
                self.add_error("party", self.nobody)
        if told.get("holding") == Account.GOODS and not told.get("goods"):
            self.add_error("goods", _("Hãy ghi hiện vật là gì, ví dụ: 20 bộ sách lớp 6."))
        return told


class IncomeForm(EntryForm):
    field_order = ("key", "amount", "donor", "party", "party_place", "holding", "goods", "day", "about")
    nobody = _("Hãy ghi tên người nộp, hoặc đánh dấu “Không nêu tên”.")
    donor = forms.ChoiceField(
        label=_("Ai ủng hộ"),
        choices=spoken("donor", Donor),
        error_messages={"required": _("Hãy chọn ai ủng hộ.")},
    )
    holding = forms.ChoiceField(label=_("Nhận bằng"), choices=spoken("holding", HOLDINGS))
    party = forms.CharField(label=_("Người nộp (tên người, tên đơn vị)"), max_length=200, required=False)


class SpendingForm(EntryForm):
    field_order = ("key", "amount", "purpose", "party", "party_place", "holding", "goods", "day", "about")
    nobody = _("Hãy ghi tên người nhận, hoặc đánh dấu “Không nêu tên”.")
    purpose = forms.ChoiceField(
        label=_("Chi cho việc gì"),
        choices=spoken("purpose", Purpose),
        error_messages={"required": _("Hãy chọn chi cho việc gì.")},
    )
    holding = forms.ChoiceField(label=_("Chi bằng"), choices=spoken("holding", HOLDINGS))
    party = forms.CharField(label=_("Người nhận"), max_length=200, required=False)
    decision_number = forms.CharField(label=_("Theo quyết định số"), max_length=64, required=False)
    decision_day = DayField(label=_("Ngày của quyết định"), required=False)


class OpeningForm(DeedForm):
    cash = MoneyField(label=_("Tiền mặt"), required=False)
    bank = MoneyField(label=_("Tiền gửi ngân hàng"), required=False)
    goods = MoneyField(label=_("Hiện vật (trị giá)"), required=False)
    about = forms.CharField(label=_("Căn cứ (biên bản kiểm kê …)"), max_length=400, required=False)


class BankForm(DeedForm):
    way = forms.ChoiceField(
        label=_("Việc gì"),
        choices=[("in", _("Gửi tiền mặt vào ngân hàng")), ("out", _("Rút tiền từ ngân hàng về quỹ"))],
    )
    amount = MoneyField(label=_("Số tiền (đồng)"))
    day = DayField(label=_("Ngày"), initial=today)
    about = forms.CharField(label=_("Nội dung"), max_length=400, required=False)


class SendForm(DeedForm):
    to = forms.TypedChoiceField(
        label=_("Chuyển đến quỹ"), coerce=int, error_messages={"required": _("Hãy chọn quỹ nhận.")}
    )
    amount = MoneyField(label=_("Số tiền (đồng)"))
    holding = forms.ChoiceField(label=_("Chuyển bằng"), choices=spoken("holding", HOLDINGS))
    day = DayField(label=_("Ngày"), initial=today)
    about = forms.CharField(label=_("Nội dung"), max_length=400, required=False)
    decision_number = forms.CharField(label=_("Theo quyết định số"), max_length=64, required=False)
    decision_day = DayField(label=_("Ngày của quyết định"), required=False)

    def __init__(self, *args: Any, partners: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("– hãy chọn –")), *partners]  # type: ignore[attr-defined]  # a ChoiceField's


class ReceiveForm(DeedForm):
    holding = forms.ChoiceField(label=_("Nhận vào"), choices=spoken("holding", HOLDINGS))
    day = DayField(label=_("Ngày nhận"), initial=today)


class CorrectForm(DeedForm):
    day = DayField(label=_("Ngày điều chỉnh"), initial=today)
    reason = forms.CharField(
        label=_("Sai ở đâu, vì sao điều chỉnh"),
        max_length=400,
        error_messages={"required": _("Hãy ghi sai ở đâu.")},
    )


class CloseForm(DeedForm):
    year = forms.IntegerField(label=_("Khóa sổ đến hết năm"), min_value=1900, max_value=2100)
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)


class PastForm(DeedForm):
    what = forms.ChoiceField(label=_("Số gì"), choices=spoken("past_total", ("raised", "spent")))
    text = forms.CharField(
        label=_("Số tiền, ghi như trong văn bản"),
        max_length=80,
        error_messages={"required": _("Hãy ghi số tiền, ví dụ: hơn 180 tỷ đồng.")},
    )
    first = forms.IntegerField(label=_("Từ năm"), min_value=1900, max_value=2100)
    last = forms.IntegerField(label=_("Đến năm"), min_value=1900, max_value=2100)
    source = forms.CharField(
        label=_("Theo văn bản nào"),
        max_length=200,
        error_messages={"required": _("Hãy ghi số liệu lấy từ văn bản nào.")},
    )


class BackForm(DeedForm):
    past_total = forms.IntegerField(min_value=1, max_value=10**18, widget=forms.HiddenInput)


class PublishForm(DeedForm):
    way = forms.ChoiceField(choices=[("publish", ""), ("back", "")], widget=forms.HiddenInput)


class BookForm(forms.Form):
    """How the book is narrowed."""

    q = forms.CharField(label=_("Tìm tên, nội dung"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Loại phiếu"), choices=any_or("voucher", VoucherKind), required=False)
    donor = forms.ChoiceField(label=_("Nguồn thu"), choices=any_or("donor", Donor), required=False)
    purpose = forms.ChoiceField(label=_("Khoản chi"), choices=any_or("purpose", Purpose), required=False)
    holding = forms.ChoiceField(label=_("Hình thức"), choices=any_or("holding", HOLDINGS), required=False)
    first = DayField(label=_("Từ ngày"), required=False)
    last = DayField(label=_("Đến ngày"), required=False)
    after = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)


class YearsForm(forms.Form):
    """since: the first of the years, the year itself where nobody said."""

    since = forms.IntegerField(label=_("Từ năm"), required=False, min_value=1900, max_value=2100)
    year = forms.IntegerField(label=_("Đến năm"), required=False, min_value=1900, max_value=2100)

    def years(self, this: int) -> tuple[int, int]:
        """In order, whichever was typed first."""
        last = self.cleaned_data["year"] or this
        first = self.cleaned_data["since"] or last
        return min(first, last), max(first, last)
