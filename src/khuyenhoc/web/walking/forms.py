"""What may be asked of the list, and registering those who are ticked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.analytics.walk import Show
from khuyenhoc.apps.rounds.queries import Wish
from khuyenhoc.web.choices import spoken
from khuyenhoc.web.posting import DeedForm

MOST = 200  # doors of a page; more is no page of ours
NOTHING_TO_UNDO = _("Không có gì để hoàn tác. Chưa có gì thay đổi.")


class WalkForm(forms.Form):
    """Everything has a default, so that the bare address shows something."""

    q = forms.CharField(label=_("Tìm theo tên"), required=False, max_length=200)
    show = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Show])
    after = forms.CharField(required=False, max_length=500)


class Ids(forms.Field):
    """Numbers of rows, as boxes that were ticked send them; none is an error unless required is False."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"required": _("Chưa đánh dấu gì. Hãy quay lại, đánh dấu rồi làm lại.")}

    def clean(self, value: list[str] | None) -> list[int]:
        if not value:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"])
            return []
        if len(value) > MOST or not all(
            one.isascii() and one.isdecimal() and len(one) <= 18 for one in value
        ):
            raise forms.ValidationError(
                _("Danh sách gửi lên không đọc được. Hãy tải lại trang rồi chọn lại.")
            )
        return sorted({int(one) for one in value})


class UndoneIds(Ids):
    """What a deed just made, for taking it back."""

    default_error_messages = {"required": NOTHING_TO_UNDO}


class RegisterForm(DeedForm):
    """Ticked subjects, or everybody on the page; how their wish is known is always said."""

    subject = Ids(required=False)
    listed = Ids(required=False)
    everybody = forms.BooleanField(required=False)
    consent = forms.ChoiceField(
        label=_("Họ đã đồng ý bằng cách nào?"),
        choices=spoken("consent_asked", Wish),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn các hộ, các người này đã đồng ý bằng cách nào."),
            "invalid_choice": _("Hãy chọn một trong các cách đồng ý dưới đây."),
        },
    )

    def clean(self) -> dict[str, object]:
        told = super().clean() or {}
        chosen = told.get("listed") if told.get("everybody") else told.get("subject")
        if not chosen:
            raise forms.ValidationError(_("Chưa đánh dấu ai. Hãy bấm vào ô vuông trước tên cần đăng ký."))
        told["chosen"] = chosen
        return told


class UndoForm(DeedForm):
    registration = UndoneIds()
