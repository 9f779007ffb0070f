"""What may be asked of the list, and what was said by whom, when and how."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.analytics.naming import Channel, Show
from khuyenhoc.domain.naming import Teller
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.choices import spoken
from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.walking.forms import Ids, UndoneIds

CHOOSE = {
    "required": _("Hãy chọn một trong các cách dưới đây."),
    "invalid_choice": _("Hãy chọn một trong các cách dưới đây."),
}


class ListForm(forms.Form):
    """Everything has a default, so that the bare address shows something."""

    q = forms.CharField(required=False, max_length=200)
    show = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Show])
    after = forms.CharField(required=False, max_length=500)


class SayForm(DeedForm):
    """What one subject, or those ticked, said."""

    agrees = forms.TypedChoiceField(
        label=_("Có đồng ý nêu tên và thôn trong danh sách công khai không?"),
        choices=spoken("naming_answer", ("yes", "no")),
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    teller = forms.ChoiceField(
        label=_("Ai nói?"), widget=forms.RadioSelect, error_messages=CHOOSE, required=False
    )
    channel = forms.ChoiceField(
        label=_("Nói bằng cách nào?"),
        choices=spoken("naming_channel", Channel),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    told_on = DayField(label=_("Nói ngày nào?"))

    def __init__(self, *args: Any, kind: Title, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind is Title.CITIZEN:
            fit = [one for one in Teller if one is not Teller.HEAD]
            self.fields["teller"].required = True
            self.fields["teller"].choices = spoken("teller", fit)()  # type: ignore[attr-defined]  # a ChoiceField's
        else:
            del self.fields["teller"]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if self.kind is not Title.CITIZEN:
            told["teller"] = Teller.HEAD.value
        return told


class SayManyForm(SayForm):
    """listed: those on the page; everybody: all of them are meant."""

    subject = Ids(required=False)
    listed = Ids(required=False)
    everybody = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        told["chosen"] = told.get("listed") if told.get("everybody") else told.get("subject")
        if not told["chosen"]:
            raise forms.ValidationError(_("Chưa đánh dấu ai. Hãy bấm vào ô vuông trước tên rồi làm lại."))
        return told


class UndoForm(DeedForm):
    naming = UndoneIds()
