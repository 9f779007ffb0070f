"""Numbers on papers: in figures, and in words so that nobody alters them."""

from dataclasses import dataclass

from khuyenhoc.domain.numbers import grouped
from khuyenhoc.domain.official_writing import in_words


@dataclass(frozen=True, slots=True)
class Amount:
    """125.071 and "một trăm hai mươi lăm nghìn không trăm bảy mươi mốt"."""

    figures: str
    words: str


def amount(number: int) -> Amount:
    return Amount(grouped(number), in_words(number))
