"""Members move and come back, pay their fee once a year, and a person stays one member all the while."""

from datetime import date, timedelta

import pytest

from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics import recount
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.association import actions, queries
from khuyenhoc.apps.association.actions import (
    FeeCancelled,
    FeeOutOfRange,
    FeeSettled,
    LeftNoMore,
    MovesToItself,
    NewBranch,
    NoFeeRate,
    NoMemberThatYear,
    NotAMember,
    OfferAnswered,
    OfferedAlready,
    ReportedSince,
    Standing,
    Whom,
)
from khuyenhoc.apps.association.models import Branch, Fee, Membership, PartyMember
from khuyenhoc.apps.association.queries import BookQuery, Show
from khuyenhoc.apps.subjects.actions import Why
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.branches import Post
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import BORN, NOON, Country, People

DAY = date(2022, 3, 1)
LATER = date(2023, 3, 1)


@pytest.fixture
def base(land: Country, who: People) -> Branch:
    new = NewBranch(land.commune.pk, "Hội mẫu cơ sở", "base", BORN)
    return actions.open_branch(new, by=who.association, at=NOON)


@pytest.fixture
def branch(land: Country, who: People, base: Branch) -> Branch:
    new = NewBranch(land.hamlet.pk, "Chi hội Bản Một", "chi_hoi", BORN, base.pk)
    return actions.open_branch(new, by=who.association, at=NOON)


@pytest.fixture
def crowd(land: Country, who: People, branch: Branch) -> list[Subject]:
    names = ("Mẫu Thị An", "Mẫu Văn Bình", "Mẫu Thị Cúc")
    found = [make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=name) for name in names]
    actions.join(branch, [one.pk for one in found], joined=date(2020, 5, 1), by=who.branch, at=NOON)
    return found


def members(land: Country) -> int:
    return queries.members(land.commune.pk, NOON.date(), [2023])[2023]


def test_whoever_moves_stays_one_member(
    branch: Branch, base: Branch, crowd: list[Subject], who: People, land: Country
) -> None:
    ids = [one.pk for one in crowd]
    actions.join(base, ids[:1], joined=DAY, by=who.branch, at=NOON)

    came = actions.move_members(branch, ids[:2], into=base, on=LATER, by=who.branch, at=NOON)

    assert (came, members(land), recount.compare()) == (1, 3, [])
    assert queries.number_of(base, NOON.date()) == 2
    with pytest.raises(MovesToItself):
        actions.move_members(base, ids[:1], into=base, on=NOON.date(), by=who.branch, at=NOON)


def test_a_member_offered_stays_until_the_other_branch_accepts_and_comes_back_when_that_was_a_mistake(
    branch: Branch, base: Branch, crowd: list[Subject], who: People, land: Country
) -> None:
    giver = make.user("giver", Role.BRANCH, land.hamlet)
    taker = who.association
    ids = [one.pk for one in crowd]
    with pytest.raises(OutsideScope):
        actions.move_members(branch, ids[:1], into=base, on=LATER, by=giver, at=NOON)

    actions.offer(branch, ids[:2], into=base, on=LATER, by=giver, at=NOON)

    first, second = queries.waiting_to_come(land.commune.pk, NOON.date())
    assert queries.number_of(branch, NOON.date()) == 3
    with pytest.raises(OfferedAlready):
        actions.offer(branch, ids[:1], into=base, on=LATER, by=giver, at=NOON)
    with pytest.raises(OutsideScope):
        actions.accept([first.pk], by=giver, at=NOON)
    actions.accept([first.pk], by=taker, at=NOON)
    actions.refuse([second.pk], reason="Ở xa", by=taker, at=NOON)
    assert (queries.number_of(base, NOON.date()), members(land), recount.compare()) == (1, 3, [])
    with pytest.raises(OfferAnswered):
        actions.withdraw([second.pk], by=giver, at=NOON)
    with pytest.raises(ReportedSince):
        actions.take_back_answer([first.pk], by=taker, at=NOON + timedelta(days=1))
    actions.take_back_answer([first.pk, second.pk], by=taker, at=NOON)
    assert (queries.number_of(branch, NOON.date()), members(land), recount.compare()) == (3, 3, [])
    actions.withdraw([first.pk, second.pk], by=giver, at=NOON)
    assert not queries.waiting_to_come(land.commune.pk, NOON.date())


