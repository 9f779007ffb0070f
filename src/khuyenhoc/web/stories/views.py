"""Stories of a place for those who work there: list, one, writing it, its pictures."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.stories import actions
from khuyenhoc.apps.stories import queries as stories_
from khuyenhoc.apps.stories.actions import NewStory
from khuyenhoc.apps.stories.queries import HeldStory
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.private_details import pieces
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.stories import (
    MAY_BE_CHANGED,
    MOST_PHOTOS,
    SUBJECTS,
    StoryKind,
    StoryState,
    wants_consent,
)
from khuyenhoc.storing import pictures
from khuyenhoc.web import files, posting
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.stories import desk
from khuyenhoc.web.stories.forms import (
    ConsentForm,
    DecideForm,
    StoryForm,
    StoryPhotoForm,
    TakeBackForm,
    TakeOffForm,
)

AT_ONCE = 50


def stories(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require_seen(request, place)
    on = today()
    state = request.GET.get("state", "")
    state = state if state in list(StoryState) else ""
    told = request.GET.get("before", "")
    before = int(told) if told.isascii() and told.isdecimal() and len(told) <= 18 else None
    rows = stories_.stories_at(
        place, state=state, seen_by=request.user, on=on, before=before, limit=AT_ONCE + 1
    )
    shown = rows[:AT_ONCE]
    names = places.labels({one.place_id for one in shown}, on)
    context = desk.frame(
        place,
        states=list(StoryState),
        state=state,
        numbers=stories_.numbers(place, seen_by=request.user, on=on),
        rows=[(one, names[one.place_id]) for one in shown],
        next=shown[-1].pk if len(rows) > AT_ONCE else None,
        is_first=before is None,
        may_keep=desk.may(request, Permission.KEEP_BOOKS, place),
        is_told=places.version(place, on).place.kind != Kind.HAMLET,
        made_up=any(one.is_sample for one in shown),
    )
    return render(request, "stories/list.html", context)


def one(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    desk.require_seen(request, place)
    return drawn(request, place, desk.story_at(request, place, pk))


def drawn(
    request: SignedInRequest, place: int, story: HeldStory, refused: DeedForm | None = None
) -> HttpResponse:
    """The story's page; refused: the form of it that could not be done, which says why and keeps what was typed."""
    may_keep = desk.may(request, Permission.KEEP_BOOKS, story.place_id)
    may_approve = desk.may(request, Permission.APPROVE_BOOKS, story.place_id)
    photos, missing = stories_.photos_of(story), stories_.missing_consents(story)
    context = desk.frame(
        place,
        story=story,
        where=places.label(story.place_id, today()),
        title=list(pieces(story.title)),
        about=list(pieces(story.about)),
        paragraphs=[list(pieces(part)) for part in story.text.split("\n")],
        found=stories_.marks_of(story) if may_keep or may_approve else [],
        told_of=_told_of(story),
        photos=photos,
        consents=stories_.consents_of(story) if may_keep or may_approve else [],
        agreed=not missing,
        wants_consent=wants_consent(StoryKind(story.kind), photos=len(photos)),
        may_keep=may_keep,
        may_change=may_keep and story.state in MAY_BE_CHANGED,
        may_approve=may_approve,
        is_own=request.user.pk in story.hands,
        form=refused,
        consent_form=refused
        if isinstance(refused, ConsentForm)
        else ConsentForm(
            kind=story.kind,
            subjects=[one for one in desk.subjects_of(story) if int(one[0]) in missing],
            initial={"told_on": today(), "subject": next(iter(sorted(one for one in missing if one)), None)},
        ),
        may_tell_of=may_keep and story.state in MAY_BE_CHANGED and StoryKind(story.kind) in SUBJECTS,
        back_form=TakeBackForm(auto_id="back_%s", initial={"on": today()}),
        decide_form=refused if isinstance(refused, DecideForm) else DecideForm(auto_id="decide_%s"),
        made_up=story.is_sample,
    )
    return render(request, "stories/one.html", context, status=400 if refused else 200)


