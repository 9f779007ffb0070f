"""Closed periods."""

from django.db import models
from django.db.models import F, Q


class Lock(models.Model):
    """The figures of a place, and of all below it, whose period ends in [first, until] were closed.

    What is changed afterwards is a correction with a reason; what was known at `recorded_at` stays to be asked for.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    period_written = models.CharField(max_length=80)
    first = models.DateField()
    until = models.DateField()
    note = models.CharField(max_length=400, blank=True)
    locked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "first", "until"], name="lock_once"),
            models.CheckConstraint(name="lock_in_order", condition=Q(until__gte=F("first"))),
        ]

    def __str__(self) -> str:
        return f"{self.period_written} @ {self.place_id}"
