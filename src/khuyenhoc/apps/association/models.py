"""The association's branches and members."""

from django.db import models
from django.db.models import F, Q


class Branch(models.Model):
    """A branch of the association: of a place, a hamlet (chi hội) or a body (ban khuyến học).

    body: the clan or organisation of the register whose branch it is; None for that of the place itself, or while
    nobody said.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(
        "subjects.Subject", null=True, blank=True, on_delete=models.PROTECT, related_name="branches"
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=32)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="branch_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gt=F("since"))
            )
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in a branch in [joined, left); in two branches they are still one member.

    joined_recorded_at, left_recorded_at: when the system was told.
    """

    person = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="memberships")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="memberships")
    joined = models.DateField()
    left = models.DateField(null=True, blank=True)
    joined_recorded_at = models.DateTimeField()
    left_recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_left_on_and_recorded_together",
                condition=Q(left__isnull=True, left_recorded_at__isnull=True)
                | Q(left__isnull=False, left_recorded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(left__isnull=True) | Q(left__gt=F("joined")),
            ),
            models.UniqueConstraint(
                fields=["person", "branch"], condition=Q(left__isnull=True), name="membership_open_once"
            ),
        ]
        indexes = [models.Index(fields=["branch", "joined"], name="membership_branch")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.branch_id}"
