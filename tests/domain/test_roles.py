"""What each role may do."""

import pytest

from khuyenhoc.domain.roles import MAY_SEND_BACK, PERMISSIONS, Permission, Role, roles_with
from khuyenhoc.domain.workflow import RULES, State, Step


def test_every_role_has_its_permissions_and_every_permission_a_role() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert frozenset().union(*PERMISSIONS.values()) == set(Permission)


def test_whoever_may_do_anything_may_see() -> None:
    assert roles_with(Permission.SEE) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_no_role_decides_what_it_could_enter_or_verify(role: Role) -> None:
    earlier = {Permission.ASSESS, Permission.REVIEW, Permission.VERIFY, Permission.PROPOSE}

    assert Permission.DECIDE not in PERMISSIONS[role] or not PERMISSIONS[role] & earlier


def test_an_observer_only_sees() -> None:
    assert PERMISSIONS[Role.OBSERVER] == {Permission.SEE}


@pytest.mark.parametrize("permission", Permission)
def test_the_roles_with_a_permission_are_those_that_hold_it(permission: Permission) -> None:
    assert roles_with(permission) == {role for role in Role if permission in PERMISSIONS[role]}


def test_a_station_is_named_for_every_state_that_can_be_sent_back_and_for_no_other() -> None:
    assert set(MAY_SEND_BACK) == RULES[Step.RETURN].before


def test_a_hamlet_cannot_take_back_what_lies_before_the_deciding_body() -> None:
    assert Permission.REVIEW not in MAY_SEND_BACK[State.VERIFIED] | MAY_SEND_BACK[State.PROPOSED]
