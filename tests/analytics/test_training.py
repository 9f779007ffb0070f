"""Who was trained and briefed: counted from the books of gatherings, each cadre once, missing ones by name."""

from datetime import date

import pytest

from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics import training
from khuyenhoc.analytics.indicators import Missing
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures.actions import NewBase
from khuyenhoc.apps.gatherings import actions as gatherings
from khuyenhoc.apps.gatherings.actions import NewGathering, NewGuest
from khuyenhoc.apps.gatherings.models import Gathering
from khuyenhoc.domain.gatherings import GatheringKind
from khuyenhoc.domain.roles import Role
from tests import make
from tests.make import NOON, Country, People

DAY = NOON.date()


@pytest.fixture
def book(land: Country, who: People) -> list[Gathering]:
    """Two courses, one with a list and one told by its number; two briefings; all of 2023."""
    make.user("chi-hoi", Role.BRANCH, land.hamlet)
    cadre = NewGuest(name="Mẫu Thị Cán", place=land.other_hamlet.pk, is_present=True)
    listed = [cadre, NewGuest(user=who.branch.pk, is_present=True), NewGuest(user=who.association.pk)]
    guest = NewGuest(name="Mẫu Văn Khách", is_cadre=False, is_present=True)
    kinds = (GatheringKind.COURSE, GatheringKind.COURSE, GatheringKind.BRIEFING, GatheringKind.BRIEFING)
    made = [
        gatherings.plan(
            land.commune.pk,
            NewGathering(kind, f"Buổi mẫu {at}", date(2023, 3, 1 + at), present=present, cadres=cadres),
            by=who.association,
            at=NOON,
        )
        for at, (kind, present, cadres) in enumerate(
            zip(kinds, (None, 40, None, 150), (None, 30, None, None), strict=True)
        )
    ]
    for one in (made[0], made[2]):
        gatherings.list_guests(one.pk, [*listed, guest], by=who.association, at=NOON)
    return made


def counted(code: str, place: int, year: int = 2023) -> int | None:
    return figured.value(code, place, year).value


def test_courses_cadres_and_people_briefed_are_counted_and_rolled_up(
    land: Country, who: People, book: list[Gathering]
) -> None:
    codes = ("training_courses", "cadres_trained", "briefed")

    at_commune = [counted(code, land.commune.pk) for code in codes]
    at_province = [counted(code, land.province.pk) for code in codes]
    # whoever came to a briefing counts where they work
    at_hamlet = counted("briefed", land.other_hamlet.pk)

    assert at_commune == at_province == [2, 2 + 30, 3 + 150]
    assert at_hamlet == 1


def test_a_place_that_keeps_no_book_has_no_number_and_one_without_courses_has_0(
    land: Country, who: People, book: list[Gathering]
) -> None:
    event = NewGathering(GatheringKind.EVENT, "Sự kiện mẫu", date(2022, 10, 2))
    gatherings.plan(land.commune.pk, event, by=who.association, at=NOON)
    for one in book[:2]:
        gatherings.cancel(one.pk, reason="Ghi nhầm", by=who.association, at=NOON)

    nothing = figured.value("training_courses", land.other_commune.pk, 2023)

    assert (nothing.value, nothing.missing) == (None, Missing.NO_BOOK)
    assert counted("training_courses", land.commune.pk, 2022) == 0
    assert counted("training_courses", land.commune.pk) == 0
    assert counted("training_courses", land.commune.pk, 2021) is None


def test_coverage_names_who_is_missing_and_counts_nobody_twice(
    land: Country, who: People, book: list[Gathering]
) -> None:
    new = NewBase(land.hamlet.pk, 2023, "cadres of the association", "4", "Sổ mẫu")
    figures.set_bases([new], by=who.association, at=NOON)

    rows = {
        one.place: one
        for one in training.coverage(land.commune.pk, DAY, year=2023, kinds=list(GatheringKind))
    }
    whole = training.total(list(rows.values()), land.commune.pk, 2023)

    told = {
        place: [(cadre.name, cadre.times) for cadre in one.cadres]
        for place, one in rows.items()
        if one.cadres
    }
    assert told == {
        land.commune.pk: [("Association", 0), ("Branch", 2)],
        land.hamlet.pk: [("Chi-Hoi", 0)],
        land.other_hamlet.pk: [("Mẫu Thị Cán", 2)],
    }
    assert rows[land.hamlet.pk].counts.whole == 4
    assert (whole.known, whole.reached) == (4, 2)
    assert training.coverage(land.commune.pk, DAY, year=2022)[0].counts.reached == 0


def test_a_province_sees_its_communes_each_with_all_below(
    land: Country, who: People, book: list[Gathering]
) -> None:
    rows = training.coverage(land.district.pk, DAY, year=2023, kinds=[GatheringKind.COURSE])

    assert [(one.place, one.counts.known, one.counts.reached) for one in rows] == [
        (land.district.pk, 0, 0),
        (land.commune.pk, 4, 2),
        (land.other_commune.pk, 0, 0),
    ]
