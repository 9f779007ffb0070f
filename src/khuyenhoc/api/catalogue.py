"""The catalogue: what every code means, in both languages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from khuyenhoc.api.answers import SELDOM, answer
from khuyenhoc.api.shapes import answers
from khuyenhoc.api.shapes.catalogue import Catalogue
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.domain.catalogue import Wording

router = Router(tags=["catalogue"])


@router.get(
    "/catalogue",
    response=answers(Catalogue),
    url_name="api_catalogue",
    summary="Danh mục chỉ số, mẫu số, cấp / Indicators, bases, levels",
)
def catalogue(request: HttpRequest) -> HttpResponse:
    known = figures.catalogue()
    content = {
        "areas": [{"code": code, **_both(name)} for code, name in known.areas.items()],
        "indicators": [
            {
                "code": one.code,
                "area": one.area,
                **_both(one.name),
                "levels": list(one.levels),
                "unit_vi": one.unit("vi"),
                "unit_en": one.unit("en"),
                "nature": one.nature.value,
                "adds_up": one.adds_up,
                "bases": [kind for kind in one.bases if kind in known.bases],
                "is_counted": bool(one.query),
                "title": one.title,
                "requirements": list(one.requirements),
                "cautions": [_both(caution) for caution in one.cautions],
            }
            for one in known.indicators.values()
        ],
        "bases": [
            {"kind": one.kind, **_both(one.name), "title": one.title, "level": one.level}
            for one in known.bases.values()
        ],
        "levels": [{"code": one.code, **_both(one.name)} for one in known.levels.values()],
    }
    return answer(request, content, keep=SELDOM)


def _both(told: Wording) -> dict[str, Any]:
    return {"vi": told.vi, "en": told.en}
