"""Inviting by a code read aloud, ending a grant, and handing work over between terms."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from khuyenhoc.apps.access import actions, queries
from khuyenhoc.apps.access.actions import EndedWithoutReason, GrantEnded, GrantsToSelf, Invited, RoleNotGiven
from khuyenhoc.apps.access.models import Grant, Invitation
from khuyenhoc.apps.access.queries import InvitationNotInForce, OutsideScope
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.roles import Permission, Role
from khuyenhoc.domain.short_codes import CodeUnsound
from tests import make

TODAY = day_of(make.NOON)


@pytest.fixture
def land(db: None) -> make.Country:
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


def drawing(number: int) -> Callable[[int], int]:
    return lambda _: number


def invited(
    by: User, land: make.Country, role: Role = Role.BRANCH, *, number: int = 1, replaces: int | None = None
) -> Invited:
    return actions.invite(
        "Mẫu Thị Sáng",
        role,
        land.hamlet.pk if role is Role.BRANCH else land.commune.pk,
        valid_from=TODAY,
        draw=drawing(number),
        by=by,
        at=make.NOON,
        replaces=replaces,
    )


def test_whoever_types_the_code_gets_the_work_and_no_more(land: make.Country, who: make.People) -> None:
    code = invited(who.association, land).code
    newcomer = make.user("newcomer")

    actions.accept(code.lower().replace("-", " "), by=newcomer, at=make.NOON)

    assert queries.roles_of(newcomer, TODAY) == [(Role.BRANCH, land.hamlet.pk)]
    assert not queries.may(newcomer, Permission.REGISTER, land.other_hamlet.pk, on=TODAY)


def test_a_code_is_good_once(land: make.Country, who: make.People) -> None:
    code = invited(who.association, land).code
    actions.accept(code, by=make.user("first"), at=make.NOON)

    with pytest.raises(InvitationNotInForce):
        actions.accept(code, by=make.user("second"), at=make.NOON)

    assert Invitation.objects.get().grant is not None


def test_a_code_that_was_misheard_is_nobodys(land: make.Country, who: make.People) -> None:
    code = invited(who.association, land).code
    wrong = ("3" if code[0] != "3" else "4") + code[1:]

    with pytest.raises(CodeUnsound):
        actions.accept(wrong, by=make.user("newcomer"), at=make.NOON)


def test_a_code_lapses_after_two_weeks(land: make.Country, who: make.People) -> None:
    code = invited(who.association, land).code

    with pytest.raises(InvitationNotInForce):
        actions.accept(code, by=make.user("late"), at=make.NOON + timedelta(days=15))


def test_an_invitation_can_be_withdrawn(land: make.Country, who: make.People) -> None:
    offer = invited(who.association, land)
    actions.withdraw_invitation(offer.invitation.pk, by=who.association, at=make.NOON)

    with pytest.raises(InvitationNotInForce):
        actions.accept(offer.code, by=make.user("newcomer"), at=make.NOON)


def test_an_invitation_falls_with_the_right_of_whoever_made_it(land: make.Country, who: make.People) -> None:
    code = invited(who.association, land).code
    Grant.objects.filter(user=who.association).update(valid_to=TODAY)

    with pytest.raises(InvitationNotInForce):
        actions.accept(code, by=make.user("newcomer"), at=make.NOON)


def test_nobody_takes_up_what_they_offered(land: make.Country, who: make.People) -> None:
    code = invited(who.association, land).code

    with pytest.raises(GrantsToSelf):
        actions.accept(code, by=who.association, at=make.NOON)


@pytest.mark.parametrize(
    ("giver", "role"),
    [
        ("branch", Role.BRANCH),
        ("association", Role.COMMUNE_ASSOCIATION),
        ("association", Role.DECIDING_BODY),
        ("committee", Role.BRANCH),
        ("province", Role.PROVINCE),
    ],
)
def test_nobody_gives_their_own_role_or_one_above_it(
    giver: str, role: Role, land: make.Country, who: make.People
) -> None:
    with pytest.raises(OutsideScope):
        invited(getattr(who, giver), land, role)


def test_nobody_gives_the_centres_role(land: make.Country, who: make.People) -> None:
    with pytest.raises(RoleNotGiven):
        invited(who.centre, land, Role.CENTRE)


def test_work_is_handed_over_without_a_day_between(land: make.Country, who: make.People) -> None:
    before = make.user("before", Role.BRANCH, land.hamlet)
    held = Grant.objects.get(user=before)
    code = invited(who.association, land, replaces=held.pk).code
    successor = make.user("successor")

    actions.accept(code, by=successor, at=make.NOON)

    assert queries.roles_of(before, TODAY) == []
    assert queries.roles_of(before, TODAY - timedelta(days=1)) == [(Role.BRANCH, land.hamlet.pk)]
    assert queries.roles_of(successor, TODAY) == [(Role.BRANCH, land.hamlet.pk)]


def test_until_the_successor_comes_the_predecessor_works_on(land: make.Country, who: make.People) -> None:
    before = make.user("before", Role.BRANCH, land.hamlet)
    invited(who.association, land, replaces=Grant.objects.get(user=before).pk)

    assert queries.roles_of(before, TODAY) == [(Role.BRANCH, land.hamlet.pk)]


def test_a_grant_is_ended_with_a_reason_once(land: make.Country, who: make.People) -> None:
    held = Grant.objects.get(user=make.user("before", Role.BRANCH, land.hamlet))

    with pytest.raises(EndedWithoutReason):
        actions.end_grant(held.pk, on=TODAY, reason="  ", by=who.association, at=make.NOON)
    actions.end_grant(held.pk, on=TODAY, reason="Chuyển nơi ở", by=who.association, at=make.NOON)
    with pytest.raises(GrantEnded):
        actions.end_grant(held.pk, on=TODAY, reason="Chuyển nơi ở", by=who.association, at=make.NOON)

    assert Grant.objects.get(pk=held.pk).valid_to == TODAY


def test_a_neighbour_cannot_end_it(land: make.Country, who: make.People) -> None:
    held = Grant.objects.get(user=who.branch)
    neighbour = make.user("neighbour", Role.COMMUNE_ASSOCIATION, land.other_commune)

    with pytest.raises(OutsideScope):
        actions.end_grant(held.pk, on=TODAY, reason="Không rõ", by=neighbour, at=make.NOON)

    assert Grant.objects.get(pk=held.pk).valid_to is None


def test_the_code_is_stored_nowhere(land: make.Country, who: make.People) -> None:
    offer = invited(who.association, land)
    stored = str(Invitation.objects.values().get())

    assert offer.code not in stored
    assert offer.code.replace("-", "") not in stored
    assert date.min < offer.invitation.expires_on
