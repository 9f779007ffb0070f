"""Deadlines of returns."""

from django.db import models
from django.db.models import F, Q

from khuyenhoc.domain.figures import PeriodKind


class Deadline(models.Model):
    """By which day places below hand their return in, set by the place above.

    place: who set it; it holds for everything below, unless a nearer place set another. only: for this one place
    alone. Either of one period (first, until: its days) by the day `due`, or of every period of a `kind`,
    `days_after` its last day (below 0: before it). One that was replaced or taken back stays, superseded.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    only = models.ForeignKey(
        "places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    period_written = models.CharField(max_length=80, blank=True)
    first = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=8, blank=True, choices=[(one.value, one.value) for one in PeriodKind])
    days_after = models.SmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=400, blank=True)
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="deadline_of_a_period_or_a_kind",
                condition=Q(kind="", due__isnull=False, until__gte=F("first"), days_after__isnull=True)
                | (~Q(kind="") & Q(due__isnull=True, until__isnull=True, days_after__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["place"], condition=Q(superseded_at__isnull=True), name="deadline_standing")
        ]

    @property
    def days_before(self) -> int:
        """How many days before the period's end; 0 where it is after it."""
        return max(0, -(self.days_after or 0))

    def __str__(self) -> str:
        return f"{self.period_written or self.kind} below {self.place_id}"
