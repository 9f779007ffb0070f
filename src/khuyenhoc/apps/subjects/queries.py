"""Questions about subjects and their affiliations."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias, TypeVar

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    Max,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places.models import BytewiseField, PlaceVersion
from khuyenhoc.apps.places.queries import sort_key_of as place_sort_key
from khuyenhoc.apps.places.queries import version
from khuyenhoc.apps.subjects.models import Affiliation, Ending, FormerEntry, Relocation, Subject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.eligibility import Candidate
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import search_key, telex_key
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.storing import Column, Order, among, in_order, looked_at, remembered, rows_among

M = TypeVar("M", bound=Model)
HeldSubject: TypeAlias = Subject  # what pages call a subject; they touch no models


def existing_on(day: date) -> Q:
    """The condition that a subject, or an affiliation, holds on the day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def living_in(places: QuerySet[Any, int], on: date, prefix: str = "") -> Q:
    """The condition that a subject's place on the day is one of these; prefix: the way to the subject, "person__".

    A place that was merged or split since had its subjects then; today they sit elsewhere.
    """
    later = Relocation.objects.filter(on__gt=on)
    here_now = Q(**{f"{prefix}place__in": places})
    if not has_moved_after(on):
        return here_now
    earlier = Relocation.objects.filter(subject=OuterRef("subject"), on__gt=on, on__lt=OuterRef("on"))
    here_then = later.filter(~Exists(earlier), before__in=places)
    return (here_now & ~Q(**{f"{prefix}pk__in": later.values("subject")})) | Q(
        **{f"{prefix}pk__in": here_then.values("subject")}
    )


def has_moved_after(on: date) -> bool:
    """Whether any subject's place changed after the day, because its place ended."""
    return remembered("moved after", [on], _ask_moved_after, of=[Relocation])[on]


def _ask_moved_after(days: Collection[date]) -> dict[date, bool]:
    return {day: Relocation.objects.filter(on__gt=day).exists() for day in days}


def homes_when_told(told: Iterable[tuple[int, datetime]]) -> dict[tuple[int, datetime], int]:
    """(subject, moment) → the place the register gave it at that moment."""
    pairs = set(told)
    left: dict[int, list[tuple[datetime, int]]] = {}
    rows = Relocation.objects.order_by("recorded_at", "on").values_list("subject", "recorded_at", "before")
    for subject, at, before in rows:
        left.setdefault(subject, []).append((at, before))
    today = places_of({subject for subject, _ in pairs})
    return {
        (subject, moment): next((was for at, was in left.get(subject, ()) if at > moment), today[subject])
        for subject, moment in pairs
    }


def get(pk: int, *, seen_by: User, on: date) -> Subject:
    """Errors: Subject.DoesNotExist, the same for what is unknown and what is foreign."""
    return access.visible(Subject.objects.select_related("place"), seen_by, on, title="kind").get(pk=pk)


def candidates(subject_ids: Collection[int]) -> list[Candidate]:
    """What eligibility asks, in order of id; an unknown id is simply not there."""
    columns = ("pk", "kind", "level", "since", "until", "organisation_kind")
    return [
        Candidate(pk, Title(kind), Level(level), since, until, organisation_kind)
        for pk, kind, level, since, until, organisation_kind in rows_among(Subject, columns, subject_ids)
    ]


def places_of(subject_ids: Collection[int]) -> dict[int, int]:
    """subject → its place; an unknown id is simply not there."""
    return dict(rows_among(Subject, ("pk", "place_id"), subject_ids))


def counted_in(
    places: QuerySet[Any, int], on: date, *, without: Collection[str] = ()
) -> list[tuple[int, str, str, int]]:
    """(place, kind, level, number) of the subjects that exist on the day, from the register itself.

    without: kinds of organisations that are not counted.
    """
    rows = Subject.objects.filter(existing_on(on), living_in(places, on))
    rows = rows.exclude(kind=Title.ORGANISATION, organisation_kind__in=sorted(without))
    then = Relocation.objects.filter(subject=OuterRef("pk"), on__gt=on).order_by("on")
    if Relocation.objects.filter(on__gt=on).exists():
        rows = rows.annotate(
            home=Coalesce(
                Subquery(then.values("before_id")[:1]), F("place_id"), output_field=BigIntegerField()
            )
        )
    else:
        rows = rows.annotate(home=F("place"))
    return list(
        rows.values_list("home", "kind", "level")
        .annotate(number=Count("pk"))
        .order_by("home", "kind", "level")
    )


def members_of(groups: Collection[int], belonging: Belonging, on: date) -> QuerySet[Affiliation]:
    """Affiliations to the groups that hold on the day."""
    return Affiliation.objects.filter(existing_on(on), among("group", groups), kind=belonging.value)


