"""Rounds of awards: nominated, reviewed, decided by somebody else, paid once; the same person seen twice."""

from pathlib import Path
from typing import Any

import pytest

from khuyenhoc.analytics import award_totals
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.funds import actions as funds
from khuyenhoc.apps.funds import queries as books
from khuyenhoc.apps.funds.actions import DecisionMissing
from khuyenhoc.apps.funds.models import Fund
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.scholarships import actions, queries
from khuyenhoc.apps.scholarships.actions import (
    FundElsewhere,
    NewNominee,
    NominatorDecides,
    NomineeElsewhere,
    NomineeMoved,
    NoSuchSchool,
    NothingChosen,
    NotReviewed,
    NotToPay,
    RoundNotOpen,
)
from khuyenhoc.apps.scholarships.models import AwardRound, Nomination
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.actions import NewSubject
from khuyenhoc.domain.awards import ConsentMissing, SchoolShareExceeded
from khuyenhoc.domain.ledger import Account, BalanceBelowZero, Purpose
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.workbooks import award_list
from tests import make
from tests.make import NOON, Country, People
from tests.workbooks import books as sheets

DAY = NOON.date()


@pytest.fixture
def fund(land: Country, who: People) -> Fund:
    return make.fund(land.commune, by=who.association, cash=1_200_000)


@pytest.fixture
def opened(fund: Fund, who: People) -> AwardRound:
    return make.award_round(fund, by=who.association)


def child(name: str = "Mẫu Thị Sáng", *, agrees: bool = True, born: int | None = 2012) -> NewNominee:
    return NewNominee(name, born, school="THCS Mẫu", guardian_agrees=agrees, child_agrees=agrees)


def nominated(of: AwardRound, who: People, *new: NewNominee, where: int | None = None) -> list[int]:
    made = actions.nominate(of.pk, where or of.place_id, new or [child()], by=who.branch, at=NOON)
    return [one.pk for one in made]


def decide(of: AwardRound, chosen: list[int], who: People, number: str = "12/QĐ-HKH") -> int:
    return actions.decide(
        of.pk,
        chosen,
        decision_number=number,
        decision_day=DAY,
        signer="Mẫu Văn Ký",
        why_not="Chưa đủ điều kiện",
        by=who.committee,
        at=NOON,
    )


def reviewed(of: AwardRound, who: People, *new: NewNominee) -> list[int]:
    ids = nominated(of, who, *new)
    actions.review(of.pk, ids, by=who.association, at=NOON)
    return ids


def states(of: AwardRound) -> list[str]:
    return list(Nomination.objects.filter(round=of).order_by("pk").values_list("state", flat=True))


def test_the_whole_way_pays_one_voucher_against_the_decision(
    opened: AwardRound, fund: Fund, who: People
) -> None:
    ids = reviewed(opened, who, child(), child("Mẫu Văn Hai"), child("Mẫu Văn Ba"))
    assert decide(opened, ids[:2], who) == 2
    with pytest.raises(OutsideScope):
        actions.pay(opened.pk, out_of=Account.CASH, day=DAY, party="Thủ quỹ", by=who.committee, at=NOON)
    paid = actions.pay(opened.pk, out_of=Account.CASH, day=DAY, party="Thủ quỹ", by=who.association, at=NOON)

    assert states(opened) == ["awarded", "awarded", "refused"]
    assert (paid.amount, paid.decision_number, paid.purpose) == (1_000_000, "12/QĐ-HKH", "scholarships")
    assert books.holdings_at(fund.pk, DAY).cash == 200_000
    province = places.ancestors(opened.place_id, DAY)[0].place_id
    (line,) = award_totals.of_place(province, on=DAY)
    assert (line.year, line.category, line.count, line.amount) == (2023, "scholarships", 2, 1_000_000)
    assert line.place != province
    with pytest.raises(NotToPay):
        actions.pay(opened.pk, out_of=Account.CASH, day=DAY, party="", by=who.association, at=NOON)
    funds.correct(paid.pk, day=DAY, reason="Ghi nhầm", by=who.association, at=NOON)
    assert award_totals.of_place(province, on=DAY) == []
    actions.pay(opened.pk, out_of=Account.CASH, day=DAY, party="", by=who.association, at=NOON)
    assert books.holdings_at(fund.pk, DAY).cash == 200_000


