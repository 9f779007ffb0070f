"""Communes whose lists one office enters for every hamlet come to the same numbers by the same steps."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.apps import apps
from django.db import transaction
from pytest_django import DjangoDbBlocker

from khuyenhoc.analytics import five_titles, recount
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment, ReviewMeeting
from khuyenhoc.apps.association.models import Membership
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.demo import building
from khuyenhoc.demo import plan as plans
from khuyenhoc.demo.plan import YEARS, Plan, Race
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.storing import weigh
from tests.demo.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def together(country: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Plan]:
    """The small plan in a commune that is none of the plan's own."""
    plan = replace(plans.small(plans.read()), communes=())
    with django_db_blocker.unblock(), transaction.atomic():
        building.build(plan, now=NOW)
        weigh(*apps.get_models())  # PostgreSQL's own look comes after a commit, and there is none
        yield plan
        transaction.set_rollback(True)


def test_the_table_comes_to_the_plan(together: Plan) -> None:
    for year in YEARS:
        table = five_titles.table(places.resolve("Hà Giang", date(year, 12, 31)).pk, year)
        rows = {(row.title, row.level): row for row in table.rows}
        for race in Race:
            wanted = together.rounds.get((year, race))
            if wanted is not None:
                row = rows[race.of, race.level]
                assert (row.registered, row.recognised) == (wanted.registered, wanted.recognised)
        assert table.members.count == together.members[year]
    assert recount.compare() == []


def test_one_office_enters_what_the_hamlets_wrote_down(together: Plan) -> None:
    of_hamlets = {
        "level__in": [Level.NONE, Level.HAMLET],
        "title__in": [Title.HOUSEHOLD, Title.COMMUNITY],
        "year__in": YEARS,
    }
    entered_by = User.objects.filter(pk__in=Registration.objects.filter(**of_hamlets).values("registered_by"))
    handed_in_by = User.objects.filter(pk__in=Assessment.objects.filter(**of_hamlets).values("entered_by"))

    assert list(entered_by) == list(handed_in_by)
    assert [user.full_name.startswith("Ban Khuyến học") for user in entered_by] == [True]


def test_every_hamlet_still_meets_and_has_its_own_branch(together: Plan) -> None:
    meetings = ReviewMeeting.objects.filter(round__year=2023, round__title=Title.HOUSEHOLD)
    branches = Membership.objects.filter(branch__kind="chi_hoi")

    assert meetings.values("place").distinct().count() == together.hamlets
    assert branches.values("branch").distinct().count() == together.hamlets
