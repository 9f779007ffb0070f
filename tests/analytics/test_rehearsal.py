"""The cases of a year under another set: who gains, who loses, what cannot be said; and nothing is written."""

from datetime import date, timedelta

import pytest

from khuyenhoc.analytics import five_titles, recount, sets_used
from khuyenhoc.analytics.rehearsal import Outcome, Rehearsal, rehearse
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Entry, TrialEntry
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.rounds.models import Consent, Registration
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import NOON, Country, People

OLD = "household-mau@2023"
DRAFT = ('status = "sample"', 'status = "draft"')
TODAY = date(2023, 12, 1)
ALL = frozenset(Outcome)


def cells(points: str) -> dict[str, str]:
    """The best answers, but so many points for 1.2: 10 is everything, 0 takes 10 of 100 away."""
    return {**make.best(make.sets.rules(make.sets.get(OLD))), "1.2": points}


@pytest.fixture
def cases(land: Country, who: People) -> list[Assessment]:
    """Three with everything but 10, 4 and 0 points of 1.2, and one that fails."""
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    rows = make.registered(opened, make.households(4, land.hamlet, by=who.branch), by=who.branch)
    forms = [cells("10"), cells("4"), cells("0"), {"1.2": "3"}]
    return recognition.assess(
        [Entry(row.pk, form) for row, form in zip(rows, forms, strict=True)],
        consent=Consent.SPOKEN,
        by=who.branch,
        at=NOON,
    )


def rehearsed(land: Country, to: CriteriaSetVersion, against: str = "") -> Rehearsal:
    old = make.sets.rules(make.sets.get(against)) if against else None
    return rehearse(make.sets.rules(to), land.commune.pk, 2023, on=TODAY, against=old, listing=ALL)


def test_a_stricter_draft_shows_who_would_lose_and_the_ratings_before_and_after(
    cases: list[Assessment], land: Country
) -> None:
    stricter = make.version_of(
        OLD, "2099", DRAFT, ('min_total_percent = "70.00"\nmin_crit', 'min_total_percent = "95.00"\nmin_crit')
    )

    found = rehearsed(land, stricter)

    assert found.number == 4
    assert found.outcomes == {Outcome.STAYS_IN: 1, Outcome.LOSES: 2, Outcome.UNANSWERED: 1}
    assert found.ratings == {("tot", "tot"): 1, ("tot", ""): 2}
    assert [one.outcome for one in found.cases] == [
        Outcome.STAYS_IN,
        Outcome.LOSES,
        Outcome.LOSES,
        Outcome.UNANSWERED,
    ]
    assert found.cases[1].reasons == ("MIN_TOTAL",)
    assert found.passing_before == 3


def test_a_milder_draft_shows_who_would_gain(land: Country, who: People) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    rows = make.registered(opened, make.households(1, land.hamlet, by=who.branch), by=who.branch)
    form = {**cells("10"), "X1": "có"}
    recognition.assess([Entry(rows[0].pk, form)], consent=Consent.SPOKEN, by=who.branch, at=NOON)
    milder = make.version_of(OLD, "2099", DRAFT, ('code = "X1"', 'code = "X9"'))

    found = rehearsed(land, milder)

    assert found.outcomes == {Outcome.GAINS: 1}
    assert found.asked_anew == ("X9",)
    assert found.ratings == {("", "tot"): 1}


def test_a_question_that_nobody_was_asked_is_named_with_how_many_lack_it(
    cases: list[Assessment], land: Country
) -> None:
    newer = make.version_of(OLD, "2099", DRAFT, ('code = "1.3"', 'code = "1.9"'))

    found = rehearsed(land, newer)

    assert found.outcomes == {Outcome.UNANSWERED: 4}
    assert found.asked_anew == ("1.9",)
    assert found.lacking["1.9"] == 4
    assert found.ratings == {}


