"""What a round is, where it holds, which set asks in it, and who registered."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, TypeAlias

from django.db.models import Q, QuerySet

from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import (
    Consent,
    Registration,
    Round,
    SetSwitch,
    TitleAlias,
)
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.criteria.scope import Use
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.storing import objects_among, remembered

HeldRound: TypeAlias = Round  # what pages call a round; they touch no models
Wish: TypeAlias = Consent


class NoRound(RuleBroken):
    """No round of the title and level covers the place that year; facts: year, title, level."""

    code = "NO_ROUND"


def covering(
    place: int,
    *,
    year: int,
    title: Title,
    level: Level,
    on: date,
    organisation_kind: str = "",
    organisation: int | None = None,
) -> Round:
    """The round that holds at the place: its own, else the nearest one above it.

    organisation_kind: a round for just this kind goes before one for every kind at the same place.
    organisation: a round for just this subject goes before all. Errors: NoRound.
    """
    if organisation is not None:
        alone = Round.objects.filter(year=year, title=title, organisation=organisation)
        if (own := alone.select_related("criteria_set").first()) is not None:
            return own
    above = [version.place_id for version in reversed(places.ancestors(place, on))]
    rounds = {
        found.place_id: found
        for found in Round.objects.filter(
            year=year,
            title=title,
            level=level,
            place__in=[place, *above],
            organisation_kind__in={"", organisation_kind},
            organisation__isnull=True,
        )
        .select_related("criteria_set")
        .order_by("organisation_kind")  # of one place the round for the kind itself comes last and stays
    }
    for where in [place, *above]:
        if where in rounds:
            return rounds[where]
    raise NoRound(year=year, title=title.value, level=level.value)


def worked_in(opened: Round, on: date) -> Round:
    """The round that decides its cases on the day: itself, or that of whoever answers for its place by then.

    Cases keep the round they registered in; what changes is the body that decides and under which name.
    """
    custodian = places.custodian(opened.place_id, on)
    if custodian == opened.place_id:
        return opened
    try:
        return covering(
            custodian,
            year=opened.year,
            title=Title(opened.title),
            level=Level(opened.level),
            on=on,
            organisation_kind=opened.organisation_kind,
            organisation=opened.organisation_id,
        )
    except NoRound:
        return opened


def held_at(round_id: int, place: int, on: date) -> Round:
    """The round, if it reaches the place: opened there, above it or, by who answers for closed places, once above.

    Errors: Round.DoesNotExist, the same for what is unknown and what does not reach there.
    """
    found = Round.objects.select_related("criteria_set").get(pk=round_id)
    line = {place, *(version.place_id for version in places.ancestors(place, on))}
    inside = places.ids_below(place, on, with_custody=True)
    if places.custodian(found.place_id, on) in line or inside.filter(pk=found.place_id).exists():
        return found
    raise Round.DoesNotExist


def by_ids(ids: Collection[int]) -> dict[int, Round]:
    """The rounds by id, with their sets; one that is unknown is simply not there."""
    return remembered("rounds", ids, _ask_rounds, of=[Round, CriteriaSetVersion])


def _ask_rounds(ids: Collection[int]) -> dict[int, Round]:
    """Sets are read once each: one carries its whole text."""
    found = {one.pk: one for one in objects_among(Round, ids)}
    sets = criteria.by_ids({one.criteria_set_id for one in found.values()})
    for one in found.values():
        one.criteria_set = sets[one.criteria_set_id]
    return found


def registrations(ids: Collection[int]) -> list[Registration]:
    """With round and set, in order of id; an unknown id is simply not there."""
    rows = objects_among(Registration, ids)
    # Read once each: a set carries its whole text, too much to repeat in hundreds of rows.
    rounds = by_ids({row.round_id for row in rows})
    for row in rows:
        row.round = rounds[row.round_id]
    return rows


def alias(place: int, title: Title, on: date) -> str:
    """What the title is called there on the day: the place's own word, else the nearest above; "" for none."""
    line = places.line(place, on)
    return aliases(line, on).get(title, "")


