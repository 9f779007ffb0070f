"""A test of a test: with a question of scope deleted from the code, the matrix sees it missing.

scope_questions.csv names for each question one request, a page opened or a press. `noticed`: with this question alone
deleted the request is not refused as it should be, or shows a foreign word. `second`: another question stands before
it, so that deleting it alone shows nothing; but with no question asked at all the request gets through, and with this
one alone it is held back again. scope_questions_unseen.csv names the others, each with what it is for.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.dose import dose
from tests.web import matrix, pressing, questions
from tests.web.canaries import Country, build
from tests.web.pressing import Clients
from tests.web.questions import Asking
from tests.web.stories import STORIES
from tests.web.tally import keep

NOT_YET_NAMED = 12  # new or renamed ones that may wait for the next run at the full dose
FOLDER = Path(__file__).parent


class Row(NamedTuple):
    """kind: page or press. where: a page's address name, or the first press of a story. who: a viewer, or the page
    of another place. number: which of the addresses of that name, or which press of the story.
    """

    question: str
    how: str
    kind: str
    where: str
    number: int
    who: str


def told(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows() -> Iterator[Row]:
    for row in told("scope_questions.csv"):
        yield Row(
            row["question"],
            row["how"],
            row["kind"],
            row["where"],
            int(row["number"]),
            row["who"],
        )


@pytest.fixture
def country(db: None) -> Country:
    return build()


def got(country: Country, clients: Clients, row: Row) -> set[str]:
    """What the request got hold of: foreign words, and that it opened or got through at all.

    One that falls over shows nothing.
    """
    shown = country.scenes["own"]
    if row.kind == "page":
        viewer = next(one for one in country.viewers if one.name == row.who)
        address = matrix.named(shown, row.where)[row.number]
        answer = clients.of(viewer.user).get(address, follow=True)
        read = matrix.words_of(answer) & matrix.foreign_to(country, viewer)
        opened = {"opens"} if answer.status_code < 400 else set[str]()
        return opened | (read - matrix.rightly_named(country, viewer, address))
    for story in STORIES:
        if story[0].name == row.where and len(story) > row.number:
            found = pressing.play(country, clients, "own", story, only=(row.number, row.who))
            if any(": 500 " not in one for one in found.wrong):
                return {"gets through"}
    return set()


def is_seen(country: Country, clients: Clients, asking: Asking, row: Row) -> bool:
    try:
        asking.gone = lambda one: one.told == row.question or row.how == "second"
        without = got(country, clients, row)
        asking.gone = lambda one: one.told != row.question and row.how == "second"
        return bool(without - got(country, clients, row))
    finally:
        asking.gone = lambda _: False


def test_a_deleted_question_of_scope_is_seen_missing(country: Country) -> None:
    tried = list(rows())[:: dose(1, 1, small=20)]
    clients = Clients(country)

    with questions.asking() as asking:
        missed = [row for row in tried if not is_seen(country, clients, asking, row)]

    keep("questions deleted", len(tried))
    assert missed == []


def test_every_question_of_scope_is_seen_missing_or_says_what_it_is_for() -> None:
    named = [row.question for row in rows()] + [row["question"] for row in told("scope_questions_unseen.csv")]
    asked = {one.told for one in questions.questions()}

    assert len(named) == len(set(named))
    assert all(row["what_for"] for row in told("scope_questions_unseen.csv"))
    assert len(asked ^ set(named)) <= dose(0, 0, small=NOT_YET_NAMED)
