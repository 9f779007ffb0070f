"""Choosing in the register of whom a story tells."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.stories import actions
from khuyenhoc.apps.stories import queries as stories
from khuyenhoc.domain.stories import MAY_BE_CHANGED, SUBJECTS, StoryKind
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.stories import desk
from khuyenhoc.web.stories.forms import PeopleForm, SearchForm


def people(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """Found by name and ticked; one more press takes a name off."""
    desk.require_kept(request, place)
    story = desk.story_at(request, place, pk)
    asked = SearchForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    form = PeopleForm(request.POST or None)
    if request.method == "POST":

        def go(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            if told["drop"]:
                actions.tell_no_more_of(story, told["drop"], by=request.user, at=at)
            else:
                actions.tell_of(story, told["subject"], by=request.user, at=at)
            return {}

        if posting.done(request, form, go) is not None:
            messages.success(request, _("Đã ghi. Nhớ hỏi và ghi sự đồng ý của từng tên."))
            return redirect("story", place, pk)
    on, search = today(), asked.cleaned_data["q"].strip()
    chosen = stories.told_of([story])[story.pk]
    found = stories.findable(story, search, seen_by=request.user, on=on) if search else []
    homes = places.labels({one.place_id for one in (*chosen, *found)}, on)
    context = desk.frame(
        place,
        story=story,
        form=form,
        search=search,
        chosen=[(one, homes[one.place_id]) for one in chosen],
        found=[(one, homes[one.place_id]) for one in found],
        ticked={int(one) for one in request.POST.getlist("subject") if one.isdecimal()},
        told_kind=SUBJECTS.get(StoryKind(story.kind), ""),
        may_change=story.state in MAY_BE_CHANGED,
        made_up=any(one.is_sample for one in (*chosen, *found)),
    )
    return render(request, "stories/people.html", context, status=400 if form.errors else 200)
