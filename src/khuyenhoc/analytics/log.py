"""The log as people read it: who did what, when and where, at the places of whoever asks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import search_key

LINKED = 5  # cases or names of an event that a line leads to; the rest is a number
MOST_PEOPLE = 200  # of whom a name that is searched for may be


@dataclass(frozen=True, slots=True)
class LogQuery:
    """place: 0 takes every place of the person. day: None takes every day. after: the id of the last event seen."""

    place: int = 0
    day: date | None = None
    deed: str = ""
    person: str = ""
    after: int | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class LogLine:
    """cases: registrations; subjects: of the register; both ids, at most LINKED. touched: how many in all.

    who: the name of the account, its sign-in name when it has none. place: a label, "" where there is none.
    """

    pk: int
    at: datetime
    who: str
    deed: str
    place: str
    touched: int
    cases: tuple[int, ...]
    subjects: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LogPage:
    lines: tuple[LogLine, ...] = field(default=())
    next: int | None = None


def find(asked: LogQuery, *, seen_by: User, on: date) -> LogPage:
    """One page of the log, the latest first.

    A deed is seen where its place lies in the person's scope, or where whoever did it works nowhere else. No names
    of the register are told: numbers, which lead to pages that ask for the scope again.
    Errors: OutsideScope when the person may read the log of the place nowhere.
    """
    rows = _visible(asked.place, seen_by, on)
    if asked.day is not None:
        begins = datetime.combine(asked.day, time(), VIETNAM)
        rows = rows.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    if asked.deed:
        rows = rows.filter(deed=asked.deed)
    if asked.person:
        rows = rows.filter(by__in=_called(asked.person))
    if asked.after is not None:
        rows = rows.filter(pk__lt=asked.after)
    found = list(rows.order_by("-pk")[: asked.limit + 1])
    shown = found[: asked.limit]
    return LogPage(tuple(_lines(shown)), shown[-1].pk if len(found) > asked.limit else None)


def may_read(place: int, *, seen_by: User, on: date) -> bool:
    """Whether the person may read the log of the place."""
    return access.may(seen_by, Permission.READ_LOG, place, on=on)


def _visible(place: int, seen_by: User, on: date) -> QuerySet[Event]:
    granted = [where for where, _ in access.scope(seen_by, on, Permission.READ_LOG).granted]
    if not granted or (place and not may_read(place, seen_by=seen_by, on=on)):
        raise access.OutsideScope(permission=Permission.READ_LOG.value)
    wanted = [place] if place else granted
    if Place.objects.filter(pk__in=wanted, kind=Kind.COUNTRY).exists():
        return Event.objects.all()
    inside = Q()
    held = Q()
    for where in wanted:
        below = places.ids_below(where, on, with_custody=True)
        inside |= Q(place_id__in=below)
        held |= Q(place__in=below)
    elsewhere = Grant.objects.exclude(held).values("user")
    workers = Grant.objects.filter(held).exclude(user__in=elsewhere).values("user__username")
    return Event.objects.filter(inside | Q(by__in=workers))


def _called(text: str) -> list[str]:
    """Sign-in names of accounts whose name or sign-in name holds the text, in any spelling."""
    key = search_key(text)
    names = User.objects.order_by("pk").values_list("username", "full_name").iterator(chunk_size=2_000)
    found = []
    for username, full_name in names:
        if key in search_key(full_name) or key in search_key(username):
            found.append(username)
            if len(found) == MOST_PEOPLE:
                break
    return found


def _lines(events: Iterable[Event]) -> list[LogLine]:
    events = list(events)
    labels = places.labels({event.place_id for event in events if event.place_id}, places.LATEST)
    names = dict(
        User.objects.filter(username__in={event.by for event in events}).values_list("username", "full_name")
    )
    of_assessment = _registrations(events)
    lines = []
    for event in events:
        head = event.cases[:LINKED]
        lines.append(
            LogLine(
                pk=event.pk,
                at=event.at,
                who=names.get(event.by) or event.by,
                deed=event.deed,
                place=labels.get(event.place_id or 0, ""),
                touched=len(event.cases),
                cases=tuple(
                    head
                    if _names_registrations(event)
                    else filter(None, map(of_assessment[event.pk].get, head))
                ),
                subjects=tuple(head) if event.deed.startswith(("subject.", "subjects.")) else (),
            )
        )
    return lines


def _names_registrations(event: Event) -> bool:
    return event.deed in {"round.registered", "round.withdrawn"} or event.deed.startswith(("card.", "photo."))


def _registrations(events: Iterable[Event]) -> dict[int, dict[int, int]]:
    """event → id in its cases → the registration that is, for events that name assessments or recognitions."""
    by_assessment, by_recognition = set(), set()
    told = {event.pk: event for event in events}
    for event in told.values():
        if event.deed.startswith("assessment.") or event.deed == "recognition.decided":
            by_assessment |= set(event.cases[:LINKED])
        elif event.deed.startswith("recognition."):
            by_recognition |= set(event.cases[:LINKED])
    of_assessment = dict(Assessment.objects.filter(pk__in=by_assessment).values_list("pk", "registration_id"))
    of_recognition = dict(
        Recognition.objects.filter(pk__in=by_recognition).values_list("pk", "assessment__registration_id")
    )
    return {
        pk: of_assessment
        if event.deed.startswith("assessment.") or event.deed == "recognition.decided"
        else of_recognition
        if event.deed.startswith("recognition.")
        else {}
        for pk, event in told.items()
    }
