"""Danh sách đăng ký: who registered for a title in a place and a year, with room for signatures."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.models import Registration, Round
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.papers import naming, press
from khuyenhoc.papers.letterhead import Letterhead, of_association
from khuyenhoc.papers.lists import Line, Named, NameList, name_list
from khuyenhoc.papers.marks import marks
from khuyenhoc.papers.naming import Naming
from khuyenhoc.sentences import words

BIRTH, DAY, CONSENT, SIGNATURE = "Năm sinh", "Ngày đăng ký", "Hình thức", "Ký tên"


@dataclass(frozen=True, slots=True)
class RegistrationList:
    head: Letterhead
    naming: Naming
    place: str
    heads: tuple[str, ...]
    names: NameList
    marks: tuple[str, ...]


def of(
    place: int,
    *,
    year: int,
    title: Title,
    level: Level = Level.NONE,
    on: date,
    opened: Round | None = None,
) -> RegistrationList:
    """Everybody registered below the place and not withdrawn, as it stands; `on`: the day the list is dated.

    opened: the round that heads the list, found by the place unless given; of one for a kind of organisation or for
    a single one only its own stand on it. Places are those of that day, and of an earlier year those of its last
    day: since then they may have ended.
    A citizen's year of birth stands on it, because two people may have one name: it is no public paper.
    Errors: NoRound, NothingToPrint.
    """
    then = min(on, last_day(year))
    held_in = opened or rounds.covering(place, year=year, title=title, level=level, on=then)
    narrowed: dict[str, Any] = {}
    if opened is not None and (opened.organisation_kind or opened.organisation_id):
        narrowed = {
            "round__organisation_kind": opened.organisation_kind,
            "round__organisation": opened.organisation_id,
        }
    rows = (
        Registration.objects.filter(
            place__in=places.ids_below(place, then, with_custody=True),
            year=year,
            title=title,
            level=level,
            withdrawn_at__isnull=True,
            **narrowed,
        )
        .select_related("subject")
        .order_by("pk")
    )
    with_birth = title is Title.CITIZEN
    return RegistrationList(
        head=of_association(place, on),
        naming=naming.of_round(held_in, place, then),
        place=places.label(place, then),
        heads=(*((BIRTH,) if with_birth else ()), DAY, CONSENT, SIGNATURE),
        names=name_list(
            [Named(row.place_id, row.subject.sort_key, _line(row, with_birth=with_birth)) for row in rows],
            of_place=place,
            on=then,
            names_say_place=title is Title.COMMUNITY,
        ),
        marks=marks(
            criteria.rules(held_in.criteria_set), is_sample=any(row.subject.is_sample for row in rows)
        ),
    )


def _line(row: Registration, *, with_birth: bool) -> Line:
    told = (f"{row.effective_on:%d/%m/%Y}", words.word("consent", row.consent), "")
    return Line(row.subject.name, (str(row.subject.birth_year or ""), *told) if with_birth else told)


def pdf(paper: RegistrationList) -> bytes:
    """A4 upright."""
    name = f"Danh sách đăng ký {paper.naming.title} năm {paper.naming.year}"
    return press.typeset("registration", paper, dated=paper.head.day, name=name)
