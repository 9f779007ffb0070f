"""Which places, indicators and years are compared."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.forms.boundfield import BoundWidget
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from khuyenhoc.analytics.indicators import Wanted
from khuyenhoc.analytics.packs import MOST_PLACES, tree_day
from khuyenhoc.domain.catalogue import recognised
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.text import search_key
from khuyenhoc.domain.titles import FIVE_TITLES
from khuyenhoc.web import scope
from khuyenhoc.web.comparing.forms import offered
from khuyenhoc.web.request import today

USUAL = [*(f"{recognised(row.title)}.{row.level}" for row in FIVE_TITLES), "members."]
BASES = {f"{recognised(row.title)}.{row.level}": row.base_kind.value for row in FIVE_TITLES} | {
    "members.": "population"
}
_BASES = [
    (Basis.REPORTED.value, _("theo địa giới của từng năm")),
    (Basis.RESTATED.value, _("quy về địa giới hôm nay")),
]
SHORT, FOUND = 12, 30  # places shown of a long list, and of those found in it
YEARS = 3  # looked back on when nobody says


class WhoForm(forms.Form):
    """Of whom: a cluster, or what lies right below a place, and places beside these; the years, because clusters
    change with them."""

    cluster = forms.CharField(required=False, max_length=200)
    of = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    find = forms.CharField(required=False, max_length=200)
    add = forms.CharField(label=_("Thêm một nơi khác (tên xã, tỉnh …)"), required=False, max_length=200)
    first = forms.TypedChoiceField(label=_("Từ năm"), coerce=int, required=False, empty_value=None)
    last = forms.TypedChoiceField(label=_("Đến năm"), coerce=int, required=False, empty_value=None)

    basis = forms.ChoiceField(label=_("Địa giới"), choices=_BASES)

    def __init__(self, data: QueryDict) -> None:
        told = data.copy()
        if not told.get("basis"):
            told["basis"] = Basis.REPORTED.value
        known = scope.years_known()
        if not told.get("last"):
            told["last"] = str(scope.latest_year())
        if not told.get("first"):
            last = next((year for year in known if str(year) == told["last"]), known[-1])
            told["first"] = str(max(known[0], last - YEARS + 1))
        super().__init__(told)
        for name in ("first", "last"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [(str(year), str(year)) for year in reversed(known)]

    @property
    def basis_told(self) -> Basis:
        return Basis(self.cleaned_data["basis"])

    @property
    def day(self) -> date:
        """On whose places the comparison stands."""
        return tree_day(self.basis_told, self.cleaned_data["last"], today())


class WhatForm(forms.Form):
    """place: of those offered; what: "code.level". Nothing ticked is everything offered, and the usual indicators.

    added: a place just asked for by name, which is chosen without having been ticked.
    """

    place = forms.TypedMultipleChoiceField(
        label=_("Các nơi"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    what = forms.MultipleChoiceField(label=_("Chỉ số"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, data: QueryDict, places: Mapping[int, str], added: int | None = None) -> None:
        told = data.copy()
        if not told.getlist("place") and len(places) <= MOST_PLACES:
            told.setlist("place", [str(place) for place in places])
        if added is not None and str(added) not in told.getlist("place"):
            told.appendlist("place", str(added))
        if not told.getlist("what"):
            told.setlist("what", list(USUAL))
        super().__init__(told)
        for name, choices in (("place", list(places.items())), ("what", offered())):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def listed(self, find: str) -> tuple[list[BoundWidget], int]:
        """The places to tick: those ticked, then those whose name holds what is looked for, any of them when nothing
        is; and how many are left out to keep the list short."""
        ticked = set(self.cleaned_data["place"])
        each = list(self["place"])
        mine = [one for one in each if int(one.data["value"]) in ticked]
        sought = search_key(find)
        others = [
            one
            for one in each
            if int(one.data["value"]) not in ticked and sought in search_key(str(one.data["label"]))
        ]
        room = FOUND if sought else max(0, SHORT - len(mine))
        shown = [*mine, *others[:room]]
        return shown, len(each) - len(shown)

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """Titles on the base of their row of the table, as everywhere; the rest on their usual one."""
        asked = []
        for text in self.cleaned_data["what"]:
            code, _dot, level = text.partition(".")
            asked.append(Wanted(code, level, BASES.get(text)))
        return tuple(asked)
