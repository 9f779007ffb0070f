"""Commendations from proposal to certificate, and awards received."""

from datetime import date, datetime

import pytest

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.commendations import actions, queries
from khuyenhoc.apps.commendations.actions import (
    AlreadyPraised,
    CommendsOwnProposal,
    CommendsUnproposed,
    NewPraise,
    NotToBeRighted,
    NumberGiven,
    PraiseElsewhere,
    PraiseWithoutReason,
    RightedWithoutReason,
)
from khuyenhoc.apps.commendations.actions.deciding import RefusedWithoutReason
from khuyenhoc.apps.commendations.models import Commendation, Correction, Decision
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.praise import AwardLevel
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from tests import make

pytestmark = pytest.mark.django_db
AT = datetime(2023, 12, 10, 12, tzinfo=VIETNAM)
ON = AT.date()


@pytest.fixture
def land() -> make.Country:
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


def proposed(land: make.Country, who: make.People, number: int = 3) -> list[Commendation]:
    homes = make.households(number, land.hamlet, by=who.branch)
    wanted = [NewPraise("Gương sáng hiếu học (mẫu)", subject=home.pk) for home in homes]
    return actions.propose(land.commune.pk, 2023, wanted, by=who.association, at=AT)


def decide(
    land: make.Country, who: make.People, grant: list[int], refuse: dict[int, str], number: str = "07/QĐ-MẪU"
) -> Decision | None:
    return actions.decide(
        land.commune.pk,
        2023,
        grant,
        refuse,
        number=number,
        signed_on=ON,
        giver="UBND xã Mẫu Đông",
        signer="Chủ tịch",
        by=who.committee,
        at=AT,
    )


def test_part_is_granted_by_a_second_person_and_the_rest_is_told_why(
    land: make.Country, who: make.People
) -> None:
    one, two, three = proposed(land, who)

    decision = decide(land, who, [one.pk], {two.pk: "Chưa đủ thành tích"})

    assert decision is not None
    assert [row.pk for row in queries.granted_by(decision)] == [one.pk]
    told = dict(Commendation.objects.values_list("pk", "standing"))
    assert told == {one.pk: "granted", two.pk: "refused", three.pk: "proposed"}
    with pytest.raises(CommendsUnproposed):
        decide(land, who, [one.pk], {}, "08/QĐ-MẪU")
    with pytest.raises(RefusedWithoutReason):
        decide(land, who, [], {three.pk: " "})
    with pytest.raises(NumberGiven):
        decide(land, who, [three.pk], {})
    assert queries.numbers(land.commune.pk, 2023, on=ON) == {"family": 1}
    (below,) = actions.propose(  # the commune finds a hamlet's proposal and decides it
        land.hamlet.pk, 2023, [NewPraise("Gây quỹ", name="Mẫu", kind="individual")], by=who.branch, at=AT
    )
    assert below in queries.waiting_at(land.commune.pk, 2023, seen_by=who.committee, on=ON)
    assert decide(land, who, [below.pk], {}, "09/QĐ-MẪU") is not None


def test_nobody_decides_on_what_they_proposed_nor_without_the_right(
    land: make.Country, who: make.People
) -> None:
    (one,) = proposed(land, who, 1)
    other = make.user("other", Role.COMMUNE_ASSOCIATION, land.commune)
    given = {"number": "07", "signed_on": ON, "giver": "Hội", "signer": "Chủ tịch", "at": AT}

    with pytest.raises(CommendsOwnProposal):
        actions.decide(land.commune.pk, 2023, [one.pk], {}, by=who.association, **given)  # type: ignore[arg-type]  # one dict for all
    with pytest.raises(OutsideScope):
        actions.decide(land.commune.pk, 2023, [one.pk], {}, by=who.branch, **given)  # type: ignore[arg-type]  # one dict for all
    assert actions.decide(land.commune.pk, 2023, [one.pk], {}, by=other, **given)  # type: ignore[arg-type]  # one dict for all


def test_a_name_is_proposed_once_a_year_with_a_reason_where_it_lives(
    land: make.Country, who: make.People
) -> None:
    (one,) = proposed(land, who, 1)
    neighbour = make.user("neighbour", Role.BRANCH, land.other_commune)
    far = make.subject(Title.HOUSEHOLD, land.far_hamlet, by=neighbour)
    again = NewPraise("Gương sáng", subject=one.subject_id)

    def propose(wanted: NewPraise, year: int = 2023) -> None:
        actions.propose(land.commune.pk, year, [wanted], by=who.association, at=AT)

    with pytest.raises(AlreadyPraised):
        propose(again)
    with pytest.raises(PraiseWithoutReason):
        propose(NewPraise(" ", name="Tổ mẫu", kind="collective"))
    with pytest.raises(PraiseElsewhere):
        propose(NewPraise("Gương sáng", subject=far.pk))
    with pytest.raises(PraiseElsewhere):
        propose(NewPraise("Gương sáng", name="Tổ mẫu", kind="collective", home=land.far_hamlet.pk))
    propose(again, 2024)
    propose(NewPraise("Gương sáng", name="Tổ khuyến học mẫu", kind="collective"))


