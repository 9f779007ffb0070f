"""How a page hands work over that takes longer than anybody waits, and where its person is led then."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from khuyenhoc.apps.jobs import actions
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today

# What one request still does: about a second of it each on one core.
NAMES_AT_ONCE: Final = 1_000  # on a paper
ROWS_AT_ONCE: Final = 10_000  # of a list in a file
UNPACKED_AT_ONCE: Final = 1_000_000  # bytes of a workbook: some thousand rows


def begun(
    request: SignedInRequest,
    form: Form,
    kind: JobKind,
    facts: Mapping[str, Any],
    *,
    place: int | None,
    permission: Permission,
    sent: bytes | None = None,
) -> HttpResponse | None:
    """To the page of the job that was asked for; None when the form or a rule forbids it, as `posting.done`.

    A form without a key, which brings a file, begins one each time it is sent.
    """

    def ask(at: datetime) -> dict[str, Any]:
        job = actions.ask(
            kind,
            facts,
            place=place,
            permission=permission,
            language=get_language() or "vi",
            sent=sent,
            by=request.user,
            at=at,
        )
        return {"job": job.name}

    told = posting.done(request, form, ask) if isinstance(form, DeedForm) else posting.tried(form, ask)
    return None if told is None else redirect("job", told["job"])


def offered(
    request: SignedInRequest,
    kind: JobKind,
    facts: Mapping[str, Any],
    *,
    place: int,
    permission: Permission,
    number: int | None = None,
) -> HttpResponse:
    """A page that says what takes a while and asks whether to begin; pressed, it leads to the job.

    number: of names, where it is known.
    """
    form = DeedForm(request.POST or None)
    if request.method == "POST":
        led = begun(request, form, kind, facts, place=place, permission=permission)
        if led is not None:
            return led
    context = {
        "section": "home",
        "form": form,
        "kind": kind.value,
        "label": places.label(place, today()),
        "number": number,
    }
    return render(request, "jobs/offer.html", context, status=400 if form.errors else 200)
