"""Branches of the association change with time, and who holds their posts."""

from datetime import date

import pytest

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.association import actions, queries
from khuyenhoc.apps.association.actions import (
    BranchChangedLater,
    BranchEnded,
    BranchHasMembers,
    BranchLeadsOthers,
    HasBranchAlready,
    NewBranch,
    NothingChanges,
    NotUnderThat,
    OrdinalTaken,
    PostEnded,
    PostEndsTooEarly,
    PostHeld,
    Standing,
    TermsOutOfOrder,
    Whom,
)
from khuyenhoc.apps.association.models import Branch, Membership, Officer
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.domain.branches import Post
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import BORN, NOON, Country, People

DAY = date(2022, 3, 1)
LATER = date(2023, 3, 1)


def opened(land: Country, who: People, kind: str, name: str, parent: Branch | None = None) -> Branch:
    place = land.hamlet.pk if kind == "chi_hoi" else land.commune.pk
    new = NewBranch(place, name, kind, BORN, parent.pk if parent else None)
    return actions.open_branch(new, by=who.association, at=NOON)


@pytest.fixture
def base(land: Country, who: People) -> Branch:
    return opened(land, who, "base", "Hội mẫu cơ sở")


@pytest.fixture
def hamlets(land: Country, who: People, base: Branch) -> Branch:
    return opened(land, who, "chi_hoi", "Chi hội Bản Một", base)


def test_a_branch_is_what_it_was_on_the_day_asked_for(hamlets: Branch, base: Branch, who: People) -> None:
    to = Standing("Ban Bản Một", "ban_khuyen_hoc", base.pk)
    actions.change_branch(hamlets, to, on=DAY, why="Quyết định mẫu", by=who.association, at=NOON)

    kinds = [
        Branch.objects.annotate(then=queries.kind_on(day)).get(pk=hamlets.pk).then
        for day in (date(2022, 2, 28), DAY, LATER)
    ]

    assert kinds == ["chi_hoi", "ban_khuyen_hoc", "ban_khuyen_hoc"]
    (before,) = queries.changes_of(Branch.objects.get(pk=hamlets.pk))
    assert (before.name_before, before.parent_before, before.why) == (
        "Chi hội Bản Một",
        base,
        "Quyết định mẫu",
    )
    assert [one.deed for one in Event.objects.order_by("pk")][-1] == "branch.changed"


def test_a_slip_of_the_pen_leaves_no_history(hamlets: Branch, base: Branch, who: People) -> None:
    to = Standing("Chi hội thôn Một", "chi_hoi", base.pk)

    actions.change_branch(hamlets, to, on=None, by=who.association, at=NOON)

    assert queries.changes_of(hamlets) == []
    assert queries.listed(
        queries.BranchQuery(hamlets.place_id, LATER, search="thon mot"), seen_by=who.branch
    ).rows == (hamlets,)


def test_what_cannot_lead_is_refused(hamlets: Branch, base: Branch, who: People, land: Country) -> None:
    with pytest.raises(NotUnderThat):
        opened(land, who, "base", "Hội khác", base)
    with pytest.raises(NotUnderThat):
        actions.change_branch(base, Standing(base.name, "chi_hoi", None), on=DAY, by=who.association, at=NOON)
    with pytest.raises(NothingChanges):
        actions.change_branch(base, Standing(base.name, "base", None), on=DAY, by=who.association, at=NOON)
    stranger = make.user("stranger", Role.BRANCH, land.far_hamlet)
    with pytest.raises(OutsideScope):
        actions.change_branch(hamlets, Standing("X", "chi_hoi", None), on=DAY, by=stranger, at=NOON)


def test_changes_follow_each_other_in_time(hamlets: Branch, base: Branch, who: People) -> None:
    actions.change_branch(hamlets, Standing("Một", "chi_hoi", base.pk), on=LATER, by=who.association, at=NOON)

    with pytest.raises(BranchChangedLater):
        actions.change_branch(
            hamlets, Standing("Hai", "chi_hoi", base.pk), on=DAY, by=who.association, at=NOON
        )


def test_the_tree_of_a_place_is_drawn_from_its_top(hamlets: Branch, base: Branch, who: People) -> None:
    nodes = queries.tree(base.place_id, LATER, seen_by=who.association)

    assert nodes is not None
    assert [(node.branch, [below.branch for below in node.below]) for node in nodes] == [(base, [hamlets])]
    assert queries.line_of(hamlets) == [hamlets.pk, base.pk]
    assert queries.may_lead("chi_hoi", hamlets.place_id, LATER) == [base]


