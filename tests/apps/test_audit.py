"""The log: one event a deed, chained and sealed, and what its chain shows."""

from datetime import timedelta

import pytest

from khuyenhoc.apps.audit import actions, queries
from khuyenhoc.apps.audit.models import Event, Seal
from tests.at_once import at_once
from tests.make import NOON


def deeds(number: int) -> list[Event]:
    """Events as deeds write them, in one go."""
    return Event.objects.bulk_create(
        Event(
            deed="test.done",
            by=f"person-{n % 7}",
            at=NOON + timedelta(seconds=n),
            kind="assessment",
            object_id=n,
            place_id=n % 5,
            cases=[n, n + 1],
            facts={"number": n, "word": "đã xong"},
        )
        for n in range(number)
    )


@pytest.mark.django_db
def test_before_the_first_event_the_chain_holds_and_has_no_head() -> None:
    assert list(queries.breaks()) == []
    assert queries.head() == (0, queries.ORIGIN)


@pytest.mark.django_db
def test_sealing_gives_every_event_its_number_in_the_order_of_writing() -> None:
    written = deeds(7)

    assert actions.seal(at=NOON) == 7

    assert list(Event.objects.order_by("pk").values_list("pk", "sequence")) == [
        (event.pk, position) for position, event in enumerate(written, start=1)
    ]
    assert queries.unsealed() == 0
    assert list(queries.breaks()) == []


@pytest.mark.django_db
def test_sealing_again_changes_nothing() -> None:
    deeds(3)
    actions.seal(at=NOON)
    before = list(Event.objects.order_by("pk").values_list("sequence", "hash"))

    assert actions.seal(at=NOON) == 0

    assert list(Event.objects.order_by("pk").values_list("sequence", "hash")) == before
    assert Seal.objects.count() == 1


@pytest.mark.django_db
def test_what_is_written_later_is_chained_to_what_was_sealed() -> None:
    deeds(2)
    actions.seal(at=NOON)
    noted = queries.head()
    deeds(2)
    actions.seal(at=NOON)

    assert list(queries.breaks()) == []
    assert queries.holds(*noted)
    assert queries.head()[0] == 4


@pytest.mark.django_db
def test_a_long_backlog_is_sealed_in_pieces_into_one_chain() -> None:
    deeds(12_000)

    assert actions.seal(at=NOON) == 12_000

    assert list(Seal.objects.order_by("sequence").values_list("sequence", flat=True)) == [
        5_000,
        10_000,
        12_000,
    ]
    assert list(queries.breaks()) == []


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain() -> None:
    deeds(600)

    sealed = at_once([lambda: actions.seal(at=NOON)] * 4)

    assert sorted(sealed, key=str) == sorted([600, 0, 0, 0], key=str)
    assert list(queries.breaks()) == []


@pytest.mark.django_db(transaction=True)
def test_events_written_while_the_log_is_sealed_are_lost_by_nobody() -> None:
    def write() -> int:
        return len([actions.record("test.done", by="p", at=NOON, kind="k") for _ in range(40)])

    at_once([write, write, lambda: actions.seal(at=NOON), lambda: actions.seal(at=NOON)])
    actions.seal(at=NOON)

    numbers = Event.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(numbers) == list(range(1, 81))
    assert list(queries.breaks()) == []


@pytest.mark.django_db
def test_an_edited_event_is_named_by_its_number() -> None:
    deeds(9)
    actions.seal(at=NOON)
    Event.objects.filter(sequence=4).update(by="somebody else")

    assert list(queries.breaks()) == [queries.Break(4, "altered")]


@pytest.mark.django_db
def test_a_gap_is_told_once_however_wide_it_is() -> None:
    deeds(3)
    actions.seal(at=NOON)
    Event.objects.filter(sequence=3).update(sequence=10**15)

    found = list(queries.breaks())

    assert queries.Break(3, "missing") in found
    assert len(found) < 6


@pytest.mark.django_db
def test_an_event_slipped_in_before_the_first_is_found() -> None:
    slipped = Event(sequence=0, deed="test.done", by="p", at=NOON, kind="k")
    slipped.hash = queries.link(queries.ORIGIN, slipped)
    slipped.save()

    assert list(queries.breaks()) == [queries.Break(0, "altered")]


@pytest.mark.django_db
def test_a_seal_dated_back_is_found() -> None:
    deeds(3)
    actions.seal(at=NOON)
    Seal.objects.update(at=NOON - timedelta(days=100))

    assert list(queries.breaks()) == [queries.Break(3, "unsigned")]


@pytest.mark.django_db
def test_a_signature_that_is_no_signature_is_found() -> None:
    deeds(3)
    actions.seal(at=NOON)
    Seal.objects.update(signature="chữ ký giả")

    assert list(queries.breaks()) == [queries.Break(3, "unsigned")]


@pytest.mark.django_db
def test_a_tail_cut_off_together_with_its_seal_shows_only_against_a_head_noted_elsewhere() -> None:
    deeds(5)
    actions.seal(at=NOON)
    deeds(5)
    actions.seal(at=NOON)
    noted = queries.head()

    Event.objects.filter(sequence__gt=5).delete()
    Seal.objects.filter(sequence__gt=5).delete()

    assert list(queries.breaks()) == []
    assert not queries.holds(*noted)
