"""Questions about members."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Q

from khuyenhoc.apps.association.models import Branch, Membership
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.tallies import MEMBER, Measure, Tally
from khuyenhoc.storing import among


def members(place: int, on: date, years: Collection[int]) -> dict[int, int]:
    """year → members at its end who live at or below the place on the day's tree, each person once.

    From the roll-up.
    """
    measures = [Measure.JOINED, Measure.LEFT]
    found = counts.stock(place, on, title=MEMBER, states=measures, until_year=max(years))
    return {
        until: sum(
            value if measure == Measure.JOINED else -value
            for (year, measure), value in found.items()
            if year <= until
        )
        for until in years
    }


def of_closed_places(heir: int, on: date) -> list[Branch]:
    """Branches that go on at closed places the place answers for on the day: they are to be merged into its own."""
    below = places.ids_below(heir, on)
    closed = places.ids_below(heir, on, with_custody=True).exclude(pk__in=below)
    running = Branch.objects.filter(Q(until__isnull=True) | Q(until__gt=on), place__in=closed)
    return list(running.order_by("place", "name", "pk"))


def standing_at(where: int, on: date) -> list[Branch]:
    """Branches that go on at the place or below it on the day, those of the place itself first."""
    running = Branch.objects.filter(
        Q(until__isnull=True) | Q(until__gt=on), since__lte=on, place__in=places.ids_below(where, on)
    )
    return sorted(running.order_by("name", "pk"), key=lambda one: one.place_id != where)


def numbers_of(these: Collection[int]) -> dict[int, int]:
    """branch → how many are members of it now."""
    rows = Membership.objects.filter(branch__in=these, left__isnull=True).values_list("branch")
    return dict(rows.annotate(number=Count("pk")).order_by("branch"))


def going_on_at(where: Collection[int], on: date) -> dict[int, list[str]]:
    """place → the names of the branches that go on just there on the day, in order."""
    found: dict[int, list[str]] = {}
    running = Branch.objects.filter(Q(until__isnull=True) | Q(until__gt=on), among("place", where))
    for place, name in running.order_by("name", "pk").values_list("place", "name"):
        found.setdefault(place, []).append(name)
    return found


def branches(ids: Sequence[int]) -> list[Branch]:
    """The branches in the order of `ids`; one that is not there is left out."""
    found = Branch.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def recounted(people: Collection[int] | None = None) -> Counter[Tally]:
    """What the memberships themselves add up to, of all people or of some: what the roll-up must equal.

    A person joins with the first membership and leaves with the last; changing the branch, on one day or with
    both open for a while, is neither.
    """
    rows = Membership.objects.order_by("person", "joined", "pk")
    if people is not None:
        rows = rows.filter(among("person", people))
    spans: dict[int, list[_Span]] = {}
    for person, joined, joined_at, left in rows.values_list(
        "person", "joined", "joined_recorded_at", "left"
    ).iterator():
        merged = spans.setdefault(person, [])
        if merged and (merged[-1].left is None or joined <= merged[-1].left):
            last = merged[-1]
            if last.left is not None and (left is None or left > last.left):
                merged[-1] = replace(last, left=left)
        else:
            merged.append(_Span(joined, joined_at, left))
    told = [(person, span.joined_at) for person, merged in spans.items() for span in merged]
    homes = subjects.homes_when_told(told)
    found: Counter[Tally] = Counter()
    for person, merged in spans.items():
        for span in merged:
            home = homes[person, span.joined_at]
            found[Tally(home, MEMBER, "", span.joined.year, Measure.JOINED)] += 1
            if span.left is not None:  # leaves where the joining was counted, wherever they live by then
                found[Tally(home, MEMBER, "", span.left.year, Measure.LEFT)] += 1
    return found


@dataclass(frozen=True, slots=True)
class _Span:
    """A time in which a person was a member somewhere, with when the system was told of its beginning."""

    joined: date
    joined_at: datetime
    left: date | None
