"""What is remembered during a request is what the database would answer at that moment, whoever of us writes."""

from collections.abc import Callable, Collection
from datetime import date
from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import PlaceVersion
from khuyenhoc.domain.roles import Permission, Role
from khuyenhoc.storing import forget_all, insert, remembered, remembering
from tests import make

ON = date(2023, 10, 10)
Asked = Callable[..., dict[str, int]]


@pytest.fixture
def deeds() -> Asked:
    """How many events there are of each deed, as the memory has it."""

    def ask(names: Collection[str]) -> dict[str, int]:
        return {name: number for name in names if (number := Event.objects.filter(deed=name).count())}

    def asked(*names: str) -> dict[str, int]:
        return remembered("deeds", names, ask, of=[Event])

    return asked


def event(deed: str) -> Event:
    return Event(deed=deed, by="mẫu", at=make.NOON, kind="mẫu")


def queries(asked: Asked, *names: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        asked(*names)
    return len(captured)


@pytest.mark.django_db(transaction=True)
def test_outside_nothing_is_remembered(deeds: Asked) -> None:
    assert [queries(deeds, "a"), queries(deeds, "a")] == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_inside_each_key_is_asked_once_and_what_is_not_there_too(deeds: Asked) -> None:
    insert([event("a")])

    with remembering():
        assert [queries(deeds, "a", "b"), queries(deeds, "b", "a", "c"), queries(deeds, "c")] == [2, 1, 0]
        assert deeds("a", "b", "c") == {"a": 1}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [1, 60])  # on PostgreSQL many are copied, which no statement shows
@pytest.mark.parametrize("lasting", [False, True])
def test_what_one_writes_oneself_is_seen_at_once_and_after_it_is_committed(
    deeds: Asked, number: int, lasting: bool
) -> None:
    with remembering(outlives_transactions=lasting):
        deeds("a")
        with transaction.atomic():
            deeds("a")
            insert([event("a") for _ in range(number)])
            within = deeds("a")
        after = deeds("a")
        Event.objects.create(deed="a", by="mẫu", at=make.NOON, kind="mẫu")
        later = deeds("a")

    assert [within, after, later] == [{"a": number}, {"a": number}, {"a": number + 1}]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("nested", [False, True])
def test_what_is_rolled_back_leaves_no_trace(deeds: Asked, lasting: bool, nested: bool) -> None:
    with remembering(outlives_transactions=lasting):
        deeds("a")
        with transaction.atomic():
            if nested:
                with transaction.atomic():
                    insert([event("a")])
                    assert deeds("a") == {"a": 1}
                    transaction.set_rollback(True)
                assert deeds("a") == {}
            else:
                insert([event("a")])
                assert deeds("a") == {"a": 1}
                transaction.set_rollback(True)
        assert deeds("a") == {}


@pytest.mark.django_db(transaction=True)
def test_a_transaction_begins_with_an_empty_memory_unless_it_is_to_last(deeds: Asked) -> None:
    def asked_within(*, lasting: bool) -> list[int]:
        with remembering(outlives_transactions=lasting):
            before = queries(deeds, "a")
            with transaction.atomic():
                return [before, queries(deeds, "a"), queries(deeds, "a")]

    assert asked_within(lasting=False) == [1, 1, 0]
    assert asked_within(lasting=True) == [1, 0, 0]


@pytest.mark.django_db(transaction=True)
def test_what_somebody_else_changed_is_asked_anew_once_that_is_said(deeds: Asked) -> None:
    with remembering(outlives_transactions=True):
        deeds("a")
        forget_all()
        assert queries(deeds, "a") == 1


@pytest.mark.django_db
def test_a_place_renamed_in_the_same_request_goes_by_its_new_name() -> None:
    land = make.country()
    with remembering():
        places.version(land.commune, ON)
        PlaceVersion.objects.filter(place=land.commune).update(name="Tên mới")

        assert places.version(land.commune, ON).name == "Tên mới"
        assert places.ancestors(land.hamlet, ON)[-1].name == "Tên mới"


@pytest.mark.django_db
def test_a_grant_ended_in_the_same_request_holds_no_more() -> None:
    land = make.country()
    clerk = make.user("thu-ky", Role.BRANCH, land.hamlet)
    wanted = partial(access.require, clerk, Permission.REGISTER, [land.hamlet.pk], at=make.NOON)
    with remembering():
        wanted()
        Grant.objects.filter(user=clerk).update(valid_to=date(2023, 1, 2))

        with pytest.raises(access.OutsideScope):
            wanted()
