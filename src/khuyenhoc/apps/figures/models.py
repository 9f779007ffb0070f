"""Dated bases and targets: what rates are shares of, and what they are held against."""

from django.db import models
from django.db.models import F, Q

from khuyenhoc.domain.titles import BaseKind

PROVENANCES = ("counted", "reported", "typed")


class Base(models.Model):
    """How many there are of a kind at a place and year, and where the number comes from.

    place is where the number is known: a counted base stands at hamlets and communes and adds up, a reported one
    stands where it was reported and is never spread below. A number that was counted again stays, superseded: a
    report as known on an earlier day still finds it.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=32, choices=[(kind.value, kind.value) for kind in BaseKind])
    value = models.BigIntegerField()
    provenance = models.CharField(max_length=8, choices=[(word, word) for word in PROVENANCES])
    source = models.CharField(max_length=200)
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "year", "kind", "provenance"],
                condition=Q(superseded_at__isnull=True),
                name="base_once",
            ),
            models.CheckConstraint(name="base_not_negative", condition=Q(value__gte=0)),
            models.CheckConstraint(name="base_provenance_known", condition=Q(provenance__in=PROVENANCES)),
        ]
        indexes = [models.Index(fields=["year", "kind", "place"], name="base_by_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} @ {self.place_id}: {self.value}"


class Target(models.Model):
    """What share a place (or the country) wants to reach in a year; percent in hundredths (7000 = 70 %).

    for_difficult_areas: it holds, instead of the other, for places marked as difficult. A target that was replaced
    stays, superseded.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    title = models.CharField(max_length=16)
    level = models.CharField(max_length=16, blank=True)
    base_kind = models.CharField(max_length=64)
    percent = models.SmallIntegerField()
    for_difficult_areas = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "year", "title", "level", "base_kind", "for_difficult_areas"],
                condition=Q(superseded_at__isnull=True),
                name="target_once",
            ),
            models.CheckConstraint(
                name="target_is_a_share", condition=Q(percent__gte=0, percent__lte=10_000)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.level} {self.year} @ {self.place_id}: {self.percent}"


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
