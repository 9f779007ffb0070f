"""The register: what bases count, and what is known of one subject."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from khuyenhoc.analytics import honours, identity, naming
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognition
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.naming import ASKED
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.web import files, keyset, posting, refusals, scope
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.subjects import kept as kept_register
from khuyenhoc.web.subjects.forms import RegisterForm
from khuyenhoc.workbooks import given_out


def asked_of(request: SignedInRequest) -> tuple[int, subjects.RegisterQuery] | HttpResponse:
    """The place and the list an address asks for, or the answer to one that asks for nothing sound.

    Errors: OutsideScope.
    """
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
    return where, subjects.RegisterQuery(
        places=places.ids_below(where, last_day(year)),
        kind=Title(asked["kind"] or Title.HOUSEHOLD),
        day=last_day(year),
        level=asked["level"],
        search=asked["q"],
        sort=asked["sort"] or "name",
        after=keyset.read(asked["after"]),
        without=_left_out(asked["base"]),
    )


def _left_out(base: str) -> tuple[str, ...]:
    """The kinds of organisations that the base leaves out, so that its list has as many rows as its number says."""
    known = figures.catalogue().bases.get(base)
    return () if known is None else known.leaves_out


def find(request: SignedInRequest) -> HttpResponse:
    found = asked_of(request)
    if isinstance(found, HttpResponse):
        return found
    where, asked = found
    year, kind = asked.day.year, asked.kind
    page = subjects.register(asked, seen_by=request.user, on=today())
    whole = places.label(where, last_day(year))
    homes = places.labels({row.place_id for row in page.rows}, last_day(year))
    kept = {
        "place": where,
        "year": year,
        "kind": kind.value,
        "level": asked.level,
        "q": asked.search,
        "sort": asked.sort,
        "base": request.GET.get("base", ""),
    }
    following = urlencode(kept | {"after": keyset.write(page.next)}) if page.next else ""
    context = {
        "section": "subjects",
        "form": RegisterForm(kept),
        "place": where,
        "label": places.label(where, last_day(year), now=today()),
        "year": year,
        "kind": kind.value,
        "level": asked.level,
        "rows": [(row, homes[row.place_id].removesuffix(f", {whole}")) for row in page.rows],
        "made_up": any(row.is_sample for row in page.rows),
        "following": following,
        "beginning": urlencode(kept),
        "is_first": asked.after is None,
        "searched": bool(asked.search),
        "may_keep": kept_register.keeps(request, where, kind.value),
        "kinds": list(Title),
    }
    return render(request, "subjects/find.html", context)


def give_out(request: SignedInRequest, form: str) -> HttpResponse:
    """The whole list as the page shows it, in a file."""
    found = asked_of(request)
    if isinstance(found, HttpResponse):
        return found
    where, asked = found
    name = f"so-theo-doi-{asked.kind}-{asked.day.year}"
    if form in ("xlsx", "csv") and subjects.is_longer(asked, asking.ROWS_AT_ONCE):
        facts = {
            "kind": asked.kind.value,
            "day": asked.day.isoformat(),
            "level": asked.level,
            "without": list(asked.without),
            "search": asked.search,
            "sort": asked.sort,
            "form": form,
            "name": name,
        }
        return asking.offered(request, JobKind.SUBJECTS_OUT, facts, place=where, permission=Permission.SEE)
    table = given_out.register_table(
        where, asked, language=get_language() or "vi", by=request.user, at=timezone.now()
    )
    return files.answer(table, name, form)


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    subject = subjects.get(pk, seen_by=request.user, on=today())
    may_keep = kept_register.keeps(request, subject.place_id, subject.kind)
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
        "may_keep": may_keep,
        "key": posting.fresh_key(),
        "number": identity.shown(pk) if may_keep else "",
        "is_asked": Title(subject.kind) in ASKED,
        "said": naming.said([pk]).get(pk),
        "titles": honours.held_by(pk, on=today()),
        "run": honours.run_of(pk),
        "other_titles": recognition.other_titles(pk),
        "memberships": association.memberships_of([pk]) if subject.kind == Title.CITIZEN else [],
        "affiliations": subjects.affiliations_of(subject),
        "made_up": subject.is_sample,
    }
    return render(request, "subjects/show.html", context)
