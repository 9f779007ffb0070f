"""Putting somebody forward, looking nominations over, withdrawing one, telling how large a school is."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.scholarships import actions
from khuyenhoc.apps.scholarships import queries as awards
from khuyenhoc.apps.scholarships.actions import NewNominee, Told
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.scholarships import desk
from khuyenhoc.web.scholarships.forms import CompleteForm, NominateForm, ReviewForm, SchoolForm, WithdrawForm

LONGEST = 100


def nominate(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """Somebody of the register, searched for, or a written name."""
    found = desk.opened(request, place, pk)
    desk.require(request, Permission.KEEP_BOOKS, place)
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    people = awards.people_at(place, text, seen_by=request.user, on=today()) if text else []
    chosen = next((one for one in people if str(one.pk) == request.GET.get("subject")), None)
    initial = {"name": chosen.name, "birth_year": chosen.birth_year, "subject": chosen.pk} if chosen else {}
    form = NominateForm(request.POST or None, initial=initial, schools=desk.schools(place))
    if request.method == "POST":

        def deed(at: datetime) -> dict[str, Any]:
            told = {name: value for name, value in form.cleaned_data.items() if name != "key"}
            (made,) = actions.nominate(pk, place, [NewNominee(**told)], by=request.user, at=at)
            return {"nomination": made.pk, "name": made.name}

        done = posting.done(request, form, deed)
        if done is not None:
            _said(request, place, pk, done)
            return redirect("award_nominate", place, pk)
    homes = places.labels({one.place_id for one in people}, today())
    context = desk.about(found, place) | {
        "form": form,
        "text": text,
        "people": [(one, homes[one.place_id]) for one in people],
        "chosen": chosen,
        "asks_again": bool(form.errors) and not form.data.get("again") and "name" not in form.errors,
    }
    return render(request, "scholarships/nominate.html", context, status=400 if form.errors else 200)


def _said(request: SignedInRequest, place: int, pk: int, done: dict[str, Any]) -> None:
    messages.success(request, _("Đã đề cử %(name)s.") % done)
    found = desk.opened(request, place, pk)
    made = awards.nomination(done["nomination"], seen_by=request.user, on=today())
    (told,) = desk.told(request, found, [made])
    if any(other["round"] is None or other["round"].pk != pk for other in told["doubles"]):
        messages.warning(
            request, _("Chú ý: người này đã được đề cử trong một đợt khác cùng năm. Xem ở danh sách của đợt.")
        )


def complete(request: SignedInRequest, place: int, pk: int, nomination: int) -> HttpResponse:
    """What was missing when somebody was put forward: most often the consent."""
    found = desk.opened(request, place, pk)
    row = awards.nomination(nomination, seen_by=request.user, on=today())
    if row.round_id != pk:
        raise Http404
    desk.require(request, Permission.KEEP_BOOKS, row.place_id)
    names = ("school_class", "prize", "reason", "guardian_agrees", "child_agrees")
    form = CompleteForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if request.method == "POST":

        def deed(at: datetime) -> dict[str, Any]:
            told = Told(**{name: form.cleaned_data[name] for name in names})
            actions.complete(nomination, told, by=request.user, at=at)
            return {}

        if posting.done(request, form, deed) is not None:
            messages.success(request, _("Đã bổ sung đề cử."))
            return redirect("award", place, pk)
    context = desk.about(found, place) | {"form": form, "row": row}
    return render(request, "scholarships/complete.html", context, status=400 if form.errors else 200)


@require_POST
def review(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """Those ticked were looked over."""
    found = desk.opened(request, place, pk)
    desk.require(request, Permission.KEEP_BOOKS, found.place_id)
    form = ReviewForm(request.POST)

    def deed(at: datetime) -> dict[str, Any]:
        return {"number": actions.review(pk, form.cleaned_data["nomination"], by=request.user, at=at)}

    done = posting.done(request, form, deed)
    if done is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã xét %(number)s đề cử.") % done)
    return redirect("award", place, pk)


def withdraw(request: SignedInRequest, place: int, pk: int, nomination: int) -> HttpResponse:
    found = desk.opened(request, place, pk)
    row = awards.nomination(nomination, seen_by=request.user, on=today())
    if row.round_id != pk:
        raise Http404
    desk.require(request, Permission.KEEP_BOOKS, row.place_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST":

        def deed(at: datetime) -> dict[str, Any]:
            actions.withdraw(nomination, why=form.cleaned_data["why"], by=request.user, at=at)
            return {}

        if posting.done(request, form, deed) is not None:
            messages.success(request, _("Đã rút đề cử."))
            return redirect("award", place, pk)
    context = desk.about(found, place) | {"form": form, "row": row}
    return render(request, "scholarships/withdraw.html", context, status=400 if form.errors else 200)


def schools(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """How many pupils each school has, for the limit of its share."""
    found = desk.opened(request, place, pk)
    desk.require(request, Permission.KEEP_BOOKS, found.place_id)
    form = SchoolForm(request.POST or None, schools=desk.schools(found.place_id))
    if request.method == "POST":

        def deed(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            made = actions.tell_school(
                pk, told["school"], told["pupils"], body=told["school_body"], by=request.user, at=at
            )
            return {"school": made.pk}

        if posting.done(request, form, deed) is not None:
            messages.success(request, _("Đã ghi số học sinh."))
            return redirect("award_schools", place, pk)
    context = desk.about(found, place) | {"form": form, "schools": awards.schools(found)}
    return render(request, "scholarships/schools.html", context, status=400 if form.errors else 200)
