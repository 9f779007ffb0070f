"""Questions about gatherings and who came to them; those of a day take it as `on`, nothing reads a clock."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.accounts.queries import code_digest
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.directives.models import Instrument
from khuyenhoc.apps.gatherings.models import Attendance, Briefing, Feed, Gathering
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.branches import Post
from khuyenhoc.domain.gatherings import GatheringKind
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.text import person_sort_key, search_key
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.tokens import is_token
from khuyenhoc.storing import Column, Order, among, in_order

__all__ = ["Attendance", "Briefing", "Feed", "Gathering"]
ORDER = Order([Column("held_on", read=date.fromisoformat, is_falling=True)])
# Who keeps the association's books at a place is one of its cadres; a People's Committee's officer is not.
CADRES = frozenset({Role.BRANCH.value, Role.COMMUNE_ASSOCIATION.value, Role.PROVINCE.value})
MOST_GUESTS = 1_000


@dataclass(frozen=True, slots=True)
class GatheringQuery:
    """below: of the places below it too. year: of the day it begins; 0 is any."""

    place: int
    year: int = 0
    kind: str = ""
    search: str = ""
    below: bool = True
    after: tuple[str, int] | None = None
    limit: int = 40


@dataclass(frozen=True, slots=True)
class GatheringPage:
    rows: tuple[Gathering, ...]
    next: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who may be asked to come. role: a code of accounts and officers ("chi_hoi.chair"), or as written."""

    identity: str
    name: str
    role: str
    place: int
    user: int | None = None
    subject: int | None = None
    is_cadre: bool = True
    birth_year: int | None = None


def readable(user: User, on: date) -> Q:
    """Gatherings of the person's places and below, and those they are asked to come to themselves."""
    mine = Attendance.objects.filter(user=user).values("gathering")
    return access.scope(user, on).matching("place", None) | Q(pk__in=mine)


def gathering(pk: int, *, seen_by: User, on: date) -> Gathering:
    """Errors: Gathering.DoesNotExist, also for a foreign one."""
    return Gathering.objects.filter(readable(seen_by, on)).get(pk=pk)


def page(asked: GatheringQuery, *, seen_by: User, on: date) -> GatheringPage:
    """The latest first. Errors: OutsideScope."""
    keys = ORDER.keys(_found(asked, seen_by, on), asked.after, asked.limit)
    shown = keys[: asked.limit]
    found = in_order(Gathering.objects.all(), [key[-1] for key in shown])
    return GatheringPage(tuple(found), ORDER.position(shown[-1]) if len(keys) > asked.limit else None)


def whole(asked: GatheringQuery, *, seen_by: User, on: date) -> list[Gathering]:
    """Without pages, for a file."""
    return list(_found(asked, seen_by, on).order_by("-held_on", "pk"))


def _found(asked: GatheringQuery, seen_by: User, on: date) -> QuerySet[Gathering]:
    if not access.sees_rows(seen_by, asked.place, on):
        raise access.OutsideScope(permission="see")
    here = (
        Q(place__in=places.ids_below(asked.place, on, with_custody=True))
        if asked.below
        else Q(place=asked.place)
    )
    rows = access.visible(Gathering.objects.filter(here), seen_by, on, title=None)
    if asked.year:
        rows = rows.filter(held_on__year=asked.year)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    return subjects.named(rows, asked.search) if asked.search else rows


def years_of(place: int, on: date) -> list[int]:
    """The years in which something was held at or below the place, the latest first."""
    here = places.ids_below(place, on, with_custody=True)
    held = Gathering.objects.filter(place__in=here).dates("held_on", "year", order="DESC")
    return [day.year for day in held]


def coming_to(user: User, on: date, since: date) -> list[Gathering]:
    """What the person may see from a day on, cancelled ones too, for a calendar."""
    rows = Gathering.objects.filter(readable(user, on), held_on__gte=since)
    return list(rows.order_by("held_on", "pk")[:MOST_GUESTS])


def committee_meetings(terms: Collection[int]) -> dict[int, list[Gathering]]:
    """term → the meetings of its committee, the latest first; without those cancelled."""
    found: dict[int, list[Gathering]] = defaultdict(list)
    rows = Gathering.objects.filter(committee__in=terms, cancelled_at__isnull=True)
    for one in rows.order_by("-number", "pk"):
        found[one.committee_id or 0].append(one)
    return dict(found)


def next_meeting(term: int) -> int:
    """The number of the committee's next meeting in its term."""
    return max((one.number or 0 for one in committee_meetings([term]).get(term, ())), default=0) + 1


def last_number(place: int, body: str, term_first: int) -> int:
    """Of the body's meetings numbered in the term; 0 while there is none."""
    rows = Gathering.objects.filter(
        place=place, body=body, term_first=term_first, committee__isnull=True, cancelled_at__isnull=True
    )
    return max((number for number in rows.values_list("number", flat=True) if number), default=0)


def attendances(one: Gathering) -> list[Attendance]:
    """In Vietnamese order of the names."""
    return list(Attendance.objects.filter(gathering=one).order_by("sort_key", "pk"))


def documents_of(these: Collection[int]) -> dict[int, list[Instrument]]:
    """gathering → the documents it made known, by number."""
    found: dict[int, list[Instrument]] = defaultdict(list)
    rows = Briefing.objects.filter(among("gathering", these)).select_related("instrument")
    for row in rows.order_by("instrument__number_key", "pk"):
        found[row.gathering_id].append(row.instrument)
    return dict(found)


