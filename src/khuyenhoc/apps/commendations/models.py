"""Commendations given by a place, from proposal to certificate, and awards that its association received."""

from django.db import models
from django.db.models import Q

from khuyenhoc.domain.praise import AwardLevel, Praised, Standing


class Decision(models.Model):
    """The paper by which names of proposals are commended. giver: the body that signs; number: as it is written."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    number = models.CharField(max_length=64)
    signed_on = models.DateField()
    giver = models.CharField(max_length=200)
    signer = models.CharField(max_length=200)  # the post
    signer_name = models.CharField(max_length=200, blank=True, default="")
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "year", "number"], name="commending_number_once"),
            models.CheckConstraint(name="commending_has_a_number", condition=~Q(number="")),
        ]

    def __str__(self) -> str:
        return self.number


class Commendation(models.Model):
    """One name proposed at a place for a year, and what became of it.

    subject: of the register; None where only a name was written. home: the place that counts it. years: how many in a
    row the register says, where that is the reason. decision: set when granted.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Praised])
    subject = models.ForeignKey(
        "subjects.Subject", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    home = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    years = models.SmallIntegerField(null=True, blank=True)
    standing = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Standing])
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="commendations"
    )
    why_not = models.CharField(max_length=500, blank=True)  # of a refusal or withdrawal
    proposed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    revision = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="commendation_of_a_subject_or_a_name",
                condition=Q(subject__isnull=True) & ~Q(name="") | Q(subject__isnull=False, name=""),
            ),
            models.CheckConstraint(
                name="commendation_granted_by_a_decision",
                condition=~Q(standing="granted") | Q(decision__isnull=False),
            ),
            models.CheckConstraint(
                name="commendation_refused_with_a_reason",
                condition=~Q(standing__in=["refused", "withdrawn"]) | ~Q(why_not=""),
            ),
            models.CheckConstraint(name="commendation_has_a_reason", condition=~Q(reason="")),
            models.UniqueConstraint(
                fields=["place", "year", "subject"],
                condition=Q(standing__in=["proposed", "granted"], subject__isnull=False),
                name="commendation_once_a_year",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "year", "standing", "id"], name="commendation_list"),
            models.Index(fields=["home", "year"], name="commendation_home"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id or self.name} {self.year}: {self.standing}"


class Correction(models.Model):
    """What a commendation said until somebody corrected it, and why."""

    commendation = models.ForeignKey(Commendation, on_delete=models.PROTECT, related_name="corrections")
    name = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500)
    why = models.CharField(max_length=500)
    corrected_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="correction_says_why", condition=~Q(why=""))]

    def __str__(self) -> str:
        return f"{self.commendation_id}: {self.why}"


class Award(models.Model):
    """An award that a place's association, or one of its branches, received. what: its name as it is written."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(
        "association.Branch", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    what = models.CharField(max_length=200)
    level = models.CharField(max_length=32, choices=[(level.value, level.value) for level in AwardLevel])
    giver = models.CharField(max_length=200)
    number = models.CharField(max_length=64, blank=True)
    received_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    why_taken_back = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="award_taken_back_with_a_reason",
                condition=Q(taken_back_at__isnull=True) | ~Q(why_taken_back=""),
            )
        ]
        indexes = [models.Index(fields=["place", "received_on"], name="award_at")]

    def __str__(self) -> str:
        return self.what
