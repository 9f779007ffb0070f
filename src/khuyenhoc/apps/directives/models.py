"""Legal documents, what rests on them, and the tasks of a place's plan."""

from django.db import models
from django.db.models import F, Q

from khuyenhoc.domain.instruments import InstrumentKind, RestsKind
from khuyenhoc.domain.plan_tasks import Outcome, Stage


class Instrument(models.Model):
    """A legal document in the register of a place; those of the whole country stand at the country.

    code: of one that came with the program, "" otherwise. in_force_until: the first day on which it holds no more;
    in_force_said: what is known of that in words where no day is ("đến tháng 2/2024"). is_checked: a person compared
    the entry with the original. revision: counts the changes, so that nobody overwrites another's.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=64, blank=True)
    number = models.CharField(max_length=80)
    number_key = models.CharField(max_length=80)
    kind = models.CharField(max_length=16, choices=[(one.value, one.value) for one in InstrumentKind])
    issuer = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=400)
    summary = models.TextField(blank=True)
    issued_on = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_until = models.DateField(null=True, blank=True)
    in_force_said = models.CharField(max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )
    link = models.CharField(max_length=400, blank=True)
    is_checked = models.BooleanField(default=False)
    search_key = models.TextField()
    revision = models.IntegerField(default=0)
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number_key"], name="instrument_number_once_a_place"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="instrument_code_once"),
            models.CheckConstraint(
                name="instrument_ends_after_it_begins",
                condition=Q(in_force_from__isnull=True)
                | Q(in_force_until__isnull=True)
                | Q(in_force_until__gt=F("in_force_from")),
            ),
            models.CheckConstraint(
                name="instrument_has_number_and_title", condition=~Q(number="") & ~Q(title="")
            ),
        ]

    def __str__(self) -> str:
        return self.number


class InstrumentFile(models.Model):
    """The document itself as a PDF. name: of its private file; digest: SHA-256 of it as it is kept; size in bytes.

    removed_at: it was the wrong one; it can be taken back.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=32, unique=True)
    digest = models.CharField(max_length=64)
    pages = models.SmallIntegerField()
    size = models.IntegerField()
    added_by = models.CharField(max_length=150)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.name}"


class Reliance(models.Model):
    """Something rests on a document. object_id: its id in its own table, which may lie in an app above this one.

    place: whose it is. One that was taken away is gone; the log keeps that it was there.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="reliances")
    kind = models.CharField(max_length=16, choices=[(one.value, one.value) for one in RestsKind])
    object_id = models.BigIntegerField()
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "kind", "object_id"], name="reliance_once")
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="reliance_object")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id} on {self.instrument_id}"


class PlanTask(models.Model):
    """A task of a place's plan for a year. lead, partners: as written; dropped: it will not be done, and why."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    title = models.CharField(max_length=300)
    lead = models.CharField(max_length=200, blank=True)
    partners = models.CharField(max_length=400, blank=True)
    deadline = models.DateField()
    instrument = models.ForeignKey(
        Instrument, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    note = models.CharField(max_length=400, blank=True)
    search_key = models.TextField()
    revision = models.IntegerField(default=0)
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plan_task_dropped_with_a_reason",
                condition=Q(dropped_at__isnull=True, dropped_reason="")
                | (Q(dropped_at__isnull=False) & ~Q(dropped_reason="")),
            ),
            models.CheckConstraint(name="plan_task_has_title", condition=~Q(title="")),
        ]
        indexes = [models.Index(fields=["place", "year", "deadline"], name="plan_task_of_place")]

    def __str__(self) -> str:
        return self.title


class TaskReview(models.Model):
    """How a task stood on a day: an interim review (sơ kết), any number of them, or the final one (tổng kết)."""

    task = models.ForeignKey(PlanTask, on_delete=models.PROTECT, related_name="reviews")
    stage = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Stage])
    outcome = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Outcome])
    on = models.DateField()
    note = models.CharField(max_length=1_000, blank=True)
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(stage="final"), name="task_final_once")
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.outcome} of {self.task_id}"