def aliases(line: Sequence[int], on: date) -> dict[str, str]:
    """title → its local name on the day, of the first place in `line` (the place, then its ancestors) with one."""
    rows = TitleAlias.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), place__in=line, valid_from__lte=on
    ).order_by("valid_from")
    names = {(place, title): name for place, title, name in rows.values_list("place", "title", "name")}
    return {
        title: names[where, title] for where in reversed(line) for title in Title if (where, title) in names
    }


def named(line: Sequence[int]) -> list[TitleAlias]:
    """Every local name given at the place or above it (`line`: the place, then its ancestors), earliest first."""
    return list(TitleAlias.objects.filter(place__in=line).order_by("title", "valid_from", "pk"))


def local_names(below: QuerySet[Any, int] | None = None, on: date | None = None) -> list[TitleAlias]:
    """Every local name given at the places (None: anywhere), by place and time; `on`: only what holds that day."""
    rows = TitleAlias.objects.order_by("place", "title", "valid_from")
    if below is not None:
        rows = rows.filter(place__in=below)
    if on is not None:
        rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    return list(rows)


def use_of(opened: Round, on: date, *, tree: date | None = None) -> Use:
    """What the round wants a set for on a day; tree: the day of the places, the same one unless given."""
    alone = opened.organisation
    where = opened.place_id if alone is None else alone.place_id
    above = places.ancestors(where, tree or on)
    return Use(
        title=opened.title,
        level=opened.level,
        line=(where, *(version.place_id for version in reversed(above))),
        on=on,
        organisation_kind=opened.organisation_kind or (alone.organisation_kind if alone else ""),
        organisation=alone.search_key if alone else "",
    )


def offered(
    place: int,
    *,
    title: Title,
    level: Level,
    on: date,
    tree: date,
    organisation_kind: str = "",
    organisation: Subject | None = None,
) -> list[CriteriaSetVersion]:
    """The sets a round there may be opened with, the one that wins first.

    on: its cut-off day; tree: the day of the places. organisation: the only one the round is for.
    """
    wanted = Round(title=title, level=level, organisation_kind=organisation_kind, organisation=organisation)
    wanted.place_id = place
    return criteria.holding(use_of(wanted, on, tree=tree))


def offered_next(opened: Round, on: date, *, tree: date) -> list[CriteriaSetVersion]:
    """The sets a round may be switched to on the day, the one that wins first, without the one that asks by then."""
    asks = set_on(opened, on)
    return [one for one in criteria.holding(use_of(opened, on, tree=tree)) if one.pk != asks.pk]


def sets_on(rounds: Iterable[Round], on: date) -> dict[int, CriteriaSetVersion]:
    """round → the set that asks in it on the day, for what is assessed then; `rounds` read with their sets."""
    found = {opened.pk: opened.criteria_set for opened in rounds}
    for switch in switches(found, until=on):
        found[switch.round_id] = switch.after
    return found


def set_on(opened: Round, on: date) -> CriteriaSetVersion:
    """The set that asks in one round on the day."""
    return sets_on([opened], on)[opened.pk]


def switches(rounds: Collection[int], *, until: date | None = None) -> list[SetSwitch]:
    """The switches that hold in the rounds, with both sets, in order of time; until: only those in effect by then."""
    known = remembered("switches", rounds, _ask_switches, of=[SetSwitch, CriteriaSetVersion])
    found = [one for told in known.values() for one in told if until is None or one.effective_on <= until]
    return sorted(found, key=lambda one: (one.effective_on, one.pk))


def _ask_switches(rounds: Collection[int]) -> dict[int, list[SetSwitch]]:
    found: dict[int, list[SetSwitch]] = defaultdict(list)
    rows = [one for one in objects_among(SetSwitch, rounds, column="round") if one.cancelled_at is None]
    sets = criteria.by_ids({number for one in rows for number in (one.before_id, one.after_id)})
    for one in rows:
        one.before, one.after = sets[one.before_id], sets[one.after_id]
        found[one.round_id].append(one)
    return found


