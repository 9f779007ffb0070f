"""What tells every page that it is one of the training mode."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def context(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001  (a context processor's)
    """For the frame of every page: a band that cannot be taken away."""
    return {"training": settings.TRAINING}
