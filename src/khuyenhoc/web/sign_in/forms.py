"""Signing in, its second step, and a forgotten passphrase."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Name and passphrase, told in plain words."""

    is_shared = forms.BooleanField(
        label=_("Máy này nhiều người dùng chung"),
        required=False,
        help_text=_("Đóng trình duyệt là đăng xuất."),
    )

    error_messages = {
        "invalid_login": _(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy xem lại, chú ý dấu và phím Caps Lock."
        ),
        "inactive": _("Tài khoản này đã bị khóa. Hãy hỏi Hội Khuyến học xã của bạn."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.fields["username"].label = _("Tên đăng nhập")
        self.fields["password"].label = _("Mật khẩu")
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        for field in self.fields.values():
            field.error_messages["required"] = _("Bạn chưa nhập ô này.")


class SecondStepForm(forms.Form):
    code = forms.CharField(
        label=_("Mã xác nhận"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Hãy gõ mã trên điện thoại hoặc một mã in.")},
    )
    remember = forms.BooleanField(label=_("Không hỏi mã trên máy này trong 30 ngày"), required=False)


class ResetForm(forms.Form):
    code = forms.CharField(
        label=_("Mã đặt lại mật khẩu"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Hãy gõ mã mà bạn được nghe đọc.")},
    )
