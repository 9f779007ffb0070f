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
