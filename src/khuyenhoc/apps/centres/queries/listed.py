"""Many centres at once, for lists and files."""

from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.centres.models import Centre, Manager
from khuyenhoc.apps.centres.queries.rated import ratings_of
from khuyenhoc.apps.centres.queries.registered import in_office_on, resting, running_on
from khuyenhoc.apps.centres.queries.taught import attendances_of, classes_of
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.centres import MANAGING, Post, in_management
from khuyenhoc.domain.text import sort_key
from khuyenhoc.storing import among


@dataclass(frozen=True, slots=True)
class Listed:
    """A centre in a list. classes: that began in the year; rating: of the year, once confirmed, else "".

    managed: the chair or a vice-chair of the commune's association helps run it.
    """

    centre: Centre
    works: bool
    director: str
    managed: bool
    classes: int
    attendances: int
    rating: str


def centres_below(place: int, year: int, *, seen_by: User, on: date) -> list[Listed]:
    """Every centre at or below the place that goes on on the day, those of closed communes too, by name."""
    inside = places.ids_below(place, on, with_custody=True)
    rows = Centre.objects.filter(running_on(on), place__in=inside)
    found = sorted(
        access.visible(rows, seen_by, on, title=None), key=lambda one: (sort_key(one.name), one.pk)
    )
    ids = [one.pk for one in found]
    asleep = resting(ids, on)
    offices: dict[int, list[str]] = {}
    directors: dict[int, str] = {}
    there = Manager.objects.filter(running_on(on), among("centre", ids))
    managing = there.filter(in_office_on(on), post__in=MANAGING)
    for centre, office in managing.order_by("pk").values_list("centre", "office"):
        offices.setdefault(centre, []).append(office)
    for one in there.order_by("pk"):
        if one.post == Post.DIRECTOR:
            directors[one.centre_id] = one.name
    classes, came, rated = classes_of(ids, year), attendances_of(ids, year), ratings_of(ids, year)
    return [
        Listed(
            one,
            one.pk not in asleep,
            directors.get(one.pk, ""),
            in_management(offices.get(one.pk, ())),
            classes.get(one.pk, 0),
            came.get(one.pk, 0),
            rated.get(one.pk, ""),
        )
        for one in found
    ]
