"""The places right below: ranked by one title, and the rates of all of them."""

from khuyenhoc.analytics.reports.content import Cell, Column, Kind, Table
from khuyenhoc.analytics.reports.gathering import Gathered, recognised_of
from khuyenhoc.analytics.reports.writing import Writer
from khuyenhoc.domain import numbers
from khuyenhoc.domain.ranking import ranked
from khuyenhoc.domain.titles import FIVE_TITLES
from khuyenhoc.sentences import reports as said

MOST_NAMED = 8  # of those not ranked, the others as a number


def below(found: Gathered, write: Writer) -> tuple[tuple[str, ...], tuple[Table, ...], tuple[str, ...]]:
    """Paragraphs, tables and notes; nothing where nothing lies below."""
    if not found.below:
        return (), (), ()
    by = recognised_of(found.asked.rank_by)
    name = write.title_name(found.asked.rank_by)
    figures = {place: found.figures_below[by, place] for place in found.below}
    in_order, unranked = ranked(figures, lambda place: figures[place].rate)
    paragraphs = []
    if len(in_order) > 1:
        top, bottom = (figures[in_order[at][1]].rate for at in (0, -1))
        first = [place for _rank, place in in_order if figures[place].rate == top]
        last = [place for _rank, place in in_order if figures[place].rate == bottom and bottom != top]

        def named(ones: list[int]) -> list[tuple[str, str]]:
            return [(found.below[place], write.rate(figures[place]).text) for place in ones]

        paragraphs.append(said.leaders(name, named(first), named(last), write.language))
    notes = []
    if unranked:
        some = ", ".join(found.below[place] for place in unranked[:MOST_NAMED])
        others = len(unranked) - MOST_NAMED
        notes.append(said.unranked(len(unranked), some, max(0, others), write.language))
    hidden = len(found.all_below) - len(found.below)
    if hidden:
        told = numbers.grouped(hidden, language=write.language)
        notes.append(said.foot("hidden", write.language, number=told))
    tables = []
    if in_order:
        rows = tuple(
            (
                Cell(str(rank), rank),
                Cell(found.below[place]),
                write.value(figures[place]),
                write.base(figures[place]),
                write.rate(figures[place]),
            )
            for rank, place in in_order
        )
        caption = said.told(said.CAPTIONS, "ranks", write.language, name=name)
        tables.append(Table("ranks", caption, _heads(write), rows))
        tables.append(_shares(found, write))
    return tuple(paragraphs), tuple(tables), tuple(notes)


def _heads(write: Writer) -> tuple[Column, ...]:
    named = (
        ("rank", Kind.RANK),
        ("place", Kind.TEXT),
        ("recognised", Kind.NUMBER),
        ("base", Kind.NUMBER),
        ("rate", Kind.PERCENT),
    )
    return tuple(Column(said.told(said.COLUMNS, code, write.language), kind) for code, kind in named)


def _shares(found: Gathered, write: Writer) -> Table:
    heads = [Column(said.told(said.COLUMNS, "place", write.language))]
    heads += [Column(write.short_name(row), Kind.PERCENT) for row in FIVE_TITLES]
    rows = []
    for place, name in found.below.items():
        mine = [found.figures_below[recognised_of(row), place] for row in FIVE_TITLES]
        if any(one.rate is not None for one in mine):
            rows.append((Cell(name), *(write.rate(one) for one in mine)))
    return Table("shares", said.told(said.CAPTIONS, "shares", write.language), tuple(heads), tuple(rows))
