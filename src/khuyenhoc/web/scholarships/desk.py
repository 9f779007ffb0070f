"""What the pages of one round share: who may be here, and what stands around them."""

from collections.abc import Sequence
from typing import Any

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.scholarships import queries as awards
from khuyenhoc.apps.scholarships.queries import AwardRound, Nomination
from khuyenhoc.domain import awards as rules
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web.request import SignedInRequest, today

MOST_SCHOOLS = 400  # more are no list to choose from: the name is typed, and found in the register by itself


def opened(request: SignedInRequest, place: int, pk: int) -> AwardRound:
    """Errors: OutsideScope."""
    return awards.round_at(pk, place, seen_by=request.user, on=today())


def require(request: SignedInRequest, permission: Permission, place: int) -> None:
    """Errors: OutsideScope."""
    if not access.may(request.user, permission, place, on=today()):
        raise access.OutsideScope(permission=permission.value)


def about(one: AwardRound, place: int) -> dict[str, Any]:
    """For every page of a round."""
    return {
        "section": "association",
        "round": one,
        "place": place,
        "label": places.label(place, today()),
        "round_place": "" if one.place_id == place else places.label(one.place_id, today()),
    }


def schools(place: int) -> list[tuple[int, str]]:
    """The schools of the register to choose from, each with where it is as far as the place does not say it."""
    on = today()
    found = awards.schools_at(place, on)
    if len(found) > MOST_SCHOOLS:
        return []
    homes = places.labels({one.place_id for one in found}, on)
    if len(set(homes.values())) < 2:
        return [(one.pk, one.name) for one in found]
    return [(one.pk, f"{one.name} – {homes[one.place_id]}") for one in found]


def told(request: SignedInRequest, one: AwardRound, rows: Sequence[Nomination]) -> list[dict[str, Any]]:
    """Each nomination with what to look at: consent that is missing, the same person elsewhere."""
    on = today()
    doubles = awards.doubles(rows, one, seen_by=request.user, on=on)
    wheres = {other.where for found in doubles.values() for other in found}
    names = places.labels({row.place_id for row in rows} | wheres, on)
    lacking = {
        candidate.pk
        for candidate in awards.candidates(rows, one)
        if not rules.may_be_awarded(candidate, one.year)
    }
    return [
        {
            "row": row,
            "where": names[row.place_id],
            "lacks_consent": row.pk in lacking,
            "doubles": [
                {"where": names[other.where], "round": other.round, "category": other.category}
                for other in doubles.get(row.pk, ())
            ],
            "is_own": row.nominated_by_id == request.user.pk,
        }
        for row in rows
    ]
