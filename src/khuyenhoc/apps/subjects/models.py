"""Whatever can hold a title, and who belongs to whom since when."""

from django.db import models
from django.db.models import F, Q

from khuyenhoc.apps.places.models import BytewiseField
from khuyenhoc.domain.buckets import BUCKETS
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.naming import Teller
from khuyenhoc.domain.titles import Title


class Subject(models.Model):
    """A citizen, household, clan, community or organisation; little is asked: name, year of birth, place.

    place: the hamlet it lives in, or the place that manages or is it. A community is its place.
    code: what the hamlet's own list calls a household, so that two of one name are told apart; mostly empty, and
    not unique: hamlets that merge may each have had a "01".
    [since, until): the days it exists. is_sample marks what a generator made up.
    """

    kind = models.CharField(max_length=16, choices=[(title.value, title.value) for title in Title])
    level = models.CharField(max_length=16, blank=True)
    organisation_kind = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=200)
    search_key = BytewiseField(max_length=200)
    sort_key = BytewiseField(max_length=400)
    birth_year = models.SmallIntegerField(null=True, blank=True)
    code = BytewiseField(max_length=32, blank=True, default="")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    bucket = models.SmallIntegerField(editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="subject_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gt=F("since"))
            ),
            models.CheckConstraint(
                name="subject_kind_known", condition=Q(kind__in=[title.value for title in Title])
            ),
            models.CheckConstraint(
                name="subject_bucket_in_range", condition=Q(bucket__gte=0, bucket__lt=BUCKETS)
            ),
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(kind="community", until__isnull=True),
                name="subject_one_community_a_place",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "kind", "sort_key", "id"], name="subject_list"),
            models.Index(fields=["kind", "search_key"], name="subject_search"),
            models.Index(fields=["kind", "sort_key", "id"], name="subject_by_name"),
            models.Index(fields=["place", "kind", "since", "until"], name="subject_there"),
        ]

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """One subject belongs to another in [since, until): a citizen to a household, a household to a clan …"""

    kind = models.CharField(max_length=24, choices=[(b.value, b.value) for b in Belonging])
    member = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="affiliations")
    group = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="inside")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="affiliation_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            models.CheckConstraint(name="affiliation_not_in_itself", condition=~Q(member=F("group"))),
            # one household, one clan at a time; organisations may be several
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=Q(until__isnull=True, kind__in=["household_member", "clan_household"]),
                name="affiliation_one_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["group", "kind", "since"], name="affiliation_group")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind} {self.group_id}"


class Relocation(models.Model):
    """A subject's place changed on a day, because its place ended or it moved house; Subject.place is the latest.

    is_assumed: its place was split and nobody has said which part it belongs to.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="relocations")
    before = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    is_assumed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "on"], name="relocation_once_a_day"),
            models.CheckConstraint(name="relocation_leads_elsewhere", condition=~Q(before=F("after"))),
        ]
        indexes = [
            models.Index(fields=["before", "on"], name="relocation_from"),
            models.Index(fields=["on"], name="relocation_on"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id}: {self.before_id} → {self.after_id}"


class FormerEntry(models.Model):
    """What the register said of a subject until somebody corrected it."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="former_entries")
    name = models.CharField(max_length=200)
    birth_year = models.SmallIntegerField(null=True, blank=True)
    code = BytewiseField(max_length=32, blank=True, default="")
    corrected_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.subject_id}: {self.name}"


class Ending(models.Model):
    """Why a subject left the register, and what ended with it. affiliations: ids of those that ended that day.

    taken_back_at: the ending was a mistake, and the subject is there again as if nothing had been said.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="endings")
    on = models.DateField()
    why = models.CharField(max_length=16)
    affiliations = models.JSONField(default=list)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(taken_back_at__isnull=True), name="ending_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_id}: {self.why} {self.on}"


class Naming(models.Model):
    """Whether a person or household agrees to stand by name on lists for everybody; the last one told holds.

    teller: who said it; channel: how; told_on: the day; text: the version of the words they were asked with.
    taken_back_at: it was entered by mistake, and what was said before holds again.
    """

    class Channel(models.TextChoices):
        SPOKEN = "spoken"
        SIGNED = "signed"
        SELF = "self"

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="namings")
    agrees = models.BooleanField()
    teller = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Teller])
    channel = models.CharField(max_length=8, choices=Channel.choices)
    told_on = models.DateField()
    text = models.CharField(max_length=16)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["subject", "-id"], condition=Q(taken_back_at__isnull=True), name="naming_last"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_id}: {self.agrees}"


class IdNumber(models.Model):
    """A person's twelve-digit number as far as it is kept: a keyed hash to find it by, and its last four digits."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="id_number")
    digest = models.CharField(max_length=64, db_index=True)
    last = models.CharField(max_length=4)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.subject_id}: •••• {self.last}"