def groups_of(members: Iterable[int], on: date) -> list[tuple[int, int]]:
    """(member, group) of whatever the members belong to on the day, each once."""
    rows = Affiliation.objects.filter(existing_on(on), member__in=list(members))
    return sorted(set(rows.values_list("member", "group")))


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the register of some hamlets had got: equal marks mean that nobody was entered or affiliated since."""

    places: frozenset[int]
    subjects: tuple[int, int | None]
    affiliations: tuple[int, int | None]


def mark(places: Collection[int]) -> Mark:
    """The mark of the places as they are now."""
    told = {"number": Count("pk"), "last": Max("pk")}
    subjects = Subject.objects.filter(place__in=places).aggregate(**told)
    pairs = Affiliation.objects.filter(member__place__in=places).aggregate(**told)
    return Mark(frozenset(places), (subjects["number"], subjects["last"]), (pairs["number"], pairs["last"]))


class Registered(NamedTuple):
    """A household or a citizen of the register; household: the one a citizen belongs to on the day."""

    pk: int
    name: str
    place: int
    birth_year: int | None
    code: str
    household: int | None


def registered_in(
    places: Collection[int] | QuerySet[Any, int], kind: Title, on: date, *, seen_by: User | None = None
) -> Iterator[Registered]:
    """Who of the kind is in the register of the places on the day, by place and name.

    seen_by: only what the person may see; None when the caller has required more than seeing.
    """
    rows = Subject.objects.filter(existing_on(on), place__in=places, kind=kind)
    if seen_by is not None:
        rows = access.visible(rows, seen_by, on, title="kind")
    columns = ("pk", "name", "place", "birth_year", "code")
    belonging = Affiliation.objects.filter(
        existing_on(on), member__place__in=places, kind=Belonging.HOUSEHOLD_MEMBER
    )
    house: dict[int, int] = {}
    if kind is Title.CITIZEN:
        house = dict(belonging.order_by("pk").values_list("member", "group").iterator(chunk_size=5_000))
    for pk, name, place, birth_year, code in (
        rows.order_by("place", "sort_key", "pk").values_list(*columns).iterator(chunk_size=5_000)
    ):
        yield Registered(pk, name, place, birth_year, code, house.get(pk))


class Hamlet(NamedTuple):
    """commune: its id; the unit words stand apart from the names."""

    id: int
    unit: str
    name: str
    commune: int
    commune_unit: str
    commune_name: str


def hamlets_below(place: int, on: date) -> list[Hamlet]:
    """The hamlets at or below the place on the day, in order of commune and name."""
    held = PlaceVersion.objects.on(on)
    own = version(place, on)
    found = list(
        held.under(own.path)
        .filter(place__kind=Kind.HAMLET)
        .values_list("place", "unit", "name", "parent")
        .order_by("parent", "name", "place")
    )
    above = {
        pk: (unit, name)
        for pk, unit, name in held.filter(place__in={parent for *_, parent in found}).values_list(
            "place", "unit", "name"
        )
    }
    return [
        Hamlet(pk, unit, name, parent or 0, *above.get(parent or 0, ("", "")))
        for pk, unit, name, parent in found
    ]


def affiliations_of(subject: Subject) -> list[Affiliation]:
    """All of a subject's affiliations with their groups, the latest first."""
    return list(subject.affiliations.select_related("group").order_by("-since", "-pk"))


def named(rows: QuerySet[M], text: str, column: str = "search_key") -> QuerySet[M]:
    """The rows whose name holds the text, in any spelling; as Telex when nobody is called as it is typed."""
    key, telex = search_key(text), telex_key(text)
    if not key:
        return rows
    found = rows.filter(**{f"{column}__contains": key})
    if telex == key or found.exists():
        return found
    return rows.filter(**{f"{column}__contains": telex})


FEW = 5_000


def few_called(text: str, kind: Title) -> list[int] | None:
    """Everybody of the kind in the whole register whose name holds the text; None when they are more than FEW.

    For a list too long to be gathered: of few it is quicker to look who of them stands in it. Read from the index of
    names alone. SQLite: SEARCH subjects_subject USING COVERING INDEX subject_search (kind=?).
    """
    found = named(Subject.objects.filter(kind=kind), text).order_by().values_list("pk", flat=True)
    ids = list(found[: FEW + 1])
    return ids if len(ids) <= FEW else None


WIDE = 10_000
_NAME = Column("sort_key")
_GATHERED = Order([Column("called")])
ORDERS = {  # years of birth from the earliest, unknown ones last; days from the latest
    "name": Order([_NAME]),
    "birth": Order([Column("born", int), _NAME]),
    "place": Order([Column("home"), _NAME]),
    "day": Order([Column("since", date.fromisoformat, is_falling=True), _NAME]),
}


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    """What the register is asked: subjects of a kind below the places, as they were on a day.

    level: "" takes every level. without: kinds of organisations that are left out. search: part of a name in any
    spelling. sort: a key of ORDERS. after: where the page before said that the next begins. wide: a longer list is
    read along the names, not gathered and sorted.
    """

    places: QuerySet[Any, int]
    kind: Title
    day: date
    level: str = ""
    search: str = ""
    sort: str = "name"
    after: tuple[str, int] | None = None
    limit: int = 50
    wide: int = WIDE
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """next: where the following page begins; None on the last."""

    rows: tuple[Subject, ...]
    next: tuple[str, int] | None


