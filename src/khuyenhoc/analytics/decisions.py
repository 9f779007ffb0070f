"""Signed decisions: the list of them, and one with those it recognised and those it did not."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognitions
from khuyenhoc.apps.recognition.models import HELD_STATES, Decision, DecisionPlace, Recognition
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import among, by_name, looked_at

WIDE = 2_000  # places that decisions name below a place, beyond which they are not gathered


@dataclass(frozen=True, slots=True)
class Signed:
    """One decision as a list shows it; number: how many the reader may see that it recognised."""

    pk: int
    number: str
    on: date
    body: str
    title: str
    level: str
    year: int
    recognised: int


@dataclass(frozen=True, slots=True)
class SignedPage:
    """The latest first; next: the key of the last row, None on the last page."""

    rows: tuple[Signed, ...]
    next: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Given:
    """One title that a decision gave, as it stands today."""

    registration_id: int
    name: str
    place_id: int
    rating: str
    certificate: str
    code: str
    state: str


@dataclass(frozen=True, slots=True)
class Refused:
    registration_id: int
    name: str
    place_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A decision as it was signed. sums: (place, rating) → recognised; next: where the list goes on.

    is_whole: the reader sees everybody on it, so that the papers themselves may be handed over. held: how many of
    them still hold the title.
    """

    pk: int
    number: str
    on: date
    body: str
    signer: str
    signer_name: str
    decided_by: str
    place_id: int
    title: str
    level: str
    year: int
    sums: dict[tuple[int, str], int]
    given: tuple[Given, ...]
    refused: tuple[Refused, ...]
    next: tuple[str, int] | None
    made_up: bool
    is_whole: bool
    held: int


def find(
    place: int,
    *,
    seen_by: User,
    on: date,
    year: int | None = None,
    title: Title | None = None,
    number: str = "",
    after: tuple[str, int] | None = None,
    limit: int = 50,
    wide: int = WIDE,
) -> SignedPage:
    """Decisions signed at and below the place, and those above it that name somebody there.

    year: of the title. number: part of it, as people type it.
    """
    signed_here = Decision.objects.filter(place__in=places.ids_below(place, on, with_custody=True))
    signed_here = access.visible(signed_here, seen_by, on, title="round__title")
    here = places.lying_below([place], on)
    rows = Decision.objects.filter(_naming(here, seen_by, on, wide) | Q(pk__in=signed_here.values("pk")))
    if year is not None:
        rows = rows.filter(round__year=year)
    if title is not None:
        rows = rows.filter(round__title=title)
    if number:
        rows = rows.filter(number__contains=clean(number).upper())
    if after is not None:
        day, pk = after
        rows = rows.filter(Q(effective_on__lt=day) | Q(effective_on=day, pk__lt=pk))
    found = list(rows.select_related("round").order_by("-effective_on", "-pk")[: limit + 1])
    shown, more = found[:limit], len(found) > limit
    counted = dict(
        _row_by_row(here, seen_by, on)
        .filter(among("decision", [one.pk for one in shown]))
        .values_list("decision")
        .annotate(n=Sum("number"))
        .order_by("decision")
    )
    return SignedPage(
        rows=tuple(
            Signed(
                one.pk,
                one.number,
                one.effective_on,
                one.body,
                one.round.title,
                one.round.level,
                one.round.year,
                counted.get(one.pk, 0),
            )
            for one in shown
        ),
        next=(shown[-1].effective_on.isoformat(), shown[-1].pk) if more else None,
    )


def _naming(here: Q, seen_by: User, on: date, wide: int) -> Q | Exists:
    """The condition that a decision names somebody seen there.

    Few are gathered; of very many each decision looks for one.
    """
    seen = DecisionPlace.objects.filter(here, access.scope(seen_by, on).matching(named=True)).order_by()
    if seen[wide : wide + 1].exists():
        return Exists(_row_by_row(here, seen_by, on).filter(decision=OuterRef("pk")))
    return Q(pk__in=seen.values("decision"))


