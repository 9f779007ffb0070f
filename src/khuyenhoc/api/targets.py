"""Targets: what was set, what is reached of it, whether the plans below reach it, and who will miss it."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from khuyenhoc.analytics import aims, outlook, records
from khuyenhoc.analytics.records.value import percent
from khuyenhoc.api import asked, seeing
from khuyenhoc.api.answers import answer
from khuyenhoc.api.asked import Id, Known, Listed, Text, Year
from khuyenhoc.api.figures import Where, part_of
from khuyenhoc.api.refusals import NothingThere
from khuyenhoc.api.shapes import answers
from khuyenhoc.api.shapes.targets import Aims, Outlooks, Plans, Targets
from khuyenhoc.apps.figures import queries as kept
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day

router = Router(tags=["targets"])


class TargetsAsked(Where, Listed, Known):
    """Which targets."""

    year: list[Year] = Field([], description="Năm của chỉ tiêu, mặc định mọi năm. / All years if left out.")
    indicator: Text = Field("", description="Chỉ số, mặc định mọi chỉ số. / All if left out.")


@router.get(
    "/targets",
    response=answers(Targets),
    url_name="api_targets",
    summary="Chỉ tiêu các nơi tự giao / Targets that places set",
)
def targets(request: HttpRequest, query: Query[TargetsAsked]) -> HttpResponse:
    code = kept.catalogue().indicator(query.indicator).code if query.indicator else ""
    after = [*asked.key(query.after), 0][0]
    # a place sets some twenty targets a year
    ids, is_more = part_of(request, query, asked.today(), after, max(1, query.limit // 20))
    rows = records.targets(ids, years=query.year or None, indicator=code, known_on=query.known_on)
    return answer(request, {"targets": list(rows), "next": str(ids[-1]) if is_more else None})


@router.get(
    "/aims/{place}/{year}",
    response=answers(Aims),
    url_name="api_aims",
    summary="Chỉ tiêu một nơi phải đạt, đã đạt bao nhiêu / Targets that hold at a place and what is reached",
)
def reached(request: HttpRequest, place: Id, year: Year, query: Query[Known]) -> HttpResponse:
    seeing.require(request, place, as_of=last_day(year))
    found = aims.table(place, year, known_on=query.known_on)
    named = places.named([place], last_day(year)).get(place)
    rows = [
        {
            "target": records.target(one.target),
            "figure": records.figure(one.figure, named, str(year), asked.language()),
            "wanted": one.wanted,
            "missing": one.missing,
            "is_own": one.is_own,
            "is_low": one.is_low,
            "is_reached": one.is_reached,
        }
        for one in found
    ]
    return answer(request, {"aims": rows})


class PlansAsked(Schema):
    """The bases of which year the plans are counted on."""

    base_year: Year = Field(description="Năm lấy mẫu số. / The year of the bases.")


@router.get(
    "/plans/{place}/{year}",
    response=answers(Plans),
    url_name="api_plans",
    summary="Kế hoạch bên dưới có đủ chỉ tiêu không / Do the plans below reach a place's targets",
)
def plans(request: HttpRequest, place: Id, year: Year, query: Query[PlansAsked]) -> HttpResponse:
    day = last_day(query.base_year)
    seeing.require(request, place, as_of=day)
    known = seeing.visible(request, [one.place_id for one in places.children(place, day)], as_of=day)
    found = aims.cascades(place, year, base_year=query.base_year, among=known)
    rows = [
        {
            "target": records.target(one.target),
            "wanted": one.wanted,
            "planned": one.planned,
            "short": one.short,
            "at_most": one.at_most,
            "plans": [
                {
                    "place": plan.place_id,
                    "name": plan.name,
                    "target": None if plan.target is None else records.target(plan.target),
                    "base": plan.base,
                    "wanted": plan.wanted,
                }
                for plan in one.plans
            ],
        }
        for one in found
    ]
    return answer(request, {"plans": rows})


@router.get(
    "/outlook/{place}/{year}/{target}",
    response=answers(Outlooks),
    url_name="api_outlook",
    summary="Nơi nào có thể không đạt / Which places right below will miss a target",
)
def miss(request: HttpRequest, place: Id, year: Year, target: Id) -> HttpResponse:
    day = last_day(year)
    seeing.require(request, place, as_of=day)
    aimed = next((one for one in kept.targets(places.line(place, day)) if one.pk == target), None)
    if aimed is None:
        raise NothingThere()
    known = seeing.visible(request, [one.place_id for one in places.children(place, day)], as_of=day)
    rows = [
        {
            "place": one.place_id,
            "name": one.name,
            "outcome": one.outcome.value,
            "expected_percent": percent(one.expected),
            "value": one.part,
            "base": one.whole,
            "missing": one.missing,
            "years": [{"year": at, "rate_percent": percent(rate)} for at, rate in one.points],
        }
        for one in outlook.below(place, aimed, year, among=known)
    ]
    return answer(request, {"target": records.target(aimed), "places": rows})
