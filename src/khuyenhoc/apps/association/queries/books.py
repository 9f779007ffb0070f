"""The members' book of one branch: who is in it, who settled the fee, in what order."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.models import Branch, Fee, FeeRate, Membership, PartyMember
from khuyenhoc.apps.association.queries.branches import line_of, running_on
from khuyenhoc.apps.association.queries.settling import unsettled_on
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.memberships import rate_of
from khuyenhoc.domain.naming import OF_AGE
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among
from khuyenhoc.storing.paging import Column, Order, in_order

_NAME = Column("person__sort_key")
HeldFee: TypeAlias = Fee  # what pages and papers call a fee; they touch no models
MEMBER_ORDERS = {
    "name": Order([_NAME]),
    "birth": Order([Column("born", int), _NAME]),
    "joined": Order([Column("joined", date.fromisoformat, is_falling=True), _NAME]),
}


class Show(StrEnum):
    """Which members a list shows."""

    NOW = "now"
    OWING = "owing"
    PAID = "paid"
    EXEMPT = "exempt"
    PARTY = "party"
    UNSETTLED = "unsettled"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class BookQuery:
    """year: whose fee is meant. day: members of that day. search: part of a name in any spelling."""

    branch: Branch
    day: date
    year: int
    show: Show = Show.NOW
    search: str = ""
    sort: str = "name"
    after: tuple[str, int] | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One member as the book shows them; fee: of the year, None while it is open."""

    membership: Membership
    fee: Fee | None
    in_party: bool


@dataclass(frozen=True, slots=True)
class BookPage:
    rows: tuple[Line, ...]
    next: tuple[str, int] | None


def book(asked: BookQuery, *, seen_by: User) -> BookPage:
    rows = _asked(asked, seen_by)
    if asked.sort == "birth":
        rows = rows.annotate(born=Coalesce(F("person__birth_year"), 9999))
    order = MEMBER_ORDERS[asked.sort]
    keys = order.keys(rows, asked.after, asked.limit)
    shown = keys[: asked.limit]
    found = in_order(Membership.objects.select_related("person"), [key[-1] for key in shown])
    return BookPage(
        tuple(_told(found, asked)), order.position(shown[-1]) if len(keys) > asked.limit else None
    )


def whole_book(asked: BookQuery, *, seen_by: User) -> Iterator[Line]:
    """The whole list in its order, read page by page."""
    left: BookQuery | None = replace(asked, after=None, limit=1_000)
    while left is not None:
        page = book(left, seen_by=seen_by)
        yield from page.rows
        left = replace(left, after=page.next) if page.next else None


def lines(branch: Branch, people: Collection[int], year: int, day: date, *, seen_by: User) -> list[Line]:
    """Those of the people (subject ids) who are members on the day, by name; for cards and receipts."""
    asked = BookQuery(branch, day, year)
    rows = _asked(asked, seen_by).filter(among("person", people)).select_related("person")
    return _told(list(rows.order_by("person__sort_key", "pk")), asked)


def _told(found: list[Membership], asked: BookQuery) -> list[Line]:
    people = [one.person_id for one in found]
    fees = {
        one.person_id: one
        for one in Fee.objects.filter(
            among("person", people), branch=asked.branch, year=asked.year, cancelled_at__isnull=True
        )
    }
    party = set(
        PartyMember.objects.filter(in_party_on(asked.day), among("person", people)).values_list(
            "person", flat=True
        )
    )
    return [Line(one, fees.get(one.person_id), one.person_id in party) for one in found]


def in_party_on(day: date) -> Q:
    return Q(Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gt=day))


def _asked(asked: BookQuery, seen_by: User) -> "QuerySet[Membership]":
    rows = Membership.objects.filter(branch=asked.branch)
    there = Q(Q(left__isnull=True) | Q(left__gt=asked.day), joined__lte=asked.day)
    rows = rows.filter(left__lte=asked.day) if asked.show is Show.GONE else rows.filter(there)
    settled = Fee.objects.filter(
        branch=asked.branch, person=OuterRef("person"), year=asked.year, cancelled_at__isnull=True
    )
    match asked.show:
        case Show.OWING:
            rows = rows.filter(~Exists(settled))
        case Show.PAID:
            rows = rows.filter(Exists(settled.filter(number__isnull=False)))
        case Show.EXEMPT:
            rows = rows.filter(Exists(settled.filter(number__isnull=True)))
        case Show.UNSETTLED:
            rows = rows.filter(unsettled_on(asked.day))
        case Show.PARTY:
            rows = rows.filter(
                Exists(PartyMember.objects.filter(in_party_on(asked.day), person=OuterRef("person")))
            )
    rows = access.visible(rows, seen_by, asked.day, place="branch__place", title="person__kind")
    return subjects.named(rows, asked.search, "person__search_key") if asked.search else rows


