"""Questions about rounds and registrations."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
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


def visible_registrations(user: User, on: date) -> QuerySet[Registration]:
    return access.visible(Registration.objects.all(), user, on)


def registrations(ids: Collection[int]) -> list[Registration]:
    """With round, set and subject, in order of id; an unknown id is simply not there."""
    return list(
        Registration.objects.filter(pk__in=ids)
        .select_related("round__criteria_set", "subject")
        .order_by("pk")
    )


def alias(place: int, title: Title, on: date) -> str:
    """What the title is called there on the day: the place's own word, else the nearest above; "" for none."""
    line = [place, *(version.place_id for version in reversed(places.ancestors(place, on)))]
    rows = TitleAlias.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), place__in=line, title=title, valid_from__lte=on
    ).order_by("valid_from")
    names = dict(rows.values_list("place", "name"))
    return next((names[where] for where in line if where in names), "")
