"""A story goes out by a second hand, with consent, and is gone when the consent is."""

import io
from datetime import date, timedelta

import pytest
from PIL import Image

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.stories import actions, queries
from khuyenhoc.apps.stories.models import Story
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.models import Naming
from khuyenhoc.domain.naming import Teller
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.stories import (
    Means,
    StoryKind,
    StoryNotNow,
    StoryOwnHand,
    StoryTellerWrong,
    StoryTellsTooMuch,
    StoryWantsConsent,
)
from khuyenhoc.domain.titles import Title
from khuyenhoc.operating import shelves
from khuyenhoc.storing import pictures
from tests import make
from tests.make import NOON

pytestmark = pytest.mark.django_db
DAY = NOON.date()
LATER = NOON + timedelta(days=1)
NEW = actions.NewStory(
    StoryKind.PERSON, "Bà học chữ ở tuổi 60 (mẫu)", "Đoạn một.\r\n\r\nĐoạn hai.", "Mẫu Thị A"
)


@pytest.fixture
def land() -> make.Country:
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


def picture() -> pictures.Picture:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "PNG")
    return pictures.read(io.BytesIO(out.getvalue()), len(out.getvalue()))


def written(land: make.Country, who: make.People) -> Story:
    return actions.write(land.hamlet.pk, NEW, by=who.branch, at=NOON)


def agreed(story: Story, who: make.People) -> int:
    return actions.agree(
        story,
        "Mẫu Thị A",
        teller=Teller.PERSON,
        channel=queries.Channel.SIGNED,
        told_on=DAY,
        by=who.branch,
        at=NOON,
    ).pk


def test_a_story_is_let_out_by_another_with_consent_and_goes_when_it_is_taken_back(
    land: make.Country, who: make.People
) -> None:
    story = written(land, who)
    with pytest.raises(StoryWantsConsent):
        actions.hand_in(story, by=who.branch, at=NOON)
    with pytest.raises(StoryTellerWrong):
        actions.agree(
            story,
            "Ai",
            teller=Teller.HEAD,
            channel=queries.Channel.SPOKEN,
            told_on=DAY,
            by=who.branch,
            at=NOON,
        )
    consent = agreed(story, who)
    actions.hand_in(story, by=who.branch, at=NOON)
    with pytest.raises(StoryNotNow):
        actions.change(story, NEW, revision=1, by=who.branch, at=NOON)
    with pytest.raises(OutsideScope):
        actions.publish(story, by=who.branch, at=NOON)
    with pytest.raises(actions.StoryReasonMissing):
        actions.send_back(story, reason="", by=who.association, at=NOON)
    actions.send_back(story, reason="Viết rõ hơn", by=who.association, at=NOON)
    actions.change(story, NEW, revision=1, by=who.association, at=NOON)
    with pytest.raises(actions.StoryChangedMeanwhile):
        actions.change(story, NEW, revision=1, by=who.branch, at=NOON)
    actions.hand_in(story, by=who.branch, at=NOON)
    with pytest.raises(StoryOwnHand):  # who changed it wrote it too
        actions.publish(story, by=who.association, at=NOON)
    assert queries.published(story.pk) is None

    actions.publish(story, by=who.committee, at=LATER)
    assert [one.pk for one in queries.published_at(land.commune.pk, DAY)] == [story.pk]
    assert queries.published_at(land.other_commune.pk, DAY) == []
    with pytest.raises(StoryNotNow):
        actions.publish(story, by=who.committee, at=LATER)

    assert actions.take_consent_back(story, consent, on=LATER.date(), by=who.branch, at=LATER)
    assert queries.published(story.pk) is None
    with pytest.raises(actions.StoryConsentGone):
        actions.take_consent_back(story, consent, on=LATER.date(), by=who.branch, at=LATER)
    with pytest.raises(StoryWantsConsent):
        actions.hand_in(story, by=who.branch, at=LATER)
    assert "Mẫu" not in "".join(str(event.facts) for event in Event.objects.filter(kind="story"))


