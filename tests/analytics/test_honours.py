"""Who stands out below a place: streaks, distinctions, titles of other movements, a subject's own years."""

from datetime import date, timedelta

import pytest

from khuyenhoc.analytics import five_titles, honours
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures.actions import MarkedAlready, NewDifficultArea, NewTarget
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.actions import NewName, TitleNamedAlready
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.indicators import Caution
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.streaks import Distinction
from khuyenhoc.domain.titles import BaseKind, Level, Title
from tests import make
from tests.make import NOON, Country, People

LATER = NOON + timedelta(days=1)
TODAY = date(2025, 10, 1)


@pytest.fixture
def families(land: Country, who: People) -> list[Subject]:
    """Three households, the first two titled in 2023, the first one in 2021 and 2022 too."""
    found = make.households(3, land.hamlet, by=who.branch)
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    make.recognised(opened, found[:2], land.hamlet, who, commune=land.commune)
    now = held(found[0])
    for year in (2021, 2022):
        earlier = make.copy_of(now.decision.round, year=year)
        entry = make.copy_of(now.assessment.registration, round=earlier, year=year)
        case = make.copy_of(now.assessment, round=earlier, year=year, registration=entry)
        title = make.copy_of(now, assessment=case, year=year, counted_to=year)
        make.copy_of(now.certificate, recognition=title, serial=year, code=f"MAU{year}")
    return found


def held(subject: Subject) -> Recognition:
    return Recognition.objects.filter(subject=subject).latest("year")


def praise(subject: Subject, who: People, kind: Distinction = Distinction.EXEMPLARY) -> None:
    recognition.distinguish(
        [held(subject).pk], kind, number="12/QĐ", reason="Ba năm liền", by=who.committee, at=LATER
    )


def test_the_longest_streak_comes_first_and_says_since_when(
    land: Country, who: People, families: list[Subject]
) -> None:
    found = honours.streaks(land.province.pk, 2023, at_least=1)

    assert [(one.name, one.years, one.since, one.longest) for one in found] == [
        ("Hộ mẫu 1", 3, 2021, 3),
        ("Hộ mẫu 2", 1, 2023, 1),
    ]
    assert found[0].place == "thôn Bản Một, xã Mẫu Đông, huyện Mẫu Hà, tỉnh Mẫu Sơn"


def test_a_streak_that_is_too_short_or_of_another_title_is_not_listed(
    land: Country, who: People, families: list[Subject]
) -> None:
    assert [one.name for one in honours.streaks(land.commune.pk, 2023, at_least=2)] == ["Hộ mẫu 1"]
    assert honours.streaks(land.commune.pk, 2023, at_least=2, title=Title.CLAN) == []
    assert honours.streaks(land.other_commune.pk, 2023, at_least=1) == []


def test_a_list_shows_only_what_its_reader_may_see(
    land: Country, who: People, families: list[Subject]
) -> None:
    clans = make.user("clans", Role.OBSERVER, land.province, titles=[Title.CLAN])
    praise(families[0], who)
    scope = access.scope(clans, TODAY)

    assert honours.streaks(land.province.pk, 2023, at_least=1, scope=scope) == []
    assert honours.distinctions(land.province.pk, 2023, scope=scope) == []


def test_distinctions_are_listed_with_the_decision_they_rest_on(
    land: Country, who: People, families: list[Subject]
) -> None:
    praise(families[1], who)

    found = honours.distinctions(land.province.pk, 2023)

    assert [(one.name, one.kind, one.number, one.reason) for one in found] == [
        ("Hộ mẫu 2", "exemplary", "12/QĐ", "Ba năm liền")
    ]
    assert honours.distinctions(land.province.pk, 2022) == []


def test_a_revoked_title_takes_its_distinction_off_the_list(
    land: Country, who: People, families: list[Subject]
) -> None:
    praise(families[1], who)
    recognition.revoke([held(families[1]).pk], reason="Khai sai", by=who.committee, at=LATER)

    assert honours.distinctions(land.province.pk, 2023) == []


