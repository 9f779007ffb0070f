"""Many ids in one condition ask what `__in` asks; many rows changed at once hold what each was given."""

from datetime import date

import pytest
from django.db import connection

from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.subjects.models import Affiliation, Subject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.storing import among, change_columns, spacious
from khuyenhoc.storing import make as many
from tests import make

pytestmark = pytest.mark.django_db


def events(number: int) -> list[int]:
    made = [
        Event.objects.create(deed="mẫu", by="ai", at=make.NOON, kind="case", object_id=n)
        for n in range(number)
    ]
    return [one.pk for one in made]


@pytest.mark.parametrize("number", [0, 1, 3])
def test_rows_are_found_by_their_keys(number: int) -> None:
    ids = events(4)

    found = Event.objects.filter(among("pk", ids[:number]), deed="mẫu")

    assert set(found.values_list("pk", flat=True)) == set(ids[:number])
    assert Event.objects.exclude(among("pk", ids[:number])).count() == 4 - number


def test_rows_are_found_by_what_they_point_to() -> None:
    land = make.country()
    who = make.people(land)
    two = make.households(2, land.hamlet, by=who.branch)
    members = [make.subject(Title.CITIZEN, land.hamlet, by=who.branch) for _ in two]
    for member, group in zip(members, two, strict=True):
        make.belongs(Belonging.HOUSEHOLD_MEMBER, [member], group, by=who.branch)

    found = Affiliation.objects.filter(among("group", {two[0].pk}))

    assert list(found.values_list("member", flat=True)) == [members[0].pk]


def test_more_ids_than_a_statement_takes_marks_are_one_question() -> None:
    (pk,) = events(1)

    assert Event.objects.filter(among("pk", range(pk, pk + 300_000))).count() == 1


def test_each_row_is_given_its_own_values() -> None:
    first, second, third = events(3)

    change_columns(Event, ("object_id", "facts"), [(second, 8, {"số": "tám"}), (first, 9, {})])

    rows = Event.objects.order_by("pk").values_list("object_id", "facts")
    assert list(rows) == [(9, {}), (8, {"số": "tám"}), (2, {})]
    assert third


def test_objects_made_at_once_are_those_that_the_model_makes() -> None:
    (made,) = many(Subject, ("name", "place_id"), [("Hộ", 7)], kind=Title.HOUSEHOLD, since=date(2016, 1, 1))
    usual = Subject(name="Hộ", place_id=7, kind=Title.HOUSEHOLD, since=date(2016, 1, 1))

    plain = {name: value for name, value in vars(usual).items() if name != "_state"}
    assert {name: value for name, value in vars(made).items() if name != "_state"} == plain
    assert (made._state.adding, made._state.db, made.level) == (True, None, Level.NONE)


def test_objects_made_at_once_share_no_default() -> None:
    one, other = many(Event, ("by",), [("một",), ("hai",)])

    one.cases.append(1)

    assert other.cases == []


def test_room_is_made_and_given_back() -> None:
    def room() -> list[int]:
        with connection.cursor() as cursor:
            return [
                cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("cache_size", "wal_autocheckpoint")
            ]

    if connection.vendor != "sqlite":
        with spacious():
            assert Event.objects.count() == 0
        return
    usual = room()
    with spacious():
        assert room() != usual
    assert room() == usual
