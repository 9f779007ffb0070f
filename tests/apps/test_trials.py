"""Trying a draft out: forms and scores that never count anywhere."""

import pytest

from khuyenhoc.analytics import five_titles, recount
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.assessments import actions, queries
from khuyenhoc.apps.assessments.actions import TrialEntry
from khuyenhoc.apps.assessments.actions.trying import TrialClosed
from khuyenhoc.apps.assessments.models import Trial
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.recognition.models import Certificate, Recognition
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.eligibility import NotEligible
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import NOON, Country, People

DRAFT = ('status = "sample"', 'status = "draft"')


@pytest.fixture
def draft(who: People) -> CriteriaSetVersion:
    return make.version_of("household-mau@2023", "2099", DRAFT)


@pytest.fixture
def trial(draft: CriteriaSetVersion, land: Country, who: People) -> Trial:
    return actions.open_trial(draft, land.commune.pk, "Thử bộ 2099", by=who.association, at=NOON)


@pytest.fixture
def homes(land: Country, who: People) -> list[Subject]:
    return make.households(2, land.hamlet, by=who.branch)


def best(draft: CriteriaSetVersion) -> dict[str, str]:
    return make.best(make.sets.rules(draft))


def test_a_draft_is_tried_out_and_scored(
    trial: Trial, homes: list[Subject], draft: CriteriaSetVersion, who: People
) -> None:
    entries = [TrialEntry(homes[0].pk, best(draft)), TrialEntry(homes[1].pk, {"1.2": "5"})]

    actions.try_out(trial, entries, by=who.branch, at=NOON)

    first, second = queries.tried(trial)
    assert (first.subject_id, first.card.rating if first.card else "") == (homes[0].pk, "tot")
    assert second.card is not None
    assert not second.card.passed
    assert [one.deed for one in Event.objects.filter(kind="trial").order_by("pk")] == [
        "trial.opened",
        "trial.tried_out",
    ]


def test_nothing_of_a_trial_is_counted_listed_or_held(
    trial: Trial, homes: list[Subject], draft: CriteriaSetVersion, land: Country, who: People
) -> None:
    before = five_titles.table(land.province.pk, 2023)

    actions.try_out(trial, [TrialEntry(one.pk, best(draft)) for one in homes], by=who.branch, at=NOON)

    assert five_titles.table(land.province.pk, 2023) == before
    assert counts.everything() == {}
    assert recount.compare() == []
    assert [*Recognition.objects.all(), *Certificate.objects.all()] == []


def test_a_form_filled_in_again_replaces_the_earlier_one(
    trial: Trial, homes: list[Subject], draft: CriteriaSetVersion, who: People
) -> None:
    for points in ("5", "7"):
        actions.try_out(trial, [TrialEntry(homes[0].pk, {"1.2": points})], by=who.branch, at=NOON)

    assert [one.answers for one in queries.tried(trial)] == [{"1.2": 700}]


def test_an_incomplete_draft_is_tried_out_and_says_that_it_cannot_be_scored(
    homes: list[Subject], land: Country, who: People
) -> None:
    unknown = make.version_of("household-mau@2023", "2099", DRAFT, ('max = "5.00"', 'max = ""'))
    trial = actions.open_trial(unknown, land.commune.pk, "Thử", by=who.association, at=NOON)

    actions.try_out(trial, [TrialEntry(homes[0].pk, {"1.3": "có"})], by=who.branch, at=NOON)

    assert [(one.answers, one.card) for one in queries.tried(trial)] == [({"1.3": True}, None)]


def test_answers_to_what_the_draft_no_longer_asks_are_left_aside(
    trial: Trial, homes: list[Subject], draft: CriteriaSetVersion, who: People
) -> None:
    actions.try_out(trial, [TrialEntry(homes[0].pk, {"1.2": "5", "1.3": "có"})], by=who.branch, at=NOON)

    make.version_of("household-mau@2023", "2099", DRAFT, ('code = "1.3"', 'code = "1.9"'))

    assert [one.answers for one in queries.tried(Trial.objects.get())] == [{"1.2": 500}]


def test_a_trial_keeps_to_its_place_its_title_and_whoever_may(
    trial: Trial, homes: list[Subject], land: Country, who: People
) -> None:
    far = make.households(1, land.far_hamlet, by=make.user("far", Role.BRANCH, land.other_commune))[0]
    person = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)

    with pytest.raises(NotEligible):
        actions.try_out(trial, [TrialEntry(person.pk, {})], by=who.branch, at=NOON)
    with pytest.raises(OutsideScope):
        actions.try_out(trial, [TrialEntry(homes[0].pk, {})], by=who.committee, at=NOON)
    with pytest.raises(OutsideScope):
        actions.open_trial(trial.criteria_set, land.commune.pk, "Thử", by=who.branch, at=NOON)
    with pytest.raises(OutsideScope):
        actions.try_out(trial, [TrialEntry(far.pk, {})], by=who.branch, at=NOON)


def test_a_trial_ends_once_with_what_was_learnt(trial: Trial, homes: list[Subject], who: People) -> None:
    actions.close_trial(trial, "Chỉ tiêu 1.2 khó chấm", by=who.association, at=NOON)

    assert trial.summary == "Chỉ tiêu 1.2 khó chấm"
    with pytest.raises(TrialClosed):
        actions.close_trial(trial, "", by=who.association, at=NOON)
    with pytest.raises(TrialClosed):
        actions.try_out(trial, [TrialEntry(homes[0].pk, {})], by=who.branch, at=NOON)


def test_trials_are_seen_by_those_who_work_there(trial: Trial, land: Country, who: People) -> None:
    stranger = make.user("stranger", Role.BRANCH, land.other_commune)

    assert queries.trials(seen_by=who.branch, on=NOON.date()) == [trial]
    assert queries.trials(land.hamlet.pk, seen_by=who.branch, on=NOON.date()) == []
    assert queries.trials(seen_by=stranger, on=NOON.date()) == []
