"""Lists of centres and classes as files, and a centre's year on paper."""

from django.http import Http404, HttpResponse
from django.utils.translation import get_language

from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.papers import centre_sheet
from khuyenhoc.web import files
from khuyenhoc.web.centres import desk
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import centres as tables


def give_out(request: SignedInRequest, place: int, year: int, form: str) -> HttpResponse:
    """Of a commune or hamlet its classes, of what lies above its centres; as the page lists them."""
    desk.require_seen(request, place)
    language, by, on = get_language() or "vi", request.user, today()
    if centres.commune_of(place, on) is None:
        return files.answer(
            tables.centres_table(place, year, language=language, by=by, on=on), f"trung-tam-{year}", form
        )
    return files.answer(
        tables.classes_table(place, year, language=language, by=by, on=on), f"lop-hoc-{year}", form
    )


def sheet(request: SignedInRequest, place: int, pk: int, year: int) -> HttpResponse:
    desk.require_seen(request, place)
    if not desk.FIRST_YEAR <= year <= today().year:
        raise Http404
    centre = desk.centre_at(request, place, pk)
    paper = centre_sheet.of(centre, year, seen_by=request.user, on=today())
    return files.paper(centre_sheet.pdf(paper), f"phieu-trung-tam-{year}")
