"""The five-title table."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from khuyenhoc.analytics import five_titles, records
from khuyenhoc.api import asked, seeing
from khuyenhoc.api.answers import answer
from khuyenhoc.api.asked import Id, OnBasis, Year
from khuyenhoc.api.shapes import answers
from khuyenhoc.api.shapes.tables import FiveTitles
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.restatement import Basis

router = Router(tags=["figures"])


@router.get(
    "/five-titles/{place}/{year}",
    response=answers(FiveTitles),
    url_name="api_five_titles",
    summary="Bảng năm danh hiệu / The five-title table",
)
def table(request: HttpRequest, place: Id, year: Year, query: Query[OnBasis]) -> HttpResponse:
    is_of_then = query.basis is Basis.REPORTED
    seeing.require(request, place, as_of=last_day(year) if is_of_then else query.tree_day)
    found = (
        five_titles.table(place, year, known_on=query.known_on)
        if is_of_then
        else five_titles.table_of_today(place, year, query.basis, on=query.tree_day, known_on=query.known_on)
    )
    return answer(request, records.five_titles(found, query.basis, asked.language()))
