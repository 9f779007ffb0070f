"""The cards with which citizens open their own form, without an account."""

from django.db import models
from django.db.models import Q


class Card(models.Model):
    """One paper card of one registration, good until its round is decided or until it is revoked.

    The code itself is nowhere but on the paper; digest is its keyed hash in hexadecimal.
    """

    registration = models.ForeignKey("rounds.Registration", on_delete=models.PROTECT, related_name="cards")
    digest = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(revoked_at__isnull=True), name="card_one_in_force"
            ),
            models.CheckConstraint(
                name="card_revoked_by_at_and_why_together",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoked_reason="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"card of {self.registration_id}"
