"""The list before the deciding body, marks on it, and the decision that is signed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import apart as marks
from khuyenhoc.analytics import submission, verifying
from khuyenhoc.analytics.submission import Submission
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition import queries as recognitions
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import apart, keyset, posting, ratings, refusals, work
from khuyenhoc.web.deciding import outline as outlines
from khuyenhoc.web.deciding.forms import BackForm, ListForm, MarkForm, SignerForm, SignForm
from khuyenhoc.web.deciding.outline import ListChanged, Outline
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.work import Work


@dataclass(frozen=True, slots=True)
class Before:
    """What lies before the person at the place, and what they have said of it so far."""

    work: Work
    may_decide: bool
    submission: Submission
    outline: Outline

    @property
    def recognise(self) -> list[int]:
        return self.outline.recognise(self.submission.decidable)


def _before(request: SignedInRequest, round_id: int, place: int) -> Before:
    here = work.at(request, round_id, place)
    found = submission.of(here.round, place, seen_by=request.user, on=today())
    kept = outlines.read(request, round_id, place).among(found.decidable)
    return Before(here, here.may("decide"), found, kept)


def _signing_place(request: SignedInRequest, place: int) -> int | None:
    """The deciding body's own place, at or above this one: its numbers run there and nowhere else."""
    granted = {where for where, _titles in access.scope(request.user, today(), Permission.DECIDE).granted}
    line = places.line(place, today())
    return next((where for where in line if where in granted), None)


