"""Dated bases: what rates are shares of."""

from django.db import models
from django.db.models import F, Q

PROVENANCES = ("counted", "reported", "typed")


class Base(models.Model):
    """How many there are of a kind at a place and year, and where the number comes from.

    place is where the number is known: a counted base stands at hamlets and communes and adds up, a reported or
    typed one stands where it was told and is never spread below. text: the number as written, "" for a counted one;
    high: the upper end of a range, whose lower one is the value. Several sources may tell several numbers. A number
    that was replaced stays, superseded: a report as known on an earlier day still finds it.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=80)
    value = models.BigIntegerField()
    high = models.BigIntegerField(null=True, blank=True)
    text = models.CharField(max_length=80, blank=True, default="")
    qualifier = models.CharField(max_length=9, default="exact")
    provenance = models.CharField(max_length=8, choices=[(word, word) for word in PROVENANCES])
    source = models.CharField(max_length=200)
    note = models.CharField(max_length=400, blank=True, default="")
    reason = models.CharField(max_length=400, blank=True, default="")  # of a change after a lock
    entered_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # None: counted by the program, or told on the server itself
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "year", "kind"],
                condition=Q(superseded_at__isnull=True, provenance="counted"),
                name="base_counted_once",
            ),
            models.UniqueConstraint(
                fields=["place", "year", "kind", "provenance", "source"],
                condition=Q(superseded_at__isnull=True),
                name="base_once_a_source",
            ),
            models.CheckConstraint(name="base_not_negative", condition=Q(value__gte=0)),
            models.CheckConstraint(
                name="base_in_order", condition=Q(high__isnull=True) | Q(high__gte=F("value"))
            ),
            models.CheckConstraint(name="base_provenance_known", condition=Q(provenance__in=PROVENANCES)),
            models.CheckConstraint(
                name="base_written_unless_counted",
                condition=Q(provenance="counted", text="") | (~Q(provenance="counted") & ~Q(text="")),
            ),
        ]
        indexes = [models.Index(fields=["year", "kind", "place"], name="base_by_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} @ {self.place_id}: {self.text or self.value}"
