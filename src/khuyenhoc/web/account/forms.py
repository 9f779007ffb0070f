"""What people change of their own account."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _

from khuyenhoc.web.passphrases import NewPassphraseForm
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest


class OwnForm(DeedForm):
    full_name = forms.CharField(
        label=_("Họ và tên"), max_length=200, error_messages={"required": _("Hãy ghi họ và tên.")}
    )
    language = forms.ChoiceField(
        label=_("Ngôn ngữ của trang"),
        choices=[("vi", "Tiếng Việt"), ("en", "English")],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một ngôn ngữ.")},
    )


def _asked(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Hãy gõ mật khẩu đang dùng.")},
    )


def _is_own(request: SignedInRequest, passphrase: str) -> bool:
    """Asked like a sign-in, so that guessing here is counted and stopped like guessing there."""
    return authenticate(request, username=request.user.username, password=passphrase) == request.user


class OldPassphraseForm(DeedForm):
    """A deed that needs the passphrase once more, unless its owner has just signed in."""

    old = _asked(_("Mật khẩu đang dùng"))

    def __init__(self, *args: Any, request: SignedInRequest, is_spared: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        if is_spared:
            del self.fields["old"]

    def clean_old(self) -> str:
        told: str = self.cleaned_data["old"]
        if not _is_own(self.request, told):
            raise forms.ValidationError(_("Mật khẩu đang dùng chưa đúng."))
        return told


class ChangePassphraseForm(OldPassphraseForm, NewPassphraseForm):
    field_order = ("key", "old", "passphrase", "again")

    def __init__(self, *args: Any, request: SignedInRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, user=request.user, **kwargs)


class AuthenticatorForm(OldPassphraseForm):
    field_order = ("key", "code", "old")

    code = forms.CharField(
        label=_("Sáu chữ số trên điện thoại"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Hãy gõ sáu chữ số mà ứng dụng đang hiện.")},
    )


class RemoveForm(OldPassphraseForm):
    what = forms.ChoiceField(choices=[("authenticator", ""), ("printed", "")], widget=forms.HiddenInput)
