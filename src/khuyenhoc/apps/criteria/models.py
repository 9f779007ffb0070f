"""Criteria sets as they were issued."""

from django.db import models
from django.db.models import Q


class CriteriaSetVersion(models.Model):
    """One version of one set: the file's text and the digests of its rules and of its help texts.

    Issued or sample means immutable, also for whoever writes to the database directly (a trigger refuses it).
    `texts_digest` may change with a better help text; `rules_digest` never does.
    """

    code = models.CharField(max_length=64)
    version = models.CharField(max_length=32)
    title = models.CharField(max_length=16)
    level = models.CharField(max_length=32, blank=True)
    status = models.CharField(max_length=8)
    checked_against_original = models.BooleanField()
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    place = models.ForeignKey(
        "places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation_kind = models.CharField(max_length=32, blank=True)
    text = models.TextField()
    rules_digest = models.CharField(max_length=64)
    texts_digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="criteria_set_once"),
            models.CheckConstraint(
                name="criteria_set_status_known", condition=Q(status__in=["draft", "issued", "sample"])
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        return f"{self.code}@{self.version}"
