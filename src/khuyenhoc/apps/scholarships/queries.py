"""Questions about rounds of scholarships; names only for who keeps or approves the books of their place."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import Custody
from khuyenhoc.apps.scholarships.models import CATEGORIES, AwardRound, Nomination, SchoolSize
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on, named
from khuyenhoc.domain import awards
from khuyenhoc.domain.awards import Candidate
from khuyenhoc.domain.bodies import BODIES
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.ledger import Purpose
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import Column, Order, among

__all__ = ["CATEGORIES", "AwardRound", "Nomination"]  # pages reach them through here
ORDER = Order([Column("sort_key")])
STANDING = (Nomination.State.NOMINATED, Nomination.State.REVIEWED, Nomination.State.AWARDED)
KEEPERS = (Permission.KEEP_BOOKS, Permission.APPROVE_BOOKS)


@dataclass(frozen=True, slots=True)
class Double:
    """The same person elsewhere in the year. round: None where the asker may not see that round's names.

    where: the place whose round it is; nothing else of a foreign one is told.
    """

    where: int
    category: str
    round: AwardRound | None


@dataclass(frozen=True, slots=True)
class Awarded:
    """count: suất. amount: đồng."""

    count: int = 0
    amount: int = 0


def may_read(user: User, place: int, on: date) -> bool:
    """Whether the person keeps or approves the books there; nobody else reads names."""
    return bool(access.may_which(user, KEEPERS, place, on=on))


def rounds_for(place: int, on: date) -> list[AwardRound]:
    """Those of the place and of closed ones it answers for, and to nominate in, those above it; the latest first."""
    line = [one.place_id for one in places.ancestors(place, on)]
    held = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    wards = Custody.objects.filter(held, custodian=place, valid_from__lte=on).values("place")
    own = Q(place__in=wards) | among("place", [place, *line])
    return list(AwardRound.objects.filter(own).select_related("fund").order_by("-year", "-pk")[:200])


def round_at(pk: int, place: int, *, seen_by: User, on: date) -> AwardRound:
    """A round of the place, of one above it or of one below it. Errors: OutsideScope."""
    if may_read(seen_by, place, on):
        line = [one.place_id for one in places.ancestors(place, on)]
        own = Q(place__in=places.ids_below(place, on, with_custody=True)) | among("place", line)
        rows = AwardRound.objects.select_related("fund", "voucher", "opened_by", "decided_by")
        found = rows.filter(own, pk=pk).first()
        if found is not None:
            return found
    raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)


def nominations(of: AwardRound, place: int, *, seen_by: User, on: date) -> "QuerySet[Nomination]":
    """Those at or below the place that the person may read."""
    below = places.ids_below(place, on, with_custody=True)
    rows = Nomination.objects.filter(round=of, place__in=below)
    return rows.filter(_readable(seen_by, on))


def _readable(user: User, on: date) -> Q:
    found = Q(pk__in=[])
    for permission in KEEPERS:
        found |= access.scope(user, on, permission).matching("place", None)
    return found


@dataclass(frozen=True, slots=True)
class NomineePage:
    rows: tuple[Nomination, ...]
    next: tuple[str, int] | None


def page(
    rows: "QuerySet[Nomination]",
    *,
    state: str = "",
    search: str = "",
    after: tuple[str, int] | None = None,
    limit: int = 50,
) -> NomineePage:
    """By name."""
    found = rows.filter(state=state) if state else rows
    if search:
        found = named(found, search)
    keys = ORDER.keys(found, after, limit)
    shown = [key[-1] for key in keys[:limit]]
    by_id = Nomination.objects.select_related("subject", "nominated_by").in_bulk(shown)
    return NomineePage(
        tuple(by_id[pk] for pk in shown), ORDER.position(keys[limit - 1]) if len(keys) > limit else None
    )


def nomination(pk: int, *, seen_by: User, on: date) -> Nomination:
    """Errors: OutsideScope."""
    found = Nomination.objects.select_related("round").filter(_readable(seen_by, on), pk=pk).first()
    if found is None:
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    return found


def awarded(of: AwardRound) -> list[Nomination]:
    """Who gets it, by name."""
    rows = Nomination.objects.filter(round=of, state=Nomination.State.AWARDED)
    return list(rows.order_by("sort_key", "pk"))


def number_by_state(rows: "QuerySet[Nomination]") -> dict[str, int]:
    return dict(rows.order_by().values_list("state").annotate(Count("pk")))


def schools(of: AwardRound) -> list[SchoolSize]:
    return list(SchoolSize.objects.filter(round=of).order_by("school", "pk"))


def pupils_of(of: AwardRound) -> dict[str, int]:
    """`awards.school_key` → how many pupils; a size told by name alone holds for a school of that name."""
    told = {one.key: one.pupils for one in schools(of)}
    linked = Nomination.objects.filter(round=of, school_body__isnull=False)
    for body, name in linked.values_list("school_body", "school").distinct():
        by_name = told.get(awards.school_key(name))
        if by_name is not None:
            told.setdefault(awards.school_key(name, body), by_name)
    return told


def schools_at(place: int, on: date) -> list[Subject]:
    """The schools of the register in the commune that the place is or lies in, or at and below what is above one.

    By name. A school is no person: whoever may nominate at the place is told of it.
    """
    rows = Subject.objects.filter(
        existing_on(on),
        kind=Title.ORGANISATION,
        organisation_kind__in=sorted(BODIES["schools"].organisations),
        place__in=places.ids_below(_commune_or(place, on), on, with_custody=True),
    )
    return list(rows.order_by("sort_key", "pk"))


def _commune_or(place: int, on: date) -> int:
    line = places.line(place, on)
    return next((one for one in line if places.version(one, on).place.kind == Kind.COMMUNE), place)


def candidates(rows: Iterable[Nomination], of: AwardRound) -> list[Candidate]:
    """As the rules look at them."""
    return [
        Candidate(
            pk=one.pk,
            who=awards.person_key(one.name, one.birth_year, one.subject_id),
            school=one.school,
            school_key=awards.school_key(one.school, one.school_body_id),
            amount=one.amount,
            birth_year=one.birth_year,
            is_teacher=of.category == Purpose.HARDSHIP_HELP_TEACHERS,
            guardian_agrees=one.guardian_agrees,
            child_agrees=one.child_agrees,
        )
        for one in rows
    ]


def doubles(
    these: Collection[Nomination], of: AwardRound, *, seen_by: User, on: date
) -> dict[int, list[Double]]:
    """nomination → where else the same person stands in a round of the year, this one's other entries too.

    The same: the same entry of the register, or name and year of birth alike; without a year of birth, name and
    school alike.
    """
    if not these:
        return {}
    mine = {one.pk for one in these}
    subjects = [one.subject_id for one in these if one.subject_id is not None]
    keys = [one.written_key for one in these]
    rows = Nomination.objects.filter(
        Q(among("subject", subjects)) | Q(written_key__in=keys), round__year=of.year, state__in=STANDING
    ).select_related("round")
    known = list(rows.order_by("pk"))
    seen = Nomination.objects.filter(_readable(seen_by, on), among("pk", [one.pk for one in known]))
    readable = set(seen.values_list("pk", flat=True))
    found: dict[int, list[Double]] = defaultdict(list)
    for one in these:
        if one.state not in STANDING:
            continue
        for other in known:
            if other.pk != one.pk and _same(one, other):
                told = other.round if other.pk in readable or other.pk in mine else None
                found[one.pk].append(Double(other.round.place_id, other.round.category, told))
    return dict(found)


def standing_in(of: AwardRound, new: Collection[Nomination]) -> list[Nomination]:
    """Those of the new ones who stand in the round already; as `doubles` tells the same person."""
    if not new:
        return []
    subjects = [one.subject_id for one in new if one.subject_id is not None]
    rows = Nomination.objects.filter(
        Q(among("subject", subjects)) | Q(written_key__in={one.written_key for one in new}),
        round=of,
        state__in=STANDING,
    )
    known = list(rows)
    return [one for one in new if any(_same(one, other) for other in known)]


def _same(one: Nomination, other: Nomination) -> bool:
    if one.subject_id is not None and other.subject_id is not None:
        return one.subject_id == other.subject_id
    if one.written_key != other.written_key:
        return False
    return one.birth_year is not None or awards.school_key(one.school) == awards.school_key(other.school)


def people_at(place: int, text: str, *, seen_by: User, on: date) -> list[Subject]:
    """People of the register at or below the place whose name holds the text, to be nominated; a few of them."""
    rows = Subject.objects.filter(
        existing_on(on), kind=Title.CITIZEN, place__in=places.ids_below(place, on, with_custody=True)
    )
    seen = access.visible(rows, seen_by, on, title="kind")
    return list(named(seen, text).order_by("sort_key", "pk")[:20])


def totals_by_place(rounds: "QuerySet[AwardRound]") -> dict[tuple[int, int, str], Awarded]:
    """(the round's own place, year of payment, category) → what was paid; payments taken back do not count."""
    keys = ("round__place", "round__voucher__year", "round__category")
    rows = _paid(Q(round__in=rounds)).values_list(*keys).annotate(Count("pk"), Sum("amount"))
    return {
        (place, year, category): Awarded(count, amount)
        for place, year, category, count, amount in rows.order_by(*keys)
    }


def below(place: int, on: date) -> "QuerySet[AwardRound]":
    """Every round at or below the place."""
    return AwardRound.objects.filter(place__in=places.ids_below(place, on, with_custody=True))


def paid_by_place(reached: Any, first: int, last: int) -> dict[str, dict[int, Awarded]]:
    """Category → the round's own place → what was paid in the years.

    reached: the condition on the column "round__place".
    """
    paid_on = Q(round__voucher__day__gte=date(first, 1, 1), round__voucher__day__lte=last_day(last))
    rows = _paid(Q(reached) & paid_on).values_list("round__category", "round__place")
    found: dict[str, dict[int, Awarded]] = defaultdict(dict)
    for category, place, count, amount in rows.annotate(Count("pk"), Sum("amount")).order_by(
        "round__category", "round__place"
    ):
        found[category][place] = Awarded(count, amount)
    return dict(found)


def _paid(wanted: Q) -> "QuerySet[Nomination]":
    return Nomination.objects.filter(
        wanted,
        state=Nomination.State.AWARDED,
        round__state=AwardRound.State.PAID,
        round__voucher__corrected_by__isnull=True,
    ).annotate(where=F("round__place"))


def is_payment_taken_back(of: AwardRound) -> bool:
    """Whether the voucher it was paid with was corrected since: then it is to be paid anew."""
    return of.voucher is not None and hasattr(of.voucher, "corrected_by")


def places_with_rounds(first: int, last: int) -> set[int]:
    """Places that had a round of any category in the years."""
    return set(AwardRound.objects.filter(year__gte=first, year__lte=last).values_list("place", flat=True))
