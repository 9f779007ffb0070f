"""Where a place comes from and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khuyenhoc.apps.places.models import Place, PlaceVersion, Succession
from khuyenhoc.apps.places.queries.labels import heirs_of, labels_at
from khuyenhoc.apps.places.queries.tree import LATEST, held_on, known, last_day, number_of, versions_of
from khuyenhoc.domain.places import Kind, SuccessionKind


@dataclass(frozen=True, slots=True)
class Told:
    """One version in a place's history; parent: the parent's id, None at the root.

    from_assumed, to_assumed: nobody knows that day, only that it lay between 2020 and the eve of the reform.
    """

    code: str
    unit: str
    name: str
    parent: int | None
    label: str
    valid_from: date | None
    valid_to: date | None
    from_assumed: bool
    to_assumed: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One predecessor or successor; share in hundredths of a percent of the predecessor.

    doubt: a code why the link looks wrong, empty where it does not.
    """

    id: int
    label: str
    kind: SuccessionKind
    share: int | None
    is_default: bool
    on: date
    legal_reference: str
    doubt: str


@dataclass(frozen=True, slots=True)
class History:
    id: int
    kind: Kind
    versions: tuple[Told, ...]
    predecessors: tuple[Link, ...]
    successors: tuple[Link, ...]


def history(place: Place | int) -> History:
    """Every version of the place, what it came from and what became of it.

    What became of a closed district is what became of its communes; its links carry no share.
    """
    number = number_of(place)
    told = list(PlaceVersion.objects.filter(place=number).select_related("place").order_by("valid_from"))
    names = labels_at([(found, last_day(found, LATEST)) for found in told])
    came = Succession.objects.filter(successor=number).order_by("on", "-is_default", "predecessor")
    return History(
        id=number,
        kind=Kind(told[0].place.kind),
        versions=tuple(
            Told(
                code=found.code,
                unit=found.unit,
                name=found.name,
                parent=found.parent_id,
                label=name,
                valid_from=known(found.valid_from),
                valid_to=found.valid_to,
                from_assumed=found.from_assumed,
                to_assumed=found.to_assumed,
            )
            for found, name in zip(told, names, strict=True)
        ),
        predecessors=_links([(one.predecessor_id, one) for one in came], before=True),
        successors=_links([(one.successor_id, one) for one in heirs_of([number])[number]], before=False),
    )


def _links(pairs: Sequence[tuple[int, Succession]], *, before: bool) -> tuple[Link, ...]:
    by_id = versions_of({number for number, _ in pairs})
    days = [one.on - timedelta(days=1) if before else one.on for _, one in pairs]
    held = [held_on(by_id[number], day) for (number, _), day in zip(pairs, days, strict=True)]
    names = labels_at(list(zip(held, days, strict=True)))
    return tuple(
        Link(
            id=number,
            label=name,
            kind=SuccessionKind(one.kind),
            share=one.share,
            is_default=one.is_default,
            on=one.on,
            legal_reference=one.legal_reference,
            doubt=one.doubt,
        )
        for (number, one), name in zip(pairs, names, strict=True)
    )
