"""What may be asked of criteria sets, and what may be said of them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.analytics.rehearsal import Outcome
from khuyenhoc.apps.criteria.queries import Verdict
from khuyenhoc.domain.criteria import Status
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.choices import any_or, spoken
from khuyenhoc.web.posting import DeedForm

MOST_ID = 10**18
LONGEST_FILE = 300_000  # signs of a set's text; the longest that ships has a tenth of it
LONGEST_SAID = 2000
ALL = "all"  # the set as a whole, where a code would stand


class FindForm(forms.Form):
    title = forms.ChoiceField(label=_("Danh hiệu"), required=False, choices=any_or("title", Title))
    status = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=any_or("status", Status))
    now = forms.BooleanField(label=_("Chỉ bộ đang có hiệu lực"), required=False)


class OtherForm(forms.Form):
    other = forms.CharField(required=False, max_length=100)


def plain_lines(text: str) -> str:
    """A browser sends each line end as two signs; a set's text has one, whichever way it comes."""
    return text.replace("\r\n", "\n")


class DraftForm(DeedForm):
    """A text pasted, or a file instead of it."""

    text = forms.CharField(
        label=_("Nội dung bộ tiêu chí"),
        required=False,
        strip=False,
        max_length=LONGEST_FILE,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(label=_("Hoặc chọn tệp .toml trong máy"), required=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        sent = told.get("file")
        if sent is not None:
            if sent.size > LONGEST_FILE:
                raise forms.ValidationError(_("Tệp quá lớn; một bộ tiêu chí không dài như vậy."))
            try:
                told["text"] = sent.read().decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise forms.ValidationError(_("Tệp không phải văn bản mã hóa UTF-8.")) from error
        if not (told.get("text") or "").strip():
            raise forms.ValidationError(_("Chưa có nội dung: hãy dán bộ tiêu chí hoặc chọn tệp."))
        told["text"] = plain_lines(told["text"])
        return told


class AskedCommentsForm(forms.Form):
    indicator = forms.CharField(required=False, max_length=32)
    verdict = forms.ChoiceField(
        required=False, choices=[("", ""), ("open", "open"), *((one, one) for one in Verdict)]
    )


class CommentForm(DeedForm):
    indicator = forms.ChoiceField(label=_("Góp ý cho"), required=False)
    text = forms.CharField(
        label=_("Góp ý"),
        max_length=LONGEST_SAID,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy viết điều muốn góp ý.")},
    )

    def __init__(self, *args: Any, parts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = list(parts)  # type: ignore[attr-defined]  # a ChoiceField's


class AnswerForm(DeedForm):
    verdict = forms.ChoiceField(
        label=_("Xử lý"),
        choices=spoken("verdict", Verdict),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn cách xử lý.")},
    )
    reason = forms.CharField(
        label=_("Lý do, lời đáp"),
        required=False,
        max_length=LONGEST_SAID,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Không tiếp thu hoặc chỉ ghi nhận thì phải nói vì sao."),
    )


class RehearseForm(forms.Form):
    place = forms.IntegerField(required=False, min_value=1, max_value=MOST_ID)
    year = forms.IntegerField(required=False, min_value=2014, max_value=2100)
    show = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in Outcome)])


class TrialForm(DeedForm):
    name = forms.CharField(
        label=_("Tên đợt thử"),
        max_length=200,
        error_messages={"required": _("Hãy đặt tên, ví dụ: Thử ở thôn Bản Một, tháng 3.")},
    )


class TrialShowForm(forms.Form):
    q = forms.CharField(label=_("Tìm theo tên"), required=False, max_length=200)


class CloseForm(DeedForm):
    summary = forms.CharField(
        label=_("Đã học được gì"),
        required=False,
        max_length=LONGEST_SAID,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
