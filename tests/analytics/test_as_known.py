"""An old report run again gives its old numbers, and each difference is a case with a name."""

from datetime import date, timedelta

import pytest

from khuyenhoc.analytics import as_known
from khuyenhoc.analytics.five_titles import FiveTitles, Row, table, table_of_today
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures.actions import NewTarget
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import BaseKind, Level, Title
from khuyenhoc.domain.workflow import State
from tests import make
from tests.make import NOON, Country, People

DECIDED = day_of(NOON)
LATER = NOON + timedelta(days=40)
TITLE = Title.HOUSEHOLD


@pytest.fixture
def titled(land: Country, who: People) -> list[Subject]:
    """Five titled households of six, counted on the day they were decided."""
    found = make.households(6, land.hamlet, by=who.branch)
    opened = make.a_round(TITLE, land.province, by=who.province)
    make.recognised(opened, found[:5], land.hamlet, who, commune=land.commune)
    figures.count_bases(land.province.pk, 2023, source="Sổ", by=who.province, at=NOON)
    return found


def row(found: FiveTitles) -> Row:
    return next(one for one in found.rows if one.title is TITLE)


def test_today_and_as_known_today_are_the_same_table(titled: list[Subject], land: Country) -> None:
    assert table(land.province.pk, 2023, known_on=day_of(LATER)) == table(land.province.pk, 2023)


@pytest.mark.parametrize("basis", [Basis.RESTATED, Basis.LIKE_FOR_LIKE])
def test_on_another_basis_too_as_known_today_is_the_same_table(
    titled: list[Subject], land: Country, who: People, basis: Basis
) -> None:
    member = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    branch = association.open_branches(
        [(land.hamlet.pk, "Chi hội Một")], kind="chi_hoi", since=make.BORN, by=who.branch, at=NOON
    )[0]
    association.join(branch, [member.pk], joined=date(2022, 5, 1), by=who.branch, at=NOON)

    now, known = (
        table_of_today(land.province.pk, 2023, basis, on=day_of(LATER), known_on=known_on)
        for known_on in (None, day_of(LATER))
    )

    assert known == now
    assert now.members.count == 1


def test_on_another_basis_too_a_revocation_leaves_the_old_report(
    titled: list[Subject], land: Country, who: People
) -> None:
    held = Recognition.objects.get(subject=titled[0])
    recognition.revoke([held.pk], reason="Khai sai", by=who.committee, at=LATER)

    recognised = [
        row(
            table_of_today(land.province.pk, 2023, Basis.RESTATED, on=day_of(LATER), known_on=known_on)
        ).recognised
        for known_on in (DECIDED - timedelta(days=1), DECIDED, day_of(LATER))
    ]

    assert recognised == [None, 5, 4]


def test_before_the_decision_was_recorded_nobody_held_the_title(titled: list[Subject], land: Country) -> None:
    before = row(table(land.province.pk, 2023, known_on=DECIDED - timedelta(days=1)))

    assert (before.registered, before.recognised, before.base) == (None, None, None)


def test_a_revocation_changes_today_and_leaves_the_old_report(
    titled: list[Subject], land: Country, who: People
) -> None:
    held = Recognition.objects.get(subject=titled[0])
    recognition.revoke([held.pk], reason="Khai sai", by=who.committee, at=LATER)

    assert row(table(land.province.pk, 2023)).recognised == 4
    assert row(table(land.province.pk, 2023, known_on=day_of(LATER) - timedelta(days=1))).recognised == 5
    assert row(table(land.province.pk, 2023, known_on=day_of(LATER))).recognised == 4


def test_each_difference_is_named_case_by_case(titled: list[Subject], land: Country, who: People) -> None:
    held = Recognition.objects.get(subject=titled[0])
    recognition.revoke([held.pk], reason="Khai sai", by=who.committee, at=LATER)
    opened = held.decision.round
    late = make.registered(opened, titled[5:], by=who.branch)[0]
    Registration.objects.filter(pk=late.pk).update(recorded_at=LATER)

    found = as_known.corrections(
        land.province.pk,
        2023,
        title=TITLE,
        known_on=DECIDED,
        now_known_on=day_of(LATER),
        seen_by=who.province,
    )

    assert [(one.measure, one.change, one.because, one.subject_id) for one in found] == [
        (Measure.REGISTRATIONS, 1, State.REGISTERED, titled[5].pk),
        (Measure.HELD, -1, State.REVOKED, titled[0].pk),
    ]


