"""Titles that stand on titles: what the system counts, and what a change puts up for review."""

from datetime import date, timedelta

import pytest

from khuyenhoc.analytics import recount
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.criteria import queries as sets
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition import queries
from khuyenhoc.apps.recognition.models import Recognition, StandingChange
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.tallies import Measure, Tally
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.workflow import State, StepNotAllowed
from tests import make
from tests.make import NOON, Country, People

LATER = NOON + timedelta(days=30)


@pytest.fixture
def families(land: Country, who: People) -> list[Subject]:
    return make.households(10, land.hamlet, by=who.branch)


@pytest.fixture
def clan(families: list[Subject], land: Country, who: People) -> Subject:
    made = make.subject(Title.CLAN, land.hamlet, by=who.branch, name="Dòng họ mẫu")
    make.belongs(Belonging.CLAN_HOUSEHOLD, families, made, by=who.branch)
    return made


def held(subject: Subject) -> Recognition:
    return Recognition.objects.get(subject=subject)


def household_titles(titled: list[Subject], land: Country, who: People) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    make.recognised(opened, titled, land.hamlet, who, commune=land.commune)


def clan_title(clan: Subject, land: Country, who: People) -> None:
    opened = make.a_round(Title.CLAN, land.province, by=who.province)
    make.recognised(opened, [clan], land.hamlet, who, commune=land.commune)


def test_the_system_counts_the_clans_households_that_hold_the_title_on_the_day(
    families: list[Subject], clan: Subject, land: Country, who: People
) -> None:
    household_titles(families[:6], land, who)
    rules = sets.rules(sets.get("clan-mau@2023"))

    counted = queries.measure(rules, [clan.pk], date(2023, 12, 1))[clan.pk]
    before = queries.measure(rules, [clan.pk], date(2023, 10, 9))[clan.pk]

    assert counted["P1"] == (6, 10)
    assert before["P1"] == (0, 10)


def test_a_title_that_has_run_out_no_longer_counts(
    families: list[Subject], clan: Subject, land: Country, who: People
) -> None:
    household_titles(families[:6], land, who)
    rules = sets.rules(sets.get("clan-mau@2023"))

    assert queries.measure(rules, [clan.pk], date(2024, 10, 10))[clan.pk]["P1"] == (0, 10)


def test_a_clan_short_of_titled_households_does_not_pass_whatever_its_points(
    families: list[Subject], clan: Subject, land: Country, who: People
) -> None:
    household_titles(families[:4], land, who)
    opened = make.a_round(Title.CLAN, land.province, by=who.province)

    case = make.assessed(make.registered(opened, [clan], by=who.branch), by=who.branch)[0]

    assert not case.passed
    assert "PREREQUISITE:P1" in case.reasons


def test_a_list_is_stopped_when_what_it_stands_on_fell_away_in_between(
    families: list[Subject], clan: Subject, land: Country, who: People
) -> None:
    household_titles(families[:5], land, who)
    opened = make.a_round(Title.CLAN, land.province, by=who.province)
    case = make.assessed(make.registered(opened, [clan], by=who.branch), by=who.branch)[0]
    make.reviewed([case], land.hamlet, by=who.branch)
    assessments.verify([case.pk], by=who.association, at=LATER)
    recognition.revoke([held(families[0]).pk], reason="Khai sai", by=who.committee, at=LATER)

    with pytest.raises(assessments.NotPassing):
        recognition.propose([case.pk], place=land.commune.pk, by=who.association, at=LATER)

    assert Assessment.objects.get(pk=case.pk).state == State.VERIFIED


def test_revoking_a_household_puts_its_clan_up_for_review_and_leaves_the_decision(
    families: list[Subject], clan: Subject, land: Country, who: People
) -> None:
    household_titles(families[:6], land, who)
    clan_title(clan, land, who)

    recognition.revoke([held(families[0]).pk], reason="Khai sai", by=who.committee, at=LATER)

    assert held(families[0]).state == State.REVOKED
    assert held(clan).state == State.TO_BE_REVIEWED
    assert held(clan).decision.number
    doubt = StandingChange.objects.get(recognition=held(clan))
    assert doubt.cause == held(families[0])
    assert recount.compare() == []


def test_revoking_a_household_that_a_hamlet_counts_puts_the_hamlet_up_for_review(
    families: list[Subject], land: Country, who: People
) -> None:
    household_titles(families, land, who)
    hamlet = make.subject(
        Title.COMMUNITY, land.hamlet, by=who.branch, name="Thôn Bản Một", level=Level.HAMLET
    )
    opened = make.a_round(Title.COMMUNITY, land.province, by=who.province, level=Level.HAMLET)
    make.recognised(opened, [hamlet], land.hamlet, who, commune=land.commune)

    recognition.revoke([held(families[0]).pk], reason="Khai sai", by=who.committee, at=LATER)

    assert held(hamlet).state == State.TO_BE_REVIEWED