def switches_in(held: QuerySet[Round]) -> list[tuple[str, str, SetSwitch]]:
    """(title, level, switch) of every switch that holds in the rounds, in order of time."""
    rows = SetSwitch.objects.filter(round__in=held, cancelled_at__isnull=True).select_related("round")
    return [(one.round.title, one.round.level, one) for one in rows.order_by("effective_on", "pk")]


def history_of_switches(opened: Round) -> list[SetSwitch]:
    """Every switch of the round, those that were taken back too, with both sets, in order of time."""
    rows = SetSwitch.objects.filter(round=opened).select_related("before", "after")
    return list(rows.order_by("effective_on", "pk"))


def here_and_above(place: int, *, year: int, on: date) -> list[Round]:
    """The year's rounds opened at the place or above it, the nearest first, then by title and level."""
    line = places.line(place, on)
    rows = Round.objects.filter(place__in=line, year=year).select_related("criteria_set", "organisation")
    order = list(Title)
    return sorted(rows, key=lambda one: (line.index(one.place_id), order.index(Title(one.title)), one.level))


def opened_below(
    place: int,
    *,
    year: int,
    on: date,
    after: int = 0,
    limit: int = 50,
    title: str = "",
    parent: int | None = None,
) -> list[Round]:
    """The year's rounds opened below the place, not at it, in order of id; paged by id.

    parent: only those derived from this round.
    """
    below = places.ids_below(place, on, with_custody=True)
    rows = Round.objects.filter(place__in=below, year=year, pk__gt=after).exclude(place=place)
    if title:
        rows = rows.filter(title=title)
    if parent is not None:
        rows = rows.filter(parent=parent)
    return list(rows.select_related("criteria_set", "organisation").order_by("pk")[:limit])


def years_opened() -> list[int]:
    """The years of which there is a round, the latest first."""
    return list(Round.objects.order_by("-year").values_list("year", flat=True).distinct())


def latest_like(
    place: int,
    *,
    title: Title,
    level: Level,
    before: int,
    on: date,
    organisation_kind: str = "",
    organisation: int | None = None,
) -> Round | None:
    """The last round of the kind in the years before, of the place itself or the nearest above.

    organisation: its own last round goes first, then the one for all.
    """
    if organisation is not None:
        own = Round.objects.filter(year__lt=before, title=title, organisation=organisation).order_by("-year")
        if (last := own.first()) is not None:
            return last
    line = places.line(place, on)
    rows = Round.objects.filter(
        place__in=line,
        year__lt=before,
        title=title,
        level=level,
        organisation_kind=organisation_kind,
        organisation__isnull=True,
    )
    found = sorted(rows, key=lambda one: (-one.year, line.index(one.place_id)))
    return found[0] if found else None


def get(round_id: int) -> Round:
    """With set, parent and organisation. Errors: Round.DoesNotExist."""
    return Round.objects.select_related("criteria_set", "parent", "organisation").get(pk=round_id)


def local_rounds(opened: Round) -> list[Round]:
    """All that derive from a round, at any depth, in order of id."""
    found: list[Round] = []
    parents = [opened.pk]
    while parents:
        level = list(Round.objects.filter(parent__in=parents).select_related("criteria_set").order_by("pk"))
        parents = [one.pk for one in level]
        found += level
    return sorted(found, key=lambda one: one.pk)


def held_around(line: Sequence[int], on: date, year: int) -> QuerySet[Round]:
    """The year's rounds at the place, above it (`line`: the place, then its ancestors) and below."""
    below = places.lying_below(line[:1], on, with_custody=False)
    return Round.objects.filter(Q(place__in=line) | below, year=year)


def has_made_up(place: int, on: date, year: int) -> bool:
    """Whether anybody registered there that year was made up for a demonstration."""
    return Registration.objects.filter(
        places.standing_below(place, on), year=year, subject__is_sample=True
    ).exists()