def test_titles_of_other_movements_are_crossed_with_the_learning_title(
    land: Country, who: People, families: list[Subject]
) -> None:
    recognition.note_other_title(
        [one.pk for one in families],
        "cultural_family",
        2023,
        reference="QĐ số 5 (mẫu)",
        by=who.branch,
        at=NOON,
    )

    found = honours.other_titles(land.province.pk, 2023)

    assert [(one.name, one.holds_title) for one in found] == [
        ("Hộ mẫu 1", True),
        ("Hộ mẫu 2", True),
        ("Hộ mẫu 3", False),
    ]
    assert honours.crossings(found) == [
        honours.Crossing("cultural_family", Title.HOUSEHOLD, Level.NONE, noted=3, both=2)
    ]
    assert honours.other_titles(land.province.pk, 2023, movement="new_countryside") == []
    assert honours.other_titles(land.province.pk, 2022) == []


def test_a_subject_tells_its_years_with_body_set_local_name_and_distinction(
    land: Country, who: People, families: list[Subject]
) -> None:
    rounds.name_title(
        land.commune.pk,
        Title.HOUSEHOLD,
        "Gia đình hiếu học",
        valid_from=date(2023, 1, 1),
        by=who.association,
        at=NOON,
    )
    praise(families[0], who, Distinction.EXCELLENT)

    found = honours.held_by(families[0].pk, on=TODAY)

    assert [one.year for one in found] == [2023, 2022, 2021]
    assert found[0].body == "UBND xã Mẫu Đông"
    assert found[0].set_key == "household-mau@2023"
    assert found[0].local_name == "Gia đình hiếu học"
    assert [given.kind for given in found[0].distinctions] == ["excellent"]
    assert honours.run_of(families[0].pk) == honours.Run(Title.HOUSEHOLD, Level.NONE, 3, 2023, 3)
    assert honours.run_of(families[2].pk) is None


def test_the_table_says_that_the_area_is_difficult_and_uses_its_own_target(
    land: Country, who: People
) -> None:
    for percent, difficult in ((7_000, False), (6_000, True)):
        figures.set_targets(
            [
                NewTarget(
                    *(land.root.pk, 2023, Title.HOUSEHOLD, Level.NONE, BaseKind.HOUSEHOLDS, percent),
                    source="Kế hoạch mẫu",
                    for_difficult_areas=difficult,
                )
            ],
            by=who.centre,
            at=NOON,
        )
    mark(land, who)

    marked, other = (five_titles.table(place.pk, 2023) for place in (land.commune, land.other_commune))

    assert (marked.rows[1].target_percent, marked.rows[1].target_is_special) == (6_000, True)
    assert [one.facts for one in marked.remarks if one.code is Caution.DIFFICULT_AREA] == [
        {"source": "Danh sách mẫu"}
    ]
    assert (other.rows[1].target_percent, other.rows[1].target_is_special) == (7_000, False)
    assert [one for one in other.remarks if one.code is Caution.DIFFICULT_AREA] == []


def test_a_report_as_known_earlier_does_not_know_a_later_mark(land: Country, who: People) -> None:
    mark(land, who)

    known = five_titles.table(land.commune.pk, 2023, known_on=NOON.date() - timedelta(days=1))

    assert [one for one in known.remarks if one.code is Caution.DIFFICULT_AREA] == []


def test_a_place_is_marked_once_for_the_same_days(land: Country, who: People) -> None:
    mark(land, who)
    same = NewDifficultArea(land.commune.pk, date(2021, 1, 1), None, "Danh sách mẫu")
    other = NewDifficultArea(land.commune.pk, date(2022, 1, 1), None, "Danh sách khác")

    assert figures.mark_difficult_on_server([same], by="test", at=LATER) == 0
    with pytest.raises(MarkedAlready):
        figures.mark_difficult_on_server([other], by="test", at=LATER)


def test_a_title_is_named_once_from_the_same_day_on(land: Country, who: People) -> None:
    new = NewName(land.commune.pk, Title.CLAN, "Dòng họ hiếu học", date(2020, 1, 1))

    assert rounds.name_titles_on_server([new], by="test", at=NOON) == 1
    assert rounds.name_titles_on_server([new], by="test", at=NOON) == 0
    with pytest.raises(TitleNamedAlready):
        rounds.name_titles_on_server(
            [NewName(land.commune.pk, Title.CLAN, "Dòng họ khuyến học", date(2020, 1, 1))], by="test", at=NOON
        )


def mark(land: Country, who: People) -> None:
    figures.mark_difficult(
        land.commune.pk, valid_from=date(2021, 1, 1), source="Danh sách mẫu", by=who.association, at=NOON
    )
