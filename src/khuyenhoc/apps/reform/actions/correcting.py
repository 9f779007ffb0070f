"""Saying where the subjects of a split place belong, of whom it was only assumed."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import Succession
from khuyenhoc.apps.reform import queries
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import SuccessionKind
from khuyenhoc.domain.roles import Permission


class NothingAssumed(RuleBroken):
    """Of some subjects nobody assumed where they went, or it has been said since; facts: subjects, number."""

    code = "NOTHING_ASSUMED"


class NotAPart(RuleBroken):
    """The place is none of the parts of what was split; facts: place, split (labels)."""

    code = "NOT_A_PART"


def assign(subject_ids: Collection[int], part: int, *, by: User, at: datetime) -> int:
    """Let subjects of a split place belong to this part of it, from the day of the split on; returns how many moved.

    Naming the part they sit in already confirms it. Cases and titles stay where they were counted; memberships told
    since the split move with their people, and a base that was counted since is right when counted again.
    Errors: NothingAssumed, NotAPart, OutsideScope (of where they sit now).
    """
    return _assign(subject_ids, part, by=by, name=by.username, at=at)


def assign_on_server(subject_ids: Collection[int], part: int, *, by: str, at: datetime) -> int:
    """As `assign`, from the server's own command line, where nobody is signed in."""
    return _assign(subject_ids, part, by=None, name=by, at=at)


@transaction.atomic
def _assign(subject_ids: Collection[int], part: int, *, by: User | None, name: str, at: datetime) -> int:
    wanted = subjects.hold_still(subject_ids)
    rows = queries.assumed(wanted)
    missing = sorted(set(subject_ids) - {row.subject_id for row in rows})
    if missing or not rows:
        raise NothingAssumed(subjects=missing, number=len(missing))
    if by is not None:
        titles = {row.subject.kind for row in rows}
        access.require(by, Permission.KEEP_REGISTER, {row.after_id for row in rows}, at=at, titles=titles)
    for before, on in sorted({(row.before_id, row.on) for row in rows}):
        parts = Succession.objects.filter(predecessor=before, on=on, kind=SuccessionKind.PART)
        if part not in parts.values_list("successor", flat=True):
            raise NotAPart(place=places.label(part, places.LATEST), split=places.label(before, on))
    counted = association.recounted(wanted)
    moved = subjects.assign_part(rows, part)
    changes = association.recounted(wanted)
    changes.subtract(counted)
    counts.add(changes)
    audit.record(
        "subjects.assigned",
        by=name,
        at=at,
        kind="subject",
        place_id=part,
        cases=wanted,
        facts={"from": sorted({row.after_id for row in rows}), "to": part},
    )
    return moved
