"""What is written into a clan's book."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.sentences import sentence
from khuyenhoc.storing import documents, pictures
from khuyenhoc.web.choices import spoken
from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm

KINDS = ("genealogy", "convention", "fund_rules", "rules", "other")
LONGEST = 20_000


class PaperForm(DeedForm):
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=spoken("clan_paper", KINDS))
    title = forms.CharField(
        label=_("Tên văn bản"), max_length=200, error_messages={"required": _("Chưa ghi tên văn bản.")}
    )
    dated = DayField(label=_("Ngày của văn bản"))
    text = forms.CharField(
        label=_("Nội dung (có thể để trống, rồi thêm ảnh chụp hoặc tệp PDF)"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class SheetForm(DeedForm):
    """One picture or one PDF; `picture` or `document` holds it as it will be kept."""

    file = forms.FileField(
        label=_("Ảnh chụp một trang (JPG, PNG), hoặc tệp PDF đến 20 MB"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        error_messages={"required": _("Chưa chọn tệp nào."), "empty": _("Tệp này trống.")},
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        sent = told.get("file")
        if sent is not None:
            try:
                if documents.is_document(sent):
                    told["document"] = documents.read(sent, sent.size)
                else:
                    told["picture"] = pictures.read(sent, sent.size)
            except RuleBroken as error:
                raise forms.ValidationError(sentence(error, get_language() or "vi")) from error
        return told


class FileForm(DeedForm):
    """A PDF of a paper that is taken off or put back."""

    file = forms.IntegerField(min_value=1, max_value=10**18, widget=forms.HiddenInput)
