"""What the places right below make together: counted where a register is kept, else as they reported."""

from dataclasses import dataclass

from khuyenhoc.analytics.indicators.valuing import values
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day


@dataclass(frozen=True, slots=True)
class FromBelow:
    """counted, reported: sums over so many places. unknown: the names of those that neither count nor reported."""

    counted: int
    counting: int
    reported: int
    reporting: int
    unknown: tuple[str, ...]

    @property
    def total(self) -> int:
        return self.counted + self.reported


def from_below(indicator: str, place: int, year: int, *, level: str = "") -> FromBelow | None:
    """None where the indicator does not add up over places, nothing lies below, or nobody below reported a number.

    Then the place's own count is all there is. A reported number counts as written, whatever its qualifier.
    Errors: IndicatorUnknown, LevelUnknown, PlaceUnknownThen.
    """
    if not figures.catalogue().indicator(indicator).adds_up:
        return None
    names = {one.place_id: str(one) for one in places.children(place, last_day(year))}
    if not names:
        return None
    found = values(indicator, list(names), year, level=level)
    counted = [one.amount.value for one in found.values() if one.amount is not None]
    told = [one.reported for one in found.values() if one.amount is None and one.reported is not None]
    if not told:
        return None
    return FromBelow(
        counted=sum(counted),
        counting=len(counted),
        reported=sum(told),
        reporting=len(told),
        unknown=tuple(names[place_id] for place_id, one in found.items() if one.value is None),
    )
