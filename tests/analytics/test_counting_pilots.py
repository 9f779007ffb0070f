"""Pilots, commendations and awards counted from their books, each number with its list."""

from datetime import date

import pytest

from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.indicators import ListQuery, Part, Wanted
from khuyenhoc.analytics.indicators.counting_pilots import SOURCES
from khuyenhoc.apps.commendations import actions as commendations
from khuyenhoc.apps.commendations.actions import NewPraise
from khuyenhoc.apps.pilots import actions as pilots
from khuyenhoc.apps.pilots.actions import NewPilot
from khuyenhoc.domain.goals import Band
from khuyenhoc.domain.pilots import Mark
from khuyenhoc.domain.praise import AwardLevel
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import NOON


@pytest.mark.django_db
def test_what_the_books_hold_is_counted_and_listed_and_no_book_is_no_number() -> None:
    land = make.country()
    who = make.people(land)
    place, by, year = land.commune, who.association, NOON.year
    plan = NewPilot("Mẫu", first=f"1/{year}")
    here = pilots.open_pilot(place.pk, plan, by=by, at=NOON)
    other = pilots.open_pilot(place.pk, plan, by=by, at=NOON)
    pilots.close(other, summary="Xong (mẫu)", on=date(year, 5, 1), by=by, at=NOON)
    kinds = (Title.CITIZEN, Title.HOUSEHOLD, Title.CLAN, Title.CLAN)
    one, home, clan, poor = (make.subject(kind, land.hamlet, by=who.branch) for kind in kinds)
    pilots.join(here, [one.pk, home.pk, clan.pk, poor.pk], by=by, at=NOON)
    told = {home.pk: [Mark.TOURISM], clan.pk: list(Mark), poor.pk: [Mark.FUND]}
    pilots.mark(here, told, by=by, at=NOON)
    pilots.rate(here, {place.pk: Band.GOOD}, by=by, at=NOON)
    wanted = [
        NewPraise("Mẫu", subject=one.pk),
        NewPraise("Mẫu", subject=home.pk),
        NewPraise("Mẫu", name="Tổ mẫu", kind="collective"),
        NewPraise("Mẫu", name="Tổ sau", kind="collective"),
    ]
    made = commendations.propose(place.pk, year, wanted, by=by, at=NOON)
    commendations.decide(
        place.pk,
        year,
        [row.pk for row in made[:3]],
        {},
        number="1",
        signed_on=NOON.date(),
        giver="Hội",
        signer="Chủ tịch",
        by=who.committee,
        at=NOON,
    )
    commendations.receive(
        place.pk,
        what="Cờ",
        level=AwardLevel.PROVINCE,
        giver="Tỉnh",
        received_on=NOON.date(),
        by=by,
        at=NOON,
    )

    found = figured.several(
        [Wanted(code) for code in SOURCES], [place.pk, land.other_commune.pk, land.province.pk], year
    )

    for code in SOURCES:
        figure = found[Wanted(code), place.pk]
        listed = figured.list_number(ListQuery(code, place.pk, year, Part.COUNTED))
        page = figured.list_page(ListQuery(code, place.pk, year, Part.COUNTED))
        assert (code, figure.value, listed, len(page.rows)) == (code, 1, 1, 1)
        assert figure.behind is not None
        assert found[Wanted(code), land.province.pk].value == 1
        assert found[Wanted(code), land.other_commune.pk].value is None
    assert figured.value("pilots_running", place.pk, year + 1).value == 1
    assert figured.value("awards_received", place.pk, year + 1).value == 0
