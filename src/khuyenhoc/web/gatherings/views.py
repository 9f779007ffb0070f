"""The calendar of a place, one gathering, and writing one down."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.directives import queries as directives
from khuyenhoc.apps.gatherings import actions
from khuyenhoc.apps.gatherings import queries as gatherings
from khuyenhoc.apps.gatherings.actions import NewGathering
from khuyenhoc.apps.gatherings.queries import Gathering, GatheringQuery
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.branches import roman
from khuyenhoc.domain.gatherings import WITH_CADRES, GatheringKind, Occasion, Term
from khuyenhoc.domain.roles import Permission
from khuyenhoc.papers import gathering as papers
from khuyenhoc.web import files, keyset, posting, refusals
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.association import desk
from khuyenhoc.web.choices import Choices
from khuyenhoc.web.directives.forms import ReasonForm, named
from khuyenhoc.web.gatherings.forms import FindForm, GatheringForm
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import gathered_lists


def listing(request: SignedInRequest, place: int) -> HttpResponse:
    context = desk.at(request, place)
    form = FindForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    on, told = today(), form.cleaned_data
    page = gatherings.page(_query(place, told), seen_by=request.user, on=on)
    names = places.labels({one.place_id for one in page.rows}, on)
    asked = {name: told[name] for name in ("q", "kind", "year") if told[name]}
    asked |= {"own": "on"} if told["own"] else {}
    context |= {
        "form": form,
        "rows": [(one, names[one.place_id]) for one in page.rows],
        "kinds": [one.value for one in GatheringKind],
        "years": sorted({*gatherings.years_of(place, on), on.year}, reverse=True),
        "year": told["year"],
        "kind": told["kind"],
        "on": on,
        "searched": bool(asked),
        "is_first": not told["after"],
        "beginning": urlencode(asked),
        "following": urlencode({**asked, "after": keyset.write(page.next)}) if page.next else "",
        "made_up": any(one.is_sample for one in page.rows),
    }
    return render(request, "gatherings/list.html", context)


def give_out(request: SignedInRequest, place: int, form: str) -> HttpResponse:
    desk.at(request, place)
    asked = FindForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    rows = gatherings.whole(_query(place, asked.cleaned_data), seen_by=request.user, on=today())
    table = gathered_lists.gatherings_table(rows, today(), language=get_language() or "vi")
    return files.answer(table, "hop-lop-su-kien", form)


def _query(place: int, told: dict[str, Any]) -> GatheringQuery:
    return GatheringQuery(
        place,
        year=told["year"] or 0,
        kind=told["kind"],
        search=told["q"],
        below=not told["own"],
        after=keyset.read(told["after"]),
    )


def show(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """Whoever is asked to come reads of it, too, but not who else is."""
    on = today()
    one = gatherings.gathering(pk, seen_by=request.user, on=on)
    if place != one.place_id:
        desk.at(request, place)
    sees_list = access.sees_rows(request.user, one.place_id, on)
    listed = gatherings.attendances(one) if sees_list else []
    documents = gatherings.documents_of([pk]).get(pk, [])
    own = (
        [one.place_id] if sees_list else [where for where, _titles in access.scope(request.user, on).granted]
    )
    readable = directives.by_ids([paper.pk for paper in documents], seen_by=request.user, on=on)
    context = {
        "section": "association",
        "place": one.place_id,
        "label": places.label(one.place_id, on, now=on),
        "one": one,
        "sees_list": sees_list,
        "people": listed[:12],
        "number": len(listed),
        "came": sum(row.is_present for row in listed),
        "committee": one.committee if sees_list else None,
        "documents": documents,
        "readable": {paper.pk for paper in readable} if own else (),
        "reads_at": next(iter(own), None),  # whose page of the document the person may open
        "partners": one.partners.splitlines(),
        "may_keep": access.may(request.user, Permission.KEEP_BOOKS, one.place_id, on=on),
        "is_over": one.held_on <= on,
        "with_cadres": one.kind in WITH_CADRES,
        "made_up": one.is_sample,
        "key": posting.fresh_key(),
    }
    return render(request, "gatherings/show.html", context)


def add(request: SignedInRequest, place: int, kind: str) -> HttpResponse:
    context = desk.keeping(request, place)
    if kind not in list(GatheringKind):
        raise Http404
    form = _form(request, place, GatheringKind(kind), initial=_usual(request, place, kind))
    if request.method == "POST":

        def plan(at: datetime) -> dict[str, Any]:
            return {"pk": actions.plan(place, _told(form, kind), by=request.user, at=at).pk}

        done = posting.done(request, form, plan)
        if done is not None:
            messages.success(request, _("Đã ghi vào lịch của nơi này."))
            return redirect("gathering", place, done["pk"])
    context |= {"form": form, "kind": kind, "one": None, "latest": _latest(place, kind)}
    return render(request, "gatherings/enter.html", context, status=400 if form.errors else 200)


def change(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    context = desk.keeping(request, place)
    one = _kept(request, pk)
    form = _form(request, place, GatheringKind(one.kind), initial=_as_typed(one))
    if request.method == "POST":

        def correct(at: datetime) -> dict[str, Any]:
            told = _told(form, one.kind)
            revision = form.cleaned_data["revision"] or 0
            actions.change(pk, told, revision=revision, by=request.user, at=at)
            return {}

        if posting.done(request, form, correct) is not None:
            messages.success(request, _("Đã ghi."))
            return redirect("gathering", place, pk)
    context |= {"form": form, "kind": one.kind, "one": one}
    return render(request, "gatherings/enter.html", context, status=400 if form.errors else 200)


def cancel(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    context = desk.keeping(request, place)
    one = _kept(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST":

        def call_off(at: datetime) -> dict[str, Any]:
            actions.cancel(pk, reason=form.cleaned_data["reason"], by=request.user, at=at)
            return {}

        if posting.done(request, form, call_off) is not None:
            messages.success(request, _("Đã hủy; mục này vẫn còn trong sổ."))
            undoing.offer(request, "gathering_again", [place, pk])
            return redirect("gathering", place, pk)
    context |= {"form": form, "one": one}
    return render(request, "gatherings/cancel.html", context, status=400 if form.errors else 200)


@require_POST
def again(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """It is held after all."""
    desk.keeping(request, place)
    _kept(request, pk)
    form = DeedForm(request.POST)

    def hold(at: datetime) -> dict[str, Any]:
        actions.hold_after_all(pk, by=request.user, at=at)
        return {}

    if posting.done(request, form, hold) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Mục này trở lại lịch."))
    return redirect("gathering", place, pk)


def paper(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """The minutes, for whoever reads lists of the place."""
    desk.at(request, place)
    one = gatherings.gathering(pk, seen_by=request.user, on=today())
    desk.at(request, one.place_id)
    return files.paper(papers.pdf(papers.of(one)), f"bien-ban-hop-{pk}")


def _kept(request: SignedInRequest, pk: int) -> Gathering:
    """A gathering whose books the person keeps. Errors: OutsideScope, Gathering.DoesNotExist."""
    one = gatherings.gathering(pk, seen_by=request.user, on=today())
    desk.keeping(request, one.place_id)
    return one


def _form(
    request: SignedInRequest, place: int, kind: GatheringKind, initial: dict[str, Any]
) -> GatheringForm:
    documents = named(directives.choices(place, seen_by=request.user, on=today()))
    committees = _committees(place) if kind is GatheringKind.MEETING else []
    return GatheringForm(
        request.POST or None, kind=kind, documents=documents, committees=committees, initial=initial
    )


def _committees(place: int) -> Choices:
    """The terms of branches just at the place, by name."""
    return [
        (
            str(pk),
            _("%(branch)s, khóa %(number)s (%(since)s–%(until)s)")
            % {
                "branch": term.branch.name,
                "number": roman(term.number),
                "since": term.held_on.year,
                "until": term.until.year,
            },
        )
        for pk, term in association.terms_at(place).items()
    ]


def _usual(request: SignedInRequest, place: int, kind: str) -> dict[str, Any]:
    """The next number of the committee that is asked for, else of the term, as the last one was told."""
    usual: dict[str, Any] = {"held_on": today()}
    asked = request.GET.get("committee", "")
    if kind == GatheringKind.MEETING and asked.isascii() and asked.isdecimal() and len(asked) <= 18:
        number = gatherings.next_meeting(int(asked))
        title = _("Hội nghị Ban Chấp hành lần thứ %(number)s") % {"number": number}
        return usual | {"committee": int(asked), "number": number, "title": title}
    if kind == GatheringKind.MEETING and (last := gatherings.last_numbered(place)) is not None:
        usual |= {"body": last.body, "term": _term(last), "chair": last.chair, "secretary": last.secretary}
    return usual


def _latest(place: int, kind: str) -> tuple[int, str, str, int] | None:
    """(number, body, term, following number) of the last numbered meeting; only told, for another body may meet."""
    last = gatherings.last_numbered(place) if kind == GatheringKind.MEETING else None
    if last is None:
        return None
    if last.committee_id is None:
        number = gatherings.last_number(place, last.body, last.term_first or 0)
    else:
        number = gatherings.next_meeting(last.committee_id) - 1
    return number, last.body, _term(last), number + 1


def _term(one: Gathering) -> str:
    return "" if one.term_first is None else str(Term(one.term_first, one.term_last or 0))


def _told(form: GatheringForm, kind: str) -> NewGathering:
    told = {name: value for name, value in form.cleaned_data.items() if name not in ("key", "revision")}
    occasion = told.pop("occasion", "")
    documents = tuple(told.pop("instruments", ()))
    return NewGathering(
        **told,
        kind=GatheringKind(kind),
        occasion=Occasion(occasion) if occasion else None,
        instruments=documents,
    )


def _as_typed(one: Gathering) -> dict[str, Any]:
    names = [
        *(
            "title",
            "occasion",
            "committee_id",
            "body",
            "number",
            "held_on",
            "until",
            "from_hour",
            "to_hour",
            "where",
            "partners",
            "topics",
        ),
        *("chair", "secretary", "conclusions", "invited", "present", "cadres", "revision"),
    ]
    documents = [paper.pk for paper in gatherings.documents_of([one.pk]).get(one.pk, [])]
    told = {name.removesuffix("_id"): getattr(one, name) for name in names}
    return told | {"term": _term(one), "instruments": documents}
