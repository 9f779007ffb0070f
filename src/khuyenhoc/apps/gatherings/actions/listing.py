"""The list of who was asked to come to a gathering, and who came."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.gatherings import queries
from khuyenhoc.apps.gatherings.actions.holding import GatheringCancelled
from khuyenhoc.apps.gatherings.models import Attendance, Gathering
from khuyenhoc.apps.gatherings.queries import Guest
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.gatherings import NotHeldYet
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean, person_sort_key, search_key
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among

MOST = 3_000


class NoSuchGuest(RuleBroken):
    """Some are no cadres or people of the gathering's place, or not on its list; facts: number."""

    code = "NO_SUCH_GUEST"


class ListedAlready(RuleBroken):
    """Some stand on the list; facts: names."""

    code = "LISTED_ALREADY"


class ListTooLong(RuleBroken):
    """More people than a list is good for; facts: most."""

    code = "GUEST_LIST_TOO_LONG"


class GuestNameless(RuleBroken):
    """Somebody put on the list by name has to have one; facts: none."""

    code = "GUEST_NAMELESS"


@dataclass(frozen=True, slots=True)
class NewGuest:
    """An account, a person of the register, or (neither) anybody by name.

    place: where they work, None for where the account works or the person lives, else the gathering's own.
    """

    name: str = ""
    role: str = ""
    place: int | None = None
    user: int | None = None
    subject: int | None = None
    is_cadre: bool = True
    is_present: bool = False


@transaction.atomic
def list_guests(gathering: int, new: Sequence[NewGuest], *, by: User, at: datetime) -> list[Attendance]:
    """Put people on the list.

    Errors: Gathering.DoesNotExist, OutsideScope, GatheringCancelled, NoSuchGuest, GuestNameless, ListedAlready,
    ListTooLong, NotHeldYet where one is said to have come before the day.
    """
    row = _open(gathering, by, at)
    made = _listed(row, new, by, at)
    _recount(row)
    _tell("gathering.listed", row, by=by, at=at, number=len(made))
    return made


@transaction.atomic
def tick(gathering: int, *, came: Collection[int], of: Collection[int], by: User, at: datetime) -> int:
    """Of the rows `of` of the list those in `came` came, the others did not; returns how many came in all.

    Errors: Gathering.DoesNotExist, OutsideScope, GatheringCancelled, NotHeldYet, NoSuchGuest.
    """
    row = _open(gathering, by, at)
    _require_held(row, at)
    mine = set(Attendance.objects.filter(gathering=row).values_list("pk", flat=True))
    shown = set(of)
    if strangers := (shown | set(came)) - mine:
        raise NoSuchGuest(number=len(strangers))
    held = Attendance.objects.filter(gathering=row)
    held.filter(among("pk", sorted(shown - set(came))), is_present=True).update(is_present=False)
    held.filter(among("pk", sorted(shown & set(came))), is_present=False).update(is_present=True)
    number = _recount(row)
    _tell("gathering.ticked", row, by=by, at=at, number=number)
    return number


@transaction.atomic
def strike(gathering: int, attendances: Collection[int], *, by: User, at: datetime) -> int:
    """Take people off the list who were put on it by mistake. Errors: as `tick`, but NotHeldYet."""
    row = _open(gathering, by, at)
    found = Attendance.objects.filter(among("pk", attendances), gathering=row)
    if not attendances or found.count() != len(set(attendances)):
        raise NoSuchGuest(number=len(set(attendances)))
    number, _ = found.delete()
    _recount(row)
    _tell("gathering.struck", row, by=by, at=at, number=number)
    return number


@transaction.atomic
def take_in(gathering: int, new: Sequence[NewGuest], *, by: User, at: datetime) -> tuple[int, int]:
    """A list from a workbook: who is not on the list is put on it, who is there is ticked as the workbook says.

    Somebody of the same name at the same place is the same. Returns (put on it, ticked otherwise than before);
    the same workbook again changes nothing. Errors: as `list_guests`.
    """
    row = _open(gathering, by, at)
    there = {(one.place_id, search_key(one.name)): one for one in Attendance.objects.filter(gathering=row)}
    accounts = {
        (one.place, search_key(one.name)): one for one in queries.guests(row, day_of(at))
    }  # a cadre known here is that account or person, so that they count once
    fresh, changed = [], []
    for guest in new:
        key = (guest.place or row.place_id, search_key(guest.name))
        known = there.get(key)
        if known is None:
            account = accounts.get(key)
            fresh.append(
                guest
                if account is None
                else replace(guest, name="", user=account.user, subject=account.subject, place=account.place)
                if account.user or account.subject
                else guest
            )
        elif known.is_present != guest.is_present:
            changed.append((known, guest.is_present))
    if changed:
        _require_held(row, at)
        for known, is_present in changed:
            Attendance.objects.filter(pk=known.pk).update(is_present=is_present)
    made = _listed(row, fresh, by, at) if fresh else []
    if made or changed:
        _recount(row)
        _tell("gathering.list_taken_in", row, by=by, at=at, number=len(made) + len(changed))
    return len(made), len(changed)


