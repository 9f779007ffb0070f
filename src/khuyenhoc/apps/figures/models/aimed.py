"""Targets: what a place wants to reach."""

from django.db import models
from django.db.models import Q


class Target(models.Model):
    """What a place (or the country) wants an indicator to reach in a year: a share, an amount, or both.

    percent in hundredths (7000 = 70 %), of base_kind. amount in the indicator's unit. The texts are as written, with
    their qualifiers ("ít nhất 70%"), "" where a number was given; of a range the upper end is aimed at.
    for_difficult_areas: it holds, instead of the other, for places marked as difficult. kept_with_note: why it was
    kept though a check found something. A target that was replaced stays, superseded.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_written = models.CharField(max_length=200, blank=True, default="")
    year = models.SmallIntegerField()
    indicator = models.CharField(max_length=64)
    level = models.CharField(max_length=16, blank=True)
    base_kind = models.CharField(max_length=80, blank=True)
    percent = models.SmallIntegerField(null=True, blank=True)
    percent_text = models.CharField(max_length=40, blank=True, default="")
    percent_qualifier = models.CharField(max_length=9, blank=True, default="")
    amount = models.BigIntegerField(null=True, blank=True)
    amount_text = models.CharField(max_length=80, blank=True, default="")
    amount_qualifier = models.CharField(max_length=9, blank=True, default="")
    unit = models.CharField(max_length=64, blank=True, default="")
    for_difficult_areas = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    note = models.CharField(max_length=400, blank=True, default="")
    kept_with_note = models.CharField(max_length=400, blank=True, default="")
    entered_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "year", "indicator", "level", "base_kind", "for_difficult_areas"],
                condition=Q(superseded_at__isnull=True),
                name="target_once",
            ),
            models.CheckConstraint(
                name="target_is_a_share",
                condition=Q(percent__isnull=True) | Q(percent__gte=0, percent__lte=10_000),
            ),
            models.CheckConstraint(
                name="target_aims_at_something",
                condition=Q(percent__isnull=False) | Q(amount__isnull=False),
            ),
            models.CheckConstraint(
                name="target_amount_not_negative", condition=Q(amount__isnull=True) | Q(amount__gte=0)
            ),
        ]

    def __str__(self) -> str:
        aim = self.amount if self.percent is None else self.percent
        return f"{self.indicator} {self.level} {self.year} @ {self.place_id}: {aim}"