def test_who_nominated_never_decides_and_what_was_not_reviewed_is_not_decided(
    opened: AwardRound, who: People
) -> None:
    (own,) = [
        one.pk for one in actions.nominate(opened.pk, opened.place_id, [child()], by=who.association, at=NOON)
    ]
    with pytest.raises(NotReviewed):
        decide(opened, [own], who)
    actions.review(opened.pk, [own], by=who.association, at=NOON)
    told: dict[str, Any] = {
        "decision_number": "1",
        "decision_day": DAY,
        "signer": "",
        "why_not": "",
        "at": NOON,
    }
    with pytest.raises(NominatorDecides):
        actions.decide(opened.pk, [own], by=who.association, **told)
    with pytest.raises(OutsideScope):
        actions.decide(opened.pk, [own], by=who.branch, **told)
    with pytest.raises(NothingChosen):
        decide(opened, [], who)
    with pytest.raises(DecisionMissing):
        decide(opened, [own], who, number=" ")
    assert decide(opened, [own], who) == 1


def test_a_child_without_consent_waits(opened: AwardRound, who: People) -> None:
    ids = reviewed(opened, who, child(agrees=False))
    with pytest.raises(ConsentMissing):
        decide(opened, ids, who)
    assert states(opened) == ["reviewed"]


def test_a_decision_is_taken_back_while_nothing_is_paid(opened: AwardRound, who: People) -> None:
    first, second = reviewed(opened, who, child(), child("Mẫu Văn Hai"))
    decide(opened, [first], who)
    with pytest.raises(RoundNotOpen):
        nominated(opened, who, child("Mẫu Văn Ba"))
    actions.take_back_decision(opened.pk, by=who.committee, at=NOON)

    assert states(opened) == ["reviewed", "reviewed"]
    actions.withdraw(second, why="Chuyển trường", by=who.branch, at=NOON)
    with pytest.raises(NomineeMoved):
        actions.withdraw(second, why="Lại", by=who.branch, at=NOON)
    with pytest.raises(NomineeMoved):
        decide(opened, [first, second], who)


def test_more_than_the_fund_has_is_not_paid(opened: AwardRound, who: People) -> None:
    decide(opened, reviewed(opened, who, child(), child("Hai"), child("Ba")), who)
    with pytest.raises(BalanceBelowZero):
        actions.pay(opened.pk, out_of=Account.CASH, day=DAY, party="", by=who.association, at=NOON)
    assert AwardRound.objects.get().state == "decided"


def test_a_round_is_paid_by_its_own_places_fund_and_nominated_for_below(
    opened: AwardRound, land: Country, who: People
) -> None:
    other = make.fund(land.other_commune, by=who.province, name="Quỹ khác")
    with pytest.raises(FundElsewhere):
        actions.open_round(
            land.commune.pk,
            actions.NewRound(other.pk, 2023, "Mẫu", Purpose.SCHOLARSHIPS, 1),
            by=who.association,
            at=NOON,
        )
    nominated(opened, who, where=land.hamlet.pk)
    stranger = make.user("stranger", Role.COMMUNE_ASSOCIATION, land.other_commune)
    with pytest.raises(NomineeElsewhere):
        actions.nominate(opened.pk, land.other_commune.pk, [child()], by=stranger, at=NOON)
    with pytest.raises(OutsideScope):
        actions.nominate(opened.pk, land.hamlet.pk, [child()], by=stranger, at=NOON)
    far = make.subject(Title.CITIZEN, land.far_hamlet, by=stranger)
    with pytest.raises(NomineeElsewhere):
        actions.nominate(
            opened.pk, land.commune.pk, [NewNominee(subject=far.pk)], by=who.association, at=NOON
        )