def test_what_was_wrong_is_corrected_or_withdrawn_with_its_reason(
    land: make.Country, who: make.People
) -> None:
    (one,) = actions.propose(
        land.commune.pk,
        2023,
        [NewPraise("Vận động quỹ", name="Mẫu Thị Sáng", kind="individual")],
        by=who.association,
        at=AT,
    )
    decide(land, who, [one.pk], {})
    one.refresh_from_db()

    told = {"name": "Mẫu Thị Sáng B", "reason": "Vận động quỹ giỏi", "revision": one.revision}
    with pytest.raises(OutsideScope):  # what was granted is righted by who approves
        actions.correct(one, **told, why="Sai tên", by=who.branch, at=AT)  # type: ignore[arg-type]  # one dict for all
    with pytest.raises(RightedWithoutReason):
        actions.correct(one, **told, why="", by=who.committee, at=AT)  # type: ignore[arg-type]  # one dict for all
    actions.correct(one, **told, why="Sai tên", by=who.committee, at=AT)  # type: ignore[arg-type]  # one dict for all
    with pytest.raises(NotToBeRighted):  # another page still shows the old revision
        actions.withdraw(one, why="Nhầm", revision=told["revision"], by=who.committee, at=AT)  # type: ignore[arg-type]  # one dict for all
    one.refresh_from_db()
    actions.withdraw(one, why="Nhầm người", revision=one.revision, by=who.committee, at=AT)

    assert Correction.objects.get().name == "Mẫu Thị Sáng"
    assert queries.numbers(land.commune.pk, 2023, on=ON) == {}


def test_years_in_a_row_are_suggested_with_a_reason_until_proposed(
    land: make.Country, who: make.People
) -> None:
    make.published_sets()
    homes = make.households(2, land.hamlet, by=who.branch)
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    make.recognised(opened, homes, land.hamlet, who, commune=land.commune)
    held = Recognition.objects.get(subject=homes[0])
    for year in (2021, 2022):
        earlier = make.copy_of(held.assessment, year=year, registration=registration(held, year))
        make.copy_of(held, assessment=earlier, year=year, counted_to=year)

    def suggested(at_least: int) -> list[tuple[Subject, int, str]]:
        found = queries.suggested(
            land.commune.pk, 2023, Title.HOUSEHOLD, at_least=at_least, seen_by=who.association, on=ON
        )
        return [(one.subject, one.years, one.reason) for one in found]

    reason = "Đạt danh hiệu Gia đình học tập 3 năm liền (2021 - 2023)"
    assert suggested(3) == [(homes[0], 3, reason)]
    assert len(suggested(1)) == 2
    made = actions.propose(
        land.commune.pk, 2023, [NewPraise(reason, subject=homes[0].pk)], by=who.association, at=AT
    )
    assert (made[0].years, suggested(3)) == (3, [])


def registration(held: Recognition, year: int) -> object:
    mine = held.assessment.registration
    opened = make.copy_of(mine.round, year=year)
    return make.copy_of(mine, round=opened, year=year)


def test_awards_are_received_by_the_place_or_a_branch_and_taken_off_with_a_reason(
    land: make.Country, who: make.People
) -> None:
    (branch,) = association.open_branches(
        [(land.hamlet.pk, "Chi hội mẫu")], kind="chi_hoi", since=date(2020, 1, 1), by=who.branch, at=AT
    )
    given = {"what": "Bằng khen", "level": AwardLevel.PROVINCE, "giver": "UBND tỉnh", "received_on": ON}

    own = actions.receive(land.commune.pk, **given, by=who.association, at=AT)  # type: ignore[arg-type]  # one dict for both
    theirs = actions.receive(land.commune.pk, **given, branch=branch, by=who.association, at=AT)  # type: ignore[arg-type]  # one dict for both

    assert [one.place_id for one in (own, theirs)] == [land.commune.pk, land.hamlet.pk]
    actions.take_back(own, why="Ghi nhầm", by=who.association, at=AT)
    assert queries.awards(land.commune.pk, seen_by=who.association, on=ON) == [theirs]
    with pytest.raises(RightedWithoutReason):
        actions.take_back(theirs, why="", by=who.association, at=AT)
