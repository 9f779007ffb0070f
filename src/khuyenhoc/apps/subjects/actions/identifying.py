"""Keeping a person's number: a keyed hash and four digits, never the number itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.accounts.queries import code_digest
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.subjects.models import IdNumber, Subject
from khuyenhoc.domain import id_numbers
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title


@dataclass(frozen=True, slots=True)
class KeptNumber:
    """What may be kept of a number. digest: made with the server's secret; another secret finds nothing again."""

    digest: str
    last: str


def kept_number(typed: str) -> KeptNumber | None:
    """None for none. Errors: IdNumberUnsound."""
    number = id_numbers.read(typed)
    return KeptNumber(code_digest("id_number", number), number[-4:]) if number else None


@transaction.atomic
def note_id_number(subject: int, number: KeptNumber | None, *, by: User, at: datetime) -> bool:
    """Keep a person's number in place of an earlier one, or none; False when nothing changes.

    The event tells neither.

    Errors: OutsideScope, for whoever is no person too.
    """
    found = Subject.objects.filter(pk=subject, kind=Title.CITIZEN).first()
    if found is None:
        raise access.OutsideScope(permission=Permission.KEEP_REGISTER.value)
    access.require(by, Permission.KEEP_REGISTER, [found.place_id], at=at, titles=[found.kind])
    known = IdNumber.objects.filter(subject=subject).first()
    if (number.digest if number else None) == (known.digest if known else None):
        return False
    if number is None:
        IdNumber.objects.filter(subject=subject).delete()
    else:
        keep_numbers([(subject, number)], by=by, at=at)
    audit.record(
        "subject.id_number_noted" if number else "subject.id_number_dropped",
        by=by.username,
        at=at,
        kind="subject",
        object_id=subject,
        place_id=found.place_id,
        cases=[subject],
    )
    return True


def keep_numbers(pairs: Iterable[tuple[int, KeptNumber]], *, by: User, at: datetime) -> None:
    """(subject, number) each; a part of the deeds that enter and that note, inside their transaction."""
    for subject, number in pairs:
        IdNumber.objects.update_or_create(
            subject_id=subject,
            defaults={
                "digest": number.digest,
                "last": number.last,
                "recorded_by": by,
                "recorded_at": at,
            },
        )
