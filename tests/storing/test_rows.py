"""Rows written in bulk are those that Django's own way writes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.subjects.models import Affiliation, Subject
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import insert, insert_columns
from tests import make

pytestmark = pytest.mark.django_db

NUMBERS = (1, 3, 120)  # PostgreSQL writes few and many in different ways


def event(number: int) -> Event:
    return Event(
        deed="mẫu",
        by="trinh-dien",
        at=make.NOON + timedelta(seconds=number),
        kind=Title.HOUSEHOLD,
        object_id=number or None,
        cases=[number, {"ký hiệu": "a\tb\\N"}],
        facts={"số": number},
    )


def household(place: int, number: int) -> Subject:
    return Subject(
        kind=Title.HOUSEHOLD,
        name=f"Hộ \\. {number}\n\t'mẫu'",
        search_key="ho",
        sort_key="1",
        place_id=place,
        since=date(2016, 1, 1 + number % 28),
        birth_year=number or None,
        is_sample=bool(number % 2),
        bucket=number,
    )


def stored(made: list[Any]) -> list[dict[str, Any]]:
    """What the database holds of the objects, in their order and without their ids."""
    rows = {row["id"]: row for row in type(made[0]).objects.filter(pk__in=[one.pk for one in made]).values()}
    return [{name: value for name, value in rows[one.pk].items() if name != "id"} for one in made]


@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_inserted_reads_as_what_bulk_create_writes(number: int) -> None:
    hamlet = make.country().hamlet.pk

    ours = insert([event(n) for n in range(number)])
    homes = insert([household(hamlet, n) for n in range(number)])

    assert stored(ours) == stored(Event.objects.bulk_create(event(n) for n in range(number)))
    assert stored(homes) == stored(Subject.objects.bulk_create(household(hamlet, n) for n in range(number)))


@pytest.mark.parametrize("number", NUMBERS)
def test_columns_left_out_have_their_defaults(number: int) -> None:
    ids = insert_columns(
        Event, ("by",), [(f"người {n}",) for n in range(number)], deed="mẫu", kind="case", at=make.NOON
    )

    found = list(Event.objects.filter(pk__in=ids).order_by("pk"))
    assert [one.pk for one in found] == ids
    assert [one.by for one in found] == [f"người {n}" for n in range(number)]
    assert {(one.object_id, str(one.cases), one.hash, one.at) for one in found} == {
        (None, "[]", "", make.NOON)
    }


def test_ids_go_on_after_rows_that_were_written_or_deleted_in_any_way() -> None:
    first = insert([event(1), event(2)])
    by_django = Event.objects.create(deed="mẫu", by="a", at=make.NOON, kind="case")
    last = insert([event(3)])[0]
    Event.objects.filter(pk=last.pk).delete()
    after = insert([event(4)])[0]

    assert first[0].pk < first[1].pk < by_django.pk < last.pk < after.pk


@pytest.mark.parametrize("number", NUMBERS)
def test_one_row_against_a_constraint_leaves_none(number: int) -> None:
    hamlet = make.country().hamlet.pk
    home, *others = insert([household(hamlet, n) for n in range(number + 1)])
    rows = [(one.pk, home.pk, "clan_household", date(2020, 1, 1)) for one in [*others, home]]
    before = Affiliation.objects.count()

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_columns(Affiliation, ("member_id", "group_id", "kind", "since"), rows)

    assert Affiliation.objects.count() == before


def test_nothing_to_insert_writes_nothing() -> None:
    assert insert([]) == []
    assert insert_columns(Event, ("by",), []) == []
