"""The address at which a calendar program fetches what a person may see."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.gatherings import queries
from khuyenhoc.apps.gatherings.models import Feed
from khuyenhoc.domain.tokens import POSSIBLE, token_of


@transaction.atomic
def make_feed(user: User, *, draw: Callable[[int], int], at: datetime) -> str:
    """A new address, shown once; the one before opens nothing any more.

    draw: a number at random below the one given, `secrets.randbelow`. Returns the secret part of the address.
    """
    text = token_of(draw(POSSIBLE))
    Feed.objects.update_or_create(user=user, defaults={"digest": queries.feed_digest(text), "made_at": at})
    audit.record("feed.made", by=user.username, at=at, kind="account", object_id=user.pk)
    return text


@transaction.atomic
def drop_feed(user: User, *, at: datetime) -> None:
    """Its address opens nothing any more; safe to repeat."""
    if Feed.objects.filter(user=user).delete()[0]:
        audit.record("feed.dropped", by=user.username, at=at, kind="account", object_id=user.pk)
