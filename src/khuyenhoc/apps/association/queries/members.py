"""Questions about members."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime

from khuyenhoc.apps.association.models import Membership
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.memberships import spans
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


def recounted(people: Collection[int] | None = None) -> Counter[Tally]:
    """What the memberships themselves add up to, of all people or of some: what the roll-up must equal.

    A person joins with the first membership and leaves with the last; changing the branch, on one day or with
    both open for a while, is neither.
    """
    rows = Membership.objects.order_by("person", "joined", "pk")
    if people is not None:
        rows = rows.filter(among("person", people))
    held: dict[int, list[tuple[date, datetime, date | None]]] = {}
    columns = ("person", "joined", "joined_recorded_at", "left")
    for person, joined, joined_at, left in rows.values_list(*columns).iterator():
        held.setdefault(person, []).append((joined, joined_at, left))
    times = {person: spans(memberships) for person, memberships in held.items()}
    told = [(person, span.told) for person, merged in times.items() for span in merged]
    homes = subjects.homes_when_told(told)
    found: Counter[Tally] = Counter()
    for person, merged in times.items():
        for span in merged:
            home = homes[person, span.told]
            found[Tally(home, MEMBER, "", span.joined.year, Measure.JOINED)] += 1
            if span.left is not None:  # leaves where the joining was counted, wherever they live by then
                found[Tally(home, MEMBER, "", span.left.year, Measure.LEFT)] += 1
    return found