def test_the_answers_of_a_trial_fill_in_what_nobody_was_asked(
    cases: list[Assessment], land: Country, who: People
) -> None:
    newer = make.version_of(OLD, "2099", DRAFT, ('code = "1.3"', 'code = "1.9"'))
    trial = assessments.open_trial(newer, land.commune.pk, "Thử", by=who.association, at=NOON)
    assessments.try_out(trial, [TrialEntry(cases[0].subject_id, {"1.9": "có"})], by=who.branch, at=NOON)

    found = rehearsed(land, newer)

    assert found.outcomes == {Outcome.STAYS_IN: 1, Outcome.UNANSWERED: 3}


def test_a_draft_with_unknown_weights_scores_nothing_and_says_what_is_open(
    cases: list[Assessment], land: Country
) -> None:
    unknown = make.version_of(OLD, "2099", DRAFT, ('max = "5.00"', 'max = ""'))

    found = rehearsed(land, unknown)

    assert (found.number, found.outcomes, found.cases) == (4, {}, ())
    assert found.unknown == ("criterion[1].indicator[3].max",)


def test_a_rehearsal_against_the_same_set_changes_nothing_for_anybody(
    cases: list[Assessment], land: Country
) -> None:
    same = rehearsed(land, make.sets.get(OLD))
    named = rehearsed(land, make.sets.get(OLD), against=OLD)

    assert same.outcomes == {Outcome.STAYS_IN: 3, Outcome.UNANSWERED: 1}
    assert (named.outcomes, named.against) == (same.outcomes, (OLD,))


def test_a_rehearsal_writes_nothing_and_counts_nothing(cases: list[Assessment], land: Country) -> None:
    draft = make.version_of(OLD, "2099", DRAFT, ('max = "5.00"', 'max = "1.00"'))
    before = (
        counts.everything(),
        list(Assessment.objects.order_by("pk").values()),
        Event.objects.count(),
        five_titles.table(land.province.pk, 2023),
    )

    rehearsed(land, draft)

    assert before == (
        counts.everything(),
        list(Assessment.objects.order_by("pk").values()),
        Event.objects.count(),
        five_titles.table(land.province.pk, 2023),
    )
    assert recount.compare() == []


def test_only_cases_that_the_person_may_see_are_rehearsed_for_them(
    cases: list[Assessment], land: Country
) -> None:
    stranger = make.user("stranger", Role.BRANCH, land.other_commune)
    rules = make.sets.rules(make.sets.get(OLD))

    found = rehearse(rules, land.province.pk, 2023, on=TODAY, seen_by=stranger)

    assert found.number == 0


class TestSetsUsed:
    """A report says which versions underlie its period."""

    def test_the_sets_that_asked_come_in_order_with_the_day_and_paper_of_each_switch(
        self, cases: list[Assessment], land: Country, who: People
    ) -> None:
        newer = make.version_of(OLD, "2024")
        assessments.switch_set(
            cases[0].round,
            newer,
            effective_on=date(2023, 11, 1),
            legal_reference="CV 01",
            reason="Có bộ mới",
            by=who.province,
            at=NOON,
        )

        found = sets_used.asked(land.commune.pk, 2023)

        assert [(one.key, one.since, one.legal_reference) for one in found] == [
            (OLD, None, ""),
            (newer.key, date(2023, 11, 1), "CV 01"),
        ]
        assert five_titles.table(land.commune.pk, 2023).sets == tuple(found)

    def test_the_cases_are_told_by_the_set_they_were_answered_to(
        self, cases: list[Assessment], land: Country, who: People
    ) -> None:
        newer = make.version_of(OLD, "2024")
        row = Registration.objects.order_by("pk")[0]
        assessments.send_back([cases[0].pk], reason="Thiếu", permission=make.REVIEW, by=who.branch, at=NOON)
        assessments.switch_set(
            cases[0].round,
            newer,
            effective_on=NOON.date(),
            legal_reference="CV 01",
            reason="Có bộ mới",
            by=who.province,
            at=NOON,
        )
        recognition.assess(
            [Entry(row.pk, cells("10"))],
            consent=Consent.SPOKEN,
            by=who.branch,
            at=NOON + timedelta(days=1),
            reason="Bộ mới",
        )

        found = sets_used.used(land.province.pk, 2023)

        assert [(one.key, one.cases, one.passed, one.recognised) for one in found] == [
            (OLD, 3, 2, 0),
            (newer.key, 1, 1, 0),
        ]
