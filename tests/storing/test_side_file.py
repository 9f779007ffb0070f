"""A second file that another process writes comes back whole, once, beside what was written meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.storing import side_file
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
IS_FILE = connection.vendor == "sqlite"


class Stopped(Exception):
    """The one who takes over stops before it has ended."""


@contextmanager
def there() -> Iterator[None]:
    """As the other process, which has nothing but the copy."""
    own = connection.settings_dict["NAME"]
    side_file.work_there()
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    side_file.drop()


def take_over_and_stop() -> None:
    with side_file.attached(), transaction.atomic():
        side_file.join()
        raise Stopped


def happen(deed: str) -> Event:
    return audit.record(deed, by="p", at=make.NOON, kind="k")


def deeds() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("deed", flat=True))


def test_only_a_database_that_is_one_file_has_a_second(db: None) -> None:
    assert side_file.is_possible() == IS_FILE


if IS_FILE:

    def test_rows_of_both_files_are_there_in_the_end_and_keep_their_ids() -> None:
        happen("before")
        side_file.begin()
        with there():
            far = happen("there")
            make.user("far.away")
        near = happen("here")

        with side_file.attached():
            number = side_file.join()

        assert deeds() == ["before", "here", "there"]
        assert far.pk - near.pk > side_file.FAR // 2
        assert number == 2
        assert happen("after").pk == far.pk + 1

    def test_a_taking_over_that_stops_leaves_nothing_and_is_done_again() -> None:
        side_file.begin()
        with there():
            happen("there")

        with pytest.raises(Stopped):
            take_over_and_stop()

        assert deeds() == []
        with side_file.attached():
            side_file.join()
        assert deeds() == ["there"]

    def test_a_copy_that_was_begun_is_gone_on_with_unless_it_is_of_another_make() -> None:
        side_file.begin()
        with there():
            happen("kept")
        side_file.begin()
        with there():
            assert deeds() == ["kept"]
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM django_migrations WHERE app = 'audit'")

        side_file.begin()

        with there():
            assert deeds() == []
