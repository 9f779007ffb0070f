"""What held at a moment, of rows that are replaced and never changed."""

from datetime import datetime

from django.db.models import Q


def known(before: datetime | None) -> Q:
    """What held at the moment; None is now."""
    if before is None:
        return Q(superseded_at__isnull=True)
    return Q(recorded_at__lt=before) & (Q(superseded_at__isnull=True) | Q(superseded_at__gte=before))
