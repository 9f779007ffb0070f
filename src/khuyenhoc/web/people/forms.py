"""Inviting, ending, handing over, and taking an invitation up."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain.roles import Role
from khuyenhoc.web.choices import spoken
from khuyenhoc.web.days import DayField
from khuyenhoc.web.passphrases import NewPassphraseForm
from khuyenhoc.web.posting import DeedForm

NAME_MISSING = {"required": _("Hãy ghi họ và tên.")}


class PeopleForm(forms.Form):
    place = forms.IntegerField(required=False, min_value=1, max_value=10**18)
    role = forms.ChoiceField(required=False, choices=[("", ""), *((role.value, role.value) for role in Role)])
    after = forms.IntegerField(required=False, min_value=1, max_value=10**18)


class InviteForm(DeedForm):
    full_name = forms.CharField(
        label=_("Họ và tên người được mời"), max_length=200, error_messages=NAME_MISSING
    )
    role = forms.ChoiceField(
        label=_("Làm việc gì"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một việc.")},
    )
    valid_from = DayField(label=_("Làm từ ngày"))
    valid_to = DayField(label=_("Hết nhiệm kỳ vào ngày (bỏ trống nếu chưa định)"), required=False)

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = spoken("role", roles)()  # type: ignore[attr-defined]  # a ChoiceField's

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        begins, ends = told.get("valid_from"), told.get("valid_to")
        if begins and ends and ends <= begins:
            raise forms.ValidationError(_("Ngày hết nhiệm kỳ phải sau ngày bắt đầu."))
        return told


class HandOverForm(DeedForm):
    full_name = forms.CharField(
        label=_("Họ và tên người nhận bàn giao"), max_length=200, error_messages=NAME_MISSING
    )
    valid_from = DayField(label=_("Bàn giao từ ngày"))


class EndForm(DeedForm):
    on = DayField(label=_("Thôi từ ngày"))
    reason = forms.CharField(
        label=_("Lý do"), max_length=500, error_messages={"required": _("Hãy ghi lý do cho thôi.")}
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Mã mời"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Hãy gõ mã mời mà bạn được nghe đọc.")},
    )


class JoinForm(NewPassphraseForm):
    """A new account; who has one signs in first and only presses."""

    field_order = ("key", "username")
    username = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$",
        label=_("Tên đăng nhập"),
        help_text=_("Chữ không dấu, số, dấu chấm; ít nhất 3 ký tự. Ví dụ: sang.banmot"),
        error_messages={
            "required": _("Hãy đặt tên đăng nhập."),
            "invalid": _("Tên đăng nhập gồm chữ không dấu, số, dấu chấm, ít nhất 3 ký tự."),
        },
    )
