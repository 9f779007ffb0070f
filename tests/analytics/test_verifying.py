"""The list before a verifier: what waits, what makes one look twice, and how often the database is asked."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from khuyenhoc.analytics import history, verifying
from khuyenhoc.analytics.verifying import Doubted, Show
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Entry, Finding
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.rounds.models import Consent, Registration, Round
from khuyenhoc.domain.doubts import Doubt, Limits
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import NOON, Country, People

LATER = NOON + timedelta(days=1)
TODAY = date(2023, 10, 11)
QUIET = Limits(jump=10_001, alike=1_000, seconds=0)


@pytest.fixture
def opened(land: Country, who: People) -> Round:
    return make.a_round(Title.HOUSEHOLD, land.province, by=who.province)


def handed_in(
    rows: list[Registration], land: Country, who: People, *, seconds: int = 3_600, poorly: int = 0
) -> list[Assessment]:
    """One after another, `seconds` apart, the first `poorly` of them with no answers but one; then reviewed."""
    cases = []
    for number, row in enumerate(rows):
        cells = make.best(make.sets.rules(row.round.criteria_set))
        if number < poorly:
            cells = dict(list(cells.items())[:1])
        cases += recognition.assess(
            [Entry(row.pk, cells)],
            consent=Consent.SPOKEN,
            by=who.branch,
            at=NOON + timedelta(seconds=seconds * number),
        )
    make.reviewed(cases, land.hamlet, by=who.branch)
    return cases


@pytest.fixture
def four(opened: Round, land: Country, who: People) -> list[Assessment]:
    homes = make.households(4, land.hamlet, by=who.branch)
    return handed_in(make.registered(opened, homes, by=who.branch), land, who, poorly=1)


def waiting(opened: Round, land: Country, who: People, **asked: object) -> verifying.WaitingPage:
    return verifying.waiting(
        opened,
        land.commune.pk,
        seen_by=who.association,
        on=TODAY,
        language="vi",
        **asked,  # type: ignore[arg-type]  # passed on as they came
    )


def test_a_case_that_does_not_pass_says_the_first_condition_that_does_not_hold(
    opened: Round, four: list[Assessment], land: Country, who: People
) -> None:
    page = waiting(opened, land, who, show=Show.NOT_PASSING)

    (short,) = page.cases
    assert (short.case_id, short.passed) == (four[0].pk, False)
    assert short.fails
    assert (short.votes, page.whole) == ((24, 24), 4)


def test_forms_of_one_author_and_day_that_say_the_same_are_doubted_and_found_by_their_doubt(
    opened: Round, four: list[Assessment], land: Country, who: People
) -> None:
    page = waiting(opened, land, who, show=Show.DOUBTFUL, limits=Limits(alike=3, seconds=0))

    assert {case.case_id: case.doubts for case in page.cases} == {
        case.pk: (Doubted(Doubt.ALL_MOST), Doubted(Doubt.ALIKE, 3)) for case in four[1:]
    }


def test_forms_entered_in_quick_succession_are_doubted(opened: Round, land: Country, who: People) -> None:
    homes = make.households(3, land.hamlet, by=who.branch)
    rows = make.registered(opened, homes, by=who.branch)
    cases = handed_in(rows, land, who, seconds=20)

    page = waiting(opened, land, who, limits=Limits(alike=1_000, seconds=30))

    told = {case.case_id: [d.number for d in case.doubts if d.doubt is Doubt.FAST] for case in page.cases}
    assert told == {cases[0].pk: [], cases[1].pk: [20], cases[2].pk: [20]}


def test_points_far_from_last_years_are_doubted(land: Country, who: People) -> None:
    before = make.a_round(Title.HOUSEHOLD, land.province, by=who.province, year=2022)
    homes = make.households(1, land.hamlet, by=who.branch)
    make.recognised(before, homes, land.hamlet, who, commune=land.commune)
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    (case,) = handed_in(make.registered(opened, homes, by=who.branch), land, who, poorly=1)

    (told,) = waiting(opened, land, who).cases

    assert told.doubts == (Doubted(Doubt.JUMPED, Assessment.objects.get(pk=case.pk).percent - 10_000),)  # type: ignore[operator]  # points are counted here


def test_own_entries_are_told_apart(opened: Round, land: Country, who: People) -> None:
    homes = make.households(1, land.hamlet, by=who.branch)
    own = make.assessed(make.registered(opened, homes, by=who.branch), by=who.association)
    make.reviewed(own, land.hamlet, by=who.branch)

    (case,) = waiting(opened, land, who).cases

    assert case.is_own


def test_nobody_of_another_commune_sees_what_waits(
    opened: Round, four: list[Assessment], land: Country
) -> None:
    stranger = make.user("stranger", Role.COMMUNE_ASSOCIATION, land.other_commune)

    page = verifying.waiting(opened, land.commune.pk, seen_by=stranger, on=TODAY, language="vi")

    assert (page.cases, page.whole) == ((), 0)
    foreign = four[0].registration_id
    assert verifying.look(foreign, opened, land.commune.pk, seen_by=stranger, on=TODAY, language="vi") is None


def test_looking_at_a_case_tells_which_comes_after_it(
    opened: Round, four: list[Assessment], land: Country, who: People
) -> None:
    order = [case.registration_id for case in waiting(opened, land, who).cases]

    looked = [
        verifying.look(one, opened, land.commune.pk, seen_by=who.association, on=TODAY, language="vi")
        for one in order
    ]

    followed = [one.following for one in looked if one is not None]
    assert followed == [*order[1:], None]
    assert len(order) == len(four)


def test_a_draw_tells_how_far_its_visits_are(
    opened: Round, four: list[Assessment], land: Country, who: People
) -> None:
    check = assessments.draw_spot_check(
        opened, place=land.commune.pk, number=2, seed="mẫu", by=who.association, at=LATER
    )
    first = check.revisits.order_by("assessment")[0].assessment_id
    assessments.note_revisits({first: Finding(False, "Khác")}, by=who.association, at=LATER)

    (told,) = verifying.draws(opened, land.commune.pk, seen_by=who.association, on=TODAY)

    assert (told.candidates, told.number, told.noted, told.differing) == (len(four), 2, 1, 1)
    here = verifying.drawn_here(opened, land.commune.pk, seen_by=who.association, on=TODAY, language="vi")
    assert sorted(str(case.revisit) for case in here) == ["", "differs"]


def test_a_case_tells_its_draw_its_visit_and_what_was_taken_back(
    opened: Round, four: list[Assessment], land: Country, who: People
) -> None:
    case = four[1]
    assessments.draw_spot_check(
        opened, place=land.commune.pk, number=9, seed="mẫu", by=who.association, at=LATER
    )
    found = {one.pk: Finding(True) for one in four}
    assessments.note_revisits(found, by=who.association, at=LATER + timedelta(hours=1))
    assessments.verify([case.pk], by=who.association, at=LATER + timedelta(hours=2))
    assessments.take_back_verification(
        [case.pk], reason="Bấm nhầm", by=who.association, at=LATER + timedelta(hours=3)
    )

    told = history.of_case(case.registration_id, seen_by=who.branch, on=TODAY)

    assert [step.what for step in told.steps][-4:] == ["drawn", "revisited", "verified", "taken_back"]


def test_the_list_asks_the_database_as_often_for_many_cases_as_for_few(
    opened: Round,
    land: Country,
    who: People,
    django_assert_num_queries: Callable[..., object],
) -> None:
    homes = make.households(50, land.hamlet, by=who.branch)
    cases = make.assessed(make.registered(opened, homes, by=who.branch), by=who.branch)
    make.reviewed(cases, land.hamlet, by=who.branch)

    with django_assert_num_queries(12):  # type: ignore[attr-defined]  # a context manager
        page = waiting(opened, land, who, limits=QUIET)

    assert len(page.cases) == 50
