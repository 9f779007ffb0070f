"""What every test may rely on: settings of tests/settings.py, Vietnamese, quick and repeatable examples."""

import gc
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from tests import ready_made

# In CI the same examples on every run; by hand new ones each time, which finds more; many at a full dose.
settings.register_profile("by_hand", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("full", deadline=None, print_blob=True, max_examples=300)
PROFILE = "full" if os.environ.get("KHUYENHOC_DOSE") else "ci" if os.environ.get("CI") else "by_hand"
settings.load_profile(PROFILE)


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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The run's database is a copy of one that was migrated once; nothing is left for Django to make in it."""
    from django.conf import settings
    from django.db import connection

    test = settings.DATABASES["default"].setdefault("TEST", {})
    test["MIGRATE"] = False
    if connection.vendor == "postgresql":
        test["TEMPLATE"] = ready_made.postgres_tables()
    else:
        shutil.copyfile(ready_made.tables() / ready_made.FILE, test["NAME"])


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """SQLite's copy is there already, and goes with the folder of the run."""
    from django.db import connection

    return connection.vendor == "sqlite"


def pytest_collection_finish() -> None:
    """What the collecting left stays; looking through it again and again takes a tenth of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        ready_made.gone()


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The country's places, there for the tests of a module and gone after them.

    A test that asks for it marks itself `django_db` too; what it writes itself is rolled back as ever.
    """
    from django.db import connection

    with django_db_blocker.unblock():
        connection.close()
        ready_made.put_in_place_of(connection.settings_dict, has_country=True)
    yield
    with django_db_blocker.unblock():
        connection.close()
        ready_made.put_in_place_of(connection.settings_dict, has_country=False)


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