def decide(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    """GET: the submission. POST: marks on ticked cases, which are kept and sign nothing."""
    body = _signing_place(request, place)
    if body is not None and body != place:
        return redirect("decide", round_id, body)
    before = _before(request, round_id, place)
    form = MarkForm(request.POST or None)
    if request.method == "POST" and not before.may_decide:
        raise access.OutsideScope(permission=Permission.DECIDE.value)
    if request.method == "POST" and form.is_valid():
        return _marked(request, before, form)
    asked = ListForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    context = _context(request, before, asked) | {
        "form": form,
        "ticked": frozenset(form.cleaned_data.get("case", ())) if form.errors else (),
    }
    return render(request, "deciding/decide.html", context, status=400 if form.errors else 200)


def _marked(request: SignedInRequest, before: Before, form: MarkForm) -> HttpResponse:
    round_id, place = before.work.round.pk, before.work.place
    told = form.cleaned_data
    chosen = [pk for pk in told["case"] if pk in before.submission.decidable]
    if told["mark"] == "back":
        return _ask_back(request, before, told["case"], told["reason"])
    marked = {
        "refuse": lambda: before.outline.with_refused(chosen, told["reason"]),
        "aside": lambda: before.outline.with_aside(chosen),
        "recognise": lambda: before.outline.without(chosen),
    }[told["mark"]]()
    outlines.keep(request, round_id, place, marked)
    messages.success(
        request, _("Đã đánh dấu %(number)s hồ sơ. Chưa có gì được ký.") % {"number": len(chosen)}
    )
    return redirect(request.get_full_path())


def _context(request: SignedInRequest, before: Before, asked: ListForm) -> dict[str, Any]:
    here, found, on = before.work, before.submission, today()
    told = asked.cleaned_data
    page = submission.listing(
        here.round,
        here.place,
        seen_by=request.user,
        on=on,
        search=told["q"],
        rating=told["rating"],
        home=told["home"],
        after=keyset.read(told["after"]),
    )
    doubted = verifying.doubted([row.assessment_id for row in page.rows], here.round, here.place, on)
    names = ratings.names()
    homes = _homes(
        here, {where for where, _rating in found.cells} | {one.place_id for one in found.proposals}
    )
    kept = {"q": told["q"], "rating": told["rating"], "home": told["home"] or ""}
    return {
        "section": "home",
        "work": here,
        "here": "decide",
        "before": before,
        "found": found,
        "proposals": [(one, homes[one.place_id]) for one in found.proposals],
        "sums": _sums(found, homes, names),
        "ratings": [(code, names.get(code, code)) for code in _ratings(found)],
        "asked": told,
        "apart": apart.told(
            marks.of_registrations(
                [(row.registration_id, row.name) for row in page.rows], seen_by=request.user, on=on
            )
        ),
        "homes": sorted(
            ((where, homes[where]) for where in {where for where, _rating in found.cells}),
            key=lambda one: one[1],
        ),
        "rows": [
            (
                row,
                homes[row.place_id],
                names.get(row.rating, row.rating),
                before.outline.refuse.get(row.assessment_id),
                doubted.get(row.assessment_id, ()),
            )
            for row in page.rows
        ],
        "made_up": any(row.is_sample for row in page.rows),
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": keyset.write(page.next)}) if page.next else "",
        "is_first": not told["after"],
    }


def _homes(here: Work, wanted: set[int]) -> dict[int, str]:
    told = places.labels(wanted, today())
    return {where: label.removesuffix(f", {here.label}") for where, label in told.items()}


def _ratings(found: Submission) -> list[str]:
    return sorted({rating for _where, rating in found.cells})


def _sums(
    found: Submission, homes: dict[int, str], names: dict[str, str]
) -> list[tuple[str, list[tuple[str, int]], int]]:
    """(hamlet, (rating, number) of each, their sum), in the order of names."""
    lines = []
    for where in sorted({where for where, _rating in found.cells}, key=lambda one: homes[one]):
        numbers = [(names.get(code, code), found.cells.get((where, code), 0)) for code in _ratings(found)]
        lines.append((homes[where], numbers, sum(number for _name, number in numbers)))
    return lines


def _ask_back(request: SignedInRequest, before: Before, chosen: list[int], reason: str) -> HttpResponse:
    form = BackForm(initial={"case": chosen, "reason": reason})
    return _back_page(request, before, form, chosen, reason)


def _back_page(
    request: SignedInRequest, before: Before, form: BackForm, chosen: list[int], reason: str
) -> HttpResponse:
    context = {
        "section": "home",
        "work": before.work,
        "here": "decide",
        "form": form,
        "cases": submission.named(chosen, seen_by=request.user, on=today()),
        "reason": reason,
    }
    return render(request, "deciding/back.html", context, status=400 if form.errors else 200)


@require_POST
def back(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    """Send cases back to the commune, once that was confirmed."""
    before = _before(request, round_id, place)
    form = BackForm(request.POST)

    def send_back(at: datetime) -> dict[str, Any]:
        assessments.send_back(
            form.cleaned_data["case"],
            reason=form.cleaned_data["reason"],
            permission=Permission.DECIDE,
            by=request.user,
            at=at,
        )
        return {"number": len(form.cleaned_data["case"])}

    told = posting.done(request, form, send_back)
    if told is None:
        chosen = form.cleaned_data.get("case", [])
        return _back_page(request, before, form, chosen, form.cleaned_data.get("reason", ""))
    messages.success(request, _("Đã trả lại %(number)s hồ sơ cho xã.") % told)
    return redirect("decide", round_id, place)


def sign(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    """GET: exactly what would be signed. POST: sign it, one decision for each round that is in it."""
    before = _before(request, round_id, place)
    if request.method == "POST" and not before.may_decide:
        raise access.OutsideScope(permission=Permission.DECIDE.value)
    if not before.may_decide or _signing_place(request, place) != place:
        return redirect("decide", round_id, place)
    form = SignForm(request.POST or None)
    if request.method == "POST":
        told = posting.done(request, form, lambda at: _sign(request, round_id, place, form, at))
        if told is not None:
            outlines.forget(request, round_id, place)
            messages.success(request, _("Đã ký quyết định số %(numbers)s.") % told)
            return redirect("decision", told["decisions"][0])
    if not (before.recognise or before.outline.refuse):
        return redirect("decide", round_id, place)
    office, name = recognitions.last_signer(place)
    by_default = {"signer": office, "signer_name": name, "effective_on": today(), "first": None}
    who = SignerForm(request.GET) if "signer" in request.GET else SignerForm(initial=by_default)
    shown_as = _who_and_when(who, form, by_default)
    signer, day = shown_as["signer"], shown_as["effective_on"]
    groups = _groups(before)
    held_in = [rounds.held_at(one, place, today()) for one in groups]
    numbers = recognitions.upcoming(held_in, place, day, shown_as["first"])
    sound = bool(signer) and not who.errors
    listed = submission.named(before.submission.decidable, seen_by=request.user, on=today())
    homes = _homes(before.work, {row.place_id for row in listed})
    by_id = {row.assessment_id: row for row in listed}
    shown = SignForm(
        initial={
            "signer": signer,
            "signer_name": shown_as["signer_name"],
            "first": shown_as["first"] or "",
            "effective_on": day.isoformat(),
            "numbers": " ".join(numbers),
            "seen": outlines.fingerprint(before.recognise, before.outline.refuse),
        }
    )
    context = {
        "section": "home",
        "work": before.work,
        "here": "decide",
        "before": before,
        "body": rounds.worked_in(held_in[0], day).deciding_body,
        "numbers": numbers,
        "signer": signer,
        "signer_name": shown_as["signer_name"],
        "day": day,
        "who": who,
        "form": shown,
        "refusal": form if form.errors else None,
        "is_sound": sound,
        "recognised": [
            (by_id[pk], homes[by_id[pk].place_id]) for pk in sorted(before.recognise, key=_by(listed))
        ],
        "refused": [(by_id[pk], homes[by_id[pk].place_id], why) for pk, why in before.outline.refuse.items()],
        "apart": apart.told(
            marks.of_registrations(
                [(row.registration_id, row.name) for row in listed], seen_by=request.user, on=today()
            )
        ),
        "made_up": any(row.is_sample for row in listed),
    }
    return render(request, "deciding/sign.html", context, status=400 if form.errors or who.errors else 200)


def _by(listed: list[submission.Waiting]) -> Any:
    order = {row.assessment_id: position for position, row in enumerate(listed)}
    return order.__getitem__


def _who_and_when(who: SignerForm, form: SignForm, by_default: dict[str, Any]) -> dict[str, Any]:
    """What the page shows: as typed, as sent with a refused signing, or as it was last time."""
    told = by_default
    if who.is_bound:
        told = by_default | {"signer": ""} | (who.cleaned_data if who.is_valid() else {})
    elif form.is_bound:
        told = by_default | {name: value for name, value in form.cleaned_data.items() if name in by_default}
    return told


def _groups(before: Before) -> dict[int, tuple[list[int], dict[int, str]]]:
    """round → whom one decision recognises and refuses; after a reform the cases may lie in several rounds."""
    held_in = before.submission.decidable
    return {
        one: (
            [pk for pk in before.recognise if held_in[pk] == one],
            {pk: why for pk, why in before.outline.refuse.items() if held_in[pk] == one},
        )
        for one in sorted({held_in[pk] for pk in [*before.recognise, *before.outline.refuse]})
    }


def _sign(
    request: SignedInRequest, round_id: int, place: int, form: SignForm, at: datetime
) -> dict[str, Any]:
    """Errors: ListChanged, and as recognition.decide."""
    before = _before(request, round_id, place)
    told = form.cleaned_data
    if told["seen"] != outlines.fingerprint(before.recognise, before.outline.refuse):
        raise ListChanged()
    groups, numbers = _groups(before), told["numbers"].split()
    if len(groups) != len(numbers):
        raise ListChanged()
    signed = [
        recognition.decide(
            recognise,
            refuse,
            place=place,
            signer=told["signer"],
            by=request.user,
            at=at,
            effective_on=told["effective_on"],
            numbered=number,
            signer_name=told["signer_name"],
            serial=told["first"] + later if told["first"] else None,
        )
        for later, ((recognise, refuse), number) in enumerate(zip(groups.values(), numbers, strict=True))
    ]
    return {"decisions": [one.pk for one in signed], "numbers": ", ".join(one.number for one in signed)}
