"""Difficult areas."""

from django.db import models
from django.db.models import F, Q


class DifficultArea(models.Model):
    """A place (and all below it) counts as a difficult area in [valid_from, valid_to), by a paper that says so."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "valid_from"], name="difficult_area_once"),
            models.CheckConstraint(
                name="difficult_area_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(name="difficult_area_has_a_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} from {self.valid_from}"
