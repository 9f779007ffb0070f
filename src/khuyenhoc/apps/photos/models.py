"""Photos shown as evidence: which answer of which form, where the files lie, and what was handed in with them."""

from django.db import models
from django.db.models import Q


class Photo(models.Model):
    """One photo of one answer. name: of its files in the private folder, and of its address.

    digest: SHA-256 of the large file; width, height in pixels, size in bytes, of that too. removed_at: taken off the
    form after it had been handed in once; one that never was is gone altogether.
    """

    registration = models.ForeignKey("rounds.Registration", on_delete=models.PROTECT, related_name="photos")
    indicator = models.CharField(max_length=32)
    name = models.CharField(max_length=32, unique=True)
    digest = models.CharField(max_length=64)
    width = models.SmallIntegerField()
    height = models.SmallIntegerField()
    size = models.IntegerField()
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "indicator"],
                condition=Q(removed_at__isnull=True),
                name="photo_one_an_answer",
            ),
            models.CheckConstraint(
                name="photo_removed_by_and_at_together",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.indicator}: {self.name}"


class HandedIn(models.Model):
    """The photo stood on the form that was handed in at the moment; a form may be handed in several times."""

    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="handed_in")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["photo", "at"], name="photo_handed_in_once")]

    def __str__(self) -> str:
        return f"{self.photo_id} {self.at}"
