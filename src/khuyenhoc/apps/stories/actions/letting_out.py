"""Handing a story to a second person, who lets it out, sends it back, or takes it down again."""

from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.stories.actions.writing import log
from khuyenhoc.apps.stories.models import Story
from khuyenhoc.apps.stories.queries import agrees, marks_of, saying_no
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.stories import (
    MAY_BE_CHANGED,
    StoryKind,
    StoryNotNow,
    StoryOwnHand,
    StorySaidNo,
    StoryState,
    StoryTellsTooMuch,
    require_consent,
)
from khuyenhoc.domain.text import clean


class StoryReasonMissing(RuleBroken):
    """Sending back and taking down take a reason; facts: none."""

    code = "STORY_REASON_MISSING"


@transaction.atomic
def hand_in(story: Story, *, is_looked_over: bool = False, by: User, at: datetime) -> None:
    """is_looked_over: what might be private in it was seen, and stays.

    Errors: OutsideScope, StoryWantsConsent, StorySaidNo, StoryTellsTooMuch, StoryNotNow.
    """
    access.require(by, Permission.KEEP_BOOKS, [story.place_id], at=at)
    _require_agreed(story)
    _require_looked_over(story, is_looked_over)
    _move(story, MAY_BE_CHANGED, StoryState.WAITING)
    log("story.handed_in", story, by, at)


@transaction.atomic
def publish(story: Story, *, is_looked_over: bool = False, by: User, at: datetime) -> None:
    """Everybody may read it. is_looked_over: as `hand_in`, by the second person's own eyes.

    Errors: OutsideScope, StoryOwnHand, StoryWantsConsent, StorySaidNo, StoryTellsTooMuch, StoryNotNow.
    """
    _require_second(story, by, at)
    _require_agreed(story)
    _require_looked_over(story, is_looked_over)
    _move(story, {StoryState.WAITING}, StoryState.PUBLISHED, by=by, at=at, published_at=at, reason="")
    log("story.published", story, by, at)


@transaction.atomic
def send_back(story: Story, *, reason: str, by: User, at: datetime) -> None:
    """Errors: OutsideScope, StoryOwnHand, StoryReasonMissing, StoryNotNow."""
    said = _reason(reason)
    _require_second(story, by, at)
    _move(story, {StoryState.WAITING}, StoryState.RETURNED, by=by, at=at, reason=said)
    log("story.sent_back", story, by, at)


@transaction.atomic
def take_down(story: Story, *, reason: str, by: User, at: datetime) -> None:
    """Nobody reads it any more until it is let out again. Errors: OutsideScope, StoryReasonMissing, StoryNotNow."""
    said = _reason(reason)
    access.require(by, Permission.APPROVE_BOOKS, [story.place_id], at=at)
    _move(story, {StoryState.PUBLISHED}, StoryState.TAKEN_DOWN, by=by, at=at, reason=said)
    log("story.taken_down", story, by, at)


def _require_second(story: Story, by: User, at: datetime) -> None:
    access.require(by, Permission.APPROVE_BOOKS, [story.place_id], at=at)
    if by.pk in Story.objects.values_list("hands", flat=True).get(pk=story.pk):
        raise StoryOwnHand()


def _require_agreed(story: Story) -> None:
    if refusing := [one.name for one in story.subjects.filter(saying_no()).order_by("sort_key", "pk")]:
        raise StorySaidNo(names=refusing)
    require_consent(StoryKind(story.kind), photos=story.photos.count(), agreed=agrees(story))


def _require_looked_over(story: Story, is_looked_over: bool) -> None:
    if not is_looked_over and (found := marks_of(story)):
        raise StoryTellsTooMuch(what=[f"“{one}”" for one in found])


def _reason(text: str) -> str:
    said = clean(text)[:500]
    if not said:
        raise StoryReasonMissing()
    return said


def _move(
    story: Story,
    before: "frozenset[StoryState] | set[StoryState]",
    after: StoryState,
    *,
    by: User | None = None,
    at: datetime | None = None,
    **columns: object,
) -> None:
    if by is not None:
        columns |= {"decided_by": by, "decided_at": at}
    if not Story.objects.filter(pk=story.pk, state__in=before).update(state=after, **columns):
        state = Story.objects.values_list("state", flat=True).get(pk=story.pk)
        raise StoryNotNow(stands=state)
