"""Deeds of what branches tell everybody."""

from khuyenhoc.apps.stories.actions.letting_out import (
    StoryReasonMissing,
    hand_in,
    publish,
    send_back,
    take_down,
)
from khuyenhoc.apps.stories.actions.reaching import (
    MOST_TIMES,
    OutreachGone,
    OutreachWrong,
    drop_outreach,
    tell_outreach,
)
from khuyenhoc.apps.stories.actions.telling_of import (
    StorySubjectElsewhere,
    StorySubjectsFull,
    tell_no_more_of,
    tell_of,
)
from khuyenhoc.apps.stories.actions.writing import (
    NewStory,
    StoryChangedMeanwhile,
    StoryConsentGone,
    StoryDayToCome,
    StoryPhotosFull,
    agree,
    change,
    put_photo,
    take_consent_back,
    take_photo_off,
    write,
)

__all__ = [
    "MOST_TIMES",
    "NewStory",
    "OutreachGone",
    "OutreachWrong",
    "StoryChangedMeanwhile",
    "StoryConsentGone",
    "StoryDayToCome",
    "StoryPhotosFull",
    "StoryReasonMissing",
    "StorySubjectElsewhere",
    "StorySubjectsFull",
    "agree",
    "change",
    "drop_outreach",
    "hand_in",
    "publish",
    "put_photo",
    "send_back",
    "take_consent_back",
    "take_down",
    "take_photo_off",
    "tell_no_more_of",
    "tell_of",
    "tell_outreach",
    "write",
]
