"""A small demonstration, built once for a file of tests and taken back afterwards."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from khuyenhoc.apps.places import actions as places
from khuyenhoc.demo import building
from khuyenhoc.demo import plan as plans
from khuyenhoc.demo.plan import Plan
from khuyenhoc.domain.days import VIETNAM

NOW = datetime(2026, 1, 5, 9, tzinfo=VIETNAM)


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Plan]:
    """The plan whose demonstration stands in the database; tests of the file share it and only read."""
    plan = plans.small(plans.read())
    with django_db_blocker.unblock(), transaction.atomic():
        places.load_country(at=NOW)
        building.build(plan, now=NOW)
        yield plan
        transaction.set_rollback(True)
