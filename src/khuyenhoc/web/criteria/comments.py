"""What people say of a draft, indicator by indicator, and what its editor makes of it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.criteria import actions
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.queries import Opinion, Verdict
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.criteria import CriteriaSet, Status
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.criteria.forms import ALL, AnswerForm, AskedCommentsForm, CommentForm
from khuyenhoc.web.request import SignedInRequest, today

OPEN = "open"  # comments nobody answered yet


def show(request: SignedInRequest, key: str) -> HttpResponse:
    on = today()
    stored = criteria.get(key)
    rules = criteria.rules(stored)
    asked = AskedCommentsForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    place = next((where for where, _titles in access.scope(request.user, on).granted), None)
    parts = _parts(rules)
    chosen, verdict = asked.cleaned_data["indicator"], asked.cleaned_data["verdict"]
    form = CommentForm(
        request.POST or None, parts=parts, initial={"indicator": "" if chosen == ALL else chosen}
    )
    if request.method == "POST" and place is not None:

        def said(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            made = actions.comment(
                stored, told["text"], indicator=told["indicator"], place=place, by=request.user, at=at
            )
            return {"comment": made.pk}

        if posting.done(request, form, said) is not None:
            messages.success(request, _("Đã ghi góp ý."))
            return redirect("criteria_comments", key)
    said_of_all = criteria.opinions(stored)
    shown = [one for one in said_of_all if _is_asked(one, chosen, verdict)]
    summed = criteria.summary(said_of_all)
    labels = places.labels({one.comment.place_id for one in shown}, on)
    editor = Permission.EDIT_CRITERIA in access.permissions_of(request.user, on)
    context = {
        "section": "criteria",
        "set": rules,
        "form": form,
        "named": criteria.named_to(request.user, [one.comment for one in shown], on),
        "may_say": stored.status == Status.DRAFT and place is not None,
        "may_answer": editor,
        "rows": [
            (one, labels[one.comment.place_id], dict(parts).get(one.comment.indicator)) for one in shown
        ],
        "summed": [
            (code or ALL, label, sum(summed[code].values())) for code, label in parts if code in summed
        ],
        "number": len(said_of_all),
        "unanswered": sum(one.reply is None for one in said_of_all),
        "chosen": chosen,
        "verdict": verdict,
        "verdicts": [OPEN, *Verdict],
    }
    return render(request, "criteria/comments.html", context, status=400 if form.errors else 200)


def _is_asked(one: Opinion, indicator: str, verdict: str) -> bool:
    if indicator and one.comment.indicator != ("" if indicator == ALL else indicator):
        return False
    return not verdict or (one.reply.verdict if one.reply else OPEN) == verdict


def _parts(rules: CriteriaSet) -> list[tuple[str, str]]:
    """Everything of a set that can be spoken of, in the order of its file; "" is the set as a whole."""
    language = "en" if get_language() == "en" else "vi"
    found = [("", _("Cả bộ tiêu chí"))]
    for criterion in rules.criteria:
        found.append((criterion.code, f"{criterion.code}. {criterion.text.say(language)}"))
        found += [(one.code, f"{one.code}. {one.text.say(language)}") for one in criterion.indicators]
    found += [(one.code, f"{one.code}. {one.text.say(language)}") for one in rules.prerequisites]
    return [*found, *((one.code, f"{one.code}. {one.text.say(language)}") for one in rules.exclusions)]


def answer(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    """For the editors of the place the set is made for."""
    on = today()
    said = criteria.comment_on(pk)
    if said.criteria_set.key != key:
        raise Http404
    if not access.may(request.user, Permission.EDIT_CRITERIA, criteria.home_of(said, on), on=on):
        raise access.OutsideScope(permission=Permission.EDIT_CRITERIA.value)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":

        def answered(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            actions.reply(said, Verdict(told["verdict"]), told["reason"], by=request.user, at=at)
            return {}

        if posting.done(request, form, answered) is not None:
            messages.success(request, _("Đã trả lời góp ý."))
            return redirect("criteria_comments", key)
    context = {
        "section": "criteria",
        "set": criteria.rules(said.criteria_set),
        "said": said,
        "is_named": bool(criteria.named_to(request.user, [said], on)),
        "label": places.label(said.place_id, on),
        "form": form,
    }
    return render(request, "criteria/answer.html", context, status=400 if form.errors else 200)
