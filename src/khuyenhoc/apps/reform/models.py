"""Reforms of places that were carried out: the plan as it was told, deed by deed, with what each rests on."""

from django.db import models
from django.db.models import Q

from khuyenhoc.domain.reform.plan import KINDS


class Reform(models.Model):
    """One plan, carried out as a whole. digest: of what it says, so that the same plan never happens twice."""

    title = models.CharField(max_length=400)
    digest = models.CharField(max_length=64, unique=True)
    renew_grants = models.BooleanField()
    report = models.JSONField()
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class ReformDay(models.Model):
    """What one day of a reform ended, and whether subjects and titles have followed.

    ended: a list of [closed place, the place after it, whether it is only assumed who went where, reason in
    Vietnamese]. opened: the new places. carried_at: null while the day is still to come.
    """

    reform = models.ForeignKey(Reform, on_delete=models.PROTECT, related_name="days")
    day = models.DateField()
    ended = models.JSONField()
    opened = models.JSONField()
    carried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reform", "day"], name="reform_day_once")]
        indexes = [
            models.Index(fields=["day"], condition=Q(carried_at__isnull=True), name="reform_day_to_carry")
        ]

    def __str__(self) -> str:
        return f"{self.reform_id} {self.day}"


class ReformDeed(models.Model):
    """One deed of a plan. places: ids of what it ended, opened or changed itself, without what hung below."""

    reform = models.ForeignKey(Reform, on_delete=models.PROTECT, related_name="deeds")
    entry = models.SmallIntegerField()
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in KINDS])
    effective_on = models.DateField()
    legal_reference = models.CharField(max_length=200)
    places = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reform", "entry"], name="reform_deed_once"),
            models.CheckConstraint(name="reform_deed_rests_on_a_paper", condition=~Q(legal_reference="")),
            models.CheckConstraint(name="reform_deed_kind_known", condition=Q(kind__in=KINDS)),
        ]

    def __str__(self) -> str:
        return f"{self.reform_id}/{self.entry}: {self.kind}"
