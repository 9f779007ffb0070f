"""Entering subjects into the register and saying who belongs to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.subjects.models import Affiliation, Subject
from khuyenhoc.domain.buckets import bucket_of
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean, person_sort_key, search_key
from khuyenhoc.domain.titles import Level, Title

BATCH = 2_000


class NameMissing(RuleBroken):
    """A subject without a name; facts: row (1 for the first)."""

    code = "NAME_MISSING"


@dataclass(frozen=True, slots=True)
class NewSubject:
    kind: Title
    name: str
    place: int
    since: date
    level: Level = Level.NONE
    organisation_kind: str = ""
    birth_year: int | None = None


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

    Errors: OutsideScope, NameMissing.
    """
    access.require(by, Permission.KEEP_REGISTER, {new.place for new in subjects}, at=at)
    rows = []
    for number, new in enumerate(subjects, start=1):
        name = clean(new.name)
        if not name:
            raise NameMissing(row=number)
        rows.append(
            Subject(
                kind=new.kind,
                level=new.level,
                organisation_kind=new.organisation_kind,
                name=name,
                search_key=search_key(name),
                sort_key=person_sort_key(name) if new.kind is Title.CITIZEN else search_key(name),
                birth_year=new.birth_year,
                place_id=new.place,
                since=new.since,
                is_sample=is_sample,
                bucket=bucket_of(f"{new.kind}:{new.place}:{name}:{number}"),
            )
        )
    entered = Subject.objects.bulk_create(rows, batch_size=BATCH)
    audit.record(
        "subjects.entered", by=by.username, at=at, kind="subject", cases=[subject.pk for subject in entered]
    )
    return entered


@transaction.atomic
def affiliate(affiliations: Sequence[NewAffiliation], *, by: User, at: datetime) -> list[Affiliation]:
    """Say who belongs to whom from a day on. Errors: OutsideScope; the database refuses a second household."""
    groups = {new.group for new in affiliations}
    access.require(
        by,
        Permission.KEEP_REGISTER,
        Subject.objects.filter(pk__in=groups).values_list("place", flat=True).distinct(),
        at=at,
    )
    made = Affiliation.objects.bulk_create(
        (
            Affiliation(kind=new.kind, member_id=new.member, group_id=new.group, since=new.since)
            for new in affiliations
        ),
        batch_size=BATCH,
    )
    audit.record(
        "subjects.affiliated", by=by.username, at=at, kind="affiliation", facts={"affiliations": len(made)}
    )
    return made
