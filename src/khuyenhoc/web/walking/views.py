"""The branch's list of doors: register many at once, then assess one by one."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import apart as marks
from khuyenhoc.analytics import walk as doors
from khuyenhoc.analytics.walk import Show
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds import queries as rounds_known
from khuyenhoc.apps.rounds.queries import Wish
from khuyenhoc.domain.features import Feature
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.papers import registration as papers
from khuyenhoc.sentences import sentence
from khuyenhoc.web import apart, files, keyset, posting, refusals, work
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.walking import keeping
from khuyenhoc.web.walking.forms import RegisterForm, UndoForm, WalkForm


def walk(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    here = work.at(request, round_id, place)
    form = RegisterForm(request.POST or None)
    if request.method == "POST":

        def register(at: datetime) -> dict[str, Any]:
            rounds_known.require_features(Feature.REGISTRATION, [place], today())
            made = rounds.register(
                here.round,
                form.cleaned_data["chosen"],
                consent=Wish(form.cleaned_data["consent"]),
                by=request.user,
                at=at,
            )
            return {"registrations": [row.pk for row in made]}

        told = posting.done(request, form, register)
        if told is not None:
            number = len(told["registrations"])
            messages.success(request, _("Đã đăng ký %(number)s tên.") % {"number": number})
            undoing.offer(request, "walk_undo", [round_id, place], registration=told["registrations"])
            return redirect(request.get_full_path())
    asked = WalkForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    search, shown = asked.cleaned_data["q"], Show(asked.cleaned_data["show"] or Show.EVERYBODY)
    found = doors.walk(
        here.round,
        place,
        seen_by=request.user,
        on=today(),
        show=shown,
        search=search,
        after=keyset.read(asked.cleaned_data["after"]),
    )
    homes = places.labels({door.place_id for door in found.doors}, today())
    held_back = rounds_known.held_back(place, today(), of=(Feature.REGISTRATION, Feature.ASSESSMENT))

    def is_open(feature: Feature) -> bool:
        return feature not in held_back

    kept = {"show": shown.value, "q": search}
    asks = shown is not Show.EVERYBODY or search
    keeping.keep(request, urlencode(kept) if asks else "")
    context = {
        "section": "home",
        "work": here,
        "here": "walk",
        "form": form,
        "ticked": frozenset(form.cleaned_data.get("subject", ()))
        if form.is_bound and not form.is_valid()
        else (),
        "search": search,
        "show": shown,
        "shows": list(Show),
        "apart": apart.told(
            marks.of_subjects(
                [(door.subject_id, door.name) for door in found.doors if door.birth_year is None],
                seen_by=request.user,
                on=today(),
            )
        ),
        "rows": [(door, homes[door.place_id].removesuffix(f", {here.label}")) for door in found.doors],
        "unregistered": sum(door.registration_id is None for door in found.doors),
        "may_register": here.may("walk") and is_open(Feature.REGISTRATION),
        "may_assess": here.may("walk") and is_open(Feature.ASSESSMENT),
        "held_back": [sentence(error, get_language() or "vi") for error in held_back.values()],
        "made_up": any(door.is_sample for door in found.doors),
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": keyset.write(found.next)}) if found.next else "",
        "is_first": not asked.cleaned_data["after"],
    }
    return render(request, "walking/walk.html", context, status=400 if form.errors else 200)


@require_POST
def undo(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    """Take the registrations back that were just made, while nothing was handed in for them."""
    here = work.at(request, round_id, place)
    form = UndoForm(request.POST)

    def withdraw(at: datetime) -> dict[str, Any]:
        rounds.withdraw(
            form.cleaned_data["registration"], reason=_("Đăng ký nhầm, đã hoàn tác"), by=request.user, at=at
        )
        return {}

    if posting.done(request, form, withdraw) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã hoàn tác: các đăng ký vừa rồi không còn."))
    return redirect(keeping.address(request, here.round.pk, place))


def paper(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    """Everybody who registered, to be printed and signed; it names them all, so only for whoever may see them all."""
    here = work.at(request, round_id, place)
    if not access.may(request.user, Permission.SEE, place, on=today(), title=here.round.title):
        raise access.OutsideScope(permission=Permission.SEE.value)
    if not here.is_listed:
        raise Http404
    if here.registered > asking.NAMES_AT_ONCE:
        facts = {
            "round": round_id,
            "year": here.round.year,
            "title": here.round.title,
            "level": here.round.level,
        }
        return asking.offered(
            request,
            JobKind.REGISTRATIONS,
            facts,
            place=place,
            permission=Permission.SEE,
            number=here.registered,
        )
    listed = papers.of(
        place,
        year=here.round.year,
        title=Title(here.round.title),
        level=Level(here.round.level),
        on=today(),
        opened=here.round,
    )
    return files.paper(papers.pdf(listed), f"danh-sach-dang-ky-{here.round.pk}-{place}")
