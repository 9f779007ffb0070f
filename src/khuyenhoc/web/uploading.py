"""A workbook sent from a page: looked at first, kept for a while, then taken in."""

from typing import IO

from django import forms
from django.utils.translation import gettext_lazy

from khuyenhoc.web.jobs.asking import UNPACKED_AT_ONCE
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.workbooks import opening


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tệp bảng tính (XLSX, XLS, ODS; tối đa 32 MB)"),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods"}),
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp nào."),
            "empty": gettext_lazy("Tệp này trống."),
        },
    )


class TakeInForm(DeedForm):
    """token, name: of the file that was looked at."""

    token = forms.RegexField("^[0-9a-f]{32}$", widget=forms.HiddenInput)
    name = forms.CharField(max_length=255, widget=forms.HiddenInput)


def is_long(sent: IO[bytes], size: int) -> bool:
    """Whether reading the workbook of so many bytes takes longer than one request should."""
    return opening.unpacked(sent, size) > UNPACKED_AT_ONCE
