"""Which parts of the site a person is led to: those where there is something for them to do."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from khuyenhoc.apps.access import queries as access
from khuyenhoc.domain.roles import TO_GIVE, Permission
from khuyenhoc.web.request import today


def context(request: HttpRequest) -> dict[str, Any]:
    """For the frame of every page; asked only when the frame is drawn."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"permissions": SimpleLazyObject(lambda: _names(access.permissions_of(user, today())))}


def _names(held: frozenset[Permission]) -> frozenset[str]:
    gives = {"gives_work"} if held & set(TO_GIVE.values()) else set()
    return frozenset({permission.value for permission in held} | gives)
