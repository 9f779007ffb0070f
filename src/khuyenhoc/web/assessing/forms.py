"""Keeping a form as it stands, and handing it in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.apps.rounds.queries import Wish
from khuyenhoc.web.choices import spoken
from khuyenhoc.web.posting import DeedForm


class KeepForm(forms.Form):
    """The answers themselves are read by `questions`; here only which state of the draft they build on."""

    revision = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)


class LookedOverForm(DeedForm):
    """What was looked over before it is handed in; a form that came back says what was mended."""

    revision = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Đã sửa gì so với lần trước?"), required=False, max_length=500)

    def __init__(self, *args: object, asks_reason: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        if asks_reason:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _(
                "Hãy ghi một câu: đã sửa gì so với lần trước."
            )
        else:
            del self.fields["reason"]


class HandInForm(LookedOverForm):
    """On whose behalf is the case's; how that person's wish is known is said here."""

    consent = forms.ChoiceField(
        label=_("Họ biết và đồng ý với các câu trả lời này bằng cách nào?"),
        choices=spoken("consent_entered", Wish),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn một trong các cách dưới đây."),
            "invalid_choice": _("Hãy chọn một trong các cách dưới đây."),
        },
    )
