"""Bases as their sources tell them, and where they contradict each other."""

from dataclasses import replace

import pytest

from khuyenhoc.apps.figures import actions, queries
from khuyenhoc.apps.figures.actions import NewBase
from khuyenhoc.domain.catalogue import BaseKindUnknown
from tests import make
from tests.apps.telling_figures import homes, later, tell
from tests.make import NOON, Country, People


def test_bases_of_several_sources_stand_side_by_side_and_their_conflict_is_shown(
    land: Country, who: People
) -> None:
    make.households(3, land.hamlet, by=who.branch)
    actions.count_bases(land.commune.pk, 2023, source="Sổ", by=who.association, at=NOON)
    told = [
        NewBase(land.commune.pk, 2023, "Tổng số hộ", "khoảng 1.800", "Niên giám mẫu"),
        NewBase(land.commune.pk, 2023, "population", "7.000 - 7.100", "Niên giám mẫu", "reported"),
    ]
    actions.set_bases(told, by=who.association, at=NOON)
    assert actions.set_bases(told, by=who.association, at=later(1)) == []
    tell(homes(land.commune, "1.250", base_kind="all households", base="1.900"), who=who)

    found = queries.told_bases([land.commune.pk], years=[2023])

    assert [(one.kind, one.provenance, one.low, one.high, one.qualifier) for one in found] == [
        ("all households", "reported", 1900, 1900, "exact"),
        ("all households", "typed", 1800, 1800, "about"),
        ("all households", "counted", 3, 3, "exact"),
        ("population", "reported", 7000, 7100, "range"),
    ]
    assert [(one.kind, len(one.told)) for one in queries.conflicts(found)] == [("all households", 3)]


def test_a_base_told_anew_supersedes_that_of_the_same_source(land: Country, who: People) -> None:
    first = NewBase(land.commune.pk, 2023, "all households", "1.800", "Niên giám mẫu")
    actions.set_bases([first], by=who.association, at=NOON)
    actions.set_bases([replace(first, text="1.810")], by=who.association, at=later(1))

    assert [one.low for one in queries.told_bases([land.commune.pk], years=[2023])] == [1810]
    then = queries.told_bases([land.commune.pk], years=[2023], known_before=later(1))
    assert [one.low for one in then] == [1800]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"text": "1,5"}, actions.BaseNotWhole),
        ({"text": "-3"}, actions.BaseNotWhole),
        ({"text": "9" * 19}, queries.NumberTooLarge),
        ({"source": ""}, queries.SourceMissing),
        ({"year": 23}, actions.YearUnlikely),
        ({"kind": "all dreams"}, BaseKindUnknown),
    ],
)
def test_a_base_is_a_whole_number_of_a_known_kind_and_source(
    land: Country, who: People, changes: dict[str, object], fault: type[Exception]
) -> None:
    new = NewBase(land.commune.pk, 2023, "all households", "1.800", "Niên giám mẫu")

    with pytest.raises(fault):
        actions.set_bases([replace(new, **changes)], by=who.association, at=NOON)  # type: ignore[arg-type]
