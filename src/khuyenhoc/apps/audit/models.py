"""What was done, by whom and when: one event a deed, chained by hashes, and the receipts of retried requests."""

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One deed, written in the deed's own transaction; it names every case it touched by id, never a person.

    `sequence` and `hash` are given by the sealer within a second: an order that no clock can disturb.
    """

    deed = models.CharField(max_length=64)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    kind = models.CharField(max_length=32)
    object_id = models.BigIntegerField(null=True, blank=True)
    place_id = models.BigIntegerField(null=True, blank=True)
    cases = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    sequence = models.BigIntegerField(null=True, blank=True, unique=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="audit_event_sequence_and_hash_together",
                condition=Q(sequence__isnull=True, hash="") | (Q(sequence__isnull=False) & ~Q(hash="")),
            )
        ]
        indexes = [
            models.Index(fields=["kind", "object_id"], name="audit_event_object"),
            models.Index(fields=["place_id", "id"], name="audit_event_place"),
            models.Index(fields=["id"], condition=Q(sequence__isnull=True), name="audit_event_unsealed"),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.kind}:{self.object_id}"


class Seal(models.Model):
    """The chain's head at a moment, signed with the server's secret: who rewrites the chain cannot sign it."""

    sequence = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"


class Receipt(models.Model):
    """The answer already given to a request, so that the same request sent again changes nothing."""

    actor = models.CharField(max_length=150)
    route = models.CharField(max_length=120)
    key = models.CharField(max_length=64)
    body_hash = models.CharField(max_length=64)
    result = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "route", "key"], name="audit_receipt_once")]

    def __str__(self) -> str:
        return f"{self.actor} {self.route} {self.key}"
