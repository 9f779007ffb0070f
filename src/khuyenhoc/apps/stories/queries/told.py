"""Stories: at a place for those who work there, and what everybody may read."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import TypeAlias

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.stories.models import Story, StoryConsent, StoryPhoto
from khuyenhoc.domain.stories import StoryState
from khuyenhoc.storing.private import Folder

FOLDER = Folder("stories", ("large", "small"))
HeldStory: TypeAlias = Story  # what pages call it; they touch no models
HeldPhoto: TypeAlias = StoryPhoto
Channel: TypeAlias = StoryConsent.Channel


def get(pk: int, *, seen_by: User, on: date) -> Story:
    """Errors: Story.DoesNotExist, the same for what is unknown and what is foreign."""
    rows = Story.objects.select_related("written_by", "decided_by")
    return access.visible(rows, seen_by, on, title=None).get(pk=pk)


def stories_at(
    place: int, *, state: str = "", seen_by: User, on: date, before: int | None = None, limit: int = 50
) -> list[Story]:
    """Those at or below the place, the latest written first; before: only older ones than this."""
    rows = Story.objects.filter(place__in=places.ids_below(place, on, with_custody=True))
    rows = access.visible(rows, seen_by, on, title=None).select_related("written_by")
    if state:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[:limit])


def numbers(place: int, *, seen_by: User, on: date) -> dict[str, int]:
    """state → how many stories there are."""
    rows = Story.objects.filter(place__in=places.ids_below(place, on, with_custody=True))
    rows = access.visible(rows, seen_by, on, title=None)
    return {one.value: rows.filter(state=one).count() for one in StoryState}


def photos_of(story: Story) -> list[StoryPhoto]:
    return list(story.photos.order_by("pk"))


def consents_of(story: Story) -> list[StoryConsent]:
    """The latest first; those taken back too."""
    return list(story.consents.select_related("recorded_by").order_by("-pk"))


def agrees(story: Story) -> bool:
    """Whether somebody's consent stands, and nobody's was taken back since."""
    last = story.consents.order_by("-pk").first()
    return last is not None and last.taken_back_on is None


def photo(name: str, *, seen_by: User, on: date) -> StoryPhoto:
    """Errors: StoryPhoto.DoesNotExist, the same for what is unknown and what is foreign."""
    rows = StoryPhoto.objects.select_related("story")
    return access.visible(rows, seen_by, on, place="story__place", title=None).get(name=name)


# -- for everybody -------------------------------------------------------------------------------------------------


def published_at(place: int, on: date, *, limit: int = 20) -> list[Story]:
    """What everybody may read of the place and what lies below it, the latest first."""
    inside = places.ids_below(place, on, with_custody=True)
    rows = Story.objects.filter(state=StoryState.PUBLISHED, place__in=inside)
    return list(rows.order_by("-published_at", "-pk")[:limit])


def published(pk: int) -> Story | None:
    """None for one that is not let out, or no more."""
    return Story.objects.filter(pk=pk, state=StoryState.PUBLISHED).first()


def published_photo(name: str) -> StoryPhoto | None:
    return StoryPhoto.objects.filter(name=name, story__state=StoryState.PUBLISHED).first()


def first_photos(stories: Collection[Story]) -> dict[int, StoryPhoto]:
    """story → the picture that stands beside it in a list."""
    found: dict[int, StoryPhoto] = {}
    for one in StoryPhoto.objects.filter(story__in=[story.pk for story in stories]).order_by("pk"):
        found.setdefault(one.story_id, one)
    return found


def last_change(stories: Collection[Story]) -> datetime | None:
    """When the list last became what it is, as its feed tells it."""
    return max((one.published_at for one in stories if one.published_at), default=None)


def names() -> Iterator[str]:
    """Of every picture there is, in order."""
    yield from StoryPhoto.objects.order_by("name").values_list("name", flat=True).iterator(chunk_size=2_000)
