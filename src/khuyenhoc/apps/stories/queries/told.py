"""Stories: at a place for those who work there, and what everybody may read."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import TypeAlias

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.stories.models import Story, StoryConsent, StoryPhoto
from khuyenhoc.apps.subjects.models import Naming, Subject
from khuyenhoc.apps.subjects.queries import existing_on, named
from khuyenhoc.domain.private_details import marks
from khuyenhoc.domain.stories import SUBJECTS, StoryKind, StoryState
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
    """Whether everybody it tells of, and whoever else it shows, agreed and did not take it back since."""
    return not missing_consents(story)


def missing_consents(story: Story) -> set[int | None]:
    """Subjects whose consent does not stand; None for the others it shows, where it shows any but these."""
    told = set(story.subjects.values_list("pk", flat=True))
    last = {one.subject_id: one for one in story.consents.order_by("pk")}
    wanted = {*told, *([None] if story.about or not told else [])}
    return {one for one in wanted if one not in last or last[one].taken_back_on is not None}


def told_of(stories: Collection[Story]) -> dict[int, list[Subject]]:
    """story → subjects of the register that it tells of, by name."""
    found: dict[int, list[Subject]] = defaultdict(list)
    through = Story.subjects.through.objects.filter(story__in=[one.pk for one in stories])
    for one in through.select_related("subject").order_by("subject__sort_key", "subject"):
        found[one.story_id].append(one.subject)
    return found


def to_tell_of(story: Story, *, seen_by: User, on: date) -> QuerySet[Subject]:
    """Of the register of its place, whom its kind of story may tell of."""
    kind = SUBJECTS.get(StoryKind(story.kind))
    inside = places.ids_below(places.custodian(story.place_id, on), on, with_custody=True)
    rows = Subject.objects.filter(existing_on(on), place__in=inside, kind=kind or "")
    return access.visible(rows, seen_by, on, title="kind")


def findable(story: Story, search: str, *, seen_by: User, on: date, limit: int = 30) -> list[Subject]:
    """Those whose name holds the text, in any spelling, without those it tells of."""
    rows = named(to_tell_of(story, seen_by=seen_by, on=on), search)
    return list(rows.exclude(pk__in=story.subjects.values("pk")).order_by("sort_key", "pk")[:limit])


def saying_no() -> Q:
    """Of subjects: those who said last that they do not want to be named to everybody."""
    last = Naming.objects.filter(subject=OuterRef("pk"), taken_back_at__isnull=True).order_by("-pk")
    return Q(
        pk__in=Subject.objects.filter(Exists(last))
        .annotate(says=Subquery(last.values("agrees")[:1]))
        .filter(says=False)
    )


def marks_of(story: Story) -> list[str]:
    """What might be private in its texts and under its photos, as it stands there, each once."""
    texts = [story.title, story.about, story.text, *(one.alt for one in story.photos.order_by("pk"))]
    return list(dict.fromkeys(mark.text for text in texts for mark in marks(text)))


def photo(name: str, *, seen_by: User, on: date) -> StoryPhoto:
    """Errors: StoryPhoto.DoesNotExist, the same for what is unknown and what is foreign."""
    rows = StoryPhoto.objects.select_related("story")
    return access.visible(rows, seen_by, on, place="story__place", title=None).get(name=name)


# -- for everybody -------------------------------------------------------------------------------------------------


def _public() -> QuerySet[Story]:
    """Let out, and nobody it tells of said since that they do not want to be named."""
    return Story.objects.filter(state=StoryState.PUBLISHED).exclude(
        subjects__in=Subject.objects.filter(saying_no())
    )


def published_at(place: int, on: date, *, limit: int = 20) -> list[Story]:
    """What everybody may read of the place and what lies below it, the latest first."""
    inside = places.ids_below(place, on, with_custody=True)
    rows = _public().filter(place__in=inside)
    return list(rows.order_by("-published_at", "-pk")[:limit])


def published(pk: int) -> Story | None:
    """None for one that is not let out, or no more."""
    return _public().filter(pk=pk).first()


def published_photo(name: str) -> StoryPhoto | None:
    return StoryPhoto.objects.filter(name=name, story__in=_public()).first()


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