def _listed(row: Gathering, new: Sequence[NewGuest], by: User, at: datetime) -> list[Attendance]:
    if any(one.is_present for one in new):
        _require_held(row, at)
    guests = _identified(row, new, by, at)
    there = set(Attendance.objects.filter(gathering=row).values_list("identity", flat=True))
    if len(there) + len(new) > MOST:
        raise ListTooLong(most=MOST)
    named = Counter(guest.identity for guest in guests)
    twice = [one.name for one in guests if one.identity in there or named[one.identity] > 1]
    if twice:
        raise ListedAlready(names=twice)
    return Attendance.objects.bulk_create(
        Attendance(
            gathering=row,
            user_id=guest.user,
            subject_id=guest.subject,
            name=guest.name[:200],
            role=clean(told.role)[:200] or guest.role,
            place_id=guest.place,
            is_cadre=told.is_cadre,
            is_present=told.is_present,
            identity=guest.identity,
            sort_key=person_sort_key(guest.name),
            recorded_at=at,
        )
        for guest, told in zip(guests, new, strict=True)
    )


def _identified(row: Gathering, new: Sequence[NewGuest], by: User, at: datetime) -> list[Guest]:
    """Who each of them is, as far as the person may name them. Errors: NoSuchGuest, GuestNameless, OutsideScope."""
    on = day_of(at)
    needed = any(one.user or one.subject for one in new)
    known = queries.cadres(row.place_id, on) if needed else []
    accounts = {one.user: one for one in known if one.user is not None}
    officers = {one.subject: one for one in known if one.subject is not None}
    wanted = [one.subject for one in new if one.subject is not None]
    inside = set(places.ids_below(row.place_id, on, with_custody=True)) if new else set()
    people = {}
    if wanted:
        rows = Subject.objects.filter(existing_on(on), among("pk", wanted), kind=Title.CITIZEN)
        rows = access.visible(rows, by, on, title="kind")
        people = {one.pk: one for one in rows if one.place_id in inside}
    found, missing = [], 0
    for one in new:
        if one.user is not None or one.subject is not None:
            account = accounts.get(one.user) if one.user is not None else None
            person = people.get(one.subject) if one.subject is not None else None
            officer = officers.get(one.subject) if one.subject is not None else None
            if account is not None:
                found.append(account)
            elif officer is not None:
                found.append(officer)
            elif person is not None:
                told = Guest(f"s{person.pk}", person.name, "", person.place_id, subject=person.pk)
                found.append(told)
            else:
                missing += 1
            continue
        name, where = clean(one.name), one.place or row.place_id
        if not name:
            raise GuestNameless()
        if where not in inside:
            missing += 1
            continue
        found.append(Guest(queries.name_identity(name, where), name, clean(one.role), where))
    if missing or not new:
        raise NoSuchGuest(number=missing)
    return found


def _recount(row: Gathering) -> int:
    """Who is ticked counts, as soon as anybody is; until then the number told by hand does."""
    came = Attendance.objects.filter(gathering=row, is_present=True)
    number, cadres = came.count(), came.filter(is_cadre=True).count()
    Gathering.objects.filter(pk=row.pk).update(
        present_counted=number or None, cadres_counted=cadres if number else None
    )
    return number


def _require_held(row: Gathering, at: datetime) -> None:
    if day_of(at) < row.held_on:
        raise NotHeldYet(day=row.held_on)


def _open(gathering: int, by: User, at: datetime) -> Gathering:
    """The row, held still: two who change its list at once would count each other's half."""
    row = Gathering.objects.select_for_update(no_key=True).get(pk=gathering)
    access.require(by, Permission.KEEP_BOOKS, [row.place_id], at=at)
    if row.cancelled_at is not None:
        raise GatheringCancelled()
    return row


def _tell(deed: str, row: Gathering, *, by: User, at: datetime, number: int) -> None:
    audit.record(
        deed,
        by=by.username,
        at=at,
        kind="gathering",
        object_id=row.pk,
        place_id=row.place_id,
        facts={"number": number},
    )
