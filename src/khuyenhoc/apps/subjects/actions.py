"""Entering subjects into the register and saying who belongs to whom."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.subjects import queries
from khuyenhoc.apps.subjects.models import Affiliation, Relocation, Subject
from khuyenhoc.domain.buckets import bucket_of
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean, person_sort_key, search_key
from khuyenhoc.domain.text import sort_key as dictionary_key
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.storing import among, insert, insert_columns, make

BATCH = 2_000
LONGEST_NAME = 200
LONGEST_KEY = 400  # beyond it names are in order of entry; nobody reads that far
WHO_BELONGS = {  # (kind of the member, kind of the group)
    Belonging.HOUSEHOLD_MEMBER: (Title.CITIZEN, Title.HOUSEHOLD),
    Belonging.CLAN_HOUSEHOLD: (Title.HOUSEHOLD, Title.CLAN),
    Belonging.ORGANISATION_MEMBER: (Title.CITIZEN, Title.ORGANISATION),
}


class NameMissing(RuleBroken):
    """A subject without a name; facts: row (1 for the first)."""

    code = "NAME_MISSING"


class NameTooLong(RuleBroken):
    """A name longer than any; facts: row (1 for the first), most (signs)."""

    code = "NAME_TOO_LONG"


class CommunityExists(RuleBroken):
    """A place is one community, and it is in the register already; facts: none."""

    code = "COMMUNITY_EXISTS"


class DoesNotBelong(RuleBroken):
    """Named are subjects of kinds that do not belong to each other in this way; facts: subjects, number."""

    code = "DOES_NOT_BELONG"


class RegisterChanged(RuleBroken):
    """Somebody changed the register of these hamlets since the list was compared with it; facts: none."""

    code = "REGISTER_CHANGED"


class BelongsElsewhere(RuleBroken):
    """Somebody belongs to a household, or a household to a clan, already; facts: none."""

    code = "BELONGS_ELSEWHERE"


@dataclass(frozen=True, slots=True)
class NewSubject:
    kind: Title
    name: str
    place: int
    since: date
    level: Level = Level.NONE
    organisation_kind: str = ""
    birth_year: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a list says otherwise than the register; held: name, year of birth and code as they were read."""

    subject: int
    held: tuple[str, int | None, str]
    name: str
    birth_year: int | None
    code: str


@dataclass(frozen=True, slots=True)
class Intake:
    """A list ready to be taken in. belonging: (person, household); a negative number is new: -1 the first."""

    new: Sequence[NewSubject]
    corrections: Sequence[Correction]
    belonging: Sequence[tuple[int, int]]

    def __bool__(self) -> bool:
        return bool(self.new or self.corrections or self.belonging)


@dataclass(frozen=True, slots=True)
class NewAffiliation:
    kind: Belonging
    member: int
    group: int
    since: date


@transaction.atomic
def enter(
    subjects: Sequence[NewSubject], *, by: User, at: datetime, is_sample: bool = False
) -> list[Subject]:
    """Enter many at once, in one event that names them all; returned in the order given.

    Errors: OutsideScope, NameMissing, NameTooLong, CommunityExists.
    """
    access.require(
        by,
        Permission.KEEP_REGISTER,
        {new.place for new in subjects},
        at=at,
        titles={new.kind for new in subjects},
    )
    rows: list[tuple[object, ...]] = []
    for number, new in enumerate(subjects, start=1):
        name = clean(new.name)
        if not name:
            raise NameMissing(row=number)
        if len(name) > LONGEST_NAME:
            raise NameTooLong(row=number, most=LONGEST_NAME)
        bucket = bucket_of(f"{new.kind}:{new.place}:{name}:{number}")
        keys = search_key(name), sort_key(new.kind, name)
        what = new.kind, new.level, new.organisation_kind, name, *keys, new.birth_year, new.code
        rows.append((*what, new.place, new.since, bucket))
    try:
        with transaction.atomic():
            entered = insert(make(Subject, _ENTERED, rows, is_sample=is_sample))
    except IntegrityError as error:
        raise CommunityExists() from error
    audit.record(
        "subjects.entered", by=by.username, at=at, kind="subject", cases=[subject.pk for subject in entered]
    )
    return entered


_ENTERED = (
    *("kind", "level", "organisation_kind", "name", "search_key", "sort_key", "birth_year", "code"),
    *("place_id", "since", "bucket"),
)


