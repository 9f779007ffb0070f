"""Distinctions on top of a title, and titles of other movements."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.actions import require_reason
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.recognition.actions.standing import log, read
from khuyenhoc.apps.recognition.models import HELD_STATES, Distinction, OtherTitle
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.streaks import Distinction as DistinctionKind
from khuyenhoc.storing import among, insert_columns


class NotHeld(RuleBroken):
    """A distinction needs a title that is held; facts: cases, number."""

    code = "NOT_HELD"


class NotedAlready(RuleBroken):
    """The title of another movement is noted of some of them for that year already; facts: subjects, number, year."""

    code = "NOTED_ALREADY"


@transaction.atomic
def distinguish(
    recognition_ids: Collection[int],
    kind: DistinctionKind,
    *,
    number: str,
    reason: str,
    by: User,
    at: datetime,
    effective_on: date | None = None,
) -> None:
    """Give "xuất sắc" or "tiêu biểu" to titles that are held, by the decision whose number is given.

    Errors: OutsideScope, ReasonMissing, NotHeld, RecognitionsUnknown.
    """
    require_reason(reason)
    rows = read(recognition_ids)
    access.require(
        by, Permission.DECIDE, {row.place_id for row in rows}, at=at, titles={row.title for row in rows}
    )
    without = [row.pk for row in rows if row.state not in HELD_STATES]
    if without:
        raise NotHeld(cases=without, number=len(without))
    Distinction.objects.bulk_create(
        Distinction(
            recognition=row,
            kind=kind,
            number=number,
            reason=reason,
            given_by=by,
            effective_on=effective_on or day_of(at),
            recorded_at=at,
        )
        for row in rows
    )
    log(f"recognition.{kind}", rows, by, at)


@transaction.atomic
def note_other_title(
    subject_ids: Collection[int], movement: str, year: int, *, reference: str, by: User, at: datetime
) -> None:
    """Note that subjects hold a title of another movement that year, by the paper named.

    Errors: OutsideScope, ReasonMissing when no paper is named, NotedAlready.
    """
    require_reason(reference)
    homes = subjects.places_of(subject_ids)
    access.require(by, Permission.KEEP_REGISTER, homes.values(), at=at)
    try:
        with transaction.atomic():
            insert_columns(
                OtherTitle,
                ("subject_id",),
                [(pk,) for pk in sorted(homes)],
                movement=movement,
                year=year,
                reference=reference,
                recorded_by_id=by.pk,
                recorded_at=at,
            )
    except IntegrityError as error:
        noted = OtherTitle.objects.filter(among("subject", homes), movement=movement, year=year)
        again = sorted(noted.values_list("subject", flat=True))
        raise NotedAlready(subjects=again, number=len(again), year=year) from error
    audit.record("subject.other_title_noted", by=by.username, at=at, kind="subject", cases=sorted(homes))
