"""Learning centres and outreach counted beside what is reported: nothing where no book is kept, 0 where one is."""

from datetime import date, timedelta

import pytest

from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.indicators import Figure, ListQuery, Part
from khuyenhoc.apps.centres import actions as centres
from khuyenhoc.apps.centres import queries
from khuyenhoc.apps.stories import actions as stories
from khuyenhoc.domain import answers
from khuyenhoc.domain.centres import Field, HeadCount, Office, Post
from khuyenhoc.domain.stories import Means
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import NOON

pytestmark = pytest.mark.django_db
DAY = date(2023, 3, 1)
CELLS = {"1.1": "có", "1.2": "a", "2.1": "b", "2.2": "10", "3.1": "9", "3.2": "12"}


def test_what_the_register_of_centres_counts() -> None:
    land = make.country()
    who = make.people(land)
    by = who.association

    def told(code: str, where: int = land.province.pk, year: int = 2023) -> Figure:
        return figured.value(code, where, year)

    assert told("learning_centres").value is None
    centre = centres.open_centre(land.commune.pk, "Trung tâm mẫu", since=DAY, by=by, at=NOON)
    assert [told(code).value for code in ("centre_classes", "centre_attendances")] == [0, 0]
    assert told("learning_centres", land.other_commune.pk).value is None
    assert told("learning_centres", year=2022).value is None
    people = [make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=f"Mẫu {n}").pk for n in range(2)]
    for at, place in enumerate((land.hamlet.pk, land.commune.pk)):
        new = centres.NewClass(f"Lớp {at}", Field.TRADE, place, DAY)
        held = centres.open_class(centre, new, by=by, at=NOON)
        centres.hold_session(held, DAY, people, others=HeadCount(10 * at, text="x"), by=by, at=NOON)
    centres.appoint(centre, "Mẫu A", post=Post.DEPUTY, office=Office.VICE_CHAIR, since=DAY, by=by, at=NOON)
    centres.appoint(centre, "Mẫu B", post=Post.MEMBER, office=Office.NONE, since=DAY, by=by, at=NOON)
    rating = answers.read(queries.set_for(2023), CELLS)
    centres.rate(centre, 2023, rating, by=by, at=NOON)
    assert told("learning_centres_rated_kha").value == 0
    centres.confirm_rating(centre, 2023, by=who.committee, at=NOON)
    expected = {
        "learning_centres": 1,
        "learning_centres_active": 1,
        "centre_classes": 2,
        "centre_attendances": 14,
        "learning_centres_rated_kha": 1,
        "learning_centres_rated_tot": 0,
        "chair_or_vice_chair_in_centre_management": 1,
        "active_in_centre": 1,
    }
    found = {code: told(code) for code in expected}
    assert {code: one.value for code, one in found.items()} == expected
    for code, one in found.items():
        if one.behind:
            asked = ListQuery(code, land.province.pk, 2023, Part.COUNTED)
            assert len(figured.list_page(asked).rows) == expected[code], code
    unlisted = [code for code, one in found.items() if one.behind is None]
    assert unlisted == ["centre_attendances", "active_in_centre"]
    base = found["learning_centres_rated_kha"].base
    assert base is not None
    assert (base.high, base.provenance) == (1, "counted")
    assert told("centre_classes", land.hamlet.pk).value == 1
    assert told("centre_classes", year=2024).value == 0
    centres.rest(centre, since=NOON.date(), reason="", by=by, at=NOON)
    assert told("learning_centres_active").value == 0


def test_outreach_adds_up_over_places_and_is_unknown_where_nobody_told() -> None:
    land = make.country()
    who = make.people(land)
    for place, times in ((land.hamlet.pk, 3), (land.commune.pk, 4)):
        at = NOON + timedelta(minutes=times)
        stories.tell_outreach(place, 2023, Means.MEETING, times=times, by=who.association, at=at)

    assert figured.value("outreach_times", land.province.pk, 2023).value == 7
    assert figured.value("outreach_times", land.hamlet.pk, 2022).value == 0
    assert figured.value("outreach_times", land.other_commune.pk, 2023).value is None