def test_corrections_add_up_to_the_difference_of_the_two_tables(
    titled: list[Subject], land: Country, who: People
) -> None:
    for subject in titled[:2]:
        held = Recognition.objects.get(subject=subject)
        recognition.revoke([held.pk], reason="Khai sai", by=who.committee, at=LATER)

    earlier, later = DECIDED, day_of(LATER)
    found = as_known.corrections(
        land.province.pk, 2023, title=TITLE, known_on=earlier, now_known_on=later, seen_by=who.province
    )

    then, now = (row(table(land.province.pk, 2023, known_on=day)).recognised for day in (earlier, later))
    assert then is not None
    assert now == then + sum(one.change for one in found if one.measure == Measure.HELD)


def test_corrections_name_only_cases_the_person_may_see(
    titled: list[Subject], land: Country, who: People
) -> None:
    held = Recognition.objects.get(subject=titled[0])
    recognition.revoke([held.pk], reason="Khai sai", by=who.committee, at=LATER)
    stranger = make.user("stranger", Role.PROVINCE, land.other_commune)

    found = as_known.corrections(
        land.province.pk,
        2023,
        title=TITLE,
        known_on=DECIDED,
        now_known_on=day_of(LATER),
        seen_by=stranger,
    )

    assert found == []


def test_a_base_counted_again_stays_known_as_it_was(
    titled: list[Subject], land: Country, who: People
) -> None:
    make.households(4, land.hamlet, by=who.branch)
    figures.count_bases(land.province.pk, 2023, source="Sổ đếm lại", by=who.province, at=LATER)

    assert row(table(land.province.pk, 2023)).base == 10
    assert row(table(land.province.pk, 2023, known_on=DECIDED)).base == 6


def test_a_target_set_anew_stays_known_as_it_was(titled: list[Subject], land: Country, who: People) -> None:
    for percent, at in ((7_000, NOON), (9_000, LATER)):
        new = NewTarget(land.province.pk, 2024, TITLE, Level.NONE, BaseKind.HOUSEHOLDS, percent, "Kế hoạch")
        figures.set_targets([new], by=who.province, at=at)

    assert row(table(land.province.pk, 2023)).target_percent == 9_000
    assert row(table(land.province.pk, 2023, known_on=DECIDED)).target_percent == 7_000


def test_a_doubt_is_known_from_the_day_it_was_recorded(
    titled: list[Subject], land: Country, who: People
) -> None:
    clan = make.subject(Title.CLAN, land.hamlet, by=who.branch, name="Dòng họ mẫu")
    make.belongs(Belonging.CLAN_HOUSEHOLD, titled, clan, by=who.branch)
    opened = make.a_round(Title.CLAN, land.province, by=who.province)
    make.recognised(opened, [clan], land.hamlet, who, commune=land.commune)
    held = Recognition.objects.get(subject=titled[0])
    recognition.revoke([held.pk], reason="Khai sai", by=who.committee, at=LATER)

    def doubted(known_on: date) -> list[str]:
        found = table(land.province.pk, 2023, known_on=known_on)
        return [remark.code for one in found.rows for remark in one.warnings if one.title is Title.CLAN]

    assert "TO_BE_REVIEWED" in doubted(day_of(LATER))
    assert "TO_BE_REVIEWED" not in doubted(DECIDED)


def test_a_withdrawal_lowers_what_is_known_from_its_day_on(
    titled: list[Subject], land: Country, who: People
) -> None:
    opened = Recognition.objects.filter(subject=titled[0]).get().decision.round
    case = make.assessed(make.registered(opened, titled[5:], by=who.branch), by=who.branch)[0]
    assessments.withdraw([case.pk], reason="Chuyển đi", by=who.branch, at=LATER)

    assert row(table(land.province.pk, 2023, known_on=DECIDED)).registered == 6
    assert row(table(land.province.pk, 2023, known_on=day_of(LATER))).registered == 5


def test_members_who_left_later_were_members_then(land: Country, who: People) -> None:
    people = [make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=f"Mẫu {i}") for i in range(3)]
    branch = association.open_branches(
        [(land.hamlet.pk, "Chi hội mẫu")], kind="hamlet", since=make.BORN, by=who.branch, at=NOON
    )[0]
    ids = [person.pk for person in people]
    association.join(branch, ids, joined=date(2023, 3, 1), by=who.branch, at=NOON)
    association.leave(branch, ids[:1], left=date(2023, 6, 1), by=who.branch, at=LATER)

    assert table(land.province.pk, 2023).members.count == 2
    assert table(land.province.pk, 2023, known_on=DECIDED).members.count == 3
