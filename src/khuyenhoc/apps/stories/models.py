"""What branches tell everybody, with whose consent; and how often the movement was made known."""

from django.db import models
from django.db.models import F, Q

from khuyenhoc.domain.naming import Teller
from khuyenhoc.domain.stories import Means, StoryKind, StoryState


class Story(models.Model):
    """An announcement, or a story of a learner, family or clan.

    subjects: whom it tells of, where the register knows them; about: others, as the page names them.
    written_by: who wrote it last; hands: ids of all who wrote at it, none of whom lets it out.
    decided_by, decided_at: who let it out, sent it back or took it down, and when; reason: why not.
    published_at stays when it is taken down: what the feed once told.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(one.value, one.value) for one in StoryKind])
    title = models.CharField(max_length=200)
    subjects = models.ManyToManyField("subjects.Subject", related_name="+")
    about = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    state = models.CharField(
        max_length=16, choices=[(one.value, one.value) for one in StoryState], default=StoryState.DRAFT
    )
    revision = models.IntegerField(default=1)
    is_sample = models.BooleanField(default=False)
    hands = models.JSONField(default=list)
    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="story_decided_by_and_at_together",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="story_let_out_by_another",
                condition=~Q(state="published")
                | (Q(decided_by__isnull=False, published_at__isnull=False) & ~Q(decided_by=F("written_by"))),
            ),
        ]
        indexes = [
            models.Index(fields=["place", "state", "-published_at"], name="story_list"),
            models.Index(fields=["-published_at"], condition=Q(state="published"), name="story_public"),
        ]

    def __str__(self) -> str:
        return self.title


class StoryPhoto(models.Model):
    """A picture of a story, written anew as evidence photos are. alt: what it shows, for those who cannot see it.

    name: of its files in the private folder, and of its address. digest: SHA-256 of the large file.
    """

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="photos")
    name = models.CharField(max_length=32, unique=True)
    alt = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    width = models.SmallIntegerField()
    height = models.SmallIntegerField()
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.story_id}: {self.name}"


class StoryConsent(models.Model):
    """That those a story shows agree to it. who: as they signed or said it; text: the version they were asked with.

    subject: of the register, whose consent it is; None for the others whom the story shows.

    taken_back_on: the day they said no; the story left the public pages in that deed.
    """

    class Channel(models.TextChoices):
        SPOKEN = "spoken"
        SIGNED = "signed"

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="consents")
    subject = models.ForeignKey(
        "subjects.Subject", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    who = models.CharField(max_length=200)
    teller = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Teller])
    channel = models.CharField(max_length=8, choices=Channel.choices)
    told_on = models.DateField()
    text = models.CharField(max_length=16)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_on = models.DateField(null=True, blank=True)
    taken_back_recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="story_consent_taken_back_on_and_recorded_together",
                condition=Q(taken_back_on__isnull=True, taken_back_recorded_at__isnull=True)
                | Q(taken_back_on__isnull=False, taken_back_recorded_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.told_on}"


class Outreach(models.Model):
    """The movement was made known so many times, in a year, by a branch of the place or the place itself."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(
        "association.Branch", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    year = models.SmallIntegerField()
    means = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Means])
    times = models.IntegerField()
    note = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="outreach_happened", condition=Q(times__gt=0)),
        ]
        indexes = [models.Index(fields=["place", "year"], name="outreach_year")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.year}: {self.means}"
