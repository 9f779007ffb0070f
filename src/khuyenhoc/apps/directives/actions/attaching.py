"""The document itself, as a PDF beside its entry in the register."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.directives.models import Instrument, InstrumentFile
from khuyenhoc.apps.directives.queries import FILES
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.storing.documents import Document
from khuyenhoc.storing.private import fresh_name

MOST_FILES = 5


class TooManyAttached(RuleBroken):
    """A document has at most so many files; facts: most."""

    code = "TOO_MANY_ATTACHED"


@transaction.atomic
def attach(instrument: int, document: Document, *, by: User, at: datetime) -> InstrumentFile:
    """The file first and then the row. Errors: Instrument.DoesNotExist, OutsideScope, TooManyAttached."""
    held = _held(instrument, by, at)
    _require_room(held)
    name = fresh_name()
    FILES.keep(name, {"file": document.content}, at=at)
    made = InstrumentFile.objects.create(
        instrument=held,
        name=name,
        digest=sha256(document.content).hexdigest(),
        pages=document.pages,
        size=len(document.content),
        added_by=by.username,
        added_at=at,
    )
    _tell("directive.file_attached", held, made.pk, by, at)
    return made


@transaction.atomic
def detach(instrument: int, file: int, *, by: User, at: datetime) -> None:
    """It was the wrong one; one that is off already stays.

    Errors: Instrument.DoesNotExist, InstrumentFile.DoesNotExist, OutsideScope.
    """
    held = _held(instrument, by, at)
    row = InstrumentFile.objects.get(pk=file, instrument=held)
    if InstrumentFile.objects.filter(pk=row.pk, removed_at__isnull=True).update(removed_at=at):
        _tell("directive.file_detached", held, row.pk, by, at)


@transaction.atomic
def attach_again(instrument: int, file: int, *, by: User, at: datetime) -> None:
    """Taking it off was a mistake. Errors: as `detach`, TooManyAttached."""
    held = _held(instrument, by, at)
    row = InstrumentFile.objects.get(pk=file, instrument=held)
    if row.removed_at is None:
        return
    _require_room(held)
    InstrumentFile.objects.filter(pk=row.pk).update(removed_at=None)
    _tell("directive.file_attached", held, row.pk, by, at)


def _held(pk: int, by: User, at: datetime) -> Instrument:
    held = Instrument.objects.select_for_update(no_key=True).get(pk=pk)
    access.require(by, Permission.KEEP_BOOKS, [held.place_id], at=at)
    return held


def _require_room(held: Instrument) -> None:
    if held.files.filter(removed_at__isnull=True).count() >= MOST_FILES:
        raise TooManyAttached(most=MOST_FILES)


def _tell(deed: str, row: Instrument, file: int, by: User, at: datetime) -> None:
    audit.record(
        deed,
        by=by.username,
        at=at,
        kind="instrument",
        object_id=row.pk,
        place_id=row.place_id,
        facts={"file": file},
    )
