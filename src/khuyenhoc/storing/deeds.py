"""A deed that other deeds are made of, done in one transaction with them."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
T = TypeVar("T")
_INSIDE: ContextVar[bool] = ContextVar("inside", default=False)


def whole(deed: Callable[P, T]) -> Callable[P, T]:
    """All of it or none, as `transaction.atomic`; called by another such deed it is a part of that one.

    A part has no savepoint of its own, which would cost two statements more: what breaks it breaks the whole, and
    whoever goes on regardless is refused by Django.
    """

    @wraps(deed)
    def done(*args: P.args, **kwargs: P.kwargs) -> T:
        with transaction.atomic(savepoint=not _INSIDE.get()):
            outside = _INSIDE.set(True)
            try:
                return deed(*args, **kwargs)
            finally:
                _INSIDE.reset(outside)

    return done
