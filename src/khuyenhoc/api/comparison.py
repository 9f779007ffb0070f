"""Comparison: over the years, among neighbours, on the three bases, as once known and as corrected."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from khuyenhoc.analytics import comparing, records
from khuyenhoc.analytics.indicators import Figure
from khuyenhoc.analytics.records.value import percent
from khuyenhoc.api import asked, seeing
from khuyenhoc.api.answers import answer
from khuyenhoc.api.asked import Day, Id, OnBasis, Text, Year
from khuyenhoc.api.entrance import reader
from khuyenhoc.api.refusals import ParameterUnreadable, TooMuchAtOnce
from khuyenhoc.api.shapes import answers
from khuyenhoc.api.shapes.comparison import Clusters, Corrected, OnBases, Ranking, Years
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.restatement import Basis

router = Router(tags=["comparison"])
MOST_YEARS = 20
INDICATOR = Field(description="Chỉ số, kèm cấp nếu có. / Indicator, with its level.")


class OneIndicator(Schema):
    """What is compared."""

    indicator: Text = INDICATOR
    base: Text = Field("", description="Mẫu số của tỷ lệ. / Base of the rate.")


class YearsAsked(OneIndicator, OnBasis):
    """Over which years."""

    first: Year = Field(description="Năm đầu. / The first year.")
    last: Year = Field(description="Năm cuối. / The last year.")


@router.get(
    "/comparison/{place}/years",
    response=answers(Years),
    url_name="api_comparison_years",
    summary="Một nơi qua các năm / One place over the years",
)
def years(request: HttpRequest, place: Id, query: Query[YearsAsked]) -> HttpResponse:
    wanted = asked.wanted(query.indicator, query.base)
    span = range(query.first, query.last + 1)
    if not span:
        raise ParameterUnreadable(parameter="last")
    if len(span) > MOST_YEARS:
        raise TooMuchAtOnce(parameter="last", most=MOST_YEARS)
    is_of_then = query.basis is Basis.REPORTED
    for year in span if is_of_then else ():
        seeing.require(request, place, as_of=last_day(year))
    if not is_of_then:
        seeing.require(request, place, as_of=query.tree_day)
    found = comparing.years(place, wanted, span, basis=query.basis, on=query.tree_day)
    rows = [
        {
            "year": one.year,
            "figure": _figure(one.figure),
            "change": one.change,
            "rate_change_percent": percent(one.rate_change),
        }
        for one in found
    ]
    return answer(request, {"years": rows})


class RankingAsked(OneIndicator):
    """How they are ranked."""

    period: Text = Field(description="Kỳ: 2023, 2023-06 … / Period.")
    by: Literal["rate", "number"] = Field(
        "rate", description="Xếp theo tỷ lệ hay con số. / By rate or number."
    )
    apart: bool = Field(False, description="Xếp riêng địa bàn khó khăn. / Difficult areas apart.")


@router.get(
    "/comparison/{place}/below",
    response=answers(Ranking),
    url_name="api_comparison_below",
    summary="Xếp hạng các nơi ngay bên dưới / The places right below, ranked",
)
def below(request: HttpRequest, place: Id, query: Query[RankingAsked]) -> HttpResponse:
    wanted = asked.wanted(query.indicator, query.base)
    period, day = asked.period(query.period)
    seeing.require(request, place, as_of=day)
    known = seeing.visible(request, [one.place_id for one in places.children(place, day)], as_of=day)
    found = comparing.siblings(
        place, wanted, period, by_rate=query.by == "rate", difficult_apart=query.apart, among=known
    )
    content = {
        "rows": [records.ranked(one, period) for one in found.rows],
        "apart": [records.ranked(one, period) for one in found.apart],
    }
    return answer(request, content)


@router.get(
    "/clusters",
    response=answers(Clusters),
    url_name="api_clusters",
    summary="Các cụm thi đua / The clusters of provinces",
)
def clusters(request: HttpRequest) -> HttpResponse:
    return answer(request, {"clusters": comparing.clusters(asked.today())})


class ClusterAsked(OneIndicator):
    """Which cluster."""

    cluster: Text = Field(description="Tên cụm. / The cluster's name.")
    by: Literal["rate", "number"] = Field(
        "rate", description="Xếp theo tỷ lệ hay con số. / By rate or number."
    )


@router.get(
    "/comparison/cluster/{year}",
    response=answers(Ranking),
    url_name="api_comparison_cluster",
    summary="Xếp hạng trong một cụm / The members of a cluster, ranked",
)
def cluster(request: HttpRequest, year: Year, query: Query[ClusterAsked]) -> HttpResponse:
    day, today = last_day(year), asked.today()
    held = [one.place for one in places.memberships(today, day) if one.cluster == query.cluster]
    known = seeing.visible(request, held, as_of=day)
    found = comparing.cluster(
        query.cluster,
        asked.wanted(query.indicator, query.base),
        year,
        today=today,
        by_rate=query.by == "rate",
        among=known,
    )
    return answer(
        request, {"rows": [records.ranked(one, str(year)) for one in found.ranking.rows], "apart": []}
    )


class OnBasesAsked(OneIndicator):
    """On which day's tree."""

    on: Day | None = Field(None, description="Ngày của địa giới, mặc định hôm nay. / Day of the tree.")


@router.get(
    "/comparison/{place}/{year}/bases",
    response=answers(OnBases),
    url_name="api_comparison_bases",
    summary="Một số liệu trên ba địa giới / A figure on the three bases",
)
def on_bases(request: HttpRequest, place: Id, year: Year, query: Query[OnBasesAsked]) -> HttpResponse:
    on = query.on or asked.today()
    seeing.require(request, place, as_of=on)
    found = comparing.on_three_bases(place, asked.wanted(query.indicator, query.base), year, on=on)
    content = {
        basis.value.replace("-", "_"): None if figure is None else _figure(figure)
        for basis, figure in found.items()
    }
    return answer(request, content)


class CorrectedAsked(OneIndicator):
    """Which earlier report."""

    known_on: Day = Field(description="Như đã biết đến hết ngày này. / As known at the end of that day.")


@router.get(
    "/comparison/{place}/{year}/corrected",
    response=answers(Corrected),
    url_name="api_comparison_corrected",
    summary="Báo cáo cũ tính lại và số nay / An earlier report run again, and today's number",
)
def corrected(request: HttpRequest, place: Id, year: Year, query: Query[CorrectedAsked]) -> HttpResponse:
    """Which cases make the difference stands on the page alone: programs are told no person's name."""
    seeing.require(request, place, as_of=last_day(year))
    found = comparing.corrected(
        place,
        asked.wanted(query.indicator, query.base),
        year,
        known_on=query.known_on,
        today=asked.today(),
        seen_by=reader(request),
    )
    content = {"then": _figure(found.then), "now": _figure(found.now), "change": found.change}
    return answer(request, content)


def _figure(one: Figure) -> dict[str, Any]:
    named = places.named([one.place_id], one.on).get(one.place_id)
    return records.figure(one, named, str(one.year), asked.language())
