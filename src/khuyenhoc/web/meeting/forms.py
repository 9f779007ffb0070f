"""Attendance and votes of a meeting as its secretary types them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain.review import Votes
from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm

MOST_PEOPLE = 5_000


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Chưa ghi số người."), "invalid": _("Hãy ghi một số, ví dụ 25.")},
    )


class MeetingForm(DeedForm):
    """`cases` of the agenda that were put to the meeting, each with the votes that were not for it.

    agenda: case → its name.
    """

    mended_in: ClassVar[Mapping[str, str]] = {"REASON_MISSING": "not_carried"}
    held_on = DayField(label=_("Ngày họp"))
    invited = _number(_("Số người được mời"))
    present = _number(_("Số người có mặt"))
    chair = forms.CharField(
        label=_("Người chủ trì"), max_length=200, error_messages={"required": _("Chưa ghi người chủ trì.")}
    )
    secretary = forms.CharField(
        label=_("Thư ký"), max_length=200, error_messages={"required": _("Chưa ghi thư ký.")}
    )
    not_carried = forms.CharField(
        label=_("Lý do với hồ sơ không được thông qua"), required=False, max_length=500
    )

    def __init__(
        self, *args: Any, agenda: Mapping[int, str], earliest: date, latest: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._agenda = agenda
        self._earliest, self._latest = earliest, latest

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if not self._earliest <= day <= self._latest:
            facts = {"from": self._earliest.strftime("%d/%m/%Y"), "to": self._latest.strftime("%d/%m/%Y")}
            raise forms.ValidationError(_("Ngày họp phải từ %(from)s đến %(to)s."), params=facts)
        return day

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        chosen = set(self.data.getlist("case")) if hasattr(self.data, "getlist") else set()
        on_agenda = [case for case in self._agenda if str(case) in chosen]
        if not on_agenda:
            raise forms.ValidationError(_("Chưa chọn hồ sơ nào đưa ra họp."))
        if "present" in told:
            told["votes"] = {case: self._votes(case, told["present"]) for case in on_agenda}
        return told

    def _votes(self, case: int, present: int) -> Votes:
        """Whoever was there and neither against nor silent agreed."""
        disagree, abstain = self._count(case, f"no:{case}"), self._count(case, f"none:{case}")
        if disagree + abstain > present:
            raise forms.ValidationError(
                format_html(
                    gettext(
                        "Hồ sơ {name} ghi {against} người không đồng ý hoặc không có ý kiến, "
                        "nhiều hơn {present} người có mặt."
                    ),
                    name=self._link(case),
                    against=disagree + abstain,
                    present=present,
                )
            )
        return Votes(agree=present - disagree - abstain, disagree=disagree, abstain=abstain)

    def _link(self, case: int) -> str:
        """To the votes of the case, far down a long agenda."""
        return format_html('<a href="#no-{}">{}</a>', case, self._agenda[case])

    def _count(self, case: int, name: str) -> int:
        text = str(self.data.get(name, "")).strip()
        if not text:
            return 0
        if not (text.isascii() and text.isdecimal() and len(text) <= 4):
            raise forms.ValidationError(
                format_html(
                    gettext("Số phiếu “{text}” không đọc được. Hãy ghi một số ở hồ sơ {name}."),
                    name=self._link(case),
                    text=text[:20],
                )
            )
        return int(text)
