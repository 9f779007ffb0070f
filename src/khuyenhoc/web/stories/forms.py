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
from khuyenhoc.web.walking.forms import Ids


class StoryForm(DeedForm):
    kind = forms.ChoiceField(label=_("Bài kể về"), choices=spoken("story_kind", StoryKind))
    title = forms.CharField(label=_("Tiêu đề"), max_length=200)
    about = forms.CharField(
        label=_("Tên người được kể mà không có trong sổ (có trong sổ thì chọn ở bước sau)"),
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


class PeopleForm(DeedForm):
    """subject: ticked, to be told of; drop: one to be told of no more."""

    subject = Ids(required=False)
    drop = forms.IntegerField(required=False, min_value=1, max_value=10**18)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("subject") and not told.get("drop"):
            raise forms.ValidationError(_("Hãy đánh dấu ít nhất một tên."))
        return told


class SearchForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)


class ConsentForm(DeedForm):
    subject = forms.TypedChoiceField(label=_("Sự đồng ý của"), coerce=int, empty_value=None, required=False)
    who = forms.CharField(label=_("Ai đồng ý (họ tên)"), max_length=200)
    teller = forms.ChoiceField(label=_("Người ấy là"), choices=[])
    channel = forms.ChoiceField(label=_("Bằng cách nào"), choices=spoken("story_channel", Channel))
    told_on = DayField(label=_("Ngày đồng ý"))

    def __init__(self, *args: Any, kind: str, subjects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if subjects:
            others = ("", _("người khác có tên hay có mặt trong ảnh"))
            self.fields["subject"].choices = [*subjects, others]  # type: ignore[attr-defined]  # a ChoiceField's
        else:
            del self.fields["subject"]
        allowed = [one for one in Teller if one in TELLERS[StoryKind(kind)]]
        self.fields["teller"].choices = spoken("story_teller", allowed)  # type: ignore[attr-defined]  # a ChoiceField's


class TakeBackForm(DeedForm):
    consent = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**18)
    on = DayField(label=_("Ngày rút đồng ý"))


class DecideForm(DeedForm):
    """step: hand_in, publish, send_back or take_down; each button sends its own."""

    looked = forms.BooleanField(
        label=_("Đã xem kỹ những chỗ máy đánh dấu; không có điều riêng tư của trẻ em"), required=False
    )
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
