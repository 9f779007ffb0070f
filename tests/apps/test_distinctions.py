"""Streaks, distinctions, local names, titles of other movements, difficult areas."""

from datetime import date, timedelta

import pytest

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.assessments.actions import ReasonMissing
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures import queries as figure_queries
from khuyenhoc.apps.figures.actions import NewTarget
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition import queries
from khuyenhoc.apps.recognition.actions import NotHeld
from khuyenhoc.apps.recognition.models import Distinction, Recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds import queries as round_queries
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.streaks import Distinction as Kind
from khuyenhoc.domain.titles import BaseKind, Level, Title
from tests import make
from tests.make import NOON, Country, People

LATER = NOON + timedelta(days=1)


@pytest.fixture
def family(land: Country, who: People) -> Subject:
    """Titled in 2023."""
    found = make.households(1, land.hamlet, by=who.branch)
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    make.recognised(opened, found, land.hamlet, who, commune=land.commune)
    return found[0]


def held(subject: Subject) -> Recognition:
    return Recognition.objects.get(subject=subject)


def earlier(subject: Subject, *years: int) -> None:
    """The same title in earlier years, as an import would leave it."""
    now = held(subject)
    for year in years:
        opened = make.copy_of(now.decision.round, year=year)
        case = make.copy_of(
            now.assessment,
            round=opened,
            year=year,
            registration=make.copy_of(now.assessment.registration, round=opened, year=year),
        )
        make.copy_of(now, assessment=case, year=year, counted_to=year)


def test_a_streak_counts_the_years_in_a_row(family: Subject) -> None:
    earlier(family, 2022, 2021, 2019)

    assert queries.streaks([family.pk], Title.HOUSEHOLD, 2023) == {family.pk: 3}


def test_a_revoked_year_breaks_the_streak(family: Subject) -> None:
    earlier(family, 2022, 2021)
    Recognition.objects.filter(subject=family, year=2022).update(state="revoked")

    assert queries.streaks([family.pk], Title.HOUSEHOLD, 2023) == {family.pk: 1}


def test_those_with_a_long_streak_are_listed(family: Subject, land: Country) -> None:
    earlier(family, 2022, 2021)
    below = places.ids_below(land.province, date(2023, 12, 31))

    assert queries.with_streak(below, Title.HOUSEHOLD, 2023, at_least=3) == [family.pk]
    assert queries.with_streak(below, Title.HOUSEHOLD, 2023, at_least=4) == []


def test_a_distinction_is_given_on_top_of_a_title_that_is_held(family: Subject, who: People) -> None:
    recognition.distinguish(
        [held(family).pk],
        Kind.EXEMPLARY,
        number="12/QĐ",
        reason="Ba năm liền",
        by=who.committee,
        at=LATER,
    )

    assert Distinction.objects.get().kind == "exemplary"


def test_a_revoked_title_gets_no_distinction(family: Subject, who: People) -> None:
    recognition.revoke([held(family).pk], reason="Khai sai", by=who.committee, at=LATER)

    with pytest.raises(NotHeld):
        recognition.distinguish(
            [held(family).pk],
            Kind.EXCELLENT,
            number="12/QĐ",
            reason="Ba năm liền",
            by=who.committee,
            at=LATER,
        )


def test_a_distinction_needs_a_reason_and_the_right_to_decide(family: Subject, who: People) -> None:
    for by, reason, error in ((who.committee, " ", ReasonMissing), (who.branch, "Vì", OutsideScope)):
        with pytest.raises(error):
            recognition.distinguish(
                [held(family).pk], Kind.EXCELLENT, number="1", reason=reason, by=by, at=LATER
            )


def test_a_title_has_the_name_of_the_nearest_place_in_its_time(land: Country, who: People) -> None:
    rounds.name_title(
        land.province.pk,
        Title.HOUSEHOLD,
        "Gia đình hiếu học",
        valid_from=date(2016, 1, 1),
        valid_to=date(2021, 1, 1),
        by=who.province,
        at=NOON,
    )
    rounds.name_title(
        land.commune.pk,
        Title.HOUSEHOLD,
        "Nhà hiếu học",
        valid_from=date(2018, 1, 1),
        by=who.association,
        at=NOON,
    )

    def name(year: int, where: int) -> str:
        return round_queries.alias(where, Title.HOUSEHOLD, date(year, 6, 1))

    assert name(2017, land.hamlet.pk) == "Gia đình hiếu học"
    assert name(2019, land.hamlet.pk) == "Nhà hiếu học"
    assert name(2019, land.far_hamlet.pk) == "Gia đình hiếu học"
    assert name(2022, land.far_hamlet.pk) == ""
    assert round_queries.alias(land.hamlet.pk, Title.CLAN, date(2019, 6, 1)) == ""


def test_a_title_of_another_movement_is_noted_with_its_paper(family: Subject, who: People) -> None:
    recognition.note_other_title(
        [family.pk], "cultural_family", 2023, reference="QĐ số 5 (mẫu)", by=who.branch, at=NOON
    )

    assert [(o.movement, o.year) for o in queries.other_titles(family.pk)] == [("cultural_family", 2023)]
    with pytest.raises(recognition.NotedAlready) as refused:
        recognition.note_other_title(
            [family.pk], "cultural_family", 2023, reference="QĐ số 6 (mẫu)", by=who.branch, at=NOON
        )
    assert (refused.value.facts["subjects"], refused.value.facts["year"]) == ([family.pk], 2023)


def test_a_difficult_area_has_its_own_target_while_it_is_one(land: Country, who: People) -> None:
    for percent, difficult in ((7_000, False), (6_000, True)):
        figures.set_targets(
            [
                NewTarget(
                    land.root.pk,
                    2020,
                    Title.HOUSEHOLD,
                    Level.NONE,
                    BaseKind.HOUSEHOLDS,
                    percent,
                    "Quyết định 281/QĐ-TTg",
                    difficult,
                )
            ],
            by=who.centre,
            at=NOON,
        )
    figures.mark_difficult(
        land.commune.pk,
        valid_from=date(2016, 1, 1),
        valid_to=date(2021, 1, 1),
        source="Danh sách mẫu",
        by=who.association,
        at=NOON,
    )

    def percent_of(line: list[int], year: int = 2020) -> int | None:
        found = figure_queries.target(
            line, year=year, title=Title.HOUSEHOLD, level=Level.NONE, base_kind=BaseKind.HOUSEHOLDS
        )
        return found.percent if found else None

    assert percent_of([land.hamlet.pk, land.commune.pk, land.root.pk]) == 6_000
    assert percent_of([land.far_hamlet.pk, land.other_commune.pk, land.root.pk]) == 7_000