def test_a_clan_elsewhere_is_left_alone(
    families: list[Subject], clan: Subject, land: Country, who: People
) -> None:
    household_titles(families[:6], land, who)
    clan_title(clan, land, who)
    alone = make.households(1, land.hamlet, by=who.branch)
    opened = held(families[0]).assessment.round
    make.recognised(opened, alone, land.hamlet, who, commune=land.commune)

    recognition.revoke([held(alone[0]).pk], reason="Khai sai", by=who.committee, at=LATER)

    assert held(clan).state == State.RECOGNISED


def test_a_doubt_is_ended_by_a_confirmation_with_its_reason(
    families: list[Subject], clan: Subject, land: Country, who: People
) -> None:
    household_titles(families[:6], land, who)
    clan_title(clan, land, who)
    recognition.revoke([held(families[0]).pk], reason="Khai sai", by=who.committee, at=LATER)

    recognition.confirm([held(clan).pk], reason="Vẫn đủ 50%", by=who.committee, at=LATER)

    assert held(clan).state == State.RECOGNISED
    assert recount.compare() == []


def test_expiry_marks_titles_and_doubts_nothing(
    families: list[Subject], clan: Subject, land: Country, who: People
) -> None:
    household_titles(families[:6], land, who)
    clan_title(clan, land, who)

    expired = recognition.expire(on=date(2024, 10, 10), by=who.committee, at=LATER + timedelta(days=365))

    assert expired == 7
    assert set(Recognition.objects.values_list("state", flat=True)) == {State.EXPIRED}
    assert not StandingChange.objects.filter(after=State.TO_BE_REVIEWED).exists()
    assert recount.compare() == []


def test_what_has_expired_cannot_be_revoked(families: list[Subject], land: Country, who: People) -> None:
    household_titles(families[:1], land, who)
    recognition.expire(on=date(2024, 10, 10), by=who.committee, at=LATER + timedelta(days=365))

    with pytest.raises(StepNotAllowed):
        recognition.revoke([held(families[0]).pk], reason="Muộn", by=who.committee, at=LATER)


def test_an_organisation_counts_its_members_titles(land: Country, who: People) -> None:
    citizens = [
        make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=f"Mẫu Văn {i}") for i in range(4)
    ]
    opened = make.a_round(Title.CITIZEN, land.province, by=who.province)
    make.recognised(opened, citizens[:3], land.hamlet, who, commune=land.commune)
    school = make.subject(Title.ORGANISATION, land.commune, by=who.association, name="Trường mẫu")
    make.belongs(Belonging.ORGANISATION_MEMBER, citizens, school, by=who.association)
    rules = sets.rules(sets.get("organisation-mau@2023"))

    counted = queries.measure(rules, [school.pk], date(2023, 12, 1))[school.pk]

    assert set(counted.values()) == {(3, 4)}


def test_a_commune_that_wins_its_title_anew_counts_once_a_year(land: Country, who: People) -> None:
    families = make.households(4, land.hamlet, by=who.branch)
    household_titles(families, land, who)
    hamlet = make.subject(Title.COMMUNITY, land.hamlet, by=who.branch, level=Level.HAMLET)
    commune = make.subject(Title.COMMUNITY, land.commune, by=who.branch, level=Level.COMMUNE)
    hamlets = make.a_round(Title.COMMUNITY, land.province, by=who.province, level=Level.HAMLET)
    make.recognised(hamlets, [hamlet], land.hamlet, who, commune=land.commune)
    for year in (2023, 2024):  # the papers of the second year are told at once, too
        opened = make.a_round(Title.COMMUNITY, land.province, by=who.province, level=Level.COMMUNE, year=year)
        make.recognised(opened, [commune], land.commune, who, commune=land.commune)

    def held() -> list[int]:
        kept = counts.everything()
        years = range(2023, 2028)
        return [
            kept.get(Tally(land.commune.pk, "community", "commune", year, Measure.HELD), 0) for year in years
        ]

    assert held() == [1, 1, 1, 1, 0]
    assert recount.compare() == []
    later = Recognition.objects.get(subject=commune, year=2024)
    recognition.revoke([later.pk], reason="Khai sai", by=who.committee, at=LATER)

    assert held() == [1, 1, 1, 0, 0]
    assert recount.compare() == []
