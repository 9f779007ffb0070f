"""The ten codes of the second step on a sheet to be kept at home: made for whoever holds them, kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khuyenhoc.papers import addresses, press


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """address: where they are typed."""

    username: str
    made_on: date
    codes: tuple[str, ...]
    address: str


def of(username: str, codes: Sequence[str], *, on: date) -> CodeSheet:
    return CodeSheet(username, on, tuple(codes), addresses.shown(addresses.sign_in()))


def pdf(paper: CodeSheet) -> bytes:
    """Half of an A4 page: a box to cross out beside each code."""
    return press.typeset(
        "second_step_codes", paper, dated=paper.made_on, name="Mã đăng nhập in trên giấy", is_secret=True
    )
