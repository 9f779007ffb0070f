"""Which versions of which sets underlie a period: those that asked, and how many cases each decided."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.workflow import State


@dataclass(frozen=True, slots=True)
class Asked:
    """A set that asked in the year's rounds. since: the day of the switch to it, None from the start."""

    title: str
    level: str
    key: str
    status: str
    checked_against_original: bool
    since: date | None
    legal_reference: str


def asked(
    place_id: int, year: int, *, on: date | None = None, known_before: datetime | None = None
) -> list[Asked]:
    """The sets of the year's rounds at the place, above and below it, by title and in order of time.

    Each once, however many rounds it asked in; switches that were taken back are left out. on: the day of the tree,
    the year's last unless given. known_before: only what was recorded by then.
    """
    day = on or last_day(year)
    line = places.line(place_id, day)
    held = rounds.held_around(line, day, year)
    # never the text: it may be long, and a place may have hundreds of rounds
    if known_before is not None:
        held = held.filter(recorded_at__lt=known_before)
    opened = held.values_list("title", "level", "criteria_set").distinct().order_by()
    switched = [
        told
        for told in rounds.switches_in(held)
        if known_before is None or told[2].recorded_at < known_before
    ]
    sets = CriteriaSetVersion.objects.defer("text").in_bulk(
        {pk for _, _, pk in opened} | {switch.after_id for _, _, switch in switched}
    )
    found = {(title, level, pk): _of(title, level, sets[pk]) for title, level, pk in opened}
    for title, level, switch in switched:
        key = (title, level, switch.after_id)
        if key not in found:
            found[key] = _of(title, level, sets[switch.after_id], switch.effective_on, switch.legal_reference)
    return sorted(found.values(), key=lambda one: (one.title, one.level, one.since or date.min, one.key))


def _of(
    title: str, level: str, one: CriteriaSetVersion, since: date | None = None, reference: str = ""
) -> Asked:
    return Asked(title, level, one.key, one.status, one.checked_against_original, since, reference)


@dataclass(frozen=True, slots=True)
class Used:
    """Cases of a year by the set they were answered to, withdrawn ones left out."""

    title: str
    level: str
    key: str
    cases: int
    passed: int
    recognised: int


def used(place_id: int, year: int) -> list[Used]:
    """How many of the year's cases at and below the place each set decided, by title, level and set."""
    rows = (
        Assessment.objects.filter(
            place__in=places.ids_below(place_id, last_day(year), with_custody=True), year=year
        )
        .exclude(state=State.WITHDRAWN)
        .values_list("title", "level", "criteria_set")
        .annotate(
            cases=Count("pk"),
            passing=Count("pk", filter=Q(passed=True)),
            recognised=Count("pk", filter=Q(state=State.RECOGNISED)),
        )
        .order_by("title", "level", "criteria_set")
    )
    sets = CriteriaSetVersion.objects.defer("text").in_bulk({pk for _, _, pk, *_ in rows})
    return [
        Used(title, level, sets[pk].key, cases, passed, recognised)
        for title, level, pk, cases, passed, recognised in rows
    ]
