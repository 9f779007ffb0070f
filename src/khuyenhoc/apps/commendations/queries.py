"""Questions about commendations: what waits, what was given, whom the register suggests, what was received."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django.db.models import Count, Q, QuerySet

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.commendations.models import Award, Commendation, Decision
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognitions
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.apps.subjects.queries import named as named_like
from khuyenhoc.domain.praise import AS, Praised, Standing, reason_of_streak
from khuyenhoc.domain.streaks import streak
from khuyenhoc.domain.text import sort_key
from khuyenhoc.domain.titles import Title
from khuyenhoc.sentences import words

HeldCommendation: TypeAlias = Commendation  # what pages call them; they touch no models
HeldDecision: TypeAlias = Decision
HeldAward: TypeAlias = Award
OPEN = (Standing.PROPOSED.value, Standing.GRANTED.value)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A subject whom the register suggests. years: in a row, up to `until`; reason: as a certificate says it."""

    subject: Subject
    years: int
    until: int
    reason: str


def get(pk: int, *, seen_by: User, on: date) -> Commendation:
    """Errors: Commendation.DoesNotExist, the same for what is unknown and what is foreign."""
    return _seen(seen_by, on).select_related("subject", "decision", "proposed_by").get(pk=pk)


def decision(pk: int, *, seen_by: User, on: date) -> Decision:
    """Errors: Decision.DoesNotExist."""
    return access.visible(Decision.objects.all(), seen_by, on, title=None).get(pk=pk)


def at_place(place: int, year: int, *, seen_by: User, on: date) -> list[Commendation]:
    """All that the place and those below it propose and give in the year, and what its people are given from above.

    By standing, decision and name.
    """
    below = places.ids_below(place, on, with_custody=True)
    rows = _seen(seen_by, on).filter(Q(place__in=below) | Q(home__in=below), year=year)
    found = list(rows.select_related("subject", "decision", "proposed_by"))
    return sorted(found, key=lambda one: (one.standing, one.decision_id or 0, order_of(one), one.pk))


def of_place(place: int, *, seen_by: User, on: date) -> list[Commendation]:
    """What waits for the place's own decision or was given by it, of every year, in the order of the years."""
    rows = _seen(seen_by, on).filter(place=place, standing__in=OPEN)
    return list(rows.select_related("subject", "decision").order_by("year", "decision", "pk"))


def waiting_at(place: int, year: int, *, seen_by: User, on: date) -> list[Commendation]:
    """What waits at the place and below it, for it may decide on all of that; its own first, by place and name."""
    below = places.ids_below(place, on, with_custody=True)
    rows = _seen(seen_by, on).filter(place__in=below, year=year, standing=Standing.PROPOSED)
    found = rows.select_related("subject", "proposed_by")
    return sorted(found, key=lambda one: (one.place_id != place, one.place_id, order_of(one), one.pk))


def granted_by(decision: Decision) -> list[Commendation]:
    """Those that still stand, by kind and name."""
    rows = decision.commendations.filter(standing=Standing.GRANTED).select_related("subject")
    return sorted(rows, key=lambda one: (one.kind, order_of(one), one.pk))


def order_of(one: Commendation) -> str:
    return one.subject.sort_key if one.subject is not None else sort_key(one.name)


def called(one: Commendation) -> str:
    return one.subject.name if one.subject is not None else one.name


def years_at(place: int, *, on: date) -> list[int]:
    """Years for which something was proposed at the place or below it, the latest first."""
    below = places.ids_below(place, on, with_custody=True)
    rows = Commendation.objects.filter(Q(place__in=below) | Q(home__in=below)).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def corrections_of(one: Commendation) -> list[tuple[str, str, str, str]]:
    """(name, reason, why, by whom) of what it said before, the latest first."""
    rows = one.corrections.select_related("corrected_by").order_by("-pk")
    return [(row.name, row.reason, row.why, row.corrected_by.full_name) for row in rows]