def register(asked: RegisterQuery, *, seen_by: User, on: date) -> RegisterPage:
    """One page of the register in the order asked for; without a search it is what a counted base counts."""
    found, along = _registered(asked, seen_by, on)
    called = few_called(asked.search, asked.kind) if along and asked.search else None
    along = along and called is None
    rows = named(found, asked.search) if called is None else found.filter(among("pk", called))
    if asked.sort == "birth":
        rows = rows.annotate(born=Coalesce(F("birth_year"), 9999))
    if asked.sort == "place":
        rows = rows.annotate(home=place_sort_key(OuterRef("place"), asked.day))
    order = ORDERS[asked.sort]
    if asked.sort == "name" and not along:
        # gathered and then sorted: along the index of names SQLite would look for these few in the whole register
        rows, order = (
            rows.annotate(called=Coalesce("sort_key", Value(""), output_field=BytewiseField())),
            _GATHERED,
        )
    keys = order.keys(rows, asked.after, asked.limit, along=along)
    shown = keys[: asked.limit]
    return RegisterPage(
        tuple(in_order(Subject.objects.all(), [key[-1] for key in shown])),
        order.position(shown[-1]) if len(keys) > asked.limit else None,
    )


def is_longer(asked: RegisterQuery, than: int) -> bool:
    """Whether the kind has more rows at the places, whoever sees them and whatever the list is narrowed to."""
    rows = Subject.objects.filter(living_in(asked.places, asked.day), kind=asked.kind)
    return rows.order_by()[than : than + 1].exists()


def whole_register(asked: RegisterQuery, *, seen_by: User, on: date) -> Iterator[Subject]:
    """The whole list in its order, read page by page."""
    left: RegisterQuery | None = replace(asked, after=None, limit=1_000)
    while left is not None:
        page = register(left, seen_by=seen_by, on=on)
        yield from page.rows
        left = replace(left, after=page.next) if page.next else None


def _registered(asked: RegisterQuery, seen_by: User, on: date) -> tuple[QuerySet[Subject], bool]:
    """The rows, and whether they are so many that they are read along the index of their order."""
    rows = Subject.objects.filter(existing_on(asked.day), kind=asked.kind)
    if asked.level:
        rows = rows.filter(level=asked.level)
    if asked.without:
        rows = rows.exclude(organisation_kind__in=asked.without)
    here = living_in(asked.places, asked.day)
    if asked.sort == "name" and is_longer(asked, asked.wide):
        mine = access.scope(seen_by, on).matching(title="kind", named=True)
        return looked_at(looked_at(rows, here, "living_there"), mine, "seen"), True
    return access.visible(rows.filter(here), seen_by, on, title="kind"), False


def former_entries(subject: Subject) -> list[FormerEntry]:
    """What the register said of it before, the latest first."""
    return list(subject.former_entries.select_related("corrected_by").order_by("-pk"))


def moves_of(subject: Subject) -> list[Relocation]:
    """Where it lived before, the latest move first."""
    return list(subject.relocations.order_by("-on"))


def last_moves(these: Collection[int]) -> dict[int, Relocation]:
    """subject → its latest move, of those that ever moved."""
    return {one.subject_id: one for one in Relocation.objects.filter(subject__in=these).order_by("on")}


def ending_of(subject: Subject) -> Ending | None:
    """Why it is no longer in the register; None while it is, or when nobody said."""
    return subject.endings.filter(taken_back_at__isnull=True).first()


def inside(subject: Subject, *, seen_by: User, on: date, limit: int = 200) -> list[Affiliation]:
    """Who belongs to it on the day, of whom the person may see, by name."""
    rows = Affiliation.objects.filter(existing_on(on), group=subject)
    rows = access.visible(rows, seen_by, on, place="member__place", title="member__kind")
    return list(rows.select_related("member").order_by("member__sort_key", "pk")[:limit])


def groups_to_join(
    kind: Title, search: str, *, seen_by: User, on: date, near: int | None = None, limit: int = 30
) -> list[Subject]:
    """Groups of the kind that the person keeps, by name; near: only those of this hamlet."""
    kept = access.scope(seen_by, on, Permission.KEEP_REGISTER).matching("place", "kind")
    rows = Subject.objects.filter(existing_on(on), kept, kind=kind)
    if near is not None:
        rows = rows.filter(place=near)
    if search:
        rows = named(rows, search)
    return list(rows.order_by("sort_key", "pk")[:limit])
