"""The yearly rounds and who registered in them."""

from django.db import models
from django.db.models import F, Q

from khuyenhoc.domain.buckets import BUCKETS
from khuyenhoc.domain.features import Feature
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import apart


class Consent(models.TextChoices):
    """How it is known that the subject wants this: they did it themselves, signed a form, or said so."""

    SELF = "self"
    SIGNED = "signed"
    SPOKEN = "spoken"


class Round(models.Model):
    """One year's round of one title in one place, with its dates, its set and its meeting rules.

    A local round derives from its parent's: the same title, level, year and set, its own dates within the
    parent's. quorum (of the invited) and majority (of those present) are hundredths of a percent.
    cut_off: the day on which eligibility and belonging are looked at. criteria_set: the one it was opened with;
    `queries.set_on` tells which asks on a day. organisation: a round for just this one.
    """

    year = models.SmallIntegerField()
    title = models.CharField(max_length=16, choices=[(title.value, title.value) for title in Title])
    level = models.CharField(max_length=16, blank=True)
    organisation_kind = models.CharField(max_length=32, blank=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "subjects.Subject", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="local_rounds"
    )
    criteria_set = models.ForeignKey(
        "criteria.CriteriaSetVersion", on_delete=models.PROTECT, related_name="rounds"
    )
    registration_from = models.DateField()
    registration_to = models.DateField()
    cut_off = models.DateField()
    decide_to = models.DateField()
    quorum = models.SmallIntegerField()
    majority = models.SmallIntegerField()
    deciding_body = models.CharField(max_length=200)
    decision_suffix = models.CharField(max_length=32)
    opened_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "title", "level", "organisation_kind", "place"],
                condition=Q(organisation__isnull=True),
                name="round_once_a_place",
            ),
            models.UniqueConstraint(
                fields=["year", "title", "organisation"],
                condition=Q(organisation__isnull=False),
                name="round_once_an_organisation",
            ),
            models.CheckConstraint(
                name="round_dates_in_order",
                condition=Q(registration_to__gte=F("registration_from"))
                & Q(decide_to__gte=F("registration_to")),
            ),
            models.CheckConstraint(
                name="round_meeting_rules_are_shares",
                condition=Q(quorum__gte=0, quorum__lte=10_000, majority__gte=0, majority__lte=10_000),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.level} {self.year} @ {self.place_id}"


class SetSwitch(models.Model):
    """From a day on another criteria set asks in a round; what was assessed before keeps its own.

    A switch that nothing was assessed under may be taken back; it stays here with who, when and why.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="switches")
    before = models.ForeignKey("criteria.CriteriaSetVersion", on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey("criteria.CriteriaSetVersion", on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField()
    legal_reference = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    switched_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=150, blank=True)
    cancelled_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "effective_on"],
                condition=Q(cancelled_at__isnull=True),
                name="set_switch_once_a_day",
            ),
            models.CheckConstraint(name="set_switch_leads_elsewhere", condition=~Q(before=F("after"))),
            models.CheckConstraint(
                name="set_switch_rests_on_something", condition=~Q(legal_reference="") & ~Q(reason="")
            ),
            models.CheckConstraint(
                name="set_switch_cancelled_by_at_and_why_together",
                condition=Q(cancelled_at__isnull=True, cancelled_by="", cancelled_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_by="") & ~Q(cancelled_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.before_id} → {self.after_id} from {self.effective_on}"


class TitleAlias(models.Model):
    """What a title is called in a place and below it in [valid_from, valid_to): "Gia đình hiếu học".

    Another name for the same title; counts and rounds do not know it.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=16, choices=[(title.value, title.value) for title in Title])
    name = models.CharField(max_length=100)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "title", "valid_from"], name="title_alias_once"),
            models.CheckConstraint(
                name="title_alias_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FeatureStart(models.Model):
    """From which day a part of the work is open in a place and below it; None keeps it closed.

    The latest row of a place and feature holds, the earlier ones stay. Without a row it is open.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    feature = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Feature])
    opens_on = models.DateField(null=True, blank=True)
    set_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["place", "feature", "id"], name="feature_start_of_place")]

    def __str__(self) -> str:
        return f"{self.feature} @ {self.place_id} from {self.opens_on}"


class Registration(models.Model):
    """A subject wants the title this year; once a year.

    place is the subject's place on that day and stays with the case. effective_on: the day of registering;
    recorded_at: when the system was told.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="registrations")
    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="registrations")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.SmallIntegerField()
    title = models.CharField(max_length=16)
    level = models.CharField(max_length=16, blank=True)
    consent = models.CharField(max_length=8, choices=Consent.choices)
    registered_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    is_assessed = models.BooleanField(default=False)  # a form was handed in for it
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    bucket = models.SmallIntegerField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                # a subject has one level: leaving it out keeps it from registering in rounds with and without one
                fields=["subject", "year", "title"],
                condition=Q(withdrawn_at__isnull=True),
                name="registration_once_a_year",
            ),
            models.CheckConstraint(
                name="registration_withdrawn_by_at_and_why_together",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
            ),
            models.CheckConstraint(
                name="registration_bucket_in_range", condition=Q(bucket__gte=0, bucket__lt=BUCKETS)
            ),
        ]
        indexes = [
            models.Index(fields=["place", "year", "title", "level", "id"], name="registration_list"),
            models.Index(apart("year"), "title", F("effective_on").desc(), "id", name="registration_by_day"),
            models.Index(
                apart("year"), "title", "id", condition=Q(is_assessed=False), name="registration_without_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} in {self.round_id}"
