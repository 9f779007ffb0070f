"""The same request again: one deed, one answer."""

from collections.abc import Callable
from datetime import date
from threading import Event as Signal
from typing import Any

import pytest

from khuyenhoc.apps.audit import actions
from khuyenhoc.apps.audit.actions import SameKeyOtherRequest
from khuyenhoc.apps.audit.models import Event, Receipt
from tests.at_once import at_once
from tests.make import NOON


class DeedFailed(Exception):
    """What a deed of these tests raises."""


def done(number: int = 1) -> Callable[[], dict[str, Any]]:
    """A deed that leaves one event and answers with it."""

    def deed() -> dict[str, Any]:
        return {"event": actions.record("test.done", by="p", at=NOON, kind="k", object_id=number).pk}

    return deed


def failing() -> dict[str, Any]:
    actions.record("test.done", by="p", at=NOON, kind="k")
    raise DeedFailed


def ask(
    deed: Callable[[], dict[str, Any]],
    key: str = "key",
    body: dict[str, Any] | None = None,
    actor: str = "branch",
    route: str = "register",
) -> dict[str, Any]:
    return actions.once(deed, actor=actor, route=route, key=key, body=body or {"subjects": [1, 2]}, at=NOON)


@pytest.mark.django_db
def test_the_same_request_again_gives_the_first_answer_and_does_nothing() -> None:
    first = ask(done())
    second = ask(done())

    assert first == second
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_the_order_of_the_bodys_words_is_no_other_body() -> None:
    ask(done(), body={"a": 1, "b": date(2023, 1, 1)})

    ask(done(), body={"b": date(2023, 1, 1), "a": 1})

    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_the_first_answer_and_the_later_ones_are_alike_to_the_type() -> None:
    def deed() -> dict[str, Any]:
        return {"pairs": [(1, 2)], "by": {7: "seven"}, "on": date(2023, 1, 1)}

    assert ask(deed) == ask(deed) == {"pairs": [[1, 2]], "by": {"7": "seven"}, "on": "2023-01-01"}


@pytest.mark.django_db
def test_the_same_key_with_another_body_is_refused_and_changes_nothing() -> None:
    ask(done())

    with pytest.raises(SameKeyOtherRequest) as refused:
        ask(done(), body={"subjects": [3]})

    assert refused.value.facts == {"route": "register"}
    assert Event.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"key": "other"}, {"actor": "other"}, {"route": "other"}])
def test_another_key_person_or_route_is_another_request(other: dict[str, Any]) -> None:
    ask(done())

    ask(done(), **other)

    assert Event.objects.count() == 2


@pytest.mark.django_db
def test_a_deed_that_fails_leaves_nothing_and_frees_its_key() -> None:
    with pytest.raises(DeedFailed):
        ask(failing)

    assert (Event.objects.count(), Receipt.objects.count()) == (0, 0)
    ask(done(), body={"subjects": [3]})
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_that_come_at_once_one_is_done_and_all_get_its_answer() -> None:
    answers = at_once([lambda: ask(done())] * 6)

    assert Event.objects.count() == 1
    assert answers == [{"event": Event.objects.get().pk}] * 6


@pytest.mark.django_db(transaction=True)
def test_another_body_that_comes_while_the_first_is_being_done_is_refused() -> None:
    begun = Signal()

    def slow() -> dict[str, Any]:
        begun.set()
        return done()()

    def late() -> dict[str, Any]:
        begun.wait(timeout=30)
        return ask(done(), body={"subjects": [3]})

    first, second = at_once([lambda: ask(slow), late])

    assert first == {"event": Event.objects.get().pk}
    assert isinstance(second, SameKeyOtherRequest)


@pytest.mark.django_db(transaction=True)
def test_whoever_waited_for_a_deed_that_failed_does_it_instead() -> None:
    begun, waiting = Signal(), Signal()

    def fails() -> dict[str, Any]:
        begun.set()
        waiting.wait(timeout=30)
        return failing()

    def waits() -> dict[str, Any]:
        begun.wait(timeout=30)
        waiting.set()
        return ask(done())

    first, second = at_once([lambda: ask(fails), waits])

    assert isinstance(first, DeedFailed)
    assert second == {"event": Event.objects.get().pk}
