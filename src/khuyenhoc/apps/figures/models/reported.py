"""Figures as somebody published or reported them."""

from django.db import models
from django.db.models import F, Q

from khuyenhoc.domain.written_numbers import Qualifier

QUALIFIERS = tuple(one.value for one in Qualifier)


class Reported(models.Model):
    """One figure of one place and period: a value, its rate, the base it is a share of, each as it was written.

    place: whose figure it is; with `several`, the smallest place that holds all those it is about (`ReportedPlace`
    names them), and the figure is nobody's alone. place_written, period_written, unit: as in the source. first and
    until: both days belong to the period; period_key is equal for two spellings of it. Of each number: text as
    written, "" where there is none; qualifier; low and high in whole 10^-places, alike unless it is a range.
    kept_with_note: why it was kept though a check found something. report: the return it belongs to, None where
    somebody above typed what was published. replaces: the figure it corrects; reason: why, after approval or a lock.
    A figure that was replaced stays, superseded.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_written = models.CharField(max_length=200)
    several = models.BooleanField(default=False)
    indicator = models.CharField(max_length=64)
    level = models.CharField(max_length=16, blank=True)
    base_kind = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=64, blank=True)

    period_written = models.CharField(max_length=80)
    period_key = models.CharField(max_length=80)
    first = models.DateField()
    until = models.DateField()

    value_text = models.CharField(max_length=80, blank=True)
    value_qualifier = models.CharField(max_length=9, blank=True)
    value_low = models.BigIntegerField(null=True, blank=True)
    value_high = models.BigIntegerField(null=True, blank=True)
    value_places = models.SmallIntegerField(default=0)
    rate_text = models.CharField(max_length=40, blank=True)
    rate_qualifier = models.CharField(max_length=9, blank=True)
    rate_low = models.BigIntegerField(null=True, blank=True)
    rate_high = models.BigIntegerField(null=True, blank=True)
    rate_places = models.SmallIntegerField(default=0)
    base_text = models.CharField(max_length=80, blank=True)
    base_qualifier = models.CharField(max_length=9, blank=True)
    base_low = models.BigIntegerField(null=True, blank=True)
    base_high = models.BigIntegerField(null=True, blank=True)
    base_places = models.SmallIntegerField(default=0)

    source = models.CharField(max_length=200)
    note = models.CharField(max_length=400, blank=True)
    kept_with_note = models.CharField(max_length=400, blank=True)
    report = models.ForeignKey(
        "figures.Report", null=True, blank=True, on_delete=models.PROTECT, related_name="figures"
    )
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    reason = models.CharField(max_length=400, blank=True)
    lock = models.ForeignKey(
        "figures.Lock", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )  # under which the corrected figure stood
    entered_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # None: on the server itself
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("place", "place_written", "indicator", "level", "base_kind", "period_key", "source"),
                ],
                condition=Q(superseded_at__isnull=True),
                name="reported_once_a_source",
            ),
            models.CheckConstraint(
                name="reported_says_something",
                condition=Q(value_low__isnull=False) | Q(rate_low__isnull=False) | Q(base_low__isnull=False),
            ),
            models.CheckConstraint(name="reported_in_order", condition=Q(until__gte=F("first"))),
            models.CheckConstraint(name="reported_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="reported_after_a_lock_says_why", condition=Q(lock__isnull=True) | ~Q(reason="")
            ),
            *(
                models.CheckConstraint(
                    name=f"reported_{number}_whole_or_absent",
                    condition=Q(
                        **{
                            f"{number}_text": "",
                            f"{number}_low__isnull": True,
                            f"{number}_high__isnull": True,
                        }
                    )
                    | Q(
                        **{
                            f"{number}_qualifier__in": QUALIFIERS,
                            f"{number}_low__isnull": False,
                            f"{number}_high__gte": F(f"{number}_low"),
                        }
                    )
                    & ~Q(**{f"{number}_text": ""}),
                )
                for number in ("value", "rate", "base")
            ),
        ]
        indexes = [
            models.Index(fields=["place", "until", "indicator"], name="reported_of_a_place"),
            models.Index(fields=["indicator", "until"], name="reported_by_indicator"),
            models.Index(fields=["report"], name="reported_of_a_report"),
        ]

    def __str__(self) -> str:
        return (
            f"{self.indicator} {self.level} {self.period_written} @ {self.place_written}: {self.value_text}"
        )


class ReportedPlace(models.Model):
    """One of the places a figure of several is about."""

    reported = models.ForeignKey(Reported, on_delete=models.PROTECT, related_name="places")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reported", "place"], name="reported_place_once")]

    def __str__(self) -> str:
        return f"{self.reported_id} @ {self.place_id}"
