"""Which funds there are, whose they are, and who may see them."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.models import Branch
from khuyenhoc.apps.funds.models import Fund, PastTotal, Voucher
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import Custody
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among

MOST_PARTNERS = 300


def fund(pk: int, *, seen_by: User, on: date) -> Fund:
    """Errors: OutsideScope."""
    rows = access.visible(Fund.objects.select_related("branch", "body"), seen_by, on, title=None)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise access.OutsideScope(permission=Permission.SEE.value)
    return found


def voucher(pk: int, *, seen_by: User, on: date) -> Voucher:
    """With its fund. Errors: OutsideScope."""
    rows = Voucher.objects.select_related("fund", "partner", "corrects", "answers", "recorded_by")
    found = access.visible(rows, seen_by, on, place="fund__place", title=None).filter(pk=pk).first()
    if found is None:
        raise access.OutsideScope(permission=Permission.SEE.value)
    return found


def at_place(place: int, on: date) -> list[Fund]:
    """The funds of the place itself and of those closed ones it answers for, by name."""
    held = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    wards = Custody.objects.filter(held, custodian=place, valid_from__lte=on).values("place")
    own = Q(place=place) | Q(place__in=wards)
    return list(Fund.objects.filter(own).select_related("branch", "body").order_by("sort_key", "pk"))


def standing_below(place: int, on: date) -> "QuerySet[Fund]":
    """Every fund at or below the place, with those of closed ones it answers for."""
    return Fund.objects.filter(place__in=places.ids_below(place, on, with_custody=True))


def partners(of: Fund, on: date) -> list[Fund]:
    """Funds that money may be sent to: at the places above, at this one, right below it, and of communes below."""
    line = [one.place_id for one in places.ancestors(of.place_id, on)]
    near = [one.place_id for one in places.children(of.place_id, on)]
    communes = Q(place__in=places.ids_below(of.place_id, on), place__kind=Kind.COMMUNE)
    rows = Fund.objects.filter(among("place", [*line, of.place_id, *near]) | communes).exclude(pk=of.pk)
    return list(rows.order_by("place", "sort_key", "pk")[:MOST_PARTNERS])


def waiting_for(fund: int) -> list[Voucher]:
    """Money sent to the fund that it has not said to have got, the oldest first."""
    answered = Voucher.objects.filter(answers=OuterRef("pk"), corrected_by__isnull=True)
    rows = Voucher.objects.filter(~Exists(answered), kind="sent", partner=fund, corrected_by__isnull=True)
    return list(rows.select_related("fund").order_by("day", "pk"))


def past_totals(fund: int) -> list[PastTotal]:
    """What papers tell of earlier years, as it stands."""
    return list(PastTotal.objects.filter(fund=fund, taken_back_at__isnull=True).order_by("first_year", "pk"))


def past_totals_of(funds: Collection[int]) -> list[PastTotal]:
    """The same of several funds, with each its fund."""
    rows = PastTotal.objects.filter(among("fund", funds), taken_back_at__isnull=True).select_related("fund")
    return list(rows.order_by("fund__sort_key", "first_year", "pk"))


def owners_at(place: int, on: date) -> tuple[list[Branch], list[Subject]]:
    """Whose fund may be opened at the place besides its own: the branches that go on there, and its clans."""
    branches = Branch.objects.filter(Q(until__isnull=True) | Q(until__gt=on), place=place, since__lte=on)
    clans = Subject.objects.filter(existing_on(on), place=place, kind=Title.CLAN)
    return list(branches.order_by("sort_key", "pk")[:200]), list(clans.order_by("sort_key", "pk")[:200])
