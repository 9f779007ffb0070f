"""Opening branches and taking in members."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.models import Branch, Membership
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.tallies import MEMBER, Measure, Tally

BATCH = 2_000


@transaction.atomic
def open_branches(
    branches: Sequence[tuple[int, str]], *, kind: str, since: date, by: User, at: datetime
) -> list[Branch]:
    """Branches for (place, name) pairs. Errors: OutsideScope."""
    access.require(by, Permission.KEEP_REGISTER, {place for place, _ in branches}, at=at)
    made = Branch.objects.bulk_create(
        Branch(place_id=place, name=name, kind=kind, since=since) for place, name in branches
    )
    audit.record(
        "branches.opened", by=by.username, at=at, kind="branch", facts={"branches": [b.pk for b in made]}
    )
    return made


@transaction.atomic
def join(branch: Branch, people: Sequence[int], *, joined: date, by: User, at: datetime) -> int:
    """Take people (subject ids) in as members from a day on; returns how many were members nowhere before.

    A person already in another branch is not counted a second time. Errors: OutsideScope.
    """
    access.require(by, Permission.KEEP_REGISTER, [branch.place_id], at=at)
    already = set(
        Membership.objects.filter(person__in=people, left__isnull=True).values_list("person", flat=True)
    )
    Membership.objects.bulk_create(
        (
            Membership(person_id=person, branch=branch, joined=joined, joined_recorded_at=at)
            for person in people
        ),
        batch_size=BATCH,
    )
    fresh = [person for person in people if person not in already]
    homes = subjects.places_of(fresh)
    counts.add(Counter(Tally(homes[person], MEMBER, "", joined.year, Measure.JOINED) for person in fresh))
    audit.record(
        "members.joined",
        by=by.username,
        at=at,
        kind="branch",
        object_id=branch.pk,
        place_id=branch.place_id,
        cases=people,
    )
    return len(fresh)


@transaction.atomic
def leave(branch: Branch, people: Sequence[int], *, left: date, by: User, at: datetime) -> int:
    """End memberships of a branch; returns how many are members nowhere any more. Errors: OutsideScope."""
    access.require(by, Permission.KEEP_REGISTER, [branch.place_id], at=at)
    ended = Membership.objects.filter(branch=branch, person__in=people, left__isnull=True)
    gone = set(ended.values_list("person", flat=True))
    ended.update(left=left, left_recorded_at=at)
    still = set(
        Membership.objects.filter(person__in=gone, left__isnull=True).values_list("person", flat=True)
    )
    homes = subjects.places_of(gone - still)
    counts.add(Counter(Tally(homes[person], MEMBER, "", left.year, Measure.LEFT) for person in gone - still))
    audit.record(
        "members.left",
        by=by.username,
        at=at,
        kind="branch",
        object_id=branch.pk,
        place_id=branch.place_id,
        cases=sorted(gone),
    )
    return len(gone - still)
