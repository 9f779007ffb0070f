"""Who of the members belongs to the Party, as the branch's book says.

The log does not tell of whom: it is read by more people than the members' book.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.actions.changing import record_branch
from khuyenhoc.apps.association.actions.joining import NotAMember, held_still
from khuyenhoc.apps.association.models import Branch, Membership, PartyMember
from khuyenhoc.domain.roles import Permission
from khuyenhoc.storing import insert


@transaction.atomic
def note_party(branch: Branch, people: Collection[int], *, since: date | None, by: User, at: datetime) -> int:
    """Members of the branch belong to the Party; since None: nobody said since when. Returns how many are new.

    Who is written down already stays as they are. Errors: OutsideScope, NoSuchPeople, NotAMember.
    """
    wanted = _members(branch, people, by, at)
    known = set(
        PartyMember.objects.filter(person__in=wanted, until__isnull=True).values_list("person", flat=True)
    )
    new = [person for person in wanted if person not in known]
    insert([PartyMember(person_id=one, since=since, recorded_by=by, recorded_at=at) for one in new])
    record_branch("members.party_noted", branch, by, at, {"number": len(new)})
    return len(new)


@transaction.atomic
def end_party(branch: Branch, people: Collection[int], *, on: date, by: User, at: datetime) -> int:
    """From the day on they do not any more; one noted from that day or later was noted by mistake and goes.

    Errors: OutsideScope, NoSuchPeople, NotAMember.
    """
    wanted = _members(branch, people, by, at)
    rows = PartyMember.objects.filter(person__in=wanted, until__isnull=True)
    changed, _ = rows.filter(since__gte=on).delete()
    changed += rows.update(until=on)
    record_branch("members.party_ended", branch, by, at, {"number": len(wanted)})
    return changed


def _members(branch: Branch, people: Collection[int], by: User, at: datetime) -> list[int]:
    access.require(by, Permission.KEEP_REGISTER, [branch.place_id], at=at)
    wanted = held_still(people)
    here = Membership.objects.filter(branch=branch, person__in=wanted, left__isnull=True)
    if strangers := sorted(set(wanted) - set(here.values_list("person", flat=True))):
        raise NotAMember(subjects=strangers, number=len(strangers))
    return wanted