def test_whom_it_tells_of_agree_each_as_their_age_asks_and_who_says_no_is_not_told_of(
    land: make.Country, who: make.People
) -> None:
    by, channel = who.branch, queries.Channel.SIGNED
    woman = make.subject(Title.CITIZEN, land.hamlet, by=by, name="Mẫu Thị A", birth_year=1960)
    child = make.subject(Title.CITIZEN, land.hamlet, by=by, name="Mẫu Văn B", birth_year=NOON.year - 10)
    home = make.subject(Title.HOUSEHOLD, land.hamlet, by=by, name="Hộ mẫu")
    new = actions.NewStory(StoryKind.PERSON, "Hai bà cháu (mẫu)", "Cháu học lớp 5A, gọi 0912 345 678.")
    story = actions.write(land.hamlet.pk, new, by=by, at=NOON)

    def agree(subject: int, teller: Teller) -> int:
        told = {"teller": teller, "channel": channel, "told_on": DAY, "subject": subject}
        return actions.agree(story, "Mẫu", **told, by=by, at=NOON).pk  # type: ignore[arg-type]  # one dict of four kinds

    with pytest.raises(actions.StorySubjectElsewhere):
        actions.tell_of(story, [woman.pk, home.pk], by=by, at=NOON)
    actions.tell_of(story, [woman.pk, child.pk], by=by, at=NOON)
    agree(woman.pk, Teller.PERSON)
    with pytest.raises(StoryWantsConsent):  # the child's is missing
        actions.hand_in(story, by=by, at=NOON)
    with pytest.raises(StoryTellerWrong):
        agree(child.pk, Teller.GUARDIAN)
    consent = agree(child.pk, Teller.GUARDIAN_AND_CHILD)
    with pytest.raises(StoryTellsTooMuch) as refused:
        actions.hand_in(story, by=by, at=NOON)
    assert refused.value.facts == {"what": ["“lớp 5A”", "“0912 345 678”"]}
    actions.hand_in(story, is_looked_over=True, by=by, at=NOON)
    with pytest.raises(StoryTellsTooMuch):
        actions.publish(story, by=who.committee, at=NOON)
    actions.publish(story, is_looked_over=True, by=who.committee, at=NOON)
    assert queries.published(story.pk) == story

    said = {"agrees": False, "teller": Teller.PERSON, "channel": Naming.Channel.SPOKEN, "told_on": DAY}
    made = subjects.say_naming([woman.pk], **said, by=by, at=NOON)  # type: ignore[arg-type]  # one dict of four kinds
    assert queries.published(story.pk) is None
    assert queries.published_at(land.commune.pk, DAY) == []
    subjects.take_back_naming(made, by=by, at=NOON)
    assert queries.published(story.pk) == story
    assert actions.take_consent_back(story, consent, on=DAY, by=by, at=NOON)
    actions.tell_no_more_of(story, child.pk, by=by, at=NOON)
    assert queries.agrees(story)


def test_pictures_stand_with_the_story_alone_and_wait_for_consent_too(
    land: make.Country, who: make.People, settings: object, tmp_path: object
) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's
    new = actions.NewStory(StoryKind.ANNOUNCEMENT, "Mời dự lễ (mẫu)", "Mời bà con.")
    story = actions.write(land.commune.pk, new, by=who.association, at=NOON)
    photos = [
        actions.put_photo(story, picture(), "Lễ phát động", by=who.association, at=NOON) for _ in range(4)
    ]
    with pytest.raises(actions.StoryPhotosFull):
        actions.put_photo(story, picture(), "Thừa", by=who.association, at=NOON)
    with pytest.raises(StoryWantsConsent):
        actions.hand_in(story, by=who.association, at=NOON)
    for photo in photos[1:]:
        assert actions.take_photo_off(story, photo.pk, by=who.association, at=NOON)
    assert not actions.take_photo_off(story, photos[1].pk, by=who.association, at=NOON)
    assert queries.FOLDER.read(photos[0].name, "small") is not None
    assert queries.published_photo(photos[0].name) is None
    assert shelves.sweep(at=NOON + timedelta(hours=2)) == 3  # in a test nothing is ever committed
    assert list(queries.names()) == [photos[0].name]
    agreed(story, who)
    actions.hand_in(story, by=who.association, at=NOON)
    actions.publish(story, by=who.committee, at=NOON)
    assert queries.published_photo(photos[0].name) == photos[0]
    actions.take_down(story, reason="Nhầm ảnh", by=who.association, at=LATER)
    assert queries.published_photo(photos[0].name) is None


def test_outreach_adds_up_by_place_and_means(land: make.Country, who: make.People) -> None:
    by = who.branch
    for means, times in ((Means.LOUDSPEAKER, 12), (Means.LOUDSPEAKER, 3), (Means.MEETING, 2)):
        last = actions.tell_outreach(land.hamlet.pk, 2023, means, times=times, by=by, at=NOON)
    for year, times in ((2024, 1), (2023, 0)):
        with pytest.raises(actions.OutreachWrong):
            actions.tell_outreach(land.hamlet.pk, year, Means.WEB, times=times, by=by, at=NOON)
    far = make.user("far", Role.COMMUNE_ASSOCIATION, land.other_commune)
    with pytest.raises(OutsideScope):
        actions.drop_outreach(last.pk, by=far, at=NOON)

    (told,) = queries.summed(queries.outreach_at(land.commune.pk, 2023, seen_by=by, on=DAY))
    assert (told.times, told.total) == ({"loudspeaker": 15, "meeting": 2}, 17)
    assert queries.outreach_at(land.commune.pk, 2023, seen_by=far, on=DAY) == []
    actions.drop_outreach(last.pk, by=by, at=NOON)
    with pytest.raises(actions.OutreachGone):
        actions.drop_outreach(last.pk, by=by, at=NOON)
    assert len(queries.outreach_at(land.commune.pk, 2023, seen_by=by, on=date(2023, 12, 31))) == 2
