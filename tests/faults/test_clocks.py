"""Midnights that matter, told in two zones, by a clock that jumps forth and back: 48 instants."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta, tzinfo
from random import Random

import pytest

from khuyenhoc.analytics import recount
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.audit import queries as log
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.actions import BodyClosed
from khuyenhoc.apps.recognition.models import Certificate, Decision
from khuyenhoc.apps.reform import actions as reform
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.models import Consent, Round
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import Country, People

NEW_YEAR = datetime(2024, 1, 1, tzinfo=VIETNAM)
REFORM = datetime(2025, 7, 1, tzinfo=VIETNAM)
AROUND = [
    timedelta(days=-1),
    timedelta(hours=-7, seconds=-1),  # with the next: midnight in London, when it is 7 o'clock here
    timedelta(hours=-1),
    timedelta(seconds=-1),
    timedelta(microseconds=-1),
    timedelta(0),
    timedelta(microseconds=1),
    timedelta(seconds=1),
    timedelta(hours=1),
    timedelta(hours=7, seconds=-1),
    timedelta(hours=7),
    timedelta(days=1),
]
ZONES: tuple[tzinfo, ...] = (VIETNAM, UTC)
MERGER = f"""
title = "Sắp xếp mẫu"
on = {REFORM.date()}
legal_reference = "Nghị quyết mẫu (chưa đối chiếu văn bản gốc)"
renew_grants = true
[[deed]]
kind = "merge"
places = ["xã Mẫu Đông", "xã Mẫu Tây"]
into = {{ name = "xã Mẫu Mới" }}
"""


def instants(midnight: datetime) -> list[datetime]:
    """In an order no honest clock would give."""
    found = [(midnight + offset).astimezone(zone) for offset in AROUND for zone in ZONES]
    return Random(48).sample(found, len(found))


def proposed(number: int, land: Country, who: People, *, year: int, at: datetime) -> list[int]:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province, year=year)
    homes = make.households(number, land.hamlet, by=who.branch)
    cases = make.assessed(make.registered(opened, homes, by=who.branch), by=who.branch)
    make.reviewed(cases, land.hamlet, by=who.branch)
    ids = [case.pk for case in cases]
    assessments.verify(ids, by=who.association, at=at)
    recognition.propose(ids, place=land.commune.pk, by=who.association, at=at)
    return ids


def require_log_in_order(decisions: list[int]) -> None:
    audit.seal(at=make.NOON)  # by then long past
    sealed = Event.objects.filter(deed="recognition.decided").order_by("sequence")
    assert list(sealed.values_list("object_id", flat=True)) == decisions
    assert list(log.breaks()) == []


@pytest.mark.django_db
def test_at_the_years_end_every_paper_gets_the_year_of_its_signing_here(land: Country, who: People) -> None:
    moments = instants(NEW_YEAR)
    cases = proposed(len(moments), land, who, year=2023, at=NEW_YEAR - timedelta(days=9))
    signed = []

    for case, at in zip(cases, moments, strict=True):
        signed.append(
            recognition.decide([case], {}, place=land.commune.pk, signer="Chủ tịch", by=who.committee, at=at)
        )
        audit.seal(at=at)

    expected = [at.astimezone(VIETNAM).year for at in moments]
    assert [one.year for one in signed] == expected
    numbers: dict[int, list[int]] = defaultdict(list)
    for one in signed:
        numbers[one.year].append(one.serial)
    assert numbers == {year: list(range(1, 1 + expected.count(year))) for year in set(expected)}
    papers = Certificate.objects.order_by("recognition").values_list("year", "serial")
    assert list(papers) == [(one.year, one.serial) for one in signed]
    require_log_in_order([one.pk for one in signed])
    assert recount.compare() == []


@pytest.mark.django_db
def test_at_the_reforms_midnight_every_deed_lands_in_the_commune_of_its_day(
    land: Country, who: People
) -> None:
    """The old commune signs before it, the new one from it on, whatever the clock said in between."""
    moments = instants(REFORM)
    cases = proposed(len(moments), land, who, year=2025, at=REFORM - timedelta(days=9))
    late = make.households(len(moments), land.hamlet, by=who.branch)
    opened = Round.objects.get(year=2025)
    reform.reform(plans.read(MERGER), by=who.centre, at=REFORM - timedelta(days=8))
    merged = places.resolve("xã Mẫu Mới", REFORM.date()).pk
    signed, commune_of = [], {}

    for case, home, at in zip(cases, late, moments, strict=True):
        day = at.astimezone(VIETNAM).date()
        right, wrong = (land.commune.pk, merged) if day < REFORM.date() else (merged, land.commune.pk)
        reform.carry_due(by=who.centre, at=at)
        with pytest.raises((OutsideScope, BodyClosed)):
            recognition.decide([case], {}, place=wrong, signer="Chủ tịch", by=who.committee, at=at)
        signed.append(recognition.decide([case], {}, place=right, signer="Chủ tịch", by=who.committee, at=at))
        (entered,) = rounds.register(opened, [home.pk], consent=Consent.SPOKEN, by=who.branch, at=at)
        commune_of[entered.pk] = (entered.effective_on, places.ancestors(entered.place_id, day)[-1].place_id)
        assert signed[-1].place_id == commune_of[entered.pk][1] == right

    by_body: dict[int, list[int]] = defaultdict(list)
    for one in Decision.objects.order_by("pk"):
        by_body[one.place_id].append(one.serial)
    assert by_body == {place: list(range(1, len(some) + 1)) for place, some in by_body.items()}
    assert {day for day, place in commune_of.values() if place == merged} == {
        date(2025, 7, 1),
        date(2025, 7, 2),
    }
    require_log_in_order([one.pk for one in signed])
    assert recount.compare() == []