def test_a_branch_closes_when_nothing_is_left_in_it(
    hamlets: Branch, base: Branch, who: People, land: Country
) -> None:
    person = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    actions.join(hamlets, [person.pk], joined=BORN, by=who.branch, at=NOON)
    actions.appoint(hamlets, Post.CHAIR, Whom(person.pk), since=BORN, by=who.branch, at=NOON)
    with pytest.raises(BranchLeadsOthers):
        actions.close_branch(base, on=DAY, with_members=True, by=who.association, at=NOON)
    with pytest.raises(BranchHasMembers):
        actions.close_branch(hamlets, on=DAY, with_members=False, by=who.association, at=NOON)

    left = actions.close_branch(hamlets, on=DAY, with_members=True, by=who.association, at=NOON)

    assert left == 1
    assert Membership.objects.get().left == DAY
    assert Officer.objects.get().until == DAY
    with pytest.raises(BranchEnded):
        actions.close_branch(hamlets, on=LATER, with_members=True, by=who.association, at=NOON)


def test_a_clan_has_one_branch_and_gives_it_its_home(land: Country, who: People) -> None:
    clan = make.subject(Title.CLAN, land.hamlet, by=who.branch, name="Dòng họ mẫu")
    new = NewBranch(land.commune.pk, "Ban Khuyến học họ mẫu", "ban_khuyen_hoc", BORN, body=clan.pk)

    made = actions.open_branch(new, by=who.association, at=NOON)

    assert (made.place, made.body_kind) == (land.hamlet, "clan")
    assert queries.bodies_without(land.commune.pk, DAY, seen_by=who.association) == []
    with pytest.raises(HasBranchAlready):
        actions.open_branch(new, by=who.association, at=NOON)


def test_merged_branches_hand_over_what_they_led(
    hamlets: Branch, base: Branch, who: People, land: Country
) -> None:
    other = opened(land, who, "base", "Hội mẫu khác")
    actions.appoint(base, Post.CHAIR, Whom(name="Mẫu Văn Cũ"), since=BORN, by=who.association, at=NOON)

    actions.merge([base], other, on=DAY, by=who.association, at=NOON)

    hamlets.refresh_from_db()
    assert hamlets.parent == other
    assert queries.changes_of(hamlets)[0].parent_before == base
    assert Officer.objects.get().until == DAY


class TestOfficers:
    def test_one_hands_over_to_the_next_and_the_book_knows_both(self, base: Branch, who: People) -> None:
        old = actions.appoint(
            base, Post.CHAIR, Whom(name="Mẫu Văn Cũ"), since=BORN, by=who.association, at=NOON
        )

        new = actions.hand_over(old, Whom(name="Mẫu Thị Mới"), on=DAY, by=who.association, at=NOON)

        assert [queries.name_of(one) for one in queries.officers_of(base, on=LATER)] == ["Mẫu Thị Mới"]
        assert [queries.name_of(one) for one in queries.officers_of(base, on=date(2021, 1, 1))] == [
            "Mẫu Văn Cũ"
        ]
        assert (new.after, queries.chairs_of([base.pk], LATER)) == (old, {base.pk: "Mẫu Thị Mới"})
        assert queries.leading_at(base.place_id, LATER) == [new]
        with pytest.raises(PostEnded):
            actions.step_down(old, on=LATER, by=who.association, at=NOON)

    def test_a_chair_is_one_and_leaves_after_coming(self, base: Branch, who: People) -> None:
        held = actions.appoint(
            base, Post.CHAIR, Whom(name="Mẫu Văn Cũ"), since=DAY, by=who.association, at=NOON
        )

        with pytest.raises(PostHeld):
            actions.appoint(base, Post.CHAIR, Whom(name="Mẫu B"), since=DAY, by=who.association, at=NOON)
        with pytest.raises(PostEndsTooEarly):
            actions.step_down(held, on=DAY, by=who.association, at=NOON)
        for name in ("Mẫu C", "Mẫu D"):
            actions.appoint(base, Post.VICE_CHAIR, Whom(name=name), since=DAY, by=who.association, at=NOON)

    def test_only_people_one_may_see_take_a_post_up(
        self, hamlets: Branch, who: People, land: Country
    ) -> None:
        far = make.user("far", Role.BRANCH, land.far_hamlet)
        person = make.subject(Title.CITIZEN, land.far_hamlet, by=far)
        local = make.user("local", Role.BRANCH, land.hamlet)

        with pytest.raises(OutsideScope):
            actions.appoint(hamlets, Post.MEMBER, Whom(person.pk), since=DAY, by=local, at=NOON)

    def test_congresses_are_numbered_in_the_order_of_their_days(self, base: Branch, who: People) -> None:
        by = who.association
        first = actions.record_term(base, number=5, held_on=BORN, until=date(2015, 1, 1), by=by, at=NOON)

        assert queries.next_congress(base) == 6
        assert queries.usual_end(BORN) == date(2015, 1, 1)
        with pytest.raises(OrdinalTaken):
            actions.record_term(base, number=5, held_on=DAY, until=LATER, by=by, at=NOON)
        with pytest.raises(TermsOutOfOrder):
            actions.record_term(base, number=4, held_on=DAY, until=LATER, by=by, at=NOON)
        held = actions.appoint(base, Post.SECRETARY, Whom(name="Mẫu"), since=DAY, by=by, at=NOON)
        assert held.term == first
