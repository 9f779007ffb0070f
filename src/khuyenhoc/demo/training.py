"""The training mode: a practice area with its own database, which never meets real data.

A database is marked once as being for training; from then on only the training mode opens it, and the training mode
opens no other that holds anything real. The mark is a receipt, which goes with the database and nothing takes away.
"""

from datetime import datetime

from django.conf import settings

from khuyenhoc.apps.accounts import queries as accounts
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.audit import queries as log
from khuyenhoc.domain.errors import RuleBroken

ACTOR, ROUTE, KEY = "training", "training", "marked"


class TrainingHoldsReal(RuleBroken):
    """The training mode was pointed at a database with real accounts that is not marked; facts: where."""

    code = "TRAINING_HOLDS_REAL"


class TrainingDatabase(RuleBroken):
    """Real work was pointed at a database of the training mode; facts: where."""

    code = "TRAINING_DATABASE"


def is_on() -> bool:
    """Whether this process runs in the training mode: KHUYENHOC_TRAINING."""
    return bool(settings.TRAINING)


def is_marked() -> bool:
    return log.answer(ACTOR, ROUTE, KEY) is not None


def mark(*, at: datetime) -> None:
    """From now on the database is for training alone; safe to repeat. Errors: TrainingHoldsReal."""
    if accounts.has_real():
        raise TrainingHoldsReal(where="")
    audit.once(dict, actor=ACTOR, route=ROUTE, key=KEY, body={}, at=at)


def require_own(*, where: str) -> None:
    """The database is one that this process may open. where: what it is called in the sentence.

    Errors: TrainingHoldsReal, TrainingDatabase.
    """
    marked = is_marked()
    if is_on() and not marked and accounts.has_real():  # the demonstration of before is nobody's real work
        raise TrainingHoldsReal(where=where)
    if not is_on() and marked:
        raise TrainingDatabase(where=where)
