"""Work too long for one request: who asked for what, how far it is, and what came of it."""

from django.db import models
from django.db.models import Q

from khuyenhoc.domain.jobs import UNFINISHED, JobKind, JobState


class Job(models.Model):
    """One piece of work. name: in its address and of its files in the private folder; nobody guesses it.

    place, permission: on what whoever fetches the outcome must still have a right; place is None for the whole
    country. facts: what was asked. language: of the outcome's texts. worker: who has it in hand, "" for nobody;
    alive_at: their last sign of life. tries: how often it was begun. done, of: steps, 0 of 0 when nobody knows.
    outcome: what came of it as plain JSON, for its page; told: why not, by language. files: of the outcome, each
    with a name, a kind and a label.
    """

    name = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=24, choices=[(one.value, one.value) for one in JobKind])
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="jobs")
    asked_at = models.DateTimeField()
    place = models.ForeignKey(
        "places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    permission = models.CharField(max_length=32)
    language = models.CharField(max_length=2)
    facts = models.JSONField()
    state = models.CharField(
        max_length=8, choices=[(one.value, one.value) for one in JobState], default=JobState.WAITING
    )
    worker = models.CharField(max_length=64, blank=True)
    alive_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    files = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(
                fields=["state", "id"], name="job_unfinished", condition=Q(state__in=sorted(UNFINISHED))
            ),
            models.Index(fields=["asked_by", "-id"], name="job_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_finished_has_its_moment",
                condition=Q(state__in=sorted(UNFINISHED), finished_at__isnull=True)
                | (~Q(state__in=sorted(UNFINISHED)) & Q(finished_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="job_running_has_a_worker",
                condition=Q(state=JobState.RUNNING, alive_at__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(worker="", alive_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.state}"
