"""The sign-in form."""

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Name and passphrase, told in plain words."""

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
