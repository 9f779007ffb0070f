"""The small forms of returns: which period, handing in, deciding, closing, telling a base."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.actions import MOST_DAYS
from khuyenhoc.sentences.reporting import PERIOD_KINDS
from khuyenhoc.web.days import DayField
from khuyenhoc.web.indicators.showing import language
from khuyenhoc.web.periods import PeriodField
from khuyenhoc.web.posting import DeedForm


class OpenForm(DeedForm):
    """Of which period a return is begun."""

    period = PeriodField(label=_("Kỳ báo cáo"))


class BelowForm(forms.Form):
    """Whose returns of which period are looked for."""

    period = PeriodField(label=_("Kỳ báo cáo"))


class PeriodDeadlineForm(DeedForm):
    """By which day returns of one period are due, of all places below or of one."""

    period = PeriodField(label=_("Kỳ báo cáo"))
    due = DayField(label=_("Hạn nộp"))
    only = forms.TypedChoiceField(label=_("Cho nơi nào"), coerce=int, empty_value=None, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=400, required=False)

    def __init__(self, *args: Any, below: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["only"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("mọi nơi bên dưới")), *below]


class KindDeadlineForm(DeedForm):
    """How many days after the end of every period of a kind returns are due."""

    kind = forms.ChoiceField(label=_("Loại báo cáo"))
    days_after = forms.IntegerField(
        label=_("Số ngày sau khi hết kỳ"),
        min_value=-MOST_DAYS,
        max_value=MOST_DAYS,
        error_messages={"required": _("Hãy ghi số ngày, ví dụ 15.")},
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=400, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, said = self.fields["kind"], language()
        if isinstance(field, forms.ChoiceField):
            field.choices = [(code, told[said == "en"]) for code, told in PERIOD_KINDS.items()]


class SubmitForm(DeedForm):
    revision = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)


class DecideForm(SubmitForm):
    """Two buttons: approve, which needs a reason in a closed period only, and give back, which always does."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    way = forms.ChoiceField(choices=[("approve", ""), ("back", "")], widget=forms.HiddenInput)


class LockForm(DeedForm):
    period = PeriodField(label=_("Khóa kỳ nào?"))
    note = forms.CharField(label=_("Ghi chú"), max_length=400, required=False)
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)


class BaseForm(DeedForm):
    """One base as a paper writes it ("gần 936.000")."""

    kind = forms.ChoiceField(label=_("Mẫu số là số gì"))
    text = forms.CharField(label=_("Con số"), max_length=80)
    source = forms.CharField(label=_("Theo văn bản nào"), max_length=200)
    note = forms.CharField(label=_("Ghi chú"), max_length=400, required=False)
    reason = forms.CharField(label=_("Lý do sửa (nếu kỳ đã khóa)"), max_length=400, required=False)
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            said = language()
            field.choices = [(one.kind, one.name.told(said)) for one in figures.catalogue().bases.values()]


class BackForm(DeedForm):
    """To which earlier number a told base goes back; 0 takes it away."""

    to = forms.ChoiceField(
        label=_("Làm gì với số này"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một số đã ghi, hoặc bỏ số này.")},
    )
    reason = forms.CharField(label=_("Lý do sửa (nếu kỳ đã khóa)"), max_length=400, required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
