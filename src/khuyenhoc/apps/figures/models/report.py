"""A place's return of its figures for a period."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q


class ReportState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    DISCARDED = "discarded"


class Report(models.Model):
    """What a place reports upward for a period: draft → submitted → returned (with a reason) or approved.

    A draft that holds no figure can be discarded: then it is as if none were begun, until its period is opened again.

    Its figures count from approved_at on. revision rises with each step; a step names the one it was read at.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    period_written = models.CharField(max_length=80)
    period_key = models.CharField(max_length=80)
    first = models.DateField()
    until = models.DateField()
    state = models.CharField(
        max_length=9, choices=[(state.value, state.value) for state in ReportState], default=ReportState.DRAFT
    )
    revision = models.PositiveIntegerField(default=0)
    opened_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=400, blank=True)
    approved_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "period_key"], name="report_once_a_period"),
            models.CheckConstraint(name="report_in_order", condition=Q(until__gte=F("first"))),
            models.CheckConstraint(
                name="report_submitted_by_and_at_together",
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="report_returned_with_a_reason",
                condition=Q(returned_at__isnull=True, returned_by__isnull=True, return_reason="")
                | (Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(return_reason="")),
            ),
            models.CheckConstraint(
                name="report_approved_when_so",
                condition=(~Q(state="approved") & Q(approved_at__isnull=True, approved_by__isnull=True))
                | Q(state="approved", approved_at__isnull=False, approved_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["until", "state"], name="report_by_period")]

    def __str__(self) -> str:
        return f"{self.period_written} @ {self.place_id}: {self.state}"
