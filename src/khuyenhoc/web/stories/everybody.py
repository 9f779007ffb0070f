"""Stories for everybody: of a place, one, its pictures, and a feed; nothing here knows who asks.

Nobody keeps a copy for long: a story is gone when consent is taken back.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khuyenhoc.analytics import public
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.stories import queries as stories_
from khuyenhoc.apps.stories.queries import HeldStory
from khuyenhoc.domain.stories import StoryKind
from khuyenhoc.web import files
from khuyenhoc.web.public import pages
from khuyenhoc.web.request import today

BEGINNING = 300  # signs of a story that a list and the feed tell


def _require_told(place: int) -> None:
    if not public.is_told(place, today().year):
        raise Http404


@login_not_required
@require_safe
def stories(request: HttpRequest, place: int) -> HttpResponse:
    _require_told(place)
    on = today()
    found = stories_.published_at(place, on)
    names = places.labels({one.place_id for one in found}, on)
    photos, whom = stories_.first_photos(found), _whom(found)
    context = {
        "place": place,
        "label": places.label(place, on),
        "crumbs": places.ancestors(place, on),
        "year": on.year,
        "rows": [
            (one, whom[one.pk], names[one.place_id], _beginning(one.text), photos.get(one.pk))
            for one in found
        ],
        "made_up": any(one.is_sample for one in found),
    }
    return pages.drawn(request, "stories/public_list.html", context, keep=0, is_listed=False)


@login_not_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    story = stories_.published(pk)
    if story is None:
        raise Http404
    on = today()
    around = next(
        one for one in places.line(places.custodian(story.place_id, on), on) if public.is_told(one, on.year)
    )
    context = {
        "story": story,
        "whom": _whom([story])[story.pk],
        "where": places.label(story.place_id, on),
        "around": around,
        "around_label": places.label(around, on),
        "paragraphs": story.text.split("\n"),
        "photos": stories_.photos_of(story),
        "is_announcement": story.kind == StoryKind.ANNOUNCEMENT,
        "made_up": story.is_sample,
    }
    return pages.drawn(request, "stories/public_one.html", context, keep=0, is_listed=False)


@login_not_required
@require_safe
def photo_file(request: HttpRequest, name: str, size: str) -> HttpResponse:
    photo = stories_.published_photo(name)
    content = stories_.FOLDER.read(photo.name, size) if photo and size in stories_.FOLDER.sizes else None
    if photo is None or content is None:
        raise Http404
    headers = {
        "Content-Disposition": files.taken(f"bai-{photo.story_id}.jpg", "inline"),
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow",
    }
    request.session.accessed = False  # the picture is the same for all who ask
    return HttpResponse(content, content_type="image/jpeg", headers=headers)


@login_not_required
@require_safe
def feed(request: HttpRequest, place: int) -> HttpResponse:
    """The latest of the place as Atom (RFC 4287), in Vietnamese as they were written."""
    _require_told(place)
    on = today()
    found = stories_.published_at(place, on)
    names = places.labels({place, *(one.place_id for one in found)}, on)
    told = Atom1Feed(
        title=_("Tin khuyến học – %(place)s") % {"place": names[place]},
        link=request.build_absolute_uri(reverse("public_stories", args=[place])),
        feed_url=request.build_absolute_uri(),
        description="",
        language="vi",
    )
    for story in found:
        address = request.build_absolute_uri(reverse("public_story", args=[story.pk]))
        told.add_item(
            title=story.title,
            link=address,
            unique_id=address,
            description=escape(_beginning(story.text)),  # a summary is HTML to its readers
            author_name=names[story.place_id],
            pubdate=story.published_at,
            updateddate=story.published_at,
        )
    request.session.accessed = False
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
    return HttpResponse(
        told.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8", headers=headers
    )


def _whom(stories: list[HeldStory]) -> dict[int, str]:
    """story → whom it tells of: name and hamlet of those of the register, and the others as they were written."""
    told = stories_.told_of(stories)
    homes = places.labels({one.place_id for some in told.values() for one in some}, today())
    return {
        story.pk: "; ".join(
            [f"{one.name}, {homes[one.place_id].partition(',')[0]}" for one in told.get(story.pk, ())]
            + ([story.about] if story.about else [])
        )
        for story in stories
    }


def _beginning(text: str) -> str:
    plain = text.replace("\n", " ")
    return plain if len(plain) <= BEGINNING else f"{plain[:BEGINNING].rsplit(' ', 1)[0]} …"
