"""Figures of places × indicators × periods, their bases, and what was reported."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from khuyenhoc.analytics import records
from khuyenhoc.analytics.records import Asked, Record
from khuyenhoc.api import asked, seeing
from khuyenhoc.api.answers import answer
from khuyenhoc.api.asked import Day, Id, Known, Listed, OnBasis, Text, Year
from khuyenhoc.api.refusals import ParameterUnreadable
from khuyenhoc.api.shapes import answers
from khuyenhoc.api.shapes.figures import Bases, Figures, ReportedFigures
from khuyenhoc.apps.figures import queries as kept
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.restatement import Basis

router = Router(tags=["figures"])


class Where(Schema):
    """Places by id, or those below one."""

    place: list[Id] = Field(
        [], description="Nơi, ghi nhiều lần được, nhiều nhất 200. / Places, repeatable, 200 at most."
    )
    below: Id | None = Field(
        None, description="Các nơi ngay bên dưới nơi này. / The places right below this one."
    )
    kind: Kind | None = Field(
        None, description="Cùng `below`: mọi nơi loại này ở bên dưới. / With `below`: all of the kind."
    )


class FiguresAsked(Where, Listed, OnBasis):
    """Which figures."""

    indicator: list[Text] = Field(
        [],
        description="Chỉ số, kèm cấp nếu có: recognised_community.commune; nhiều nhất 20. / Indicator and level.",
    )
    period: list[Text] = Field(
        [],
        description="Kỳ: 2023, 2023-06, 2020..2023; nhiều nhất 12. / Periods, 12 at most.",
    )
    base: Text = Field(
        "", description="Mẫu số của tỷ lệ, mặc định loại thường dùng. / Base of the rate, else the usual."
    )


@router.get(
    "/figures", response=answers(Figures), url_name="api_figures", summary="Số liệu / Figures of places"
)
def figures(request: HttpRequest, query: Query[FiguresAsked]) -> HttpResponse:
    wanted = [
        asked.wanted(one, query.base)
        for one in asked.few("indicator", query.indicator, asked.MOST_INDICATORS)
    ]
    periods = [asked.period(one) for one in asked.few("period", query.period, asked.MOST_PERIODS)]
    begin, after = [*asked.key(query.after), 0, 0][:2]
    room = max(1, query.limit // len(wanted))  # places whose figures fit
    rows: list[Record] = []
    following = None
    for number, (period, until) in list(enumerate(periods))[begin:]:
        if not room:
            following = f"{number}.0"
            break
        as_of = until if query.basis is Basis.REPORTED else query.tree_day
        ids, is_more = part_of(request, query, as_of, after, room)
        question = Asked(tuple(wanted), period, query.basis, query.tree_day, query.known_on, asked.language())
        rows += records.figures(ids, question)
        room -= len(ids)
        after = 0
        if is_more:
            following = f"{number}.{ids[-1]}"
            break
    return answer(request, {"figures": rows, "next": following})


def part_of(request: HttpRequest, query: Where, as_of: date, after: int, room: int) -> tuple[list[int], bool]:
    """Places behind `after` that the person may see on the tree of the day, and whether more follow.

    Errors: ParameterUnreadable, TooMuchAtOnce, OutsideScope, PlaceUnknownThen.
    """
    if query.below is None:
        ids = sorted(asked.few("place", query.place, asked.MOST_PLACES))
        seeing.require_all(request, ids, as_of=as_of)
        rest = [one for one in ids if one > after]
        return rest[:room], len(rest) > room
    if query.place:
        raise ParameterUnreadable(parameter="below")
    seeing.require(request, query.below, as_of=as_of)
    found: list[int] = []
    for ids in _listed(query.below, as_of, query.kind, after):
        known = seeing.visible(request, ids, as_of=as_of)
        found += [one for one in ids if one in known]
        if len(found) > room:
            return found[:room], True
    return found, False


def _listed(below: int, as_of: date, kind: Kind | None, after: int) -> Iterator[list[int]]:
    """The ids part by part, for not all of them may be the person's to see."""
    while ids := places.listed_below(below, as_of, kind=kind, after=after, limit=asked.MOST_ROWS):
        yield ids
        after = ids[-1]


class BasesAsked(Where, Listed, Known):
    """Which bases."""

    year: Year = Field(description="Năm / year")
    base: list[Text] = Field([], description="Loại mẫu số, mặc định mọi loại. / Kinds, all if left out.")


@router.get(
    "/bases", response=answers(Bases), url_name="api_bases", summary="Mẫu số / Bases and their sources"
)
def bases(request: HttpRequest, query: Query[BasesAsked]) -> HttpResponse:
    kinds = [kept.catalogue().base(one).kind for one in query.base]
    after = [*asked.key(query.after), 0][0]
    # a place has some ten claims a year: few places fill a part
    ids, is_more = part_of(request, query, last_day(query.year), after, max(1, query.limit // 10))
    rows = list(records.bases(ids, query.year, kinds=kinds, known_on=query.known_on))
    return answer(request, {"bases": rows, "next": str(ids[-1]) if is_more else None})


class ReportedAsked(Where, Listed, Known):
    """Which reported figures."""

    indicator: list[Text] = Field([], description="Chỉ số, mặc định mọi chỉ số. / All if left out.")
    first: Day | None = Field(None, description="Kỳ kết thúc từ ngày này. / Periods that end from this day.")
    until: Day | None = Field(None, description="Kỳ kết thúc đến ngày này. / Periods that end by this day.")


@router.get(
    "/reported",
    response=answers(ReportedFigures),
    url_name="api_reported",
    summary="Số báo cáo, đúng như đã viết / Reported figures as written",
)
def reported(request: HttpRequest, query: Query[ReportedAsked]) -> HttpResponse:
    codes = [kept.catalogue().indicator(one).code for one in query.indicator]
    after = [*asked.key(query.after), 0][0]
    # a place reports some hundred figures a year: few places fill a part
    room = max(1, query.limit // 100)
    ids, is_more = part_of(request, query, query.until or asked.today(), after, room)
    rows = records.reported(
        ids, indicators=codes, first=query.first, until=query.until, known_on=query.known_on
    )
    # of several places together: only beside the place that holds them all
    own = [row for row in rows if not row["several"] or row["place"] in ids]
    return answer(request, {"reported": own, "next": str(ids[-1]) if is_more else None})
