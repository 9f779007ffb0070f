"""What is typed about stories and outreach."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.apps.stories.queries import Channel
from khuyenhoc.domain.naming import Teller
from khuyenhoc.domain.stories import MOST_SIGNS, TELLERS, Means, StoryKind
from khuyenhoc.web.assessing.forms import PhotoForm
from khuyenhoc.web.choices import Choices, spoken
from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm


class StoryForm(DeedForm):
    kind = forms.ChoiceField(label=_("Bài kể về"), choices=spoken("story_kind", StoryKind))
    title = forms.CharField(label=_("Tiêu đề"), max_length=200)
    about = forms.CharField(
        label=_("Tên người, gia đình, dòng họ được kể (bỏ trống nếu là thông báo)"),
        max_length=200,
        required=False,
    )
    text = forms.CharField(
        label=_("Nội dung"), max_length=MOST_SIGNS, widget=forms.Textarea(attrs={"rows": 12})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**9)


class StoryPhotoForm(PhotoForm):
    alt = forms.CharField(label=_("Ảnh chụp gì (đọc cho người không nhìn được)"), max_length=200)


class TakeOffForm(DeedForm):
    photo = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**18)


class ConsentForm(DeedForm):
    who = forms.CharField(label=_("Ai đồng ý (họ tên)"), max_length=200)
    teller = forms.ChoiceField(label=_("Người ấy là"), choices=[])
    channel = forms.ChoiceField(label=_("Bằng cách nào"), choices=spoken("story_channel", Channel))
    told_on = DayField(label=_("Ngày đồng ý"))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = [one for one in Teller if one in TELLERS[StoryKind(kind)]]
        self.fields["teller"].choices = spoken("story_teller", allowed)  # type: ignore[attr-defined]  # a ChoiceField's


class TakeBackForm(DeedForm):
    consent = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**18)
    on = DayField(label=_("Ngày rút đồng ý"))


class DecideForm(DeedForm):
    """step: hand_in, publish, send_back or take_down; each button sends its own."""

    step = forms.ChoiceField(choices=[(one, one) for one in ("hand_in", "publish", "send_back", "take_down")])
    reason = forms.CharField(label=_("Lý do"), max_length=500, required=False)


class OutreachForm(DeedForm):
    means = forms.ChoiceField(label=_("Hình thức"), choices=spoken("means", Means))
    times = forms.IntegerField(label=_("Bao nhiêu lần"), min_value=1, max_value=100_000)
    branch = forms.TypedChoiceField(
        label=_("Chi hội, ban khuyến học"), required=False, coerce=int, empty_value=None
    )
    note = forms.CharField(label=_("Nội dung chính (nếu cần)"), max_length=200, required=False)

    def __init__(self, *args: Any, branches: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = branches  # type: ignore[attr-defined]  # a ChoiceField's


class DropForm(DeedForm):
    """Nothing but a button beside a row."""

    row = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**18)
