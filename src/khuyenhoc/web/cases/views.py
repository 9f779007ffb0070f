"""Cases: lists whose length is a number of the table, and one case with all that is known of it."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from khuyenhoc.analytics import cases, history, learning
from khuyenhoc.analytics.history import CaseHistory, Step
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.photos import queries as photos
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain import answers
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.explanation import answered, explain
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.web import files, keyset, ratings, refusals, scope
from khuyenhoc.web.cases import deeds
from khuyenhoc.web.cases.forms import CasesForm
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import given_out

STATIONS = (
    State.REGISTERED,
    State.SELF_ASSESSED,
    State.REVIEWED,
    State.VERIFIED,
    State.PROPOSED,
    State.RECOGNISED,
)
HELD = frozenset({State.RECOGNISED, State.TO_BE_REVIEWED})


def asked_of(request: SignedInRequest, names: dict[str, str]) -> cases.CaseQuery | HttpResponse:
    """The list an address asks for, or the answer to one that asks for nothing sound. Errors: OutsideScope."""
    form = CasesForm(request.GET, ratings=sorted(names.items()))
    if not form.is_valid():
        return refusals.unreadable(request)
    asked = form.cleaned_data
    year = asked["year"] or scope.latest_year()
    where = asked["place"] or next(iter(scope.places_of(request.user, year)), None)
    if where is None:
        return redirect("home")
    if not access.sees_rows(request.user, where, today()):
        raise access.OutsideScope(permission=Permission.SEE.value)
    title = Title(asked["title"] or Title.HOUSEHOLD)
    return cases.CaseQuery(
        place_id=where,
        year=year,
        title=title,
        measure=asked["measure"] or Measure.REGISTRATIONS,
        level=_level(title, asked["level"]),
        search=asked["q"],
        rating=asked["rating"],
        sort=asked["sort"] or "name",
        after=keyset.read(asked["after"]),
    )


def find(request: SignedInRequest) -> HttpResponse:
    names = ratings.names()
    query = asked_of(request, names)
    if isinstance(query, HttpResponse):
        return query
    where, year, title = query.place_id, query.year, query.title
    whole = places.label(where, last_day(year))
    page = cases.find(query, seen_by=request.user, on=today())
    kept = {
        "place": where,
        "year": year,
        "title": title.value,
        "level": query.level.value,
        "measure": query.measure,
        "rating": query.rating,
        "q": query.search,
        "sort": query.sort,
    }
    context = {
        "section": "cases",
        "form": CasesForm(kept, ratings=sorted(names.items())),
        "query": query,
        "label": places.label(where, last_day(year), now=today()),
        "rows": [
            (row, row.place.removesuffix(f", {whole}"), names.get(row.rating, row.rating))
            for row in page.rows
        ],
        "number": counts.number(
            places.ids_below(where, last_day(year), with_custody=True),
            title=title,
            level=query.level,
            year=year,
            state=query.measure,
        ),
        "narrowed": bool(query.search or query.rating),
        "made_up": any(row.is_sample for row in page.rows),
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": keyset.write(page.next)}) if page.next else "",
        "is_first": query.after is None,
    }
    return render(request, "cases/find.html", context)


def _level(title: Title, asked: str) -> Level:
    """Only communities and organisations have levels; a community's list is always of one."""
    if title is Title.COMMUNITY:
        return Level(asked or Level.HAMLET)
    return Level(asked) if title is Title.ORGANISATION else Level.NONE


def give_out(request: SignedInRequest, form: str) -> HttpResponse:
    """The whole list as the page shows it, in a file."""
    names = ratings.names()
    query = asked_of(request, names)
    if isinstance(query, HttpResponse):
        return query
    name = f"ho-so-{query.title}-{query.year}"
    if form in ("xlsx", "csv") and cases.is_longer(query, asking.ROWS_AT_ONCE):
        facts = {
            "year": query.year,
            "title": query.title.value,
            "measure": str(query.measure),
            "level": query.level.value,
            "search": query.search,
            "rating": query.rating,
            "sort": query.sort,
            "names": names,
            "form": form,
            "name": name,
        }
        return asking.offered(
            request, JobKind.CASES_OUT, facts, place=query.place_id, permission=Permission.SEE
        )
    table = given_out.case_table(
        query,
        names=names,
        language=get_language() or "vi",
        by=request.user,
        at=timezone.now(),
    )
    return files.answer(table, name, form)


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    told = history.of_case(pk, seen_by=request.user, on=today())
    context = {
        "section": "cases",
        "case": told,
        "set": told.rules,
        "may_withdraw": deeds.may_withdraw(request, told),
        "may_send_back": deeds.sends_back_as(request, told) is not None,
        "steps": [(step, *_changed(told, step)) for step in told.steps],
        "stations": _stations(told),
        "is_over": told.state in HELD and told.valid_to is not None and told.valid_to <= today(),
        "may_settle": told.state in HELD
        and Permission.REVOKE in access.permissions_of(request.user, today()),
        "versions": photos.versions(pk),
        "learning": learning.of(told.subject_id, told.title, told.year, today()),
        "explanation": (
            None if told.answers is None else explain(told.rules, told.answers, get_language() or "vi")
        ),
        "made_up": told.is_sample,
    }
    return render(request, "cases/show.html", context)


def _stations(told: CaseHistory) -> list[tuple[State, bool, bool]]:
    """(station, passed, standing there now); a case sent back begins again after its registration."""
    standing = STATIONS.index(told.state) if told.state in STATIONS else None
    taken = [STATIONS.index(State(step.what)) for step in told.steps if step.what in STATIONS]
    passed = standing if standing is not None else max(taken, default=0) + 1
    if told.state is State.RETURNED:
        passed = 1
    if told.state is State.RECOGNISED:
        passed = len(STATIONS)
    return [(station, position < passed, position == standing) for position, station in enumerate(STATIONS)]


def _changed(told: CaseHistory, step: Step) -> tuple[str, str]:
    """A changed answer before and after, in words; two blanks for every other step."""
    if step.what != "changed":
        return "", ""
    code, language = step.facts["indicator"], get_language() or "vi"

    def worded(stored: object) -> str:
        found = answers.from_json(told.rules, {} if stored is None else {code: stored})
        return answered(told.rules, code, found.get(code), language)

    return worded(step.facts["before"]), worded(step.facts["after"])
