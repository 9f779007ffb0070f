"""What is read and changed among many ids is what a query set reads and changes."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import F

from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import change_among, objects_among, rows_among
from tests import make
from tests.make import Country, People

pytestmark = pytest.mark.django_db
LATER = datetime(2023, 11, 20, 3, 4, 5, tzinfo=UTC)
OF_CASES = (
    "pk",
    "registration",
    "state",
    "revision",
    "passed",
    "authors",
    "answers",
    "entered_at",
    "verified_by",
)


@pytest.fixture
def cases(land: Country, who: People) -> list[Assessment]:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    homes = make.households(7, land.hamlet, by=who.branch)
    rows = make.registered(opened, homes, by=who.branch)
    return make.assessed(rows, by=who.branch)


def ids() -> list[int]:
    return list(Assessment.objects.order_by("pk").values_list("pk", flat=True))


def test_rows_are_those_of_a_query_set_in_order_of_id(cases: list[Assessment]) -> None:
    wanted = [*reversed(ids()), 999_999]

    found = rows_among(Assessment, OF_CASES, wanted)

    assert found == list(Assessment.objects.order_by("pk").values_list(*OF_CASES))


def test_moments_days_truths_and_lists_are_read_as_what_they_are(cases: list[Assessment]) -> None:
    event = Event.objects.order_by("pk").last()
    assert event is not None

    ((at, told, facts),) = rows_among(Event, ("at", "cases", "facts"), [event.pk])
    (since, is_sample) = rows_among(Subject, ("since", "is_sample"), [Subject.objects.order_by("pk")[0].pk])[
        0
    ]

    assert (at, told, facts) == (event.at, event.cases, event.facts)
    assert (type(since), type(is_sample)) == (date, bool)


def test_objects_are_those_of_a_query_set_found_by_any_column_of_ids(cases: list[Assessment]) -> None:
    wanted = list(Registration.objects.order_by("pk").values_list("pk", flat=True))

    found = objects_among(Assessment, wanted, column="registration")

    again = list(Assessment.objects.order_by("pk"))
    assert found == again
    assert [vars(one) | {"_state": None} for one in found] == [vars(one) | {"_state": None} for one in again]
    assert objects_among(Assessment, []) == []


def test_only_rows_that_are_as_was_said_change_and_are_counted(cases: list[Assessment], who: People) -> None:
    first, second, *_ = ids()
    Assessment.objects.filter(pk=second).update(revision=5)

    done = change_among(
        Assessment,
        [first, second],
        where={"state": State.SELF_ASSESSED, "revision": 1, "verified_at": None},
        counting="revision",
        state=State.VERIFIED,
        verified_by_id=who.association.pk,
        verified_at=LATER,
        authors=[1, 2],
    )

    columns = ("pk", "state", "revision", "verified_by", "verified_at", "authors")
    assert done == 1
    assert list(Assessment.objects.filter(pk=first).values_list(*columns)) == [
        (first, "verified", 2, who.association.pk, LATER, [1, 2])
    ]
    assert set(Assessment.objects.exclude(pk=first).values_list("state", flat=True)) == {"self_assessed"}


def test_a_value_may_be_an_expression(cases: list[Assessment]) -> None:
    wanted = ids()

    done = change_among(
        Assessment, wanted, where={"state": "self_assessed"}, counting="revision", points=F("points") + 1
    )

    assert done == len(wanted)
    assert set(Assessment.objects.values_list("revision", flat=True)) == {2}


def test_what_is_asked_again_and_again_is_kept_ready_and_tells_what_was_changed_since(
    cases: list[Assessment],
) -> None:
    one = ids()[:1]

    for revision in range(5, 10):
        assert change_among(Assessment, one, where={}, revision=revision) == 1
        assert rows_among(Assessment, ["revision"], one) == [(revision,)]

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT statement FROM pg_prepared_statements")
            ready = [statement for (statement,) in cursor.fetchall()]
        assert any(told.startswith('SELECT "revision" FROM "assessments_assessment"') for told in ready)
