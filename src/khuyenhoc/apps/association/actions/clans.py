"""What a clan wrote down for itself: conventions and rules, with pictures of the sheets and PDFs."""

from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.models import ClanFile, ClanPaper, ClanSheet
from khuyenhoc.apps.association.queries import FILES, SHEETS
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing.documents import Document
from khuyenhoc.storing.pictures import Picture
from khuyenhoc.storing.private import fresh_name

MOST_SHEETS = 20
MOST_FILES = 5


class NoClan(RuleBroken):
    """Only clans have such papers; facts: none."""

    code = "NO_CLAN"


class PaperRemoved(RuleBroken):
    """The paper was removed already; facts: none."""

    code = "PAPER_REMOVED"


class TooManySheets(RuleBroken):
    """A paper has at most so many pictures; facts: most."""

    code = "TOO_MANY_SHEETS"


class TooManyFiles(RuleBroken):
    """A paper has at most so many PDFs; facts: most."""

    code = "TOO_MANY_FILES"


@transaction.atomic
def keep_paper(
    clan: Subject, *, kind: str, title: str, dated: date, text: str, by: User, at: datetime
) -> ClanPaper:
    """Errors: OutsideScope, NoClan."""
    _require(clan, by, at)
    made = ClanPaper.objects.create(
        clan=clan, kind=kind, title=title, dated=dated, text=text, recorded_by=by, recorded_at=at
    )
    _record("clan.paper_kept", made, by, at, {"kind": kind})
    return made


@transaction.atomic
def add_sheet(paper: ClanPaper, picture: Picture, *, by: User, at: datetime) -> ClanSheet:
    """One more picture, the files first and then the row. Errors: OutsideScope, PaperRemoved, TooManySheets."""
    _require(paper.clan, by, at)
    held = ClanPaper.objects.select_for_update(no_key=True).get(pk=paper.pk)
    if held.removed_at is not None:
        raise PaperRemoved()
    if held.sheets.filter(removed_at__isnull=True).count() >= MOST_SHEETS:
        raise TooManySheets(most=MOST_SHEETS)
    name = fresh_name()
    SHEETS.keep(name, {"large": picture.large, "small": picture.small}, at=at)
    made = ClanSheet.objects.create(
        paper=held,
        name=name,
        digest=sha256(picture.large).hexdigest(),
        width=picture.width,
        height=picture.height,
        added_by=by,
        added_at=at,
    )
    _record("clan.sheet_added", held, by, at, {"sheet": made.pk})
    return made


@transaction.atomic
def add_file(paper: ClanPaper, document: Document, *, by: User, at: datetime) -> ClanFile:
    """One more PDF, the file first and then the row. Errors: OutsideScope, PaperRemoved, TooManyFiles."""
    _require(paper.clan, by, at)
    held = ClanPaper.objects.select_for_update(no_key=True).get(pk=paper.pk)
    if held.removed_at is not None:
        raise PaperRemoved()
    if held.files.filter(removed_at__isnull=True).count() >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    name = fresh_name()
    FILES.keep(name, {"file": document.content}, at=at)
    made = ClanFile.objects.create(
        paper=held,
        name=name,
        digest=sha256(document.content).hexdigest(),
        pages=document.pages,
        size=len(document.content),
        added_by=by,
        added_at=at,
    )
    _record("clan.file_added", held, by, at, {"file": made.pk})
    return made


@transaction.atomic
def take_sheet_off(paper: ClanPaper, sheet: int, *, by: User, at: datetime) -> None:
    """It was added by mistake; one that is off already stays. Errors: OutsideScope, ClanSheet.DoesNotExist."""
    _require(paper.clan, by, at)
    held = ClanSheet.objects.get(pk=sheet, paper=paper)
    if ClanSheet.objects.filter(pk=held.pk, removed_at__isnull=True).update(removed_by=by, removed_at=at):
        _record("clan.sheet_taken_off", paper, by, at, {"sheet": held.pk})


@transaction.atomic
def put_sheet_back(paper: ClanPaper, sheet: int, *, by: User, at: datetime) -> None:
    """Taking it off was a mistake. Errors: OutsideScope, ClanSheet.DoesNotExist, TooManySheets."""
    _require(paper.clan, by, at)
    held = ClanSheet.objects.get(pk=sheet, paper=paper)
    if paper.sheets.filter(removed_at__isnull=True).exclude(pk=sheet).count() >= MOST_SHEETS:
        raise TooManySheets(most=MOST_SHEETS)
    if ClanSheet.objects.filter(pk=held.pk, removed_at__isnull=False).update(
        removed_by=None, removed_at=None
    ):
        _record("clan.sheet_put_back", paper, by, at, {"sheet": held.pk})


@transaction.atomic
def take_file_off(paper: ClanPaper, file: int, *, by: User, at: datetime) -> None:
    """It was added by mistake; one that is off already stays. Errors: OutsideScope, ClanFile.DoesNotExist."""
    _require(paper.clan, by, at)
    held = ClanFile.objects.get(pk=file, paper=paper)
    if ClanFile.objects.filter(pk=held.pk, removed_at__isnull=True).update(removed_by=by, removed_at=at):
        _record("clan.file_taken_off", paper, by, at, {"file": held.pk})


@transaction.atomic
def put_file_back(paper: ClanPaper, file: int, *, by: User, at: datetime) -> None:
    """Taking it off was a mistake. Errors: OutsideScope, ClanFile.DoesNotExist, TooManyFiles."""
    _require(paper.clan, by, at)
    held = ClanFile.objects.get(pk=file, paper=paper)
    if paper.files.filter(removed_at__isnull=True).exclude(pk=file).count() >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    if ClanFile.objects.filter(pk=held.pk, removed_at__isnull=False).update(removed_by=None, removed_at=None):
        _record("clan.file_put_back", paper, by, at, {"file": held.pk})


@transaction.atomic
def remove_paper(paper: ClanPaper, *, by: User, at: datetime) -> None:
    """It was written down by mistake; it is kept, and shown no more. Errors: OutsideScope, PaperRemoved."""
    _require(paper.clan, by, at)
    if not ClanPaper.objects.filter(pk=paper.pk, removed_at__isnull=True).update(
        removed_by=by, removed_at=at
    ):
        raise PaperRemoved()
    _record("clan.paper_removed", paper, by, at, {})


@transaction.atomic
def bring_paper_back(paper: ClanPaper, *, by: User, at: datetime) -> None:
    """The removal was a mistake. Errors: OutsideScope."""
    _require(paper.clan, by, at)
    ClanPaper.objects.filter(pk=paper.pk).update(removed_by=None, removed_at=None)
    _record("clan.paper_brought_back", paper, by, at, {})


def _require(clan: Subject, by: User, at: datetime) -> None:
    access.require(by, Permission.KEEP_BOOKS, [clan.place_id], at=at, titles=[clan.kind])
    if clan.kind != Title.CLAN:
        raise NoClan()


def _record(deed: str, paper: ClanPaper, by: User, at: datetime, facts: dict[str, object]) -> None:
    audit.record(
        deed,
        by=by.username,
        at=at,
        kind="subject",
        object_id=paper.clan_id,
        place_id=paper.clan.place_id,
        facts={"paper": paper.pk, **facts},
    )
