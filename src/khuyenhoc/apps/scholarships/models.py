"""Rounds of scholarships and help, who was nominated, and what became of it."""

from django.db import models
from django.db.models import Q

from khuyenhoc.apps.places.models import BytewiseField
from khuyenhoc.domain.ledger import Purpose

CATEGORIES = (
    Purpose.SCHOLARSHIPS,
    Purpose.HELP_POOR_PUPILS,
    Purpose.REWARDS_GOOD_POOR_PUPILS,
    Purpose.HARDSHIP_HELP_TEACHERS,
)


class AwardRound(models.Model):
    """Awards of one category that a fund gives in a year.

    amount: đồng of one award unless a nomination says otherwise. highest_only: of a person's nominations only the
    highest is awarded. school_percent: hundredths of a percent of a school's pupils at most; None for no limit.
    voucher: with which it was paid.
    """

    class State(models.TextChoices):
        OPEN = "open"
        DECIDED = "decided"
        PAID = "paid"

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    name = models.CharField(max_length=200)
    category = models.CharField(max_length=32, choices=[(one.value, one.value) for one in CATEGORIES])
    amount = models.BigIntegerField()
    highest_only = models.BooleanField(default=True)
    school_percent = models.IntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    decision_number = models.CharField(max_length=64, blank=True)
    decision_day = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=200, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    voucher = models.OneToOneField(
        "funds.Voucher", null=True, blank=True, on_delete=models.PROTECT, related_name="award_round"
    )
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="awardround_decided_by_and_at_together",
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, state="open")
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(state="open")),
            ),
            models.CheckConstraint(
                name="awardround_paid_by_a_voucher", condition=~Q(state="paid") | Q(voucher__isnull=False)
            ),
            models.CheckConstraint(name="awardround_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="awardround_share_of_school",
                condition=Q(school_percent__isnull=True)
                | Q(school_percent__gt=0, school_percent__lte=100_00),
            ),
        ]
        indexes = [models.Index(fields=["place", "-year"], name="awardround_place")]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class SchoolSize(models.Model):
    """How many pupils a school has, for the round's share of it. key: of `domain.awards.school_key`."""

    round = models.ForeignKey(AwardRound, on_delete=models.PROTECT, related_name="schools")
    key = BytewiseField(max_length=200)
    school = models.CharField(max_length=200)
    pupils = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="schoolsize_once"),
            models.CheckConstraint(name="schoolsize_positive", condition=Q(pupils__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.pupils}"


class Nomination(models.Model):
    """A pupil or teacher put forward; read only by who keeps or approves the books of its place.

    place: where it was nominated, the round's own or one below. subject: the entry of the register, if there is one.
    school_body: the school in the register, if it is there; school is its name then. written_key: name and year of
    birth in any spelling, to see the same person twice. guardian_agrees, child_agrees: to be nominated with name,
    school and result. why: of refusal or withdrawal.
    """

    class State(models.TextChoices):
        NOMINATED = "nominated"
        REVIEWED = "reviewed"
        AWARDED = "awarded"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    round = models.ForeignKey(AwardRound, on_delete=models.PROTECT, related_name="nominations")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(
        "subjects.Subject", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    search_key = BytewiseField(max_length=200)
    sort_key = BytewiseField(max_length=400)
    written_key = BytewiseField(max_length=220)
    birth_year = models.SmallIntegerField(null=True, blank=True)
    school = models.CharField(max_length=200, blank=True)
    school_body = models.ForeignKey(
        "subjects.Subject", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    school_class = models.CharField(max_length=40, blank=True)
    prize = models.CharField(max_length=200, blank=True)
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=400, blank=True)
    guardian_agrees = models.BooleanField(default=False)
    child_agrees = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NOMINATED)
    nominated_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="nomination_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="nomination_reviewed_by_and_at_together",
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["round", "sort_key", "id"], name="nomination_list"),
            models.Index(fields=["written_key"], name="nomination_written"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.pk}"