def test_a_leaving_and_a_joining_by_mistake_never_were(
    branch: Branch, crowd: list[Subject], who: People, land: Country
) -> None:
    one = [crowd[0].pk]
    actions.leave(branch, one, left=LATER, by=who.branch, at=NOON)
    actions.take_back_leaving(branch, one, by=who.branch, at=NOON)
    assert (members(land), recount.compare()) == (3, [])
    with pytest.raises(LeftNoMore):
        actions.take_back_leaving(branch, one, by=who.branch, at=NOON)
    with pytest.raises(ReportedSince):  # what was known of a day stays
        actions.take_back_joining(branch, one, by=who.branch, at=NOON + timedelta(days=1))

    actions.take_back_joining(branch, one, by=who.branch, at=NOON)

    assert (members(land), recount.compare()) == (2, [])
    with pytest.raises(NotAMember):
        actions.take_back_joining(branch, one, by=who.branch, at=NOON)


class TestFees:
    def test_a_rate_holds_below_until_a_branch_sets_its_own(
        self, branch: Branch, base: Branch, who: People
    ) -> None:
        actions.set_rate(base, 2023, 20_000, by=who.association, at=NOON)
        assert queries.rate_at(branch, 2023) == 20_000

        actions.set_rate(branch, 2023, 30_000, by=who.association, at=NOON)

        assert (queries.rate_at(branch, 2023), queries.rate_at(base, 2023)) == (30_000, 20_000)
        assert queries.rate_at(branch, 2022) is None
        with pytest.raises(FeeOutOfRange):
            actions.set_rate(branch, 2023, -1, by=who.association, at=NOON)

    def test_everybody_pays_once_with_a_number_of_their_own(
        self, branch: Branch, crowd: list[Subject], who: People
    ) -> None:
        ids = [one.pk for one in crowd]
        with pytest.raises(NoFeeRate):
            actions.pay(branch, ids, year=2023, on=LATER, by=who.branch, at=NOON)
        actions.set_rate(branch, 2023, 30_000, by=who.branch, at=NOON)
        first = actions.pay(branch, ids[:2], year=2023, on=LATER, by=who.branch, at=NOON)
        with pytest.raises(FeeSettled):
            actions.pay(branch, ids, year=2023, on=LATER, by=who.branch, at=NOON)
        actions.let_off(branch, ids[2:], year=2023, reason="Hộ nghèo", on=LATER, by=who.branch, at=NOON)

        actions.cancel([first[0].pk], reason="Ghi nhầm", by=who.branch, at=NOON)
        (again,) = actions.pay(branch, ids[:1], year=2023, on=LATER, by=who.branch, at=NOON)

        assert [one.number for one in [*first, again]] == [1, 2, 3]
        sums = queries.fee_sums(branch, 2023, NOON.date())
        assert (sums.members, sums.paid, sums.exempt, sums.owing, sums.amount) == (3, 2, 1, 0, 60_000)
        with pytest.raises(FeeCancelled):
            actions.cancel([first[0].pk], reason="Ghi nhầm", by=who.branch, at=NOON)

    def test_nobody_pays_for_a_year_they_were_no_member_in(
        self, branch: Branch, crowd: list[Subject], who: People, land: Country
    ) -> None:
        actions.set_rate(branch, 2019, 30_000, by=who.branch, at=NOON)

        with pytest.raises(NoMemberThatYear):
            actions.pay(branch, [crowd[0].pk], year=2019, on=LATER, by=who.branch, at=NOON)
        far = make.user("far", Role.BRANCH, land.far_hamlet)
        with pytest.raises(OutsideScope):
            actions.pay(branch, [crowd[0].pk], year=2023, on=LATER, by=far, at=NOON)
        assert not Fee.objects.exists()

    def test_the_book_shows_who_owes_who_paid_and_finds_names_in_any_spelling(
        self, branch: Branch, crowd: list[Subject], who: People
    ) -> None:
        actions.set_rate(branch, 2023, 30_000, by=who.branch, at=NOON)
        actions.pay(branch, [crowd[1].pk], year=2023, on=LATER, by=who.branch, at=NOON)

        def names(**more: object) -> list[str]:
            asked = BookQuery(branch, NOON.date(), 2023, **more)  # type: ignore[arg-type]  # as each test says
            return [line.membership.person.name for line in queries.book(asked, seen_by=who.branch).rows]

        assert names() == ["Mẫu Thị An", "Mẫu Văn Bình", "Mẫu Thị Cúc"]
        assert names(show=Show.OWING) == ["Mẫu Thị An", "Mẫu Thị Cúc"]
        assert names(show=Show.PAID) == ["Mẫu Văn Bình"]
        assert names(search="cuc") == ["Mẫu Thị Cúc"]
        assert names(show=Show.GONE) == names(show=Show.PARTY) == []