def number_of(branch: Branch, on: date) -> int:
    """Members of the branch on the day."""
    return branch.memberships.filter(Q(left__isnull=True) | Q(left__gt=on), joined__lte=on).count()


def people_around(
    branch: Branch, search: str, *, seen_by: User, on: date, outside: bool = False, limit: int | None = 60
) -> list[Subject]:
    """People of the branch's place by name; of a body's also those of the commune around, for clans span hamlets.

    search: part of a name in any spelling. outside: no members of it.
    """
    here = places.custodian(branch.place_id, on)
    if branch.body_id is not None and places.version(here, on).place.kind == Kind.HAMLET:
        here = places.line(here, on)[1]
    rows = Subject.objects.filter(
        existing_on(on), kind=Title.CITIZEN, place__in=places.ids_below(here, on, with_custody=True)
    )
    if outside:
        inside = Membership.objects.filter(branch=branch, person=OuterRef("pk"), left__isnull=True)
        rows = rows.filter(~Exists(inside))
    rows = access.visible(rows, seen_by, on, title="kind")
    if search:
        rows = subjects.named(rows, search)
    elif outside:  # children are no usual members: whoever means one looks for the name
        rows = rows.exclude(birth_year__gt=on.year - OF_AGE)
    return list(rows.order_by("sort_key", "pk")[:limit])


def member_ids(branch: Branch) -> set[int]:
    """The people who are in the branch now."""
    return set(branch.memberships.filter(left__isnull=True).values_list("person", flat=True))


def kept_by(user: User, *, on: date, but: int = 0, limit: int = 300) -> list[Branch]:
    """Branches that run on the day whose members the person keeps, by name; for moving members among them."""
    kept = access.scope(user, on, Permission.KEEP_REGISTER).matching("place", None)
    rows = Branch.objects.filter(running_on(on), kept).exclude(pk=but)
    return list(rows.order_by("sort_key", "pk")[:limit])


def people_seen(people: Collection[int], *, seen_by: User, on: date) -> list[Subject]:
    """Those of the people whom the person sees in the register on the day, by name."""
    rows = Subject.objects.filter(existing_on(on), among("pk", people), kind=Title.CITIZEN)
    return list(access.visible(rows, seen_by, on, title="kind").order_by("sort_key", "pk"))


# -- fees ----------------------------------------------------------------------------------------------------------


def rate_at(branch: Branch, year: int) -> int | None:
    """What a member of the branch pays in the year, in whole đồng: its own rate or that of the nearest above."""
    line = line_of(branch)
    rates = FeeRate.objects.filter(branch__in=line, year=year).values_list("branch", "amount")
    return rate_of(line, dict(rates))


def own_rate(branch: Branch, year: int) -> int | None:
    return FeeRate.objects.filter(branch=branch, year=year).values_list("amount", flat=True).first()


@dataclass(frozen=True, slots=True)
class FeeSums:
    """Of one branch and year: members at its end or today, how many paid, are let off, owe; what came in, in đồng."""

    members: int
    paid: int
    exempt: int
    amount: int

    @property
    def owing(self) -> int:
        return max(0, self.members - self.paid - self.exempt)


def fee_sums(branch: Branch, year: int, on: date) -> FeeSums:
    rows = Fee.objects.filter(branch=branch, year=year, cancelled_at__isnull=True)
    told = rows.aggregate(
        paid=Count("pk", filter=Q(number__isnull=False)),
        exempt=Count("pk", filter=Q(number__isnull=True)),
        amount=Sum("amount"),
    )
    there = number_of(branch, min(on, last_day(year)))
    return FeeSums(there, told["paid"], told["exempt"], told["amount"] or 0)


def fees_of(
    branch: Branch, year: int, *, seen_by: User, on: date, pks: Collection[int] | None = None
) -> list[Fee]:
    """Every entry of the year, cancelled ones too: receipts by number, then who was let off."""
    rows = Fee.objects.filter(branch=branch, year=year).select_related(
        "person", "recorded_by", "cancelled_by"
    )
    if pks is not None:
        rows = rows.filter(among("pk", pks))
    rows = access.visible(rows, seen_by, on, place="branch__place", title="person__kind")
    return list(rows.order_by(F("number").asc(nulls_last=True), "pk"))


def fee_years(branch: Branch, on: date) -> list[int]:
    """Years that a book of fees may be opened for: with entries or rates, this one, the last; latest first."""
    told = set(Fee.objects.filter(branch=branch).values_list("year", flat=True).distinct())
    told |= set(FeeRate.objects.filter(branch=branch).values_list("year", flat=True))
    return sorted(told | {on.year, on.year - 1}, reverse=True)
