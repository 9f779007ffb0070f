"""The ordinary deeds of a plan as forms: some places become a new one, a place is called otherwise."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain.place_names import split_unit
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.reform import writing
from khuyenhoc.domain.text import clean
from khuyenhoc.web.days import DayField
from khuyenhoc.web.walking.forms import Ids

_LONGEST_TITLE = 300


class PickForm(forms.Form):
    """What is looked for, and the places chosen so far."""

    q = forms.CharField(
        label=_("Tên xã, tỉnh hoặc thôn"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    places = Ids(required=False)


class PlaceForm(forms.Form):
    """One deed. chosen: (id, label) of each ticked place; kind and units: of those."""

    mended_in: ClassVar = {
        "REFORM_ENDED_BEFORE": "places",
        "REFORM_KINDS_DIFFER": "places",
        "REFORM_HANG_APART": "places",
        "REFORM_CHANGED_SINCE": "on",
        "REFORM_NAME_TAKEN": "name",
        "REFORM_NOTHING_CHANGES": "name",
    }
    places = Ids(label=_("Các nơi đã chọn"))
    on = DayField(label=_("Có hiệu lực từ ngày"))
    unit = forms.ChoiceField(
        label=_("Loại đơn vị"),
        error_messages={
            "required": _("Hãy chọn loại đơn vị."),
            "invalid_choice": _("Hãy chọn loại hợp với cấp của nơi đã chọn."),
        },
    )
    name = forms.CharField(
        label=_("Tên mới, không kèm loại"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Chưa ghi tên.")},
    )
    paper = forms.CharField(
        label=_("Căn cứ pháp lý: loại và số văn bản"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Chưa ghi văn bản làm căn cứ.")},
    )
    paper_on = DayField(label=_("Văn bản ký ngày"))

    def __init__(
        self,
        *args: Any,
        chosen: Sequence[tuple[int, str]],
        kind: Kind | None,
        units: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        known = [one for told in writing.UNITS.values() for one in told]
        offered = dict.fromkeys([*(writing.UNITS.get(kind, ()) if kind else known), *filter(None, units)])
        choices = [("", _("– hãy chọn –")), *((one, one) for one in offered)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField's

    def clean_name(self) -> str:
        """Without the unit word that somebody typed before it although it was chosen."""
        told = clean(self.cleaned_data["name"])
        unit, name = split_unit(told)
        return name if unit and unit == self.cleaned_data.get("unit") else told

    def head(self, title: str, *, renew_grants: bool = False) -> str:
        """Title and paper in Vietnamese on every page: the plan is kept for all, its paper typed again to confirm."""
        told = self.cleaned_data
        return writing.head(
            title=title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…",
            on=told["on"],
            legal_reference=f"{clean(told['paper'])} ngày {told['paper_on']:%d/%m/%Y}",
            renew_grants=renew_grants,
        )


class MergeForm(PlaceForm):
    code = forms.RegexField(
        label=_("Mã đơn vị, nếu đã có"),
        regex=r"^[0-9]{2,5}\Z",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Mã gồm 2 đến 5 chữ số.")},
    )
    renew_grants = forms.BooleanField(
        label=_("Người đang được giao việc ở các nơi cũ làm tiếp ở nơi mới"), required=False
    )

    def clean_places(self) -> list[int]:
        told: list[int] = self.cleaned_data["places"]
        if len(told) < 2:
            raise forms.ValidationError(_("Hãy chọn ít nhất hai nơi nhập vào nhau."))
        return told

    def text(self) -> str:
        """The plan as a file would hold it."""
        told = self.cleaned_data
        names = ", ".join(label.partition(",")[0] for _pk, label in self.chosen)
        title = f"Nhập {names} thành {told['unit']} {told['name']}"
        deed = writing.merge(self.chosen, unit=told["unit"], name=told["name"], code=told["code"])
        return self.head(title, renew_grants=told["renew_grants"]) + deed


class RenameForm(PlaceForm):
    def clean_places(self) -> list[int]:
        told: list[int] = self.cleaned_data["places"]
        if len(told) > 1:
            raise forms.ValidationError(_("Chỉ chọn một nơi."))
        return told

    def text(self) -> str:
        """The plan as a file would hold it."""
        told = self.cleaned_data
        title = f"Đổi {self.chosen[0][1]} thành {told['unit']} {told['name']}"
        return self.head(title) + writing.rename(self.chosen[0], unit=told["unit"], name=told["name"])
