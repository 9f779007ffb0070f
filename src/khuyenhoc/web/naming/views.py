"""Going through a list of people or households and writing down who agrees to be named."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import naming
from khuyenhoc.analytics.naming import Channel, Show
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.domain.naming import ASKED, Teller
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.web import keyset, posting, refusals
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.naming.forms import ListForm, SayForm, SayManyForm, UndoForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.subjects import kept


def find(request: SignedInRequest, place: int, kind: str) -> HttpResponse:
    what = _asked(kind)
    if not kept.keeps(request, place, kind):
        raise OutsideScope(permission=Permission.KEEP_REGISTER.value)
    form = SayManyForm(request.POST or None, kind=what, initial={"told_on": today()})
    if request.method == "POST" and _said(request, form, lambda: form.cleaned_data["chosen"], place, what):
        return redirect(request.get_full_path())
    asked = ListForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    search, shown = asked.cleaned_data["q"], Show(asked.cleaned_data["show"] or Show.EVERYBODY)
    page = naming.find(
        place,
        what,
        seen_by=request.user,
        on=today(),
        show=shown,
        search=search,
        after=keyset.read(asked.cleaned_data["after"]),
    )
    label = places.label(place, today())
    homes = places.labels({row.subject.place_id for row in page.rows}, today())
    told = {"show": shown.value, "q": search}
    context = {
        "section": "subjects",
        "place": place,
        "kind": what.value,
        "kinds": [one.value for one in ASKED],
        "label": label,
        "form": form,
        "search": search,
        "show": shown,
        "shows": list(Show),
        "rows": [(row, homes[row.subject.place_id].removesuffix(f", {label}")) for row in page.rows],
        "ticked": frozenset(form.cleaned_data.get("subject", ())) if form.errors else (),
        "made_up": any(row.subject.is_sample for row in page.rows),
        "beginning": urlencode(told),
        "following": urlencode(told | {"after": keyset.write(page.next)}) if page.next else "",
        "is_first": not asked.cleaned_data["after"],
    }
    return render(request, "naming/find.html", context, status=400 if form.errors else 200)


def _asked(kind: str) -> Title:
    if kind not in {one.value for one in ASKED}:
        raise Http404
    return Title(kind)


def _said(request: SignedInRequest, form: SayForm, whom: Any, place: int, kind: Title) -> bool:
    def say(at: datetime) -> dict[str, Any]:
        told = form.cleaned_data
        chosen: Sequence[int] = whom()
        made = subjects.say_naming(
            chosen,
            agrees=told["agrees"],
            teller=Teller(told["teller"]),
            channel=Channel(told["channel"]),
            told_on=told["told_on"],
            by=request.user,
            at=at,
        )
        return {"namings": made, "agrees": told["agrees"]}

    done = posting.done(request, form, say)
    if done is None:
        return False
    number = {"number": len(done["namings"])}
    messages.success(
        request,
        _("Đã ghi: %(number)s tên đồng ý nêu tên.") % number
        if done["agrees"]
        else _("Đã ghi: %(number)s tên không muốn nêu tên.") % number,
    )
    undoing.offer(request, "naming_undo", [place, kind.value], naming=done["namings"])
    return True


@require_POST
def undo(request: SignedInRequest, place: int, kind: str) -> HttpResponse:
    """What was just written down counts no more; what was said before holds again."""
    what = _asked(kind)
    form = UndoForm(request.POST)

    def take_back(at: datetime) -> dict[str, Any]:
        subjects.take_back_naming(form.cleaned_data["naming"], by=request.user, at=at)
        return {}

    if posting.done(request, form, take_back) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã hoàn tác: điều vừa ghi không còn tính."))
    return redirect("naming", place, what.value)


def one(request: SignedInRequest, pk: int) -> HttpResponse:
    found = kept.subject(request, pk)
    what = _asked(found.kind)
    form = SayForm(request.POST or None, kind=what, initial={"told_on": today()})
    if request.method == "POST" and _said(request, form, lambda: [pk], found.place_id, what):
        return redirect("subject", pk)
    context = {
        "section": "subjects",
        "subject": found,
        "kind": what.value,
        "said": naming.said([pk]).get(pk),
        "form": form,
        "made_up": found.is_sample,
    }
    return render(request, "naming/one.html", context, status=400 if form.errors else 200)
