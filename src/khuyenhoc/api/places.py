"""Places: found in any spelling, told with their dates, listed along the tree of a day."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from khuyenhoc.analytics import records
from khuyenhoc.analytics.records.value import day
from khuyenhoc.api import asked
from khuyenhoc.api.answers import SELDOM, answer
from khuyenhoc.api.asked import Day, Id, Listed, Text
from khuyenhoc.api.shapes import answers
from khuyenhoc.api.shapes.places import Found, PlaceHistory, PlaceList
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.queries import Link
from khuyenhoc.domain.places import Kind

router = Router(tags=["places"])
MOST_FOUND = 50


class FindAsked(Schema):
    """What is looked for."""

    q: Text = Field(description="Tên (có dấu hoặc không), tên cũ, hoặc mã. / A name, an old name or a code.")
    on: Day | None = Field(None, description="Chỉ nơi có vào ngày này. / Only places of that day.")
    kind: Kind | None = Field(None, description="Loại nơi. / Kind of place.")


class BelowAsked(Listed):
    """Which places below."""

    on: Day | None = Field(None, description="Ngày của địa giới, mặc định hôm nay. / Day of the tree.")
    kind: Kind | None = Field(
        None,
        description="Mọi nơi loại này ở bên dưới; bỏ trống: ngay bên dưới. / All of the kind; else right below.",
    )


@router.get("/places", response=answers(Found), url_name="api_places", summary="Tìm nơi / Find places")
def find(request: HttpRequest, query: Query[FindAsked]) -> HttpResponse:
    found = places.find(query.q, query.on, [query.kind] if query.kind else None, limit=MOST_FOUND)
    rows = [
        {
            "place": one.id,
            "kind": one.kind.value,
            "code": one.code,
            "name": f"{one.unit} {one.name}".strip(),
            "label": one.label,
            "valid_from": day(one.valid_from),
            "valid_to": day(one.valid_to),
            "now": list(one.now),
        }
        for one in found
    ]
    return answer(request, {"places": rows}, keep=SELDOM)


@router.get(
    "/places/{place}",
    response=answers(PlaceHistory),
    url_name="api_place",
    summary="Một nơi qua các thời kỳ / One place over time",
)
def history(request: HttpRequest, place: Id) -> HttpResponse:
    places.version(place, places.LATEST)  # refused for one that never was
    told = places.history(place)
    content = {
        "place": place,
        "kind": told.kind.value,
        "versions": [
            {
                "code": one.code,
                "name": f"{one.unit} {one.name}".strip(),
                "label": one.label,
                "parent": one.parent,
                "valid_from": day(one.valid_from),
                "valid_to": day(one.valid_to),
                "from_assumed": one.from_assumed,
                "to_assumed": one.to_assumed,
            }
            for one in told.versions
        ],
        "predecessors": [_link(one) for one in told.predecessors],
        "successors": [_link(one) for one in told.successors],
    }
    return answer(request, content, keep=SELDOM)


def _link(one: Link) -> dict[str, Any]:
    return {
        "place": one.id,
        "label": one.label,
        "kind": one.kind.value,
        "share_percent": records.value.percent(one.share),
        "is_default": one.is_default,
        "on": day(one.on),
        "legal_reference": one.legal_reference,
    }


@router.get(
    "/places/{place}/below",
    response=answers(PlaceList),
    url_name="api_places_below",
    summary="Các nơi bên dưới vào một ngày / The places below on a day",
)
def below(request: HttpRequest, place: Id, query: Query[BelowAsked]) -> HttpResponse:
    on: date = query.on or asked.today()
    after = [*asked.key(query.after), 0][0]
    ids = places.listed_below(place, on, kind=query.kind, after=after, limit=query.limit + 1)
    part = ids[: query.limit]
    named = places.named(part, on)
    content = {
        "places": [records.place(named[one]) for one in part],
        "on": on.isoformat(),
        "next": str(part[-1]) if len(ids) > len(part) else None,
    }
    return answer(request, content, keep=SELDOM)
