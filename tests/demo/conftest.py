"""A small demonstration, built once for a file of tests and taken back afterwards."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.apps import apps
from django.db import transaction
from pytest_django import DjangoDbBlocker

from khuyenhoc.demo import building
from khuyenhoc.demo import plan as plans
from khuyenhoc.demo.plan import Plan
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.storing import weigh

NOW = datetime(2026, 1, 5, 9, tzinfo=VIETNAM)


@pytest.fixture(scope="module")
def built(country: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Plan]:
    """The plan whose demonstration stands in the database; tests of the file share it and only read."""
    plan = plans.small(plans.read())
    with django_db_blocker.unblock(), transaction.atomic():
        building.build(plan, now=NOW)
        weigh(*apps.get_models())  # PostgreSQL's own look comes after a commit, and there is none
        yield plan
        transaction.set_rollback(True)
