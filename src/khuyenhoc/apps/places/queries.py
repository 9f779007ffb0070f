"""Questions about places. Every question about a day takes it as `on`; nothing reads a clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from khuyenhoc.apps.places.models import Place, PlaceVersion
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import Kind


class PlaceUnknownThen(RuleBroken):
    """The place did not exist yet on that day; facts: place, on."""

    code = "PLACE_UNKNOWN_THEN"


class PlaceNotFound(RuleBroken):
    """No place answers to the text; facts: text."""

    code = "PLACE_NOT_FOUND"


class PlaceAmbiguous(RuleBroken):
    """Several places answer to the text; facts: text, count, candidates (list of Found)."""

    code = "PLACE_AMBIGUOUS"


@dataclass(frozen=True, slots=True)
class Found:
    """One place as it was called in [valid_from, valid_to); valid_from None where unknown.

    now: labels of what a closed place became, the default first; empty while it goes on.
    """

    id: int
    kind: Kind
    code: str
    unit: str
    name: str
    label: str
    valid_from: date | None
    valid_to: date | None
    now: tuple[str, ...]


def root() -> Place:
    raise NotImplementedError


def version(place: Place | int, on: date) -> PlaceVersion:
    raise NotImplementedError


def label(place: Place | int, on: date, now: date | None = None) -> str:
    raise NotImplementedError


def ids_below(place: Place | int, on: date, *, with_custody: bool = False) -> "QuerySet[Any, int]":
    raise NotImplementedError


def children(place: Place | int, on: date) -> list[PlaceVersion]:
    raise NotImplementedError


def ancestors(place: Place | int, on: date) -> list[PlaceVersion]:
    raise NotImplementedError


def find(
    text: str, on: date | None = None, kinds: Collection[Kind] | None = None, limit: int = 50
) -> list[Found]:
    raise NotImplementedError


def resolve(name_or_code: str, on: date) -> Place:
    raise NotImplementedError
