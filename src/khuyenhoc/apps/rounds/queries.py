"""Questions about rounds and registrations."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Registration, Round, TitleAlias
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.titles import Level, Title


class NoRound(RuleBroken):
    """No round of the title and level covers the place that year; facts: year, title, level."""

    code = "NO_ROUND"


def covering(
    place: int, *, year: int, title: Title, level: Level, on: date, organisation_kind: str = ""
) -> Round:
    """The round that holds at the place: its own, else the nearest one above it.

    organisation_kind: a round for just this kind goes before one for every kind at the same place.
    Errors: NoRound.
    """
    above = [version.place_id for version in reversed(places.ancestors(place, on))]
    rounds = {
        found.place_id: found
        for found in Round.objects.filter(
            year=year,
            title=title,
            level=level,
            place__in=[place, *above],
            organisation_kind__in={"", organisation_kind},
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
        )
    except NoRound:
        return opened


def registrations(ids: Collection[int]) -> list[Registration]:
    """With round and set, in order of id; an unknown id is simply not there."""
    rows = list(Registration.objects.filter(pk__in=ids).order_by("pk"))
    # Read once each: a set carries its whole text, too much to repeat in hundreds of rows.
    rounds = Round.objects.select_related("criteria_set").in_bulk({row.round_id for row in rows})
    for row in rows:
        row.round = rounds[row.round_id]
    return rows


def alias(place: int, title: Title, on: date) -> str:
    """What the title is called there on the day: the place's own word, else the nearest above; "" for none."""
    line = [place, *(version.place_id for version in reversed(places.ancestors(place, on)))]
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


def local_names(below: QuerySet[Any, int] | None = None, on: date | None = None) -> list[TitleAlias]:
    """Every local name given at the places (None: anywhere), by place and time; `on`: only what holds that day."""
    rows = TitleAlias.objects.order_by("place", "title", "valid_from")
    if below is not None:
        rows = rows.filter(place__in=below)
    if on is not None:
        rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    return list(rows)


def sets_used(line: Sequence[int], on: date, year: int) -> list[CriteriaSetVersion]:
    """The sets of the year's rounds at the place, above it (`line`: the place, then its ancestors) and below."""
    rounds = Round.objects.filter(
        Q(place__in=line) | Q(pk__in=Round.objects.filter(places.standing_below(line[0], on))), year=year
    )
    return list(
        CriteriaSetVersion.objects.filter(pk__in=rounds.values("criteria_set")).order_by("code", "version")
    )


def has_made_up(place: int, on: date, year: int) -> bool:
    """Whether anybody registered there that year was made up for a demonstration."""
    return Registration.objects.filter(
        places.standing_below(place, on), year=year, subject__is_sample=True
    ).exists()
