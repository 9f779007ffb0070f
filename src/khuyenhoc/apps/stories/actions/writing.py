"""Writing a story with its pictures and whose consent it has."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.stories.models import Story, StoryConsent, StoryPhoto
from khuyenhoc.apps.stories.queries import FOLDER
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.naming import Teller
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.stories import (
    MAY_BE_CHANGED,
    MOST_PHOTOS,
    MOST_SIGNS,
    SUBJECTS,
    TELLERS,
    TEXT,
    StoryKind,
    StoryNotNow,
    StoryState,
    StoryTellerWrong,
    tellers_of,
)
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing.pictures import Picture
from khuyenhoc.storing.private import fresh_name


class StoryChangedMeanwhile(RuleBroken):
    """Somebody changed the story since the page was opened; facts: none."""

    code = "STORY_CHANGED_MEANWHILE"


class StoryPhotosFull(RuleBroken):
    """A story has so many pictures at most; facts: most."""

    code = "STORY_PHOTOS_FULL"


class StoryDayToCome(RuleBroken):
    """Nobody agrees, or takes it back, on a day to come; facts: day."""

    code = "STORY_DAY_TO_COME"


class StoryConsentGone(RuleBroken):
    """The consent was taken back already; facts: none."""

    code = "STORY_CONSENT_GONE"


@dataclass(frozen=True, slots=True)
class NewStory:
    """about: whom it tells of, as the page names them; "" for an announcement. text: paragraphs by empty lines."""

    kind: StoryKind
    title: str
    text: str
    about: str = ""


@transaction.atomic
def write(place: int, new: NewStory, *, by: User, at: datetime, is_sample: bool = False) -> Story:
    """A draft of the place. Errors: OutsideScope."""
    access.require(by, Permission.KEEP_BOOKS, [place], at=at)
    made = Story.objects.create(
        place_id=place, is_sample=is_sample, written_by=by, written_at=at, hands=[by.pk], **_columns(new)
    )
    log("story.written", made, by, at)
    return made


@transaction.atomic
def change(story: Story, new: NewStory, *, revision: int, by: User, at: datetime) -> None:
    """Whoever changes it has written it, too. Errors: OutsideScope, StoryNotNow, StoryChangedMeanwhile."""
    access.require(by, Permission.KEEP_BOOKS, [story.place_id], at=at)
    require_open(story)
    changed = Story.objects.filter(pk=story.pk, revision=revision, state__in=MAY_BE_CHANGED).update(
        revision=revision + 1, written_by=by, written_at=at, hands=hands_with(story, by), **_columns(new)
    )
    if not changed:
        raise StoryChangedMeanwhile()
    told = SUBJECTS.get(new.kind)
    story.subjects.remove(*story.subjects.exclude(kind=told or ""))
    log("story.changed", story, by, at)


@transaction.atomic
def put_photo(story: Story, picture: Picture, alt: str, *, by: User, at: datetime) -> StoryPhoto:
    """Keep the files, then the row. Errors: OutsideScope, StoryNotNow, StoryPhotosFull."""
    access.require(by, Permission.KEEP_BOOKS, [story.place_id], at=at)
    require_open(story)
    if story.photos.count() >= MOST_PHOTOS:
        raise StoryPhotosFull(most=MOST_PHOTOS)
    name = fresh_name()
    FOLDER.keep(name, {"large": picture.large, "small": picture.small}, at=at)
    made = StoryPhoto.objects.create(
        story=story,
        name=name,
        alt=clean(alt)[:200],
        digest=sha256(picture.large).hexdigest(),
        width=picture.width,
        height=picture.height,
        added_by=by,
        added_at=at,
    )
    Story.objects.filter(pk=story.pk).update(hands=hands_with(story, by))
    log("story.photo_added", story, by, at)
    return made


@transaction.atomic
def take_photo_off(story: Story, photo: int, *, by: User, at: datetime) -> bool:
    """False where it is gone already. Errors: OutsideScope, StoryNotNow."""
    access.require(by, Permission.KEEP_BOOKS, [story.place_id], at=at)
    require_open(story)
    found = StoryPhoto.objects.filter(pk=photo, story=story).first()
    if found is None:
        return False
    name = found.name
    found.delete()
    transaction.on_commit(lambda: FOLDER.drop(name))
    log("story.photo_removed", story, by, at)
    return True


@transaction.atomic
def agree(
    story: Story,
    who: str,
    *,
    teller: Teller,
    channel: StoryConsent.Channel,
    told_on: date,
    subject: int | None = None,
    by: User,
    at: datetime,
) -> StoryConsent:
    """Those whom it shows agree; subject: of the register, for whom who may say it goes by age, as on lists of names.

    Errors: OutsideScope, StoryTellerWrong, StoryDayToCome.
    """
    access.require(by, Permission.KEEP_BOOKS, [story.place_id], at=at)
    allowed = TELLERS[StoryKind(story.kind)]
    if subject is not None:
        found = story.subjects.filter(pk=subject).first()
        if found is None:
            raise StoryTellerWrong()
        allowed = tellers_of(Title(found.kind), found.birth_year, told_on.year)
    if teller not in allowed:
        raise StoryTellerWrong()
    if told_on > day_of(at):
        raise StoryDayToCome(day=told_on)
    made = StoryConsent.objects.create(
        story=story,
        subject_id=subject,
        who=clean(who)[:200],
        teller=teller,
        channel=channel,
        told_on=told_on,
        text=TEXT,
        recorded_by=by,
        recorded_at=at,
    )
    log("story.agreed", story, by, at, consent=made.pk, teller=teller.value, channel=str(channel))
    return made


@transaction.atomic
def take_consent_back(story: Story, consent: int, *, on: date, by: User, at: datetime) -> bool:
    """They agree no more; a published story leaves the public pages at once. Returns whether it did.

    Errors: OutsideScope, StoryConsentGone, StoryDayToCome.
    """
    access.require(by, Permission.KEEP_BOOKS, [story.place_id], at=at)
    if on > day_of(at):
        raise StoryDayToCome(day=on)
    ended = StoryConsent.objects.filter(pk=consent, story=story, taken_back_on__isnull=True).update(
        taken_back_on=on, taken_back_recorded_at=at
    )
    if not ended:
        raise StoryConsentGone()
    down = Story.objects.filter(pk=story.pk, state__in=[StoryState.PUBLISHED, StoryState.WAITING]).update(
        state=StoryState.TAKEN_DOWN
    )
    log("story.consent_taken_back", story, by, at, consent=consent, down=bool(down))
    return bool(down)


def require_open(story: Story) -> None:
    """Errors: StoryNotNow."""
    state = StoryState(Story.objects.values_list("state", flat=True).get(pk=story.pk))
    if state not in MAY_BE_CHANGED:
        raise StoryNotNow(stands=state.value)


def hands_with(story: Story, by: User) -> list[int]:
    """Whoever wrote at it, and the person."""
    return sorted({*Story.objects.values_list("hands", flat=True).get(pk=story.pk), by.pk})


def _columns(new: NewStory) -> dict[str, object]:
    paragraphs = (clean(part) for part in new.text.replace("\r\n", "\n").split("\n"))
    return {
        "kind": new.kind,
        "title": clean(new.title)[:200],
        "about": clean(new.about)[:200],
        "text": "\n".join(part for part in paragraphs if part)[:MOST_SIGNS],
    }


def log(deed: str, story: Story, by: User, at: datetime, **facts: object) -> None:
    """The one event of a deed about a story."""
    audit.record(
        deed,
        by=by.username,
        at=at,
        kind="story",
        object_id=story.pk,
        place_id=story.place_id,
        facts=facts,
    )
