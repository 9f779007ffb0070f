"""After any sequence of deeds the counts are what the cases add up to; a count that was touched is found."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyenhoc.analytics import recount
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.counts.models import Count
from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.models import Registration, Round
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.titles import Title
from tests import make

DEEDS = (
    "register",
    "take_back",
    "assess",
    "meet",
    "verify",
    "return",
    "withdraw",
    "propose",
    "decide",
    "revoke",
)
HOUSEHOLDS = 4


class Hall:
    """Households of one hamlet and the people who may do each deed; a deed that the rules refuse changes nothing."""

    def __init__(self, land: make.Country, who: make.People) -> None:
        self.who = who
        self.hamlet: Place = land.hamlet
        self.commune: Place = land.commune
        self.opened: Round = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
        self.homes = make.households(HOUSEHOLDS, land.hamlet, by=who.branch)

    def do(self, deed: str, chosen: set[int]) -> None:
        subjects = [home.pk for place, home in enumerate(self.homes) if place in chosen]
        at = make.NOON + timedelta(hours=8)
        cases = list(Assessment.objects.filter(subject__in=subjects).order_by("pk"))
        ids = [case.pk for case in cases]
        entered = Registration.objects.filter(subject__in=subjects, withdrawn_at__isnull=True).order_by("pk")
        who = self.who
        match deed:
            case "register":
                make.registered(
                    self.opened, [home for home in self.homes if home.pk in subjects], by=who.branch
                )
            case "take_back":
                rounds.withdraw([one.pk for one in entered], reason="đi xa", by=who.branch, at=at)
            case "assess":
                make.assessed(list(entered), by=who.branch)
            case "meet":
                make.reviewed(cases, self.hamlet, by=who.branch)
            case "verify":
                assessments.verify(ids, by=who.association, at=at)
            case "return":
                assessments.send_back(ids, reason="thiếu", by=who.association, at=at)
            case "withdraw":
                assessments.withdraw(ids, reason="xin rút", by=who.branch, at=at)
            case "propose":
                recognition.propose(ids, place=self.commune.pk, by=who.association, at=at)
            case "decide":
                recognition.decide(
                    ids[:1],
                    dict.fromkeys(ids[1:], "chưa đạt"),
                    place=self.commune.pk,
                    signer="Chủ tịch",
                    by=who.committee,
                    at=at,
                )
            case _:
                held = Recognition.objects.filter(subject__in=subjects).values_list("pk", flat=True)
                recognition.revoke(list(held), reason="kê khai sai", by=who.committee, at=at)


sequences = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.sets(st.integers(0, HOUSEHOLDS - 1), min_size=1)), max_size=14
)
whole_way = [(deed, set(range(HOUSEHOLDS))) for deed in ("register", "assess", "meet", "verify", "propose")]


@pytest.fixture
def hall(db: None) -> Hall:
    land = make.country()
    make.published_sets()
    return Hall(land, make.people(land))


def done(hall: Hall, deeds: list[tuple[str, set[int]]]) -> int:
    """How many of the deeds the rules let pass."""
    passed = 0
    for deed, chosen in deeds:
        try:
            hall.do(deed, chosen)
            passed += 1
        except RuleBroken:
            continue
    return passed


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, len(whole_way)), then=sequences)
def test_counts_equal_their_cases_after_any_deeds(
    hall: Hall, start: int, then: list[tuple[str, set[int]]]
) -> None:
    with transaction.atomic():
        assert done(hall, whole_way[:start]) == start
        done(hall, then)

        assert recount.compare() == []

        transaction.set_rollback(True)


def test_a_count_that_was_touched_is_found_with_both_numbers(hall: Hall) -> None:
    done(hall, [*whole_way, ("decide", {0, 1})])
    touched = Count.objects.filter(state="held").get()
    Count.objects.filter(pk=touched.pk).update(value=F("value") + 1)

    (found,) = recount.compare()

    assert (found.tally.state, found.kept, found.counted) == ("held", 2, 1)


def test_a_count_that_was_removed_is_found(hall: Hall) -> None:
    done(hall, whole_way)
    Count.objects.filter(state="registrations").delete()

    (found,) = recount.compare()

    assert (found.kept, found.counted) == (0, HOUSEHOLDS)
