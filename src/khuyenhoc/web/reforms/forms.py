"""A plan as it is sent, and the word with which it is carried out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain.text import clean
from khuyenhoc.web.choices import Choices
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.walking.forms import Ids

MOST_BYTES = 1024 * 1024


class PlanForm(forms.Form):
    """A file, or the text itself as it was written here and corrected."""

    file = forms.FileField(
        label=_("Tệp kế hoạch (TOML)"),
        max_length=255,
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml,.txt"}),
        error_messages={"empty": _("Tệp này trống.")},
    )
    plan = forms.CharField(
        label=_("Văn bản kế hoạch"),
        max_length=MOST_BYTES,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
    )

    def clean_file(self) -> str:
        sent = self.cleaned_data["file"]
        if sent is None:
            return ""
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(_("Tệp quá lớn; một kế hoạch không dài như vậy."))
        told = sent.read().decode("utf-8-sig", errors="replace")
        if "\ufffd" in told or "\0" in told:
            raise forms.ValidationError(_("Tệp không phải văn bản mã hóa UTF-8."))
        text: str = told
        return text

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.text.strip():
            self.add_error("file", _("Chưa chọn tệp nào."))
        return told

    @property
    def text(self) -> str:
        """Of the file when one was sent; as it was typed otherwise."""
        told: str = self.cleaned_data.get("file") or self.cleaned_data.get("plan", "").replace("\r\n", "\n")
        return told


class CarryOutForm(DeedForm):
    """reference: the paper that the plan rests on, typed once more by hand."""

    reference = forms.CharField(
        label=_("Gõ lại căn cứ pháp lý để xác nhận"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Hãy gõ lại căn cứ pháp lý ghi trong kế hoạch.")},
    )

    def __init__(self, *args: Any, references: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._references = {clean(one).casefold() for one in references}

    def clean_reference(self) -> str:
        told: str = self.cleaned_data["reference"]
        if clean(told).casefold() not in self._references:
            raise forms.ValidationError(_("Không giống căn cứ pháp lý ghi trong kế hoạch."))
        return told


class AssignForm(DeedForm):
    subject = Ids(required=False)
    part = forms.TypedChoiceField(
        label=_("Thuộc về"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một nơi.")},
    )

    def __init__(self, *args: Any, parts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts  # type: ignore[attr-defined]  # a ChoiceField's

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not told.get("subject"):
            raise forms.ValidationError(_("Chưa đánh dấu ai."))
        return told