@transaction.atomic
def affiliate(affiliations: Sequence[NewAffiliation], *, by: User, at: datetime) -> list[int]:
    """Say who belongs to whom from a day on, in one event that names every member; returns the new rows' ids.

    The groups lie in the person's scope, and the people of a household too; households of a clan and members of
    an organisation may live elsewhere. Errors: OutsideScope, DoesNotBelong, BelongsElsewhere.
    """
    named = {one for new in affiliations for one in (new.member, new.group)}
    found = dict(Subject.objects.filter(among("pk", named)).order_by("pk").values_list("pk", "kind"))
    wrong = [
        new.member
        for new in affiliations
        if (found.get(new.member), found.get(new.group)) != WHO_BELONGS[new.kind] or new.member == new.group
    ]
    own = {new.group for new in affiliations}
    own |= {new.member for new in affiliations if new.kind is Belonging.HOUSEHOLD_MEMBER}
    access.require(
        by,
        Permission.KEEP_REGISTER,
        Subject.objects.filter(among("pk", own)).values_list("place", flat=True).distinct(),
        at=at,
    )
    if wrong:
        raise DoesNotBelong(subjects=wrong, number=len(wrong))
    try:
        with transaction.atomic():
            made = insert_columns(
                Affiliation,
                ("kind", "member_id", "group_id", "since"),
                [(new.kind, new.member, new.group, new.since) for new in affiliations],
            )
    except IntegrityError as error:
        raise BelongsElsewhere() from error
    audit.record(
        "subjects.affiliated",
        by=by.username,
        at=at,
        kind="affiliation",
        cases=[new.member for new in affiliations],
    )
    return made


@transaction.atomic
def take_in(
    intake: Intake, *, mark: queries.Mark, facts: Mapping[str, int | str], by: User, at: datetime
) -> list[int]:
    """Enter, correct and affiliate what a list holds, in one event; returns the ids of the new ones in order.

    mark: what the register was compared at; when it has changed since, nothing is done. Others who write wait
    until this has ended. facts: numbers for the event. The names were read by domain.intake.
    Errors: OutsideScope, RegisterChanged, BelongsElsewhere.
    """
    touched = Subject.objects.filter(pk__in=[one.subject for one in intake.corrections])
    people = [subject for pair in intake.belonging for subject in pair if subject > 0]
    places = {new.place for new in intake.new}
    places |= set(touched.values_list("place", flat=True)) | set(queries.places_of(people).values())
    kinds = {new.kind for new in intake.new} or {Title.HOUSEHOLD, Title.CITIZEN}
    access.require(by, Permission.KEEP_REGISTER, places, at=at, titles=kinds)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE subjects_subject, subjects_affiliation IN SHARE ROW EXCLUSIVE MODE")
    if queries.mark(mark.places) != mark:
        raise RegisterChanged()
    made = insert_columns(Subject, _TAKEN, [_taken(new, n) for n, new in enumerate(intake.new, start=1)])
    _correct(intake.corrections)
    pairs = [
        (person if person > 0 else made[-person - 1], group if group > 0 else made[-group - 1])
        for person, group in intake.belonging
    ]
    begun = {pk: new.since for pk, new in zip(made, intake.new, strict=True)}
    today = day_of(at)
    try:
        with transaction.atomic():
            insert_columns(
                Affiliation,
                ("kind", "member_id", "group_id", "since"),
                [(Belonging.HOUSEHOLD_MEMBER, one, group, begun.get(one, today)) for one, group in pairs],
            )
    except IntegrityError as error:
        raise BelongsElsewhere() from error
    cases = [
        *made,
        *(one.subject for one in intake.corrections),
        *(one for one, _ in pairs if one not in begun),
    ]
    audit.record(
        "subjects.taken_in", by=by.username, at=at, kind="subject", cases=sorted(set(cases)), facts=facts
    )
    return made


_TAKEN = (
    *("kind", "name", "search_key", "sort_key", "birth_year", "code", "place_id", "since", "bucket"),
    *("level", "organisation_kind"),
)


def _taken(new: NewSubject, number: int) -> tuple[object, ...]:
    bucket = bucket_of(f"{new.kind}:{new.place}:{new.name}:{number}")
    keys = search_key(new.name)[:LONGEST_NAME], sort_key(new.kind, new.name)
    return (
        *(new.kind.value, new.name, *keys, new.birth_year, new.code, new.place, new.since, bucket),
        *(new.level.value, new.organisation_kind),
    )


