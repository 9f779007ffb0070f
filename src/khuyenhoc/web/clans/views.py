"""The clans of a place and the book of each: branch, papers, where its households live."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import ResolverMatch
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.association import actions
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.queries import HeldClan
from khuyenhoc.apps.funds import queries as funds
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import files, keyset, posting, refusals, undo
from khuyenhoc.web.branches import held
from khuyenhoc.web.clans.forms import KINDS, FileForm, PaperForm, SheetForm
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today

KEPT_FOR = 300  # seconds in the person's own browser


def at(request: SignedInRequest, place: int) -> HttpResponse:
    label, on = held.sees(request, place), today()
    search, after = request.GET.get("q", "")[:200], request.GET.get("after", "")[:500]
    rows, following = association.clans(
        place, on, search=search, after=keyset.read(after), seen_by=request.user
    )
    homes = places.labels({row.clan.place_id for row in rows}, on)
    kept = {"q": search} if search else {}
    context = {
        "section": "association",
        "place": place,
        "label": label,
        "search": search,
        "rows": [(row, homes[row.clan.place_id].removesuffix(f", {label}")) for row in rows],
        "made_up": any(row.clan.is_sample for row in rows),
        "following": urlencode(kept | {"after": keyset.write(following)}) if following else "",
        "beginning": urlencode(kept),
        "is_first": not after,
    }
    return render(request, "clans/at.html", context)


def show(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """The clan's whole book, and a form for one more paper."""
    clan, on = _clan(request, place, pk), today()
    form = PaperForm(request.POST or None, initial={"dated": on})
    may_keep = _keeps(request, clan)
    if request.method == "POST":
        _require(may_keep=may_keep)

        def keep(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            made = actions.keep_paper(
                clan,
                kind=told["kind"],
                title=told["title"],
                dated=told["dated"],
                text=told["text"],
                by=request.user,
                at=at,
            )
            return {"paper": made.pk}

        told = posting.done(request, form, keep)
        if told is not None:
            messages.success(request, _("Đã ghi văn bản của dòng họ."))
            return redirect("clan_paper", place, pk, told["paper"])
    branch = association.branch_of(clan, on)
    lives = association.where_households_live(clan, on)
    homes = places.labels({where for where, _number in lives}, on)
    context = _frame(place, clan, may_keep) | {
        "form": form,
        "branch": branch,
        "funds": [
            one
            for one in funds.at_place(clan.place_id, on)
            if one.body_id == clan.pk or (branch is not None and one.branch_id == branch.pk)
        ],
        "officers": [(one, association.name_of(one)) for one in association.officers_of(branch, on=on)]
        if branch
        else [],
        "members": association.number_of(branch, on) if branch else 0,
        "lives": [(homes[where], number) for where, number in lives],
        "households": sum(number for _where, number in lives),
        "communes": _communes([where for where, _number in lives]),
        "papers": association.papers_of(clan),
        "kinds": KINDS,
    }
    return render(request, "clans/show.html", context, status=400 if form.errors else 200)


def paper(request: SignedInRequest, place: int, pk: int, paper: int) -> HttpResponse:
    """One paper with its pictures and PDFs: one is added, or the paper is taken off and brought back."""
    clan = _clan(request, place, pk)
    may_keep = _keeps(request, clan)
    found = association.paper(paper, of=clan)
    form: DeedForm = SheetForm()
    if request.method == "POST":
        _require(may_keep=may_keep)
        if "remove" in request.POST or "back" in request.POST:
            form = DeedForm(request.POST)
            deed = actions.remove_paper if "remove" in request.POST else actions.bring_paper_back

            def do(at: datetime) -> dict[str, Any]:
                deed(found, by=request.user, at=at)
                return {}

        else:
            form = SheetForm(request.POST, request.FILES)

            def do(at: datetime) -> dict[str, Any]:
                told = form.cleaned_data
                if "document" in told:
                    return {"file": actions.add_file(found, told["document"], by=request.user, at=at).pk}
                return {"sheet": actions.add_sheet(found, told["picture"], by=request.user, at=at).pk}

        if posting.done(request, form, do) is not None:
            messages.success(request, _("Đã ghi."))
            return redirect("clan_paper", place, pk, paper)
    told = [one for one in association.papers_of(clan) if one.paper.pk == found.pk]
    context = _frame(place, clan, may_keep) | {
        "form": form if isinstance(form, SheetForm) else SheetForm(),
        "deed": form,
        "paper": found,
        "sheets": told[0].sheets if told else (),
        "files": told[0].files if told else (),
        "key": posting.fresh_key(),
    }
    return render(request, "clans/paper.html", context, status=400 if form.errors else 200)


@require_safe
def sheet(request: SignedInRequest, place: int, pk: int, name: str, size: str) -> HttpResponse:
    """A picture itself; a page draws it, and opened alone it is only ever taken away as a file."""
    found = association.sheet(name, of=_clan(request, place, pk))
    shelf = association.SHEETS
    content = shelf.read(found.name, size) if size in shelf.sizes else None
    if content is None:
        raise Http404
    headers = {
        "Content-Disposition": files.taken(f"van-ban-{found.paper_id}-{found.pk}.jpg"),
        "Cache-Control": f"private, max-age={KEPT_FOR}",
    }
    return HttpResponse(content, content_type="image/jpeg", headers=headers)


@require_safe
def file(request: SignedInRequest, place: int, pk: int, name: str) -> HttpResponse:
    """A PDF itself, as a file."""
    found = association.file(name, of=_clan(request, place, pk))
    content = association.FILES.read(found.name, "file")
    if content is None:
        raise Http404
    return files.kept(content, f"van-ban-{found.paper_id}-{found.pk}")


@require_POST
def change_file(request: SignedInRequest, place: int, pk: int, paper: int, what: str) -> HttpResponse:
    """A PDF is taken off ("off") or put back ("back")."""
    deeds = {
        "off": (actions.take_file_off, _("Đã bỏ tệp khỏi văn bản.")),
        "back": (actions.put_file_back, _("Đã đưa tệp trở lại.")),
    }
    return _part_changed(request, (place, pk, paper), what, deeds)


@require_POST
def change_sheet(request: SignedInRequest, place: int, pk: int, paper: int, what: str) -> HttpResponse:
    """The same of a picture."""
    deeds = {
        "off": (actions.take_sheet_off, _("Đã bỏ ảnh khỏi văn bản.")),
        "back": (actions.put_sheet_back, _("Đã đưa ảnh trở lại.")),
    }
    return _part_changed(request, (place, pk, paper), what, deeds)


def _part_changed(
    request: SignedInRequest,
    where: tuple[int, int, int],
    what: str,
    deeds: Mapping[str, tuple[Callable[..., None], str]],
) -> HttpResponse:
    """where: place, clan, paper. deeds: by what is asked, with what the page says then."""
    place, pk, paper = where
    clan = _clan(request, place, pk)
    _require(may_keep=_keeps(request, clan))
    if what not in deeds:
        raise Http404
    deed, said = deeds[what]
    found = association.paper(paper, of=clan)
    form = FileForm(request.POST)

    def do(at: datetime) -> dict[str, Any]:
        deed(found, form.cleaned_data["file"], by=request.user, at=at)
        return {"file": form.cleaned_data["file"]}

    told = posting.done(request, form, do)
    if told is None:
        return refusals.form_refused(request, form)
    messages.success(request, said)
    if what == "off":
        address = cast(ResolverMatch, request.resolver_match).view_name
        undo.offer(request, address, [*where, "back"], file=[told["file"]])
    return redirect("clan_paper", *where)


def _clan(request: SignedInRequest, place: int, pk: int) -> HeldClan:
    """Errors: OutsideScope, Subject.DoesNotExist."""
    held.sees(request, place)
    return association.clan(pk, seen_by=request.user, on=today())


def _keeps(request: SignedInRequest, clan: HeldClan) -> bool:
    return access.may(request.user, Permission.KEEP_BOOKS, clan.place_id, on=today(), title=clan.kind)


def _require(*, may_keep: bool) -> None:
    if not may_keep:
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)


def _communes(hamlets: list[int]) -> list[str]:
    """The communes in which a clan's households live, by name."""
    on = today()
    above = {places.line(places.custodian(one, on), on)[1] for one in hamlets}
    return sorted(places.labels(above, on).values())


def _frame(place: int, clan: HeldClan, may_keep: bool) -> dict[str, Any]:
    return {
        "section": "association",
        "place": place,
        "label": places.label(place, today()),
        "clan": clan,
        "home": places.label(clan.place_id, today()),
        "may_keep": may_keep,
        "made_up": clan.is_sample,
    }
