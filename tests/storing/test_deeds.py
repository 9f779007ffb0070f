"""Deeds made of deeds: all of them or none, and alone each is whole."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.storing import whole
from tests import make

pytestmark = pytest.mark.django_db


@whole
def part(name: str, *, breaks: bool) -> None:
    make.user(name)
    if breaks:
        raise ValueError(name)


@whole
def deed(*, breaks: bool) -> None:
    make.user("before")
    part("part", breaks=breaks)


def names() -> set[str]:
    return set(User.objects.values_list("username", flat=True))


def test_what_breaks_a_part_breaks_the_whole_and_the_next_deed_is_done() -> None:
    with pytest.raises(ValueError, match="alone"):
        part("alone", breaks=True)
    with pytest.raises(ValueError, match="part"):
        deed(breaks=True)

    assert names() == set()
    deed(breaks=False)
    assert names() == {"before", "part"}


def test_a_part_has_no_savepoint_of_its_own() -> None:
    with CaptureQueriesContext(
        connection,
    ) as told:
        deed(breaks=False)

    assert [one["sql"].split()[0] for one in told if "SAVEPOINT" in one["sql"]] == ["SAVEPOINT", "RELEASE"]
