"""Questions about clans' own books: branch, papers, where their households live."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.db.models import Count

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.models import Branch, ClanFile, ClanPaper, ClanSheet
from khuyenhoc.apps.association.queries.branches import running_on
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.models import Affiliation, Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among
from khuyenhoc.storing.paging import by_name
from khuyenhoc.storing.private import Folder

SHEETS = Folder("papers", ("large", "small"))
FILES = Folder("paper_files", ("file",))
HeldPaper: TypeAlias = ClanPaper  # what pages call a clan's paper; they touch no models
HeldClan: TypeAlias = Subject


@dataclass(frozen=True, slots=True)
class ClanLine:
    """One clan of a list: its branch, if it has one, households on the day and papers."""

    clan: Subject
    branch: Branch | None
    households: int
    papers: int


def clans(
    place: int, on: date, *, search: str = "", after: tuple[str, int] | None = None, seen_by: User
) -> tuple[list[ClanLine], tuple[str, int] | None]:
    """Clans whose home lies at or below the place, by name, and where the next page begins."""
    rows = Subject.objects.filter(
        existing_on(on), kind=Title.CLAN, place__in=places.ids_below(place, on, with_custody=True)
    )
    rows = access.visible(rows, seen_by, on, title="kind")
    if search:
        rows = subjects.named(rows, search)
    found, following = by_name(rows, after, 50)
    ids = [one.pk for one in found]
    branches = {
        one.body_id: one for one in Branch.objects.filter(running_on(on), among("body", ids)).order_by("-pk")
    }
    homes = dict(
        Affiliation.objects.filter(existing_on(on), among("group", ids), kind=Belonging.CLAN_HOUSEHOLD)
        .values_list("group")
        .annotate(number=Count("pk"))
        .order_by("group")
    )
    papers = dict(
        ClanPaper.objects.filter(among("clan", ids), removed_at__isnull=True)
        .values_list("clan")
        .annotate(number=Count("pk"))
        .order_by("clan")
    )
    told = [ClanLine(one, branches.get(one.pk), homes.get(one.pk, 0), papers.get(one.pk, 0)) for one in found]
    return told, following


def clan(pk: int, *, seen_by: User, on: date) -> Subject:
    """Errors: Subject.DoesNotExist, alike for what is foreign or no clan."""
    rows = Subject.objects.filter(kind=Title.CLAN)
    return access.visible(rows, seen_by, on, title="kind").get(pk=pk)


def branch_of(body: Subject, on: date) -> Branch | None:
    """The branch of a clan or organisation that runs on the day."""
    return Branch.objects.filter(running_on(on), body=body).order_by("-since", "-pk").first()


def where_households_live(of: Subject, on: date) -> list[tuple[int, int]]:
    """(hamlet, how many of the clan's households live there on the day), most first: a clan may span communes."""
    rows = Affiliation.objects.filter(existing_on(on), group=of, kind=Belonging.CLAN_HOUSEHOLD)
    counted = rows.values_list("member__place").annotate(number=Count("pk"))
    return list(counted.order_by("-number", "member__place"))


@dataclass(frozen=True, slots=True)
class PaperTold:
    paper: ClanPaper
    sheets: tuple[ClanSheet, ...]
    files: tuple[ClanFile, ...]


def papers_of(of: Subject) -> list[PaperTold]:
    """A clan's papers with their pictures and PDFs, the latest first; without those removed."""
    rows = ClanPaper.objects.filter(clan=of, removed_at__isnull=True).order_by("-dated", "-pk")
    sheets: dict[int, list[ClanSheet]] = {}
    for one in ClanSheet.objects.filter(paper__in=rows, removed_at__isnull=True).order_by("pk"):
        sheets.setdefault(one.paper_id, []).append(one)
    files: dict[int, list[ClanFile]] = {}
    for file in ClanFile.objects.filter(paper__in=rows, removed_at__isnull=True).order_by("pk"):
        files.setdefault(file.paper_id, []).append(file)
    return [PaperTold(row, tuple(sheets.get(row.pk, ())), tuple(files.get(row.pk, ()))) for row in rows]


def paper(pk: int, *, of: Subject) -> ClanPaper:
    """Also a removed one. Errors: ClanPaper.DoesNotExist."""
    return ClanPaper.objects.select_related("clan").get(pk=pk, clan=of)


def sheet(name: str, *, of: Subject) -> ClanSheet:
    """A picture of a paper that stands. Errors: ClanSheet.DoesNotExist."""
    return ClanSheet.objects.get(
        name=name, removed_at__isnull=True, paper__clan=of, paper__removed_at__isnull=True
    )


def file(name: str, *, of: Subject) -> ClanFile:
    """A PDF of a paper that stands. Errors: ClanFile.DoesNotExist."""
    return ClanFile.objects.get(
        name=name, removed_at__isnull=True, paper__clan=of, paper__removed_at__isnull=True
    )


def file_names() -> Iterator[str]:
    """Of every PDF there is, in order; also of those taken off."""
    yield from ClanFile.objects.order_by("name").values_list("name", flat=True).iterator(chunk_size=2_000)


def sheet_names() -> Iterator[str]:
    """Of every picture there is, in order; also of those taken off."""
    yield from ClanSheet.objects.order_by("name").values_list("name", flat=True).iterator(chunk_size=2_000)