def _row_by_row(here: Q, seen_by: User, on: date) -> QuerySet[DecisionPlace]:
    """For who comes from a decision: an index on it and on places would be gone through place by place."""
    rows = looked_at(DecisionPlace.objects.all(), here, "inside")
    return looked_at(rows, access.scope(seen_by, on).matching(named=True), "seen")


def of(
    pk: int,
    *,
    seen_by: User,
    on: date,
    search: str = "",
    after: tuple[str, int] | None = None,
    limit: int = 100,
) -> Paper:
    """The decision, if the person may see it or anybody on it; of the names only what they may see.

    Errors: Decision.DoesNotExist, the same for what is unknown and what is foreign.
    """
    decision = Decision.objects.select_related("round", "decided_by").get(pk=pk)
    whole = Recognition.objects.filter(decision=decision)
    rows = access.visible(whole, seen_by, on)
    is_own = access.visible(Decision.objects.filter(pk=pk), seen_by, on, title="round__title").exists()
    sums: Counter[tuple[int, str]] = Counter()
    for where, rating, number in (
        rows.values_list("place", "rating").annotate(n=Count("pk")).order_by("place", "rating")
    ):
        sums[where, rating] = number
    if not is_own and not sums:
        raise Decision.DoesNotExist
    page, following = _given(rows, search, after, limit)
    return Paper(
        pk=decision.pk,
        number=decision.number,
        on=decision.effective_on,
        body=recognitions.signed_by(decision, on),
        signer=decision.signer,
        signer_name=decision.signer_name,
        decided_by=str(decision.decided_by),
        place_id=decision.place_id,
        title=decision.round.title,
        level=decision.round.level,
        year=decision.round.year,
        sums=dict(sums),
        given=tuple(_one(row) for row in page),
        refused=_refused(decision, seen_by, on),
        next=following,
        made_up=any(row.subject.is_sample for row in page),
        is_whole=is_own and sum(sums.values()) == whole.count(),
        held=rows.filter(state__in=HELD_STATES).count(),
    )


def _given(
    rows: QuerySet[Recognition], search: str, after: tuple[str, int] | None, limit: int
) -> tuple[list[Recognition], tuple[str, int] | None]:
    rows = subjects.named(rows, search, "subject__search_key")
    rows = rows.select_related("subject", "certificate", "assessment")
    return by_name(rows, after, limit, name="subject__sort_key")


def _one(row: Recognition) -> Given:
    return Given(
        registration_id=row.assessment.registration_id,
        name=row.subject.name,
        place_id=row.place_id,
        rating=row.rating,
        certificate=row.certificate.number,
        code=row.certificate.code,
        state=row.state,
    )


def _refused(decision: Decision, seen_by: User, on: date) -> tuple[Refused, ...]:
    """Closed by the same deed: the same round, moment and person."""
    rows = Assessment.objects.filter(
        round=decision.round_id,
        state=State.NOT_RECOGNISED,
        closed_at=decision.recorded_at,
        closed_by=decision.decided_by_id,
    )
    found = access.visible(rows, seen_by, on).select_related("subject").order_by("subject__sort_key", "pk")
    return tuple(
        Refused(row.registration_id, row.subject.name, row.place_id, row.closed_reason) for row in found
    )


def number_held(pk: int) -> int:
    """How many titles of a decision are still held."""
    return Recognition.objects.filter(decision=pk, state__in=HELD_STATES).count()


def certificates_held(pk: int, *, start: int, limit: int) -> list[str]:
    """Numbers of the certificates on a decision whose titles are still held, from the start-th on, in their order."""
    rows = Recognition.objects.filter(decision=pk, state__in=HELD_STATES).order_by("certificate__serial")
    return list(rows.values_list("certificate__number", flat=True)[start : start + limit])
