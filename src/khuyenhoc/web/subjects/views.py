"""The register: what bases count, and what is known of one subject."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render

from khuyenhoc.analytics import honours
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognition
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.web import keyset, posting, refusals, scope
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.subjects import kept as kept_register
from khuyenhoc.web.subjects.forms import RegisterForm


def find(request: SignedInRequest) -> HttpResponse:
    form = RegisterForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    asked = form.cleaned_data
    year = asked["year"] or scope.latest_year()
    where = asked["place"] or next(iter(scope.places_of(request.user, year)), None)
    if where is None:
        return redirect("home")
    if not access.sees_rows(request.user, where, today()):
        raise access.OutsideScope(permission=Permission.SEE.value)
    kind = Title(asked["kind"] or Title.HOUSEHOLD)
    page = subjects.register(
        subjects.RegisterQuery(
            places=places.ids_below(where, last_day(year)),
            kind=kind,
            day=last_day(year),
            level=asked["level"],
            search=asked["q"],
            after=keyset.read(asked["after"]),
        ),
        seen_by=request.user,
        on=today(),
    )
    whole = places.label(where, last_day(year))
    homes = places.labels({row.place_id for row in page.rows}, last_day(year))
    kept = {"place": where, "year": year, "kind": kind.value, "level": asked["level"], "q": asked["q"]}
    following = urlencode(kept | {"after": keyset.write(page.next)}) if page.next else ""
    context = {
        "section": "subjects",
        "form": RegisterForm(kept),
        "place": where,
        "label": places.label(where, last_day(year), now=today()),
        "year": year,
        "kind": kind.value,
        "level": asked["level"],
        "rows": [(row, homes[row.place_id].removesuffix(f", {whole}")) for row in page.rows],
        "made_up": any(row.is_sample for row in page.rows),
        "following": following,
        "beginning": urlencode(kept),
        "is_first": not asked["after"],
        "searched": bool(asked["q"]),
        "may_keep": kept_register.keeps(request, where, kind.value),
        "kinds": list(Title),
    }
    return render(request, "subjects/find.html", context)


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    subject = subjects.get(pk, seen_by=request.user, on=today())
    context = {
        "section": "subjects",
        "subject": subject,
        "home": places.label(subject.place_id, subject.until or today(), now=today()),
        "moves": [
            (one, places.label(one.before_id, one.on, now=today())) for one in subjects.moves_of(subject)
        ],
        "former": subjects.former_entries(subject),
        "ending": subjects.ending_of(subject) if subject.until else None,
        "inside": subjects.inside(subject, seen_by=request.user, on=today()),
        "may_keep": kept_register.keeps(request, subject.place_id, subject.kind),
        "key": posting.fresh_key(),
        "titles": honours.held_by(pk, on=today()),
        "run": honours.run_of(pk),
        "other_titles": recognition.other_titles(pk),
        "affiliations": subjects.affiliations_of(subject),
        "made_up": subject.is_sample,
    }
    return render(request, "subjects/show.html", context)
