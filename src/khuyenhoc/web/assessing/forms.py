"""Keeping a form as it stands, and handing it in."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from khuyenhoc.apps.rounds.queries import Wish
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.sentences import sentence
from khuyenhoc.storing import pictures
from khuyenhoc.web.assessing.questions import Gaps
from khuyenhoc.web.choices import spoken
from khuyenhoc.web.posting import DeedForm


class KeepForm(forms.Form):
    """The answers themselves are read by `questions`; here only which state of the draft they build on."""

    revision = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)


class LookedOverForm(DeedForm):
    """What was looked over before it is handed in; a form that came back says what was mended."""

    revision = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Đã sửa gì so với lần trước?"), required=False, max_length=500)

    incomplete = forms.BooleanField(
        error_messages={
            "required": _("Còn câu chưa trả lời. Hãy trả lời tiếp, hoặc đánh dấu là bạn biết rồi nộp.")
        }
    )

    def __init__(self, *args: object, asks_reason: bool, gaps: Gaps, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self._unreadable = gaps.unreadable
        if gaps.unanswered:
            self.fields["incomplete"].label = _("Tôi biết còn %(number)s câu chưa trả lời.") % {
                "number": gaps.unanswered
            }
        else:
            del self.fields["incomplete"]
        if asks_reason:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _(
                "Hãy ghi một câu: đã sửa gì so với lần trước."
            )
        else:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if self._unreadable:
            raise forms.ValidationError(
                _("Có câu trả lời chưa đọc được. Hãy quay lại sửa những câu ghi dưới đây rồi nộp.")
            )
        return told


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


# Named one by one, not image/*: a telephone then sends what it keeps otherwise as JPEG.
PICTURES = {"accept": "image/jpeg,image/png,image/webp", "data-shrink": str(pictures.LONGEST)}


class PhotoForm(DeedForm):
    """One picture, taken now or before; `picture` holds it as it will be kept."""

    taken = forms.FileField(
        label=_("Chụp ảnh ngay"),
        required=False,
        widget=forms.FileInput(attrs={**PICTURES, "capture": "environment"}),
    )
    chosen = forms.FileField(
        label=_("Hoặc chọn ảnh đã có trong máy"), required=False, widget=forms.FileInput(attrs=PICTURES)
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        sent = told.get("taken") or told.get("chosen")
        if sent is None and not self.errors:
            raise forms.ValidationError(_("Chưa có ảnh nào. Hãy chụp hoặc chọn một ảnh rồi bấm Lưu ảnh."))
        if sent is not None:
            try:
                told["picture"] = pictures.read(sent, sent.size)
            except RuleBroken as error:
                raise forms.ValidationError(sentence(error, get_language() or "vi")) from error
        return told