def suggested(
    place: int, year: int, title: Title, *, at_least: int, seen_by: User, on: date, limit: int = 100
) -> list[Suggested]:
    """Who holds the title for years in a row up to the year, or the one before while this one's are not out yet.

    The longest first; without those proposed or commended at the place in the year already.
    """
    below = places.ids_below(place, on, with_custody=True)
    scope = access.scope(seen_by, on)
    counted = recognitions.counted_in(below, year).filter(title=title)
    until = year if counted.exists() else year - 1
    rows = recognitions.counted_in(below, until).filter(scope.matching("place", "title"), title=title)
    holders = sorted(set(rows.values_list("subject", flat=True)))
    taken = set(
        Commendation.objects.filter(
            place=place, year=year, standing__in=OPEN, subject__isnull=False
        ).values_list("subject", flat=True)
    )
    lengths = {
        pk: streak(found, until)
        for pk, found in recognitions.years_counted(holders, title).items()
        if pk not in taken
    }
    long = sorted((pk for pk, length in lengths.items() if length >= at_least), key=lambda pk: -lengths[pk])
    found = {row.pk: row for row in Subject.objects.filter(existing_on(on), pk__in=long[:500])}
    told = [
        Suggested(found[pk], lengths[pk], until, _reason(title, lengths[pk], until))
        for pk in long[:500]
        if pk in found
    ]
    return sorted(told, key=lambda one: (-one.years, one.subject.sort_key, one.subject.pk))[:limit]


def _reason(title: Title, years: int, until: int) -> str:
    return reason_of_streak(years, until - years + 1, until, words.title(title.value))


def praised_as(subject: int, place: int, *, seen_by: User, on: date) -> Praised | None:
    """As what a subject of the register at the place or below it is commended; None when there is none to be seen."""
    kind = _proposable(place, seen_by, on).filter(pk=subject).values_list("kind", flat=True).first()
    return AS[Title(kind)] if kind is not None else None


def findable(place: int, search: str, *, seen_by: User, on: date, limit: int = 30) -> list[Subject]:
    """Subjects at the place or below it whose name holds the text, in any spelling."""
    rows = _proposable(place, seen_by, on)
    return list(named_like(rows, search).order_by("sort_key", "pk")[:limit])


def _proposable(place: int, seen_by: User, on: date) -> "QuerySet[Subject]":
    below = places.ids_below(place, on, with_custody=True)
    return access.visible(
        Subject.objects.filter(existing_on(on), place__in=below, kind__in=[one.value for one in AS]),
        seen_by,
        on,
        title="kind",
    )


def numbers(place: int, year: int, *, on: date) -> dict[str, int]:
    """kind → how many were commended by the place or below it in the year."""
    below = places.ids_below(place, on, with_custody=True)
    rows = Commendation.objects.filter(place__in=below, year=year, standing=Standing.GRANTED)
    return dict(rows.values_list("kind").annotate(number=Count("pk")).order_by("kind"))


def awards(place: int, *, seen_by: User, on: date, year: int | None = None) -> list[Award]:
    """Received at the place or below it, the latest first."""
    below = places.ids_below(place, on, with_custody=True)
    rows = access.visible(Award.objects.filter(place__in=below), seen_by, on, title=None)
    if year is not None:
        rows = rows.filter(received_on__year=year)
    rows = rows.filter(taken_back_at__isnull=True)
    return list(rows.select_related("branch").order_by("-received_on", "-pk"))


def award(pk: int, *, seen_by: User, on: date) -> Award:
    """Errors: Award.DoesNotExist."""
    rows = access.visible(Award.objects.filter(taken_back_at__isnull=True), seen_by, on, title=None)
    return rows.get(pk=pk)


def granted_in(below: "QuerySet[Any, int] | Collection[int]", year: int) -> QuerySet[Commendation]:
    """Commendations that stand, given by the places for the year."""
    return Commendation.objects.filter(place__in=below, year=year, standing=Standing.GRANTED)


def _seen(seen_by: User, on: date) -> QuerySet[Commendation]:
    """Of subjects only those whom the person may see: a grant may be limited to some titles.

    Who looks after a hamlet sees what concerns its people, whoever commends them.
    """
    scope = access.scope(seen_by, on)
    named = scope.matching("place", "subject__kind") | scope.matching("home", "subject__kind")
    written = scope.matching("place", None) | scope.matching("home", None)
    return Commendation.objects.filter(Q(subject__isnull=False) & named | Q(subject__isnull=True) & written)