def test_names_are_read_by_keepers_of_their_place_alone(
    opened: AwardRound, land: Country, who: People
) -> None:
    nominated(opened, who, where=land.hamlet.pk)
    nominated(opened, who, child("Mẫu Văn Hai"), where=land.other_hamlet.pk)
    hamlet = make.user("hamlet", Role.BRANCH, land.hamlet)
    watching = make.user("watching", Role.OBSERVER, land.commune)

    def seen(by: object, place: int) -> list[str]:
        rows = queries.nominations(opened, place, seen_by=by, on=DAY)  # type: ignore[arg-type]  # a User
        return [one.name for one in queries.page(rows).rows]

    assert seen(who.committee, land.commune.pk) == ["Mẫu Văn Hai", "Mẫu Thị Sáng"]
    assert seen(hamlet, land.hamlet.pk) == ["Mẫu Thị Sáng"]
    assert seen(hamlet, land.commune.pk) == ["Mẫu Thị Sáng"]
    assert seen(watching, land.commune.pk) == []
    with pytest.raises(OutsideScope):
        queries.round_at(opened.pk, land.commune.pk, seen_by=watching, on=DAY)


def test_the_same_person_in_another_places_round_is_told_without_names(
    opened: AwardRound, land: Country, who: People
) -> None:
    far = make.fund(land.other_commune, by=who.province, name="Quỹ khác")
    theirs = make.award_round(far, by=who.province)
    nominated(opened, who, child(), child("MẪU THỊ SÁNG"), child("Mẫu Văn Hai", born=None))
    actions.nominate(
        theirs.pk,
        far.place_id,
        [child("Mẫu Thị Sáng"), child("Mẫu Văn Hai", born=2011)],
        by=who.province,
        at=NOON,
    )
    mine = list(Nomination.objects.filter(round=opened).order_by("pk"))

    told = queries.doubles(mine, opened, seen_by=who.association, on=DAY)

    assert [(one.where, one.round) for one in told[mine[0].pk]] == [
        (land.commune.pk, opened),
        (land.other_commune.pk, None),
    ]
    assert mine[2].pk not in told
    seen = queries.doubles(mine, opened, seen_by=who.province, on=DAY)
    assert [one.round for one in seen[mine[0].pk]] == [opened, theirs]


def test_a_school_of_the_register_is_one_however_it_is_written(
    opened: AwardRound, land: Country, who: People, tmp_path: Path
) -> None:
    new = [
        NewSubject(Title.ORGANISATION, name, land.commune.pk, make.BORN, organisation_kind="school")
        for name in ("THCS Mẫu", "Tiểu học Mẫu")
    ]
    own, other = subjects.enter(new, by=who.association, at=NOON, is_sample=True)
    AwardRound.objects.filter(pk=opened.pk).update(school_percent=10_00)
    heads = (award_list.NAME, award_list.BORN, award_list.SCHOOL, award_list.GUARDIAN, award_list.CHILD)
    head = [one.title() for one in heads]
    rows = [["Mẫu Văn Một", 2012, "thcs mẫu", "x", "x"], ["Mẫu Văn Hai", 2012, "Trường xa", "x", "x"]]
    filled: dict[str, Any] = {award_list.SHEET: [head, *rows]}
    file = sheets.made(tmp_path, **filled)
    book = award_list.AwardBook(opened, opened.place_id, who.branch, DAY)
    looked = book.take_in(file, by=who.branch, at=NOON)
    assert looked.totals == {"awards": 2, "money": 2 * opened.amount}
    assert book.look(file).new == []
    ids = nominated(opened, who, NewNominee("Mẫu Văn Ba", 2000, school_body=own.pk))
    told = dict(Nomination.objects.filter(round=opened).values_list("name", "school_body"))
    assert told == {"Mẫu Văn Một": own.pk, "Mẫu Văn Hai": None, "Mẫu Văn Ba": own.pk}
    with pytest.raises(NoSuchSchool):
        nominated(opened, who, NewNominee("Mẫu Văn Tư", 2000, school_body=land.hamlet.pk))

    ids += list(Nomination.objects.filter(name="Mẫu Văn Một").values_list("pk", flat=True))
    actions.review(opened.pk, ids, by=who.association, at=NOON)
    actions.tell_school(opened.pk, "", 10, body=own.pk, by=who.association, at=NOON)
    actions.tell_school(opened.pk, other.name, 10, by=who.association, at=NOON)
    with pytest.raises(SchoolShareExceeded) as refused:
        decide(opened, ids, who)
    assert refused.value.facts == {"school": "THCS Mẫu", "number": 2, "most": 1}
    actions.tell_school(opened.pk, "Thcs mẫu", 20, by=who.association, at=NOON)
    assert decide(opened, ids, who) == 2