def _told_of(story: HeldStory) -> list[tuple[str, str, bool]]:
    """(name, hamlet, whether their consent stands) of those of the register that it tells of."""
    found, missing = stories_.told_of([story])[story.pk], stories_.missing_consents(story)
    homes = places.labels({one.place_id for one in found}, today())
    return [(one.name, homes[one.place_id], one.pk not in missing) for one in found]


def write(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require_kept(request, place)
    form = StoryForm(request.POST or None)
    if request.method == "POST":

        def go(at: datetime) -> dict[str, Any]:
            return {"story": actions.write(place, _new(form), by=request.user, at=at).pk}

        done = posting.done(request, form, go)
        if done is not None:
            messages.success(
                request, _("Đã lưu bản nháp. Chọn người được kể, thêm ảnh, ghi sự đồng ý, rồi gửi duyệt.")
            )
            return redirect("story", place, done["story"])
    context = desk.frame(place, form=form, is_new=True)
    return render(request, "stories/write.html", context, status=400 if form.errors else 200)


def change(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    desk.require_kept(request, place)
    story = desk.story_at(request, place, pk)
    told = {name: getattr(story, name) for name in ("kind", "title", "about", "revision")}
    form = StoryForm(request.POST or None, initial={**told, "text": story.text.replace("\n", "\n\n")})
    if request.method == "POST":

        def go(at: datetime) -> dict[str, Any]:
            revision = form.cleaned_data["revision"] or 0
            actions.change(story, _new(form), revision=revision, by=request.user, at=at)
            return {}

        if posting.done(request, form, go) is not None:
            messages.success(request, _("Đã lưu."))
            return redirect("story", place, pk)
    elif story.state not in MAY_BE_CHANGED:
        return redirect("story", place, pk)
    context = desk.frame(place, form=form, story=story)
    return render(request, "stories/write.html", context, status=400 if form.errors else 200)


def _new(form: StoryForm) -> NewStory:
    told = form.cleaned_data
    return NewStory(StoryKind(told["kind"]), told["title"], told["text"], told["about"])


def photos(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """Add a picture, or take one off."""
    desk.require_kept(request, place)
    story = desk.story_at(request, place, pk)
    takes_off = "photo" in request.POST
    is_sent = request.method == "POST"
    put = StoryPhotoForm(request.POST, request.FILES) if is_sent and not takes_off else StoryPhotoForm()
    off = TakeOffForm(request.POST if takes_off else None)
    form: StoryPhotoForm | TakeOffForm = off if takes_off else put
    if is_sent:

        def go(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            if takes_off:
                actions.take_photo_off(story, told["photo"], by=request.user, at=at)
            else:
                actions.put_photo(story, told["picture"], told["alt"], by=request.user, at=at)
            return {}

        if posting.done(request, form, go) is not None:
            messages.success(request, _("Đã bỏ ảnh.") if takes_off else _("Đã thêm ảnh."))
            return redirect("story_photos", place, pk)
    kept = stories_.photos_of(story)
    context = desk.frame(
        place,
        story=story,
        form=form,
        put=put,
        photos=kept,
        may_change=story.state in MAY_BE_CHANGED,
        has_room=len(kept) < MOST_PHOTOS,
        most_photos=MOST_PHOTOS,
        most=pictures.MOST_BYTES // 2**20,
        made_up=story.is_sample,
    )
    return render(request, "stories/photos.html", context, status=400 if form.errors else 200)


@require_safe
def photo_file(request: SignedInRequest, place: int, name: str, size: str) -> HttpResponse:
    """The picture itself, for those who see the place."""
    desk.require_seen(request, place)
    photo = stories_.photo(name, seen_by=request.user, on=today())
    content = stories_.FOLDER.read(photo.name, size) if size in stories_.FOLDER.sizes else None
    if content is None:
        raise Http404
    headers = {
        "Content-Disposition": files.taken(f"bai-{photo.story_id}.jpg"),
        "Cache-Control": "private, max-age=300",
    }
    return HttpResponse(content, content_type="image/jpeg", headers=headers)
