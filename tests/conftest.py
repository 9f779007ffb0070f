"""What every test may rely on: settings of tests/settings.py, Vietnamese, quick and repeatable examples."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import settings

# In CI the same examples on every run; by hand new ones each time, which finds more.
settings.register_profile("by_hand", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "by_hand")


TOUCHES_DATA = {"db", "transactional_db", "django_db_setup", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches data, so that the second database runs that and nothing twice.

    pytest-django refuses the database to a test that does not ask for it, so none can be missed.
    """
    for item in items:
        asks = TOUCHES_DATA & set(getattr(item, "fixturenames", ()))
        if asks or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The country's places, loaded once for the tests of a module and gone after them.

    A test that asks for it marks itself `django_db` too; what it writes itself is rolled back as ever.
    """
    from django.core.management import call_command

    from khuyenhoc.apps.places import actions

    with django_db_blocker.unblock():
        actions.load_country(at=datetime(2025, 7, 1, tzinfo=UTC))
    yield
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)


@pytest.fixture
def land(db: None) -> Any:
    """A small country, as tests.make builds it."""
    from tests import make

    return make.country()


@pytest.fixture
def who(land: Any) -> Any:
    """The people who work the round in `land`, with the shipped sets published."""
    from tests import make

    make.published_sets()
    return make.people(land)
