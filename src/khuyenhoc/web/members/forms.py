"""What may be asked of a members' book, and what is written into it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.queries import Show
from khuyenhoc.domain.numbers import whole
from khuyenhoc.web.choices import spoken
from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import today
from khuyenhoc.web.walking.forms import Ids, UndoneIds

DEEDS = ("pay", "exempt", "leave", "move", "party", "no_party")
NOBODY = _("Chưa đánh dấu ai. Hãy bấm vào ô vuông trước tên hội viên.")


class BookForm(forms.Form):
    """Everything has a default, so that the bare address shows something."""

    q = forms.CharField(label=_("Tìm theo tên"), required=False, max_length=200)
    show = forms.ChoiceField(label=_("Xem"), required=False, choices=spoken("members_shown", Show))
    sort = forms.ChoiceField(
        label=_("Xếp theo"), required=False, choices=spoken("members_order", association.MEMBER_ORDERS)
    )
    year = forms.IntegerField(label=_("Hội phí năm"), required=False, min_value=1990, max_value=2099)
    after = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class Members(Ids):
    default_error_messages = {"required": NOBODY}


class TickedForm(DeedForm):
    """Ticked members and what happens to them; on: the day of it, not needed for being in the Party."""

    person = Members()
    do = forms.ChoiceField(choices=[(one, one) for one in DEEDS])
    year = forms.IntegerField(min_value=1990, max_value=2099)
    on = DayField(label=_("Ngày"), required=False)
    reason = forms.CharField(label=_("Lý do miễn"), max_length=200, required=False)
    into = forms.TypedChoiceField(label=_("Chuyển đến"), coerce=int, empty_value=None, required=False)

    def __init__(
        self, *args: Any, kept: Sequence[tuple[int, str]], others: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [  # type: ignore[attr-defined]  # a ChoiceField's
            ("", _("– hãy chọn –")),
            *((str(pk), name) for pk, name in kept),
            *(
                [(_("Nơi khác trong xã: chờ nơi đó nhận"), [(str(pk), name) for pk, name in others])]
                if others
                else []
            ),
        ]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        do, on = told.get("do"), told.get("on")
        if do not in (None, "party") and on is None and "on" not in self.errors:
            self.add_error("on", _("Chưa ghi ngày."))
        if on is not None and on > today():
            self.add_error("on", _("Ngày này chưa đến."))
        if do == "exempt" and not told.get("reason"):
            self.add_error("reason", _("Hãy ghi vì sao được miễn."))
        if do == "move" and told.get("into") is None and "into" not in self.errors:
            self.add_error("into", _("Hãy chọn nơi chuyển đến."))
        return told


class JoinForm(DeedForm):
    person = Ids()
    joined = DayField(label=_("Vào hội từ ngày"))
    with_children = forms.BooleanField(
        label=_("Tôi biết trong số này có người chưa đủ 18 tuổi"), required=False
    )

    def clean_joined(self) -> Any:
        if self.cleaned_data["joined"] > today():
            raise forms.ValidationError(_("Ngày này chưa đến."))
        return self.cleaned_data["joined"]


class UndoForm(DeedForm):
    person = UndoneIds()


class MoneyField(forms.CharField):
    """Whole đồng as people write them: 30.000."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 20})
        )
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> int | None:
        typed = str(super().clean(value)).lower().removesuffix("đồng").removesuffix("đ").strip()
        found = whole(typed.replace(".", "").replace(" ", ""))
        if found is None:
            raise forms.ValidationError(_("Ghi số tiền bằng chữ số, thí dụ 30.000."))
        return found


class RateForm(DeedForm):
    amount = MoneyField(label=_("Mỗi hội viên nộp một năm (đồng)"))


class CancelForm(DeedForm):
    fee = Ids()
    reason = forms.CharField(
        label=_("Vì sao hủy?"), max_length=200, error_messages={"required": _("Hãy ghi vì sao hủy.")}
    )