def _correct(corrections: Sequence[Correction]) -> None:
    """Errors: RegisterChanged when a subject is no longer as it was read."""
    kinds = dict(
        Subject.objects.filter(pk__in=[one.subject for one in corrections]).values_list("pk", "kind")
    )
    for one in corrections:
        name, birth_year, code = one.held
        as_read = Subject.objects.filter(pk=one.subject, name=name, birth_year=birth_year, code=code)
        if not as_read.update(
            name=one.name,
            search_key=search_key(one.name)[:LONGEST_NAME],
            sort_key=sort_key(Title(kinds[one.subject]), one.name),
            birth_year=one.birth_year,
            code=one.code,
        ):
            raise RegisterChanged()


def sort_key(kind: Title, name: str) -> str:
    """What subjects are listed by: people by tên, đệm, họ, the others as a Vietnamese dictionary does."""
    return (person_sort_key(name) if kind is Title.CITIZEN else dictionary_key(name))[:LONGEST_KEY]


def relocate(heirs: Mapping[int, int], *, on: date, assumed: Collection[int], at: datetime) -> int:
    """Let whoever sat on a closed place sit on its heir from the day on; returns how many.

    heirs: closed place → place. assumed: the closed places of which nobody said who went where. Communities
    are their place and never move. Only apps.reform calls it, inside its transaction.
    """
    number = 0
    closed_of: dict[int, list[int]] = {}
    for place, heir in sorted(heirs.items()):
        closed_of.setdefault(heir, []).append(place)
    for heir, closed in closed_of.items():
        there = Subject.objects.filter(Q(until__isnull=True) | Q(until__gt=on), place__in=closed)
        rows = list(there.exclude(kind=Title.COMMUNITY).order_by("pk").values_list("pk", "place"))
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            Relocation.objects.bulk_create(
                Relocation(
                    subject_id=pk,
                    before_id=place,
                    after_id=heir,
                    on=on,
                    is_assumed=place in assumed,
                    recorded_at=at,
                )
                for pk, place in some
            )
            Subject.objects.filter(pk__in=[pk for pk, _ in some]).update(place=heir)
        number += len(rows)
    return number


def end_communities(places: Collection[int], *, on: date) -> list[int]:
    """Communities end with their places; returns their ids. Only apps.reform calls it, inside its transaction.

    One that was entered with a later beginning ends the day after it.
    """
    found = Subject.objects.filter(
        Q(until__isnull=True) | Q(until__gt=on), kind=Title.COMMUNITY, place__in=places
    )
    ids = list(found.order_by("pk").values_list("pk", flat=True))
    ended = Subject.objects.filter(pk__in=ids)
    ended.filter(since__lt=on).update(until=on)
    for community in ended.filter(since__gte=on):
        Subject.objects.filter(pk=community.pk).update(until=community.since + timedelta(days=1))
    return ids


def open_communities(
    names: Mapping[int, str], heirs: Mapping[int, int], ended: Collection[int], *, since: date
) -> list[int]:
    """A new place is a community when one that became it was; it begins without a title. Returns the new ids.

    names: new place → its name. heirs: closed place → place. ended: the communities that ended. Only
    apps.reform calls it, inside its transaction.
    """
    models: dict[int, Subject] = {}
    for community in Subject.objects.filter(pk__in=ended).order_by("-pk"):
        heir = heirs.get(community.place_id)
        if heir is not None and heir in names:
            models[heir] = community
    return [
        Subject.objects.create(
            kind=Title.COMMUNITY,
            level=model.level,
            name=names[place],
            search_key=search_key(names[place]),
            sort_key=sort_key(Title.COMMUNITY, names[place]),
            place_id=place,
            since=since,
            is_sample=model.is_sample,
            bucket=bucket_of(f"{Title.COMMUNITY}:{place}:{names[place]}:1"),
        ).pk
        for place, model in sorted(models.items())
    ]


def hold_still(subject_ids: Collection[int]) -> list[int]:
    """Those of the subjects that there are, in order of id, their rows locked until the transaction ends."""
    rows = Subject.objects.filter(pk__in=subject_ids).order_by("pk")
    # on SQLite nothing is locked: the transaction is the only one that writes
    return list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def assign_part(rows: Sequence[Relocation], part: int) -> int:
    """Say of relocations that were only assumed that they led to this part; returns how many subjects moved.

    Only apps.reform calls it, inside its transaction.
    """
    Relocation.objects.filter(pk__in=[row.pk for row in rows]).update(after=part, is_assumed=False)
    moving = [row.subject_id for row in rows if row.after_id != part]
    return Subject.objects.filter(pk__in=moving).update(place=part)
