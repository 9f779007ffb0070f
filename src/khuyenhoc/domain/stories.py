"""What branches tell everybody: announcements, and stories of people who agreed to be told of.

A story is written by one person and let out by another. Whom it is about has agreed, or a guardian for a child; when
they take it back the story is gone from the public pages at once. Pages tell name and hamlet and no more of anybody.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from khuyenhoc.domain import naming
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.naming import Teller
from khuyenhoc.domain.titles import Title

TEXT: Final = "2026-1"  # the words people are asked with (sentences.stories); other words are another version
MOST_PHOTOS: Final = 4
MOST_SIGNS: Final = 8_000
MOST_SUBJECTS: Final = 20


class StoryKind(StrEnum):
    ANNOUNCEMENT = "announcement"
    PERSON = "person"
    FAMILY = "family"
    CLAN = "clan"


class StoryState(StrEnum):
    """draft → waiting → published, or returned with a reason; taken down by whoever let it out."""

    DRAFT = "draft"
    WAITING = "waiting"
    RETURNED = "returned"
    PUBLISHED = "published"
    TAKEN_DOWN = "taken_down"


class Means(StrEnum):
    """How the movement was made known (tuyên truyền)."""

    LOUDSPEAKER = "loudspeaker"
    MEETING = "meeting"
    PRESS = "press"
    WEB = "web"
    OTHER = "other"


# Who may agree that a story tells of them; nobody is asked for an announcement without pictures.
TELLERS: Mapping[StoryKind, frozenset[Teller]] = {
    StoryKind.ANNOUNCEMENT: frozenset({Teller.PERSON, Teller.GUARDIAN, Teller.GUARDIAN_AND_CHILD}),
    StoryKind.PERSON: frozenset({Teller.PERSON, Teller.GUARDIAN, Teller.GUARDIAN_AND_CHILD}),
    StoryKind.FAMILY: frozenset({Teller.HEAD}),
    StoryKind.CLAN: frozenset({Teller.HEAD}),
}
MAY_BE_CHANGED: Final = frozenset({StoryState.DRAFT, StoryState.RETURNED, StoryState.TAKEN_DOWN})


# Of whom in the register a story may tell; an announcement tells of nobody by name.
SUBJECTS: Final[Mapping[StoryKind, Title]] = {
    StoryKind.PERSON: Title.CITIZEN,
    StoryKind.FAMILY: Title.HOUSEHOLD,
    StoryKind.CLAN: Title.CLAN,
}


class StorySaidNo(RuleBroken):
    """Some it tells of said that they do not want to be named to everybody; facts: names."""

    code = "STORY_SAID_NO"


class StoryTellsTooMuch(RuleBroken):
    """What might be private was found in it and whoever hands it in did not say they saw it; facts: what."""

    code = "STORY_TELLS_TOO_MUCH"


class StoryWantsConsent(RuleBroken):
    """Nobody wrote down that those the story shows agree to it; facts: none."""

    code = "STORY_WANTS_CONSENT"


class StoryTellerWrong(RuleBroken):
    """Somebody else has to agree: the person or a guardian, a family's or clan's head; facts: none."""

    code = "STORY_TELLER_WRONG"


class StoryNotNow(RuleBroken):
    """The story stands where this is not done with it; facts: stands."""

    code = "STORY_NOT_NOW"


class StoryOwnHand(RuleBroken):
    """Nobody lets out what they wrote themselves; facts: none."""

    code = "STORY_OWN_HAND"


def wants_consent(kind: StoryKind, *, photos: int) -> bool:
    """People stand in stories by name and in pictures by face; an announcement in words alone shows nobody."""
    return kind is not StoryKind.ANNOUNCEMENT or photos > 0


def require_consent(kind: StoryKind, *, photos: int, agreed: bool) -> None:
    """Errors: StoryWantsConsent."""
    if wants_consent(kind, photos=photos) and not agreed:
        raise StoryWantsConsent()


def tellers_of(kind: Title, birth_year: int | None, year: int) -> frozenset[Teller]:
    """Who may agree for a subject of the register: as for lists of names; for a clan its head."""
    return frozenset({Teller.HEAD}) if kind is Title.CLAN else naming.tellers(kind, birth_year, year)
