"""Who may act where: grants, dated."""

from django.db import models
from django.db.models import F, Q

from khuyenhoc.domain.roles import Role


class Grant(models.Model):
    """A role given to a person for a place and all below it, for some titles, for some time.

    titles: codes the grant is limited to; empty means all. [valid_from, valid_to).
    """

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=32, choices=[(role.value, role.value) for role in Role])
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    titles = models.JSONField(default=list, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    granted_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    ended_by = models.CharField(max_length=150, blank=True)  # who ended it before its time, and why
    ended_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="access_grant_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="access_grant_role_known", condition=Q(role__in=[r.value for r in Role])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.place_id}"


class Invitation(models.Model):
    """A grant that waits for whoever types its code: read aloud over the telephone, good once and for a short while.

    The code itself is nowhere but with the two who talk; digest is its keyed hash in hexadecimal. full_name: who is
    meant. replaces: the grant that ends when this one begins, at a hand-over. valid_from: of the grant, at the
    earliest.
    """

    role = models.CharField(max_length=32, choices=[(role.value, role.value) for role in Role])
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    titles = models.JSONField(default=list, blank=True)
    full_name = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    replaces = models.ForeignKey(
        Grant, null=True, blank=True, on_delete=models.PROTECT, related_name="successions"
    )
    digest = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    grant = models.OneToOneField(
        Grant, null=True, blank=True, on_delete=models.PROTECT, related_name="invitation"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_used_with_its_grant",
                condition=Q(used_at__isnull=True, grant__isnull=True)
                | Q(used_at__isnull=False, grant__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_not_used_and_withdrawn",
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["place", "expires_on"], name="invitation_by_place")]

    def __str__(self) -> str:
        return f"{self.role} @ {self.place_id}"


class PassphraseReset(models.Model):
    """A code with which somebody who forgot their passphrase sets a new one: read aloud, good once and for a day.

    digest: keyed hash of the code, in hexadecimal. grant: the work for which the giver answers.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="passphrase_reset_not_used_and_withdrawn",
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
