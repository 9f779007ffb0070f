"""Cards by the hundred: of citizens who assess themselves, and of members."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.queries import BookQuery, Show
from khuyenhoc.apps.cards import actions
from khuyenhoc.apps.cards import queries as issued
from khuyenhoc.apps.cards.actions import IssuedCard
from khuyenhoc.domain.short_codes import POSSIBLE, short_code
from khuyenhoc.papers import card as card_papers
from khuyenhoc.papers import member_card as member_papers
from khuyenhoc.worker.desk import Desk, Finish

PDF = "application/pdf"
A_FILE = 400  # cards: fifty pages


def citizens(desk: Desk) -> Finish:
    """facts: year; again, whether those with a card get another, which makes the earlier one useless.

    The sheets are set first with codes drawn for them; the same codes are issued together with the job's own end, so
    that a sheet of a try cut short opens nothing.
    """
    year, again, today = desk.facts["year"], desk.facts["again"], desk.today()
    wanted = sorted(issued.to_be_issued(desk.place, year=year, on=today, again=again))
    drawn = [secrets.randbelow(POSSIBLE) for _ in wanted]
    cards = [
        IssuedCard(card=0, registration=pk, code=short_code(number))
        for pk, number in zip(wanted, drawn, strict=True)
    ]
    sheet = card_papers.of(cards, place=desk.place, on=today)
    for start in range(0, len(sheet.cards), A_FILE):
        desk.tell(start, len(sheet.cards))
        part = sheet.cards[start : start + A_FILE]
        label = f"{start + 1}–{start + len(part)}"
        made = card_papers.pdf(replace(sheet, cards=part))
        desk.put(made, name=f"the-{desk.place}-{year}-{start + 1}.pdf", kind=PDF, label=label)
    desk.tell(len(sheet.cards), len(sheet.cards))

    def write(at: datetime) -> Mapping[str, Any]:
        left = iter(drawn)
        made = actions.issue(wanted, draw=lambda _most: next(left), by=desk.by, at=at)
        return {"cards": len(made)}

    return write


def members(desk: Desk) -> Finish:
    """facts: branch; day, year, show, search, sort, as BookQuery has them."""
    asked = desk.facts
    branch = association.get(asked["branch"], place=desk.place, seen_by=desk.by, on=desk.today())
    query = BookQuery(
        branch,
        date.fromisoformat(asked["day"]),
        asked["year"],
        show=Show(asked["show"]),
        search=asked["search"],
        sort=asked["sort"],
        limit=A_FILE,
    )
    first = 1
    while True:
        page = association.book(query, seen_by=desk.by)
        paper = member_papers.of(branch, page.rows, on=desk.today())
        last = first + len(page.rows) - 1
        name = f"the-hoi-vien-{branch.pk}-{first}-{last}.pdf"
        desk.put(member_papers.pdf(paper), name=name, kind=PDF, label=f"{first}–{last}")
        if page.next is None:
            return lambda _at: {}
        query, first = replace(query, after=page.next), last + 1
