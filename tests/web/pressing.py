"""Presses tried by everybody: whoever it is not for is refused and changes nothing, whose it is gets through."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse

from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.domain.roles import PERMISSIONS, Role
from tests.scene import Scene
from tests.web.canaries import Country, Viewer
from tests.web.forms_of_pages import Body, sheets
from tests.web.matrix import signed_in
from tests.web.press import Press, Story

# Kept beside the rows: who is signed in, what was answered, who tried how often.
APART = re.compile(r"django_|auth_|axes_|audit_receipt")
WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|COPY)\s+"?(\w+)"?', re.IGNORECASE)
ELSEWHERE = ("sibling", "cousin")  # whose officers try, on their own pages, what is another place's
OWN = b"Zqown"  # how every word of the commune that is pressed begins
UNKNOWN = 999_999_999
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@dataclass
class Outcome:
    """checks: presses that had to be refused; wrong: those that were not, or changed something, in words.

    through: presses that got through for whom they are.
    """

    checks: int = 0
    wrong: list[str] = field(default_factory=list)
    through: set[str] = field(default_factory=set)

    def add(self, other: "Outcome") -> None:
        self.checks += other.checks
        self.wrong += other.wrong
        self.through |= other.through


class Clients:
    """One for each account, signed in before anything is tried, so that no rollback signs them out."""

    def __init__(self, country: Country) -> None:
        self._made: dict[int, tuple[User, Client]] = {}
        for viewer in country.viewers:
            self.of(viewer.user)
        for shown in country.scenes.values():
            for role in ("branch", "association", "committee", "province", "centre"):
                self.of(getattr(shown.who, role))

    def of(self, user: User) -> Client:
        if user.pk not in self._made:
            self._made[user.pk] = user, signed_in(user)
        return self._made[user.pk][1]

    def wake(self) -> None:
        """Sign those in again whom a deed signed out."""
        for pk, (user, client) in self._made.items():
            if not client.cookies["sessionid"].value:
                self._made[pk] = user, signed_in(user)


class Rows:
    """Tells whether any row of any table changed; a table that nobody wrote to since is not read again.

    Within `watched` only: what writes there without SQL that begins with the word for it is told at the end.
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    @contextmanager
    def watched(self) -> Iterator[None]:
        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if match := WRITE.match(sql):
                self._known.pop(match[1], None)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            yield
        seen, self._known = self._known, {}
        self.digest()
        unseen = [name for name in seen if seen[name] != self._known[name]]
        assert not unseen, f"written to by what is not SQL of its own: {unseen}"

    def digest(self) -> str:
        """Of all rows of all tables but those kept apart."""
        with connection.cursor() as cursor:
            for table in tables():
                if table not in self._known:
                    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  (a table's name)
                    told = repr(sorted(map(repr, cursor.fetchall()))).encode()
                    self._known[table] = hashlib.blake2b(told).hexdigest()
        return hashlib.blake2b(repr(sorted(self._known.items())).encode()).hexdigest()


@cache
def tables() -> list[str]:
    """That hold what people wrote; the same from the first test to the last."""
    with connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
    return [name for name in names if not APART.match(name)]


@contextmanager
def writes() -> Iterator[list[str]]:
    """The tables written to, in order, by what runs meanwhile, also if it is taken back."""
    found: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        match = WRITE.match(sql)
        if match and not APART.match(match[1]):
            found.append(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def is_for(viewer: Viewer, press: Press, target: str) -> bool:
    """Told from the roles' own table and where the viewer works, not by asking the predicate that is tried."""
    roles = Grant.objects.filter(user=viewer.user).values_list("role", flat=True)
    if not any(press.needs in PERMISSIONS[Role(role)] for role in roles):
        return False
    inside = target in viewer.sees or (press.spot and (target, press.spot) in viewer.sees)
    titled = not viewer.titles or not press.title or press.title in viewer.titles
    return press.anywhere or bool(inside and titled)


Attempt = tuple[int, str]  # which press of the story, and who tries it: a viewer, or a place on its own page
Around = Callable[[Attempt, Callable[[], Outcome]], Outcome]


def play(
    country: Country,
    clients: Clients,
    target: str,
    story: Story,
    *,
    every: int = 1,
    only: Attempt | None = None,
    around: Around = lambda _, attempt: attempt(),
) -> Outcome:
    """Press after press, each tried by one in `every` of those it is not for before it is done; then all undone.

    only: this one attempt and no other. around: does an attempt, for whoever wants to watch it.
    """
    found, shown, rows = Outcome(), country.scenes[target], Rows()
    clients.wake()
    with transaction.atomic(), override_settings(SECOND_STEP_ROLES=frozenset()):
        with rows.watched():
            answer: Any = None
            for index, press in enumerate(story):
                press.prepare(shown)
                client = clients.of(getattr(shown.who, press.by))
                body = body_of(press, shown, client, answer)
                if body is None:
                    found.wrong.append(f"{press.name} of {target}: no form for it on its page")
                    break
                before = rows.digest()
                for who, attempt in _attempts(country, clients, target, press, body)[
                    (index + len(story)) % every :: every
                ]:
                    if only in (None, (index, who)):
                        found.add(around((index, who), attempt))
                if only is not None and only[0] == index:
                    break
                if rows.digest() != before:
                    found.wrong.append(f"{press.name} of {target}: a refused press changed something")
                answer = send(client, press, press.address(shown), body, shown)
                if answer.status_code >= 400 or (rows.digest() != before) != press.writes:
                    told = f"{press.name} of {target} by {press.by}"
                    found.wrong.append(f"{told}: {answer.status_code} {_said(answer)}")
                    break
                found.through.add(press.name)
        transaction.set_rollback(True)
    return found


def _attempts(
    country: Country, clients: Clients, target: str, press: Press, body: Body
) -> list[tuple[str, Callable[[], Outcome]]]:
    strangers = [one for one in country.viewers if not is_for(one, press, target)]
    tried: list[tuple[str, Callable[[], Outcome]]] = [
        (one.name, partial(refused, country, clients, one, target, press, body)) for one in strangers
    ]
    crossing = [place for place in ELSEWHERE if press.names and place != target]
    return [
        *((f"page of {place}", partial(crossed, country, clients, place, press, body)) for place in crossing),
        *tried,
    ]


def body_of(press: Press, shown: Scene, client: Client, answer: Any) -> Body | None:
    """What the page's own form sends when it is filled in."""
    if press.page == "-":
        return {name: [v] if isinstance(v, str) else list(v) for name, v in press.typed(shown, {}).items()}
    if press.page == "<":
        page = answer
    elif press.page == ">":
        page = client.get(answer.headers["Location"], follow=True)
    else:
        page = client.get(press.page_address(shown), follow=True)
    at = urlsplit(page.request["PATH_INFO"]).path
    own = urlsplit(press.address(shown)).path
    wanted = {own, urlsplit(press.page_address(shown)).path if press.page not in "<>" else own}
    for sheet in sorted(
        sheets(page.content.decode()), key=lambda one: urlsplit(one.action or at).path != own
    ):
        if urlsplit(sheet.action or at).path in wanted:
            body = {
                **sheet.held,
                **sheet.open,
                **{name: [max(sheet.boxes[name], key=int)] for name in press.ticks if name in sheet.boxes},
            }
            typed = press.typed(shown, body)
            body |= {name: [v] if isinstance(v, str) else list(v) for name, v in typed.items()}
            body.pop("csrfmiddlewaretoken", None)
            return body
    return None


def send(client: Client, press: Press, address: str, body: Body, shown: Scene) -> Any:
    sent: dict[str, Any] = dict(body)
    if press.file:
        sent[press.file_as] = press.file(shown)
    return client.post(address, sent)


def refused(
    country: Country, clients: Clients, viewer: Viewer, target: str, press: Press, body: Body
) -> Outcome:
    """Who has no business there gets the answer for what does not exist; who has some is told no, either way."""
    found, shown, client = Outcome(), country.scenes[target], clients.of(viewer.user)
    told = f"{press.name} of {target} by {viewer.name}"
    with writes() as written, transaction.atomic():
        address = press.address(shown)
        answer = send(client, press, address, body, shown)
        before = list(written)
        if before:
            found.wrong += [f"{told}: writes {sorted(set(before))}"] if answer.status_code < 400 else []
            transaction.set_rollback(True)
    found.checks += 1
    if answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/"):
        return found  # the deed made them sign in anew
    if answer.status_code >= 500 or (answer.status_code < 400 and not press.anywhere):
        found.wrong.append(f"{told}: {answer.status_code} {_said(answer)}")
    elif not viewer.works_in(target) and not press.anywhere:
        found.checks += 1
        unknown = reverse(
            press.name, args=[UNKNOWN if isinstance(one, int) else one for one in press.arguments(shown)]
        )
        other = send(client, press, unknown + press.query(shown), body, shown)
        if answer.status_code not in (403, 404):
            found.wrong.append(f"{told}: answers {answer.status_code} {_said(answer)}")
        elif press.arguments(shown) and plain(answer, address) != plain(other, unknown):
            found.wrong.append(f"{told}: answers otherwise than for what is unknown")
    return found


def crossed(country: Country, clients: Clients, place: str, press: Press, body: Body) -> Outcome:
    """The other place's own officer, on their own address, with a body that names what is not theirs."""
    found, shown = Outcome(checks=1), country.scenes[place]
    client = clients.of(getattr(shown.who, press.by))
    try:
        address = press.address(shown)
    except IndexError:
        return Outcome()  # nothing of the kind is there to begin with
    with writes() as written, transaction.atomic():
        answer = send(client, press, address, body, shown)
        if written:
            transaction.set_rollback(True)
    if not press.writes:  # what is not theirs is left out of what the page shows, and nothing else
        page = client.get(answer.headers["Location"], follow=True) if answer.status_code == 302 else answer
        found.wrong += (
            [f"{press.name} on the page of {place}: shows what is another's"] if OWN in page.content else []
        )
    elif not 400 <= answer.status_code < 500:
        found.wrong.append(f"{press.name} on the page of {place}: {answer.status_code} {_said(answer)}")
    return found


def plain(answer: Any, address: str) -> tuple[int, str]:
    text = TOKEN.sub("", answer.content.decode("utf-8", "replace"))
    return answer.status_code, text.replace(urlsplit(address).path, "")


def _said(answer: Any) -> str:
    if answer.status_code in (301, 302):
        return str(answer.headers["Location"])
    text = re.sub(r"<[^>]+>|\s+", " ", answer.content.decode("utf-8", "replace").partition("<main")[2])
    text = re.sub(r"\s+", " ", text)
    return (text.partition("Chưa ghi được")[2] or text)[:300]
