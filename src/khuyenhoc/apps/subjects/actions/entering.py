"""Entering subjects into the register and saying who belongs to whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.subjects import queries
from khuyenhoc.apps.subjects.actions.identifying import KeptNumber, keep_numbers
from khuyenhoc.apps.subjects.models import Affiliation, FormerEntry, Subject
from khuyenhoc.domain.buckets import bucket_of
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean, person_sort_key, search_key
from khuyenhoc.domain.text import sort_key as dictionary_key
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.storing import among, insert, insert_columns, make

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
    number: KeptNumber | None = None


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
    """A list ready to be taken in. belonging: (person, household); a negative number is new: -1 the first.

    numbers: (person, what is kept of the person's number), those of the new ones too.
    """

    new: Sequence[NewSubject]
    corrections: Sequence[Correction]
    belonging: Sequence[tuple[int, int]]
    numbers: Sequence[tuple[int, KeptNumber]] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.corrections or self.belonging or self.numbers)


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
    numbered = zip(entered, subjects, strict=True)
    keep_numbers(((row.pk, new.number) for row, new in numbered if new.number), by=by, at=at)
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
    people += [subject for subject, _ in intake.numbers if subject > 0]
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
    _correct(intake.corrections, by=by, at=at)
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
    numbers = [(one if one > 0 else made[-one - 1], number) for one, number in intake.numbers]
    keep_numbers(numbers, by=by, at=at)
    cases = [
        *made,
        *(one for one, _ in numbers),
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


def _correct(corrections: Sequence[Correction], *, by: User, at: datetime) -> None:
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
    insert_columns(
        FormerEntry,
        ("subject_id", "name", "birth_year", "code"),
        [(one.subject, *one.held) for one in corrections],
        corrected_by_id=by.pk,
        corrected_at=at,
    )


def sort_key(kind: Title, name: str) -> str:
    """What subjects are listed by: people by tên, đệm, họ, the others as a Vietnamese dictionary does."""
    return (person_sort_key(name) if kind is Title.CITIZEN else dictionary_key(name))[:LONGEST_KEY]
