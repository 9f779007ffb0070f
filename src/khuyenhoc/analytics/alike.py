"""Who in the register may be the very one that somebody is about to enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from khuyenhoc.analytics import identity
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.intake import cells
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import search_key
from khuyenhoc.domain.titles import Title

SHOWN = 10


class PerhapsThere(RuleBroken):
    """The register has somebody like this, and nobody said that it is another; facts: number."""

    code = "PERHAPS_THERE"


@dataclass(frozen=True, slots=True)
class Alike:
    """birth_year None where it is not known; place: the label of the hamlet."""

    pk: int
    kind: Title
    name: str
    birth_year: int | None
    place: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is to be entered; place: the hamlet. digest: of the person's number, "" where it is not known."""

    kind: Title
    name: str
    place: int
    birth_year: int | None = None
    digest: str = ""


def find(asked: Asked, *, seen_by: User, on: date) -> list[Alike]:
    """Those of the person's own scope that may be the same, at most `SHOWN`, by name and place.

    A person of the name folded: in the same hamlet unless both years of birth are known and differ, elsewhere when
    both are known and equal. A household, clan or organisation of the name: in the same hamlet, whatever stands
    before it ("Hộ ông …"). Whoever has the same number is told whatever the name; a namesake whose number is another
    is not. Of what lies outside the scope nothing is told, not even that it is there.
    Errors: OutsideScope when the person does not keep the register of the place.
    """
    if not access.may(seen_by, Permission.KEEP_REGISTER, asked.place, on=on, title=asked.kind):
        raise access.OutsideScope(permission=Permission.KEEP_REGISTER.value)
    is_person = asked.kind is Title.CITIZEN
    key = cells.person_key(asked.name) if is_person else cells.household_key(asked.name.strip())
    if not key and not asked.digest:
        return []
    rows = access.visible(Subject.objects.filter(existing_on(on), kind=asked.kind), seen_by, on, title="kind")
    here = Q(place=asked.place)
    rows = rows.filter(_is_perhaps(asked, key, here) if is_person else here & Q(search_key__endswith=key))
    told = rows.order_by("sort_key", "pk").values_list("pk", "name", "birth_year", "place", "search_key")
    found = [row for row in told[: SHOWN * 5] if is_person or _is_called(row[1], row[4], key)][:SHOWN]
    homes = places.labels({row[3] for row in found}, on)
    return [Alike(pk, asked.kind, name, year, homes[place]) for pk, name, year, place, _ in found]


def _is_perhaps(asked: Asked, key: str, here: Q) -> Q:
    named = Q(search_key=key)
    if asked.birth_year is not None:
        fits = Q(birth_year=asked.birth_year) | Q(birth_year__isnull=True)
        named &= (here & fits) | Q(birth_year=asked.birth_year)
    else:
        named &= here
    if not asked.digest:
        return named
    return identity.has_number(asked.digest) | (named & ~identity.has_another(asked.digest))


def _is_called(name: str, found: str, key: str) -> bool:
    return key in {found, cells.household_key(name), search_key(name)}


def require_none(asked: Sequence[Asked], *, by: User, on: date) -> None:
    """Errors: PerhapsThere, OutsideScope."""
    number = sum(len(find(one, seen_by=by, on=on)) for one in asked)
    if number:
        raise PerhapsThere(number=number)
