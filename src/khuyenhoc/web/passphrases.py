"""Choosing a passphrase, on whichever page."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.web.posting import DeedForm

# Django's own words for these are not all in Vietnamese.
_TOLD = {
    "password_too_short": _("Mật khẩu này quá ngắn. Hãy dùng ít nhất %(min_length)s ký tự."),
    "password_too_common": _("Mật khẩu này nhiều người dùng nên dễ đoán. Hãy chọn câu khác."),
    "password_too_similar": _(
        "Mật khẩu này gần giống tên hoặc tên đăng nhập nên dễ đoán. Hãy chọn câu khác."
    ),
}


class NewPassphraseForm(DeedForm):
    """The new one typed twice. user: whose it will be, where that is known."""

    passphrase = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "Ít nhất 12 ký tự. Dễ nhớ mà khó đoán: ghép bốn từ chẳng liên quan, như “mưa rổ cam thuyền”."
        ),
        error_messages={"required": _("Hãy đặt mật khẩu.")},
    )
    again = forms.CharField(
        label=_("Gõ lại mật khẩu"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Hãy gõ lại mật khẩu một lần nữa.")},
    )

    def __init__(self, *args: Any, user: Account | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_passphrase(self) -> str:
        told: str = self.cleaned_data["passphrase"]
        try:
            validate_password(told, self.user)
        except forms.ValidationError as found:
            raise forms.ValidationError(
                [
                    forms.ValidationError(_TOLD.get(error.code or "", error.message), params=error.params)
                    for error in found.error_list
                ]
            ) from found
        return told

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("passphrase") and told.get("again") and told["passphrase"] != told["again"]:
            self.add_error("again", _("Hai lần gõ mật khẩu không giống nhau."))
        return told
