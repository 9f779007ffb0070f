"""What every page of a learning centre asks first: whose it is, and what the person may do there."""

from typing import Any

from django.utils.translation import get_language

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.apps.centres.queries import HeldCentre, HeldClass
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import Permission
from khuyenhoc.sentences.reporting import as_written
from khuyenhoc.web.request import SignedInRequest, today

FIRST_YEAR = 2000  # before, no year has a page


def require_seen(request: SignedInRequest, place: int) -> None:
    """Errors: OutsideScope."""
    if not access.sees_rows(request.user, place, today()):
        raise access.OutsideScope(permission=Permission.SEE.value)


def require_kept(request: SignedInRequest, place: int) -> None:
    """Errors: OutsideScope."""
    if not keeps(request, place):
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)


def keeps(request: SignedInRequest, place: int) -> bool:
    return access.may(request.user, Permission.KEEP_BOOKS, place, on=today())


def approves(request: SignedInRequest, place: int) -> bool:
    return access.may(request.user, Permission.APPROVE_BOOKS, place, on=today())


def centre_at(request: SignedInRequest, place: int, pk: int) -> HeldCentre:
    """Errors: Centre.DoesNotExist, OutsideScope; the address has to name the commune that answers for it."""
    found = centres.get(pk, seen_by=request.user, on=today())
    require_answering(place, found.place_id)
    return found


def class_at(request: SignedInRequest, place: int, pk: int) -> HeldClass:
    """Errors: Class.DoesNotExist, OutsideScope, as `centre_at`."""
    found = centres.get_class(pk, seen_by=request.user, on=today())
    require_answering(place, found.place_id)
    return found


def require_answering(place: int, where: int) -> None:
    """Errors: OutsideScope unless the place is the other one, or answers for it."""
    if place not in (where, places.custodian(where, today())):
        raise access.OutsideScope(permission=Permission.SEE.value)


def frame(place: int, **more: Any) -> dict[str, Any]:
    """What every page tells."""
    return {"section": "association", "place": place, "label": places.label(place, today()), **more}


def head_count(number: int, qualifier: str) -> str:
    """As people say it and a form reads it: "hơn 30"."""
    return as_written(str(number), qualifier, "en" if get_language() == "en" else "vi")


def year_asked(request: SignedInRequest) -> int:
    """The year of ?year=, or this one."""
    told = request.GET.get("year", "")
    year = int(told) if told.isascii() and told.isdecimal() and len(told) == 4 else today().year
    return min(max(year, FIRST_YEAR), today().year)


def years() -> list[int]:
    """The years a page offers, the latest first."""
    return list(range(today().year, today().year - 6, -1))
