"""What waits for a person: at each of their places, how many cases stand before a step that is theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.queries import ReportState
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Registration, Round
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.roles import PERMISSIONS, Permission, Role
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.workflow import State


class ReturnWaiting(StrEnum):
    """What there is to do with returns of figures."""

    MEND = "mend"
    APPROVE = "approve"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class ReturnTask:
    """`number` returns wait; of one its id, None of several. place_id: whose page shows them."""

    waiting: ReturnWaiting
    place_id: int
    report_id: int | None
    number: int


@dataclass(frozen=True, slots=True)
class DueTask:
    """A return to hand in by a day, or (number above 0) so many of them missing right below. report_id: one begun."""

    place_id: int
    period: str
    day: date
    report_id: int | None
    number: int = 0


class Waiting(StrEnum):
    """What there is to do, what holds others up first."""

    FIX = "fix"
    DECIDE = "decide"
    PROPOSE = "propose"
    VERIFY = "verify"
    RECONSIDER = "reconsider"
    REVIEW = "review"
    ASSESS = "assess"
    REGISTER = "register"


# What waits, whose permission it needs, and in which state a case waits for it.
STANDS_IN: Mapping[Waiting, tuple[Permission, State]] = {
    Waiting.FIX: (Permission.ASSESS, State.RETURNED),
    Waiting.ASSESS: (Permission.ASSESS, State.REGISTERED),
    Waiting.REVIEW: (Permission.REVIEW, State.SELF_ASSESSED),
    Waiting.VERIFY: (Permission.VERIFY, State.REVIEWED),
    Waiting.PROPOSE: (Permission.PROPOSE, State.VERIFIED),
    Waiting.DECIDE: (Permission.DECIDE, State.PROPOSED),
    Waiting.RECONSIDER: (Permission.REVOKE, State.TO_BE_REVIEWED),
}
ABOVE_COMMUNES = frozenset({Role.PROVINCE, Role.CENTRE})  # what lies below them is worked in the communes
LEVELS_ABOVE = frozenset({Level.COMMUNE.value, Level.DISTRICT.value, Level.PROVINCE.value})


@dataclass(frozen=True, slots=True)
class Task:
    """`number` cases of a round wait at and below a place; until: the last day for it."""

    waiting: Waiting
    place_id: int
    round_id: int
    title: Title
    level: Level
    organisation_kind: str
    year: int
    number: int
    until: date


def of(user: User, on: date) -> list[Task]:
    """Everything that waits for the person on the day, most pressing first; only what has a number."""
    found: list[Task] = []
    for held in access.grants_of(user, on):
        role = Role(held.role)
        rounds = [
            opened
            for opened in running(held.place_id, on)
            if (not held.titles or opened.title in held.titles)
            and (role not in ABOVE_COMMUNES or opened.level in LEVELS_ABOVE)
        ]
        if rounds:
            found += _at(held.place_id, rounds, role, on)
    order = list(Waiting)
    return sorted(
        found, key=lambda task: (order.index(task.waiting), list(Title).index(task.title), task.level)
    )


def returns_of(user: User, on: date) -> list[ReturnTask]:
    """Returns that came back to the person's places, that wait there to be approved, that were begun."""
    found = []
    own = dict.fromkeys(place for place, _ in access.scope(user, on, Permission.SET_FIGURES).granted)
    for place in own:
        mine = figures.reports([place], states=[ReportState.RETURNED, ReportState.DRAFT])
        below = [one.place_id for one in places.children(place, on)]
        handed_in = figures.reports(below, states=[ReportState.SUBMITTED]) if below else []
        for waiting, rows in (
            (ReturnWaiting.MEND, [one for one in mine if one.state == ReportState.RETURNED]),
            (ReturnWaiting.APPROVE, handed_in),
            (ReturnWaiting.FINISH, [one for one in mine if one.state == ReportState.DRAFT]),
        ):
            if rows:
                only = rows[0].pk if len(rows) == 1 else None
                found.append(ReturnTask(waiting, place, only, len(rows)))
    return found


def due_of(user: User, on: date) -> list[DueTask]:
    """Returns that are soon due, or overdue, of the person's places and right below them; the most pressing first."""
    own = dict.fromkeys(place for place, _ in access.scope(user, on, Permission.SET_FIGURES).granted)
    found = [DueTask(one.place_id, one.period, one.day, one.report_id) for one in figures.due(own, on)]
    for place in own:
        found += [
            DueTask(one.place_id, one.period, one.day, None, one.number)
            for one in figures.due_below(place, on)
        ]
    return sorted(found, key=lambda one: (one.day, one.number, one.place_id))


def running(place: int, on: date) -> list[Round]:
    """The rounds that hold at the place and are not over: of each title, level and kind the nearest above.

    Rounds for one organisation alone stand beside these and hide none of them. A round whose last day of deciding
    has passed stays as long as cases stand open in it, a year at most.
    """
    line = places.line(place, on)
    rows = Round.objects.filter(
        place__in=line, organisation__isnull=True, registration_from__lte=on, year__gte=on.year - 1
    )
    nearest: dict[tuple[int, str, str, str], Round] = {}
    for opened in sorted(rows, key=lambda row: line.index(row.place_id)):
        nearest.setdefault((opened.year, opened.title, opened.level, opened.organisation_kind), opened)
    order = list(Title)
    return sorted(
        nearest.values(),
        key=lambda row: (-row.year, order.index(Title(row.title)), row.level, row.organisation_kind),
    )


def _at(place: int, rounds: Sequence[Round], role: Role, on: date) -> list[Task]:
    held = PERMISSIONS[role]
    mine = {waiting: state for waiting, (permission, state) in STANDS_IN.items() if permission in held}
    states = [Measure.REGISTRATIONS.value, *mine.values()]
    sums = counts.below(place, on, years={one.year for one in rounds}, states=states)
    found = []
    for opened in rounds:
        numbers = {
            waiting: sums.get((opened.title, opened.level, opened.year, state), 0)
            for waiting, state in mine.items()
        }
        if Permission.REGISTER in held and on <= opened.registration_to:
            done = sums.get((opened.title, opened.level, opened.year, Measure.REGISTRATIONS), 0)
            numbers[Waiting.REGISTER] = _unregistered(place, opened, on, done)
        found += [
            Task(
                waiting=waiting,
                place_id=place,
                round_id=opened.pk,
                title=Title(opened.title),
                level=Level(opened.level),
                organisation_kind=opened.organisation_kind,
                year=opened.year,
                number=number,
                until=opened.registration_to if waiting is Waiting.REGISTER else opened.decide_to,
            )
            for waiting, number in numbers.items()
            if number > 0
        ]
    return found


def _unregistered(place: int, opened: Round, on: date, done: int) -> int:
    """How many of the register of one commune or hamlet could register and have not.

    done: how many did, by the roll-ups, which know no kinds of organisations: of one kind the rows are counted.
    SQLite: SEARCH subjects_subject USING COVERING INDEX subject_there (place_id=? AND kind=? AND since<?).
    """
    below = places.ids_below(place, on, with_custody=True)
    narrowed = {
        name: value
        for name, value in (("level", opened.level), ("organisation_kind", opened.organisation_kind))
        if value
    }
    could = Subject.objects.filter(
        subjects.existing_on(opened.cut_off), kind=opened.title, place__in=below, **narrowed
    )
    if opened.organisation_kind:
        done = Registration.objects.filter(
            place__in=below,
            year=opened.year,
            title=opened.title,
            level=opened.level,
            withdrawn_at__isnull=True,
            round__organisation_kind=opened.organisation_kind,
        ).count()
    return max(0, could.count() - done)