def test_a_clan_that_is_no_more_closes_its_branch_and_comes_back_with_it(
    land: Country, who: People, crowd: list[Subject]
) -> None:
    by, on = who.association, NOON.date()
    clan = make.subject(Title.CLAN, land.hamlet, by=by)
    (own,) = actions.open_in_bodies([clan.pk], since=BORN, by=by, at=NOON)
    people = [one.pk for one in crowd]
    actions.join(own, people, joined=date(2020, 1, 1), by=by, at=NOON)
    actions.appoint(own, Post.CHAIR, Whom(name="Mẫu Trưởng"), since=BORN, by=by, at=NOON)

    went = actions.end(clan.pk, why=Why.DISSOLVED, on=on, with_branch=True, by=by, at=NOON)
    own.refresh_from_db()
    gone = (own.until, Membership.objects.filter(branch=own, left__isnull=True).count())
    back = actions.bring_back(clan.pk, by=by, at=NOON)
    own.refresh_from_db()

    assert (went.memberships, went.posts, went.branches) == (len(people), 1, 1)
    assert gone == (on, 0)
    assert members(land) == len(people)
    assert (back.memberships, back.posts, back.branches, own.until) == (len(people), 1, 1, None)
    assert Membership.objects.filter(branch=own, left__isnull=True).count() == len(people)
    assert recount.compare() == []


def test_party_members_are_noted_once_with_a_day_or_plainly(
    branch: Branch, crowd: list[Subject], who: People
) -> None:
    ids = [one.pk for one in crowd]
    assert actions.note_party(branch, ids[:1], since=None, by=who.branch, at=NOON) == 1
    assert actions.note_party(branch, ids[:2], since=DAY, by=who.branch, at=NOON) == 1
    there = PartyMember.objects.filter(queries.in_party_on(date(2021, 1, 1)))
    assert [one.person_id for one in there] == ids[:1]

    actions.end_party(branch, ids[:2], on=DAY, by=who.branch, at=NOON)

    assert [(one.person_id, one.until) for one in PartyMember.objects.all()] == [(ids[0], DAY)]
    Membership.objects.filter(person=ids[2]).update(left=LATER, left_recorded_at=NOON)
    with pytest.raises(NotAMember):
        actions.note_party(branch, ids[2:], since=None, by=who.branch, at=NOON)


def test_a_clans_papers_are_kept_with_their_day_and_removed_ones_come_back(
    land: Country, who: People
) -> None:
    clan = make.subject(Title.CLAN, land.hamlet, by=who.branch, name="Dòng họ mẫu")
    homes = make.households(2, land.hamlet, by=who.branch)
    far = make.households(1, land.other_hamlet, by=who.branch)
    make.belongs(Belonging.CLAN_HOUSEHOLD, [*homes, *far], clan, by=who.branch)

    paper = actions.keep_paper(
        clan, kind="convention", title="Quy ước mẫu", dated=DAY, text="Điều 1.", by=who.branch, at=NOON
    )
    actions.remove_paper(paper, by=who.branch, at=NOON)
    assert queries.papers_of(clan) == []
    actions.bring_paper_back(paper, by=who.branch, at=NOON)

    assert [told.paper for told in queries.papers_of(clan)] == [paper]
    assert queries.where_households_live(clan, LATER) == [(land.hamlet.pk, 2), (land.other_hamlet.pk, 1)]
    (line,), following = queries.clans(land.commune.pk, LATER, search="dong ho", seen_by=who.branch)
    assert (line.clan, line.branch, line.households, line.papers, following) == (clan, None, 3, 1, None)


def test_kinds_and_party_members_are_counted_as_they_were_on_the_periods_last_day(
    branch: Branch, base: Branch, crowd: list[Subject], who: People, land: Country
) -> None:
    to = Standing(branch.name, "ban_khuyen_hoc", base.pk)
    actions.change_branch(branch, to, on=date(2023, 2, 1), by=who.association, at=NOON)
    actions.note_party(branch, [crowd[0].pk], since=date(2023, 2, 1), by=who.branch, at=NOON)
    actions.note_party(branch, [crowd[1].pk], since=None, by=who.branch, at=NOON)

    def told(indicator: str, year: int) -> int | None:
        found = figured.value(indicator, land.commune.pk, year).amount
        return None if found is None else found.exact

    assert [told("branches_chi_hoi", year) for year in (2022, 2023)] == [1, 0]
    assert [told("branches_ban_khuyen_hoc", year) for year in (2022, 2023)] == [0, 1]
    assert [told("party_members", year) for year in (2022, 2023)] == [1, 2]
    assert figured.value("party_members", land.other_commune.pk, 2023).amount is None
