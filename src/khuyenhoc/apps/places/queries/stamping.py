"""What is made of the whole dated tree, kept in this process for as long as nothing in the tree changes."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection

from khuyenhoc.apps.places.models import Custody, PlaceVersion, Succession
from khuyenhoc.storing import remembered

T = TypeVar("T")
_made: dict[str, tuple[str, Any]] = {}  # what → (the stamp it was made under, itself)


def stamp() -> str:
    """A word that is another one after every change of versions, successions or custodies, whoever makes it.

    The database draws it at random in the change's own transaction (triggers): equal words mean an equal tree, after
    a rollback too.
    """
    return remembered("stamp", [0], _ask, of=[PlaceVersion, Succession, Custody])[0]


def _ask(_: object) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT told FROM places_stamp")
        return {0: cursor.fetchone()[0]}


def made_once(what: str, make: Callable[[], T]) -> T:
    """What `make` makes of the tree of now, from an earlier request where the tree is still the same.

    It must depend on the dated tree alone and is handed out again and again: nobody changes it.
    """
    now = stamp()  # before the tree is read: what changes in between is then made anew
    kept = _made.get(what)
    if kept is None or kept[0] != now:
        kept = _made[what] = (now, make())
    found: T = kept[1]
    return found
