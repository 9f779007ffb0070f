"""Of whom in the register a story tells."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.stories import queries
from khuyenhoc.apps.stories.actions.writing import hands_with, log, require_open
from khuyenhoc.apps.stories.models import Story
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.stories import MOST_SUBJECTS


class StorySubjectElsewhere(RuleBroken):
    """Some are not in the register of the story's place, or of another kind; facts: number."""

    code = "STORY_SUBJECT_ELSEWHERE"


class StorySubjectsFull(RuleBroken):
    """A story tells of so many at most; facts: most."""

    code = "STORY_SUBJECTS_FULL"


@transaction.atomic
def tell_of(story: Story, subjects: Collection[int], *, by: User, at: datetime) -> None:
    """It tells of these too. Errors: OutsideScope, StoryNotNow, StorySubjectElsewhere, StorySubjectsFull."""
    access.require(by, Permission.KEEP_BOOKS, [story.place_id], at=at)
    require_open(story)
    wanted = set(subjects)
    inside = queries.to_tell_of(story, seen_by=by, on=day_of(at)).filter(pk__in=wanted)
    if missing := len(wanted) - inside.count():
        raise StorySubjectElsewhere(number=missing)
    if len(wanted | set(story.subjects.values_list("pk", flat=True))) > MOST_SUBJECTS:
        raise StorySubjectsFull(most=MOST_SUBJECTS)
    story.subjects.add(*sorted(wanted))
    Story.objects.filter(pk=story.pk).update(hands=hands_with(story, by))
    log("story.tells_of", story, by, at, subjects=sorted(wanted))


@transaction.atomic
def tell_no_more_of(story: Story, subject: int, *, by: User, at: datetime) -> None:
    """Errors: OutsideScope, StoryNotNow."""
    access.require(by, Permission.KEEP_BOOKS, [story.place_id], at=at)
    require_open(story)
    story.subjects.remove(subject)
    log("story.tells_no_more_of", story, by, at, subjects=[subject])
