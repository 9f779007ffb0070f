"""How often the movement was made known."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.stories.models import Outreach


def outreach_at(place: int, year: int, *, seen_by: User, on: date) -> list[Outreach]:
    """Every entry of the year at or below the place, the latest first."""
    rows = Outreach.objects.filter(place__in=places.ids_below(place, on, with_custody=True), year=year)
    rows = access.visible(rows, seen_by, on, title=None).select_related("branch", "recorded_by")
    return list(rows.order_by("-pk"))


def every_outreach(place: int, *, seen_by: User, on: date) -> list[Outreach]:
    """Every entry of every year at or below the place, in the order they were made."""
    rows = Outreach.objects.filter(place__in=places.ids_below(place, on))
    rows = access.visible(rows, seen_by, on, title=None).select_related("branch")
    return list(rows.order_by("year", "pk"))


@dataclass(frozen=True, slots=True)
class Reach:
    """Of one branch or place: times by means, and all together. name: the branch's, "" for the place's own."""

    place: int
    name: str
    times: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.times.values())


def summed(rows: Collection[Outreach]) -> list[Reach]:
    """The entries added up by place and branch, in the order of their places."""
    found: dict[tuple[int, str], Counter[str]] = {}
    for one in rows:
        key = (one.place_id, str(one.branch) if one.branch is not None else "")
        found.setdefault(key, Counter())[one.means] += one.times
    return [Reach(place, name, dict(times)) for (place, name), times in sorted(found.items())]


def branches_to_name(place: int, on: date) -> list[tuple[int, str]]:
    """Branches that go on just there on the day, to say whose work it was."""
    return [(one.pk, one.name) for one in association.standing_at(place, on) if one.place_id == place]
