"""What somebody says of a token they ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.web.account.forms import OldPassphraseForm


class TokenForm(OldPassphraseForm):
    field_order = ("key", "name", "days", "old")

    name = forms.CharField(
        label=_("Chương trình nào sẽ dùng mã?"),
        max_length=100,
        error_messages={"required": _("Hãy ghi tên chương trình.")},
    )
    days = forms.ChoiceField(
        label=_("Dùng được trong"),
        choices=[("30", _("30 ngày")), ("90", _("90 ngày")), ("366", _("một năm"))],
        initial="90",
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn thời hạn."), "invalid_choice": _("Hãy chọn thời hạn.")},
    )
