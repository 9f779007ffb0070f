"""Two people on the same cases at the same moment: what succeeded is what is recorded, and no number is lost."""

from collections.abc import Callable, Sequence
from functools import partial
from random import Random

import pytest

from khuyenhoc.analytics import recount
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import ChangedMeanwhile, Entry
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Certificate, Decision, Recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.actions import CannotWithdraw
from khuyenhoc.apps.rounds.models import Consent, Registration
from khuyenhoc.domain.review import Votes
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State, StepNotAllowed
from tests import make
from tests.at_once import at_once
from tests.faults.dose import dose
from tests.make import NOON, Country, People

pytestmark = pytest.mark.django_db(transaction=True)
CASES = dose(500, 5_000)
TOO_LATE = (ChangedMeanwhile, StepNotAllowed)


@pytest.fixture
def registered(land: Country, who: People) -> list[Registration]:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    return make.registered(opened, make.households(CASES, land.hamlet, by=who.branch), by=who.branch)


@pytest.fixture
def reviewed(registered: list[Registration], land: Country, who: People) -> list[int]:
    cases = make.assessed(registered, by=who.branch)
    make.reviewed(cases, land.hamlet, by=who.branch)
    return [case.pk for case in cases]


@pytest.fixture
def proposed(reviewed: list[int], land: Country, who: People) -> list[int]:
    assessments.verify(reviewed, by=who.association, at=NOON)
    recognition.propose(reviewed, place=land.commune.pk, by=who.association, at=NOON)
    return reviewed


def one_by_one(deed: Callable[[list[int]], object], ids: Sequence[int], seed: int, size: int = 1) -> int:
    """Does the deed for small lists of the cases in an order of its own; how many lists it was quick enough for."""
    order = Random(seed).sample(list(ids), len(ids))
    done = 0
    for start in range(0, len(order), size):
        try:
            deed(order[start : start + size])
        except TOO_LATE:
            continue
        done += 1
    return done


def failures(found: Sequence[object]) -> list[object]:
    return [one for one in found if isinstance(one, Exception)]


def test_of_two_verifiers_one_verifies_each_case(reviewed: list[int], land: Country, who: People) -> None:
    colleague = make.user("colleague", Role.COMMUNE_ASSOCIATION, land.commune)

    done = at_once(
        [
            partial(one_by_one, partial(assessments.verify, by=person, at=NOON), reviewed, seed)
            for seed, person in enumerate((who.association, colleague))
        ]
    )

    assert failures(done) == []
    assert sum(n for n in done if isinstance(n, int)) == CASES
    assert Event.objects.filter(deed="assessment.verified").count() == CASES
    assert Assessment.objects.filter(state=State.VERIFIED).count() == CASES
    assert recount.compare() == []


def test_of_two_who_verify_the_whole_list_one_does_and_the_other_is_told(
    reviewed: list[int], land: Country, who: People
) -> None:
    colleague = make.user("colleague", Role.COMMUNE_ASSOCIATION, land.commune)

    found = at_once(
        [partial(assessments.verify, reviewed, by=one, at=NOON) for one in (who.association, colleague)]
    )

    assert len(failures(found)) == 1
    assert isinstance(failures(found)[0], TOO_LATE)
    assert Assessment.objects.exclude(verified_by=None).values("verified_by").distinct().count() == 1
    assert recount.compare() == []


def test_decisions_signed_at_once_leave_no_gap_and_give_no_number_twice(
    proposed: list[int], land: Country, who: People
) -> None:
    second = make.user("second", Role.DECIDING_BODY, land.commune)

    def decide(person: User, ids: list[int]) -> None:
        recognition.decide(ids, {}, place=land.commune.pk, signer="Chủ tịch", by=person, at=NOON)

    done = at_once(
        [
            partial(one_by_one, partial(decide, person), proposed, seed, 3)
            for seed, person in enumerate((who.committee, second))
        ]
    )

    assert failures(done) == []
    signed = sum(n for n in done if isinstance(n, int))
    assert list(Decision.objects.order_by("serial").values_list("serial", flat=True)) == list(
        range(1, signed + 1)
    )
    held = Recognition.objects.count()
    assert list(Certificate.objects.order_by("serial").values_list("serial", flat=True)) == list(
        range(1, held + 1)
    )
    assert Assessment.objects.filter(state=State.RECOGNISED).count() == held
    assert recount.compare() == []


def test_a_form_and_a_withdrawal_of_the_same_case_never_both_succeed(
    registered: list[Registration], who: People
) -> None:
    def withdraw(ids: list[int]) -> None:
        rounds.withdraw(ids, reason="Đổi ý", by=who.branch, at=NOON)

    def assess(ids: list[int]) -> None:
        entries = [Entry(pk, {}) for pk in ids]
        recognition.assess(entries, consent=Consent.SPOKEN, by=who.branch, at=NOON)

    def tried(deed: Callable[[list[int]], None], ids: list[int]) -> int:
        done = 0
        for pk in ids:
            try:
                deed([pk])
            except (CannotWithdraw, *TOO_LATE):
                continue
            done += 1
        return done

    ids = [one.pk for one in registered]
    done = at_once([partial(tried, withdraw, ids), partial(tried, assess, ids[::-1])])

    assert failures(done) == []
    assert sum(n for n in done if isinstance(n, int)) == CASES
    assert not Registration.objects.filter(withdrawn_at__isnull=False, assessment__isnull=False).exists()
    assert recount.compare() == []


def test_stations_that_work_in_one_hamlet_at_once_never_block_each_other(
    registered: list[Registration], land: Country, who: People
) -> None:
    """A meeting carries some and sends some back while others hand in what came back, in another order."""
    cases = [one.pk for one in make.assessed(registered, by=who.branch)]
    half = len(cases) // 2
    assessments.send_back(cases[:half], reason="Thiếu", by=who.association, at=NOON)
    returned = dict(Assessment.objects.filter(pk__in=cases[:half]).values_list("pk", "registration"))
    best = make.best(make.sets.rules(registered[0].round.criteria_set))

    def meet(ids: list[int]) -> None:
        votes = {pk: Votes(5, 19, 0) if n % 2 else make.ALL_AGREE for n, pk in enumerate(ids)}
        assessments.review_cases(
            land.hamlet.pk,
            votes,
            attendance=make.MEETING,
            not_carried="Chưa nhất trí",
            by=who.branch,
            at=NOON,
        )

    def hand_in(ids: list[int]) -> None:
        entries = [Entry(returned[pk], best) for pk in ids]
        recognition.assess(entries, consent=Consent.SIGNED, by=who.branch, at=NOON, reason="Bổ sung")

    done = at_once(
        [
            partial(one_by_one, meet, cases[half:], 1, 4),
            partial(one_by_one, hand_in, cases[:half], 2, 4),
        ]
    )

    assert failures(done) == []
    assert recount.compare() == []


def test_one_person_taken_into_two_branches_at_once_is_one_member(land: Country, who: People) -> None:
    person = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    branches = association.open_branches(
        [(land.hamlet.pk, f"Chi hội {n}") for n in range(4)],
        kind="chi_hoi",
        since=make.BORN,
        by=who.branch,
        at=NOON,
    )

    fresh = at_once(
        [
            partial(association.join, branch, [person.pk], joined=NOON.date(), by=who.branch, at=NOON)
            for branch in branches
        ]
    )

    assert failures(fresh) == []
    assert sum(n for n in fresh if isinstance(n, int)) == 1
    assert sum(counts.everything().values()) == 1
    assert recount.compare() == []
