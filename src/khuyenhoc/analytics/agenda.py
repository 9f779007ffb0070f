"""What lies ahead of a person: gatherings, deadlines of rounds and of returns, tasks of plans; no names of people."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time

from khuyenhoc.analytics import tasks
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.directives import queries as directives
from khuyenhoc.apps.gatherings import queries as gatherings
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.domain.agenda import Entry
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.sentences import words

Address = Callable[[str, Sequence[int]], str]
HOST = "khuyenhoc"


def entries(user: User, on: date, *, since: date, address: Address, language: str = "vi") -> list[Entry]:
    """In order of their days and hours. address: of a page by its name and arguments."""
    found = [
        *_gatherings(user, on, since, address, language),
        *_rounds(user, on, since, address, language),
        *_tasks(user, on, since, address, language),
        *_returns(user, on, since, address, language),
    ]
    return sorted(found, key=lambda one: (one.first, one.from_hour or time(), one.uid))


def _gatherings(user: User, on: date, since: date, address: Address, language: str) -> Iterable[Entry]:
    rows = gatherings.coming_to(user, on, since)
    names = places.labels({one.place_id for one in rows}, on)
    for one in rows:
        title = f"({_said('cancelled', language)}) {one.title}" if one.cancelled_at else one.title
        yield Entry(
            uid=f"gathering-{one.pk}@{HOST}",
            first=one.held_on,
            last=one.until or one.held_on,
            from_hour=one.from_hour,
            to_hour=one.to_hour,
            summary=title,
            changed=one.cancelled_at or one.recorded_at,
            where=one.where or names[one.place_id],
            about=f"{words.word('gathering', one.kind, language)} – {names[one.place_id]}",
            address=address("gathering", [one.place_id, one.pk]),
            is_cancelled=one.cancelled_at is not None,
        )


def _rounds(user: User, on: date, since: date, address: Address, language: str) -> Iterable[Entry]:
    """The last days of the rounds that run at the person's own places."""
    own = dict.fromkeys(place for place, _ in access.scope(user, on).granted)
    seen: dict[int, tuple[Round, int]] = {}
    for place in own:
        for opened in tasks.running(place, on):
            seen.setdefault(opened.pk, (opened, place))
    names = places.labels({place for _, place in seen.values()}, on)
    for opened, place in seen.values():
        title = f"{words.title(opened.title, opened.level, language)} {opened.year}"
        for part, day, said in (
            ("register", opened.registration_to, _said("register_by", language)),
            ("decide", opened.decide_to, _said("decide_by", language)),
        ):
            if day >= since:
                yield Entry(
                    uid=f"round-{opened.pk}-{part}@{HOST}",
                    first=day,
                    last=day,
                    summary=f"{said}: {title}",
                    changed=opened.recorded_at,
                    where=names[place],
                    address=address("round", [opened.pk]),
                )


def _tasks(user: User, on: date, since: date, address: Address, language: str) -> Iterable[Entry]:
    rows = directives.visible_tasks(user, on, since)
    names = places.labels({one.task.place_id for one in rows}, on)
    for one in rows:
        yield Entry(
            uid=f"task-{one.task.pk}@{HOST}",
            first=one.task.deadline,
            last=one.task.deadline,
            summary=f"{_said('task', language)}: {one.task.title}",
            changed=one.task.recorded_at,
            where=names[one.task.place_id],
            address=address("plan_task", [one.task.place_id, one.task.pk]),
        )


def _returns(user: User, on: date, since: date, address: Address, language: str) -> Iterable[Entry]:
    rows = [one for one in tasks.due_of(user, on) if not one.number and one.day >= since]
    names = places.labels({one.place_id for one in rows}, on)
    for one in rows:
        yield Entry(
            uid=f"return-{one.place_id}-{one.period}@{HOST}",
            first=one.day,
            last=one.day,
            summary=f"{_said('hand_in', language)} {one.period}",
            changed=datetime.combine(one.day, time(), VIETNAM),
            where=names[one.place_id],
            address=address("returns_of", [one.place_id]),
        )


def _said(code: str, language: str) -> str:
    return words.word("agenda", code, language)
