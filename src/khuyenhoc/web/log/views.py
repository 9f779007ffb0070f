"""The log: who did what, and whether it is still as it was written."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from khuyenhoc.analytics import log
from khuyenhoc.analytics.log import LogQuery
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.audit import queries as audit
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web.log.forms import LogForm
from khuyenhoc.web.request import SignedInRequest, today

CHECKED = 500  # of the latest deeds, at every look; `khuyenhoc audit verify` checks them all


def find(request: SignedInRequest) -> HttpResponse:
    form = LogForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    granted = access.scope(request.user, today(), Permission.READ_LOG).granted
    if not granted:
        raise access.OutsideScope(permission=Permission.READ_LOG.value)
    where = asked.get("place") or granted[0][0]
    query = LogQuery(
        place=where,
        day=asked.get("day"),
        deed=asked.get("deed", ""),
        person=asked.get("person", ""),
        after=asked.get("after"),
    )
    page = log.find(query, seen_by=request.user, on=today())
    kept = {
        "place": where,
        "person": query.person,
        "deed": query.deed,
        "day": f"{query.day:%d/%m/%Y}" if query.day else "",
    }
    context = {
        "section": "log",
        "form": form if form.errors else LogForm(kept),
        "place": where,
        "label": places.label(where, today()),
        "below": places.children(where, today()),
        "rows": page.lines,
        "narrowed": bool(query.day or query.deed or query.person),
        "seal": audit.last_seal(),
        "waiting": audit.unsealed(),
        "breaks": audit.recent_breaks(CHECKED),
        "checked": CHECKED,
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": page.next}) if page.next else "",
        "is_first": query.after is None,
    }
    return render(request, "log/find.html", context, status=400 if form.errors else 200)
