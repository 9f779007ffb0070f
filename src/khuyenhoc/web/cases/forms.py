"""What may be asked of the cases."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.analytics.cases import ORDERS
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.web.choices import Choices, any_or, spoken
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.verifying.forms import WhyForm

MEASURES = (Measure.REGISTRATIONS, Measure.HELD)


def _standings() -> Choices:
    return [*spoken("measure", MEASURES)(), *spoken("standing", State)()]


class CasesForm(forms.Form):
    """Everything has a default, so that the bare address shows something."""

    q = forms.CharField(label=_("Tìm theo tên"), required=False, max_length=200)
    title = forms.ChoiceField(label=_("Danh hiệu"), required=False, choices=spoken("title", Title))
    level = forms.ChoiceField(
        label=_("Cấp"), required=False, choices=any_or("level", [level for level in Level if level])
    )
    measure = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=_standings)
    rating = forms.ChoiceField(label=_("Xếp loại"), required=False)
    sort = forms.ChoiceField(label=_("Xếp theo"), required=False, choices=spoken("case_order", ORDERS))
    year = forms.IntegerField(label=_("Năm"), required=False, min_value=1900, max_value=2099)
    place = forms.IntegerField(required=False, min_value=1, max_value=10**18, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def __init__(self, *args: object, ratings: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.fields["rating"] = forms.ChoiceField(
            label=_("Xếp loại"), required=False, choices=[("", _("tất cả")), *ratings]
        )


class WithdrawForm(DeedForm):
    reason = forms.CharField(
        label=_("Vì sao rút?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi vì sao rút hồ sơ này.")},
    )


class SendBackForm(WhyForm):
    """indicators: what the case's set asks; none named sends the whole form back."""

    def __init__(self, *args: object, indicators: tuple[str, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.fields["indicator"] = forms.MultipleChoiceField(
            required=False, choices=[(code, code) for code in indicators]
        )
