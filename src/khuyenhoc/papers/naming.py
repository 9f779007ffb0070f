"""What a title, its holders and their column are called on a paper."""

from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.sentences import words


@dataclass(frozen=True, slots=True)
class Naming:
    """title: with its level, or as the place calls it. holders: as they follow a number. column: over their names."""

    title: str
    year: int
    holders: str
    column: str


def of_round(held_in: Round, place: int, on: date) -> Naming:
    """place: whose local word for the title goes before the general one."""
    local = rounds.alias(place, Title(held_in.title), on)
    level = "" if held_in.level == Level.HAMLET else held_in.level
    holders, column = words.word("holders", held_in.title), words.word("holder_column", held_in.title)
    return Naming(local or words.title(held_in.title, level), held_in.year, holders, column)
