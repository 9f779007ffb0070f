"""One's own jobs: how far they are, what came of them; nobody else's are there."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from khuyenhoc.analytics import reports
from khuyenhoc.apps.jobs import actions
from khuyenhoc.apps.jobs import queries as jobs
from khuyenhoc.apps.jobs.queries import FOLDER, KEPT_FOR, SENT, HeldJob
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.jobs import UNFINISHED, JobKind, JobState
from khuyenhoc.domain.numbers import percent_of
from khuyenhoc.domain.roles import Permission
from khuyenhoc.papers import report as report_papers
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web.books.shelf import SHELF
from khuyenhoc.web.criteria import rehearsing
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.reforms.forms import CarryOutForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks.uploads import UploadGone

LONG_WAIT = 60  # seconds after which somebody should look whether the server's worker runs
TAKING_IN = {
    JobKind.REGISTER_LOOK: JobKind.REGISTER_TAKE_IN,
    JobKind.RETURN_LOOK: JobKind.RETURN_TAKE_IN,
    JobKind.BOOK_LOOK: JobKind.BOOK_TAKE_IN,
}


@require_safe
def find(request: SignedInRequest) -> HttpResponse:
    found = jobs.of(request.user)
    context = {"section": "home", "jobs": lines(found), "days": KEPT_FOR.days}
    return render(request, "jobs/find.html", context)


def lines(found: list[HeldJob]) -> list[tuple[HeldJob, str, int | None]]:
    """(job, the name of its place, how far it is in whole percent or None)."""
    names = places.labels({one.place_id for one in found if one.place_id is not None}, today())
    return [(one, names.get(one.place_id or 0, ""), _far(one)) for one in found]


def _far(job: HeldJob) -> int | None:
    if job.state != JobState.RUNNING or not job.of:
        return None
    return percent_of(job.done, job.of) // 100


def show(request: SignedInRequest, name: str) -> HttpResponse:
    job = jobs.get(name, asked_by=request.user, on=today())
    return drawn(request, job)


def drawn(request: SignedInRequest, job: HeldJob, *, form: CarryOutForm | None = None) -> HttpResponse:
    """The page of a job; form: of carrying a plan out, as it was refused."""
    is_open = job.state in UNFINISHED
    context = {
        "section": "home",
        "job": job,
        "label": places.label(job.place_id, today()) if job.place_id is not None else "",
        "is_open": is_open,
        "far": _far(job),
        "ahead": jobs.ahead_of(job),
        "waits_long": job.state == JobState.WAITING
        and (timezone.now() - job.asked_at).total_seconds() > LONG_WAIT,
        "told": job.told.get(get_language() or "vi", ""),
        "files": list(enumerate(job.files)),
        "kept_until": job.finished_at + KEPT_FOR if job.finished_at else None,
        "key": posting.fresh_key(),
        "form": form or CarryOutForm(),
    }
    context |= _outcome(job)
    return render(request, "jobs/show.html", context, status=400 if form and form.errors else 200)


def _outcome(job: HeldJob) -> dict[str, Any]:
    """What its page shows of what came of it."""
    told = job.outcome
    if job.kind == JobKind.REPORT and told:
        content = reports.from_record(told["content"])
        return {"outcome": told, "content": content, "paper": report_papers.of(content)}
    if job.kind == JobKind.REHEARSAL and told:
        return {"outcome": told, "year": job.facts["year"], **rehearsing.drawn(told)}
    if job.kind == JobKind.BOOK_TAKE_IN and job.facts["book"] in SHELF:
        return {"outcome": told, "shelved": SHELF[job.facts["book"]]}
    return {"outcome": _dated(told)}


def _dated(outcome: dict[str, Any]) -> dict[str, Any]:
    """The days of a reform's report as days; they are kept as plain JSON."""
    if "days" not in outcome:
        return outcome
    days = [day | {"on": date.fromisoformat(day["on"])} for day in outcome["days"]]
    applied = outcome["applied_on"]
    return outcome | {"days": days, "applied_on": date.fromisoformat(applied) if applied else None}


@require_safe
def file(request: SignedInRequest, name: str, number: int) -> HttpResponse:
    job = jobs.get(name, asked_by=request.user, on=today())
    if number >= len(job.files):
        raise Http404
    content = FOLDER.read(job.name, str(number))
    if content is None:
        raise UploadGone()
    made = job.files[number]
    return files.fetched(content, made["name"], made["kind"])


@require_POST
def stop(request: SignedInRequest, name: str) -> HttpResponse:
    job = jobs.get(name, asked_by=request.user, on=today())
    form = DeedForm(request.POST)

    def halt(at: datetime) -> dict[str, Any]:
        actions.stop(job, by=request.user, at=at)
        return {}

    if posting.done(request, form, halt) is None:
        return refusals.form_refused(request, form)
    return redirect("job", name)


@require_POST
def go_on(request: SignedInRequest, name: str) -> HttpResponse:
    """Take in what was looked at: the same file, as a job of its own."""
    job = jobs.get(name, asked_by=request.user, on=today())
    kind = TAKING_IN.get(JobKind(job.kind))
    if kind is None or job.state != JobState.DONE or not job.outcome.get("has_news"):
        raise Http404
    skips = {"skip_bad": bool(job.outcome["faults"])} if kind is JobKind.REGISTER_TAKE_IN else {}
    return _with_its_file(request, job, kind, job.facts | skips)


@require_POST
def mark(request: SignedInRequest, name: str) -> HttpResponse:
    """Give the workbook back with what is wrong written into it, which takes longer than looking did."""
    job = jobs.get(name, asked_by=request.user, on=today())
    has_faults = job.outcome.get("faults") or job.outcome.get("left")
    if job.kind not in (JobKind.REGISTER_LOOK, JobKind.REGISTER_TAKE_IN) or not has_faults:
        raise Http404
    return _with_its_file(request, job, JobKind.REGISTER_MARK, {"file": job.facts["file"]})


def _with_its_file(
    request: SignedInRequest, job: HeldJob, kind: JobKind, facts: dict[str, Any]
) -> HttpResponse:
    """Another job on the file that came with this one. Errors: UploadGone."""
    sent = FOLDER.read(job.name, SENT)
    if sent is None:
        raise UploadGone()
    form = DeedForm(request.POST)
    permission = Permission(job.permission)
    led = asking.begun(request, form, kind, facts, place=job.place_id, permission=permission, sent=sent)
    return led or refusals.form_refused(request, form)