def made_known(instrument: int, *, seen_by: User, on: date) -> list[Gathering]:
    """The gatherings that made a document known, the latest first, as far as the person may see them."""
    rows = Gathering.objects.filter(briefings__instrument=instrument, cancelled_at__isnull=True)
    return list(access.visible(rows, seen_by, on, title=None).order_by("-held_on", "pk")[:100])


# -- people --------------------------------------------------------------------------------------------------------


def name_identity(name: str, place: int) -> str:
    return f"n:{search_key(name)[:200]}@{place}"


def cadres(place: int, on: date) -> list[Guest]:
    """The association's officers at the place and below on the day, and who keeps its books; in Vietnamese order.

    Somebody of the same name at the same place is the same person: the account then stands for the officer.
    """
    here = places.ids_below(place, on, with_custody=True)
    rows = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        place__in=here,
        role__in=sorted(CADRES),
        valid_from__lte=on,
        user__is_active=True,
    ).values_list("user", "user__full_name", "user__username", "role", "place")
    found: dict[str, Guest] = {}
    named: set[tuple[int, str]] = set()
    for user, full_name, username, role, where in rows.order_by("pk"):
        guest = Guest(f"u{user}", full_name or username, role, where, user=user)
        found.setdefault(guest.identity, guest)
        named.add((where, search_key(guest.name)))
    officers = association.holding_at(here, [post.value for post in Post], on)
    for post in officers.select_related("person", "branch").order_by("since", "pk"):
        name, where = association.name_of(post), post.branch.place_id
        if (where, search_key(name)) in named:
            continue
        identity = f"s{post.person_id}" if post.person_id else name_identity(name, where)
        role = f"{post.branch.kind}.{post.post}"
        found.setdefault(identity, Guest(identity, name, role, where, subject=post.person_id))
    return sorted(found.values(), key=lambda one: (person_sort_key(one.name), one.identity))


def guests(one: Gathering, on: date) -> list[Guest]:
    """The cadres at and below the gathering's place who are not on its list yet."""
    there = set(Attendance.objects.filter(gathering=one).values_list("identity", flat=True))
    return [guest for guest in cadres(one.place_id, on) if guest.identity not in there][:MOST_GUESTS]


def people_called(one: Gathering, text: str, *, seen_by: User, on: date, limit: int = 30) -> list[Guest]:
    """People of the register at and below the gathering's place whom the text names and who are not on its list."""
    rows = Subject.objects.filter(
        subjects.existing_on(on),
        kind=Title.CITIZEN,
        place__in=places.ids_below(one.place_id, on, with_custody=True),
    )
    rows = subjects.named(access.visible(rows, seen_by, on, title="kind"), text)
    there = Attendance.objects.filter(gathering=one, subject__isnull=False).values("subject")
    found = rows.exclude(pk__in=there).order_by("sort_key", "pk")[:limit]
    return [
        Guest(
            f"s{row.pk}",
            row.name,
            "",
            row.place_id,
            subject=row.pk,
            is_cadre=False,
            birth_year=row.birth_year,
        )
        for row in found
    ]


def places_to_name(one: Gathering, on: date) -> list[tuple[int, str]]:
    """Where somebody on its list may come from: its place and those right below; of a commune its hamlets."""
    held = places.version(one.place_id, on)
    return [(held.place_id, str(held))] + [
        (child.place_id, str(child)) for child in places.children(one.place_id, on)
    ]


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody on the list of a gathering of the kinds and year asked for. times: to how many of them they came."""

    identity: str
    name: str
    role: str
    place: int
    times: int


def cadres_on_lists(
    place: int,
    on: date,
    *,
    year: int = 0,
    kinds: Collection[GatheringKind] = (),
    instrument: int | None = None,
) -> list[Reached]:
    """Cadres who work at or below the place and stand on a list, whoever held it, each once a place.

    year: of the day it was held, 0 for any; instrument: only gatherings that made it known.
    """
    rows = Attendance.objects.filter(
        place__in=places.ids_below(place, on, with_custody=True),
        is_cadre=True,
        gathering__cancelled_at__isnull=True,
    )
    if year:
        rows = rows.filter(gathering__held_on__year=year)
    if kinds:
        rows = rows.filter(gathering__kind__in=sorted(kinds))
    if instrument is not None:
        rows = rows.filter(gathering__briefings__instrument=instrument)
    found: dict[tuple[str, int], Reached] = {}
    columns = ("identity", "place", "name", "role", "is_present")
    for identity, where, name, role, is_present in rows.order_by("pk").values_list(*columns):
        before = found.get((identity, where))
        times = (before.times if before else 0) + is_present
        found[identity, where] = Reached(identity, name, role, where, times)
    return list(found.values())


# -- feeds ---------------------------------------------------------------------------------------------------------


def feed_digest(text: str) -> str:
    return code_digest("feed", text)


def feed_of(user: User) -> Feed | None:
    return Feed.objects.filter(user=user).first()


def feed(text: str) -> Feed | None:
    """The feed whose address it is, with its owner, while the account is open; None says nothing of why not."""
    if not is_token(text):
        return None
    rows = Feed.objects.select_related("user").filter(digest=feed_digest(text), user__is_active=True)
    return rows.first()


def last_numbered(place: int) -> Gathering | None:
    """The place's latest meeting that has a number, to go on from."""
    rows = Gathering.objects.filter(place=place, number__isnull=False, cancelled_at__isnull=True)
    return rows.order_by("held_on", "pk").last()
