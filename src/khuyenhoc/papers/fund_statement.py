"""Công khai thu chi quỹ: what was there, what came, what went and what is left in a year; nobody's name."""

from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.funds.queries import Row, Statement
from khuyenhoc.domain.numbers import grouped
from khuyenhoc.papers import press
from khuyenhoc.papers.amounts import Amount, amount
from khuyenhoc.papers.letterhead import Letterhead, of_association
from khuyenhoc.papers.voucher import SAMPLE, of_fund
from khuyenhoc.sentences import words


@dataclass(frozen=True, slots=True)
class StatementLine:
    """level: 1 for a heading with its sum, 2 for a part of it. money, goods, total: written, "" for nothing."""

    level: int
    number: str
    name: str
    money: str
    goods: str
    total: str


@dataclass(frozen=True, slots=True)
class StatementPaper:
    head: Letterhead
    fund: str
    year: int
    is_closed: bool
    lines: tuple[StatementLine, ...]
    left: Amount
    marks: tuple[str, ...]


def of(told: Statement, *, on: date) -> StatementPaper:
    """on: the day the paper is dated."""
    lines = [_line(1, "I", "Số dư đầu năm (năm trước chuyển sang)", told.before.money, told.before.goods)]
    if told.opening:
        lines.append(_line(1, "", "Số dư ghi khi lập sổ", told.opening, 0, is_sum_only=True))
    lines += _part("II", "Thu trong năm", "donor", told.income)
    lines += _part("III", "Chi trong năm", "purpose", told.spending)
    if told.received:
        lines.append(
            _line(1, "", "Nhận từ quỹ khác (không tính là vận động)", told.received, 0, is_sum_only=True)
        )
    if told.sent:
        lines.append(_line(1, "", "Chuyển sang quỹ khác (không tính là chi)", told.sent, 0, is_sum_only=True))
    lines.append(_line(1, "IV", "Số dư cuối năm (chuyển năm sau)", told.after.money, told.after.goods))
    return StatementPaper(
        head=of_fund(told.fund, of_association(told.fund.place_id, on)),
        fund=told.fund.name,
        year=told.year,
        is_closed=told.is_closed,
        lines=tuple(lines),
        left=amount(told.after.total),
        marks=(SAMPLE,) if told.fund.is_sample else (),
    )


def _part(number: str, name: str, kind: str, rows: tuple[Row, ...]) -> list[StatementLine]:
    found = [_line(1, number, name, sum(row.money for row in rows), sum(row.goods for row in rows))]
    for at, row in enumerate(rows, start=1):
        found.append(_line(2, str(at), words.word(kind, row.code), row.money, row.goods))
    return found


def _line(
    level: int, number: str, name: str, money: int, goods: int, *, is_sum_only: bool = False
) -> StatementLine:
    if is_sum_only:
        return StatementLine(level, number, name, "", "", _written(money))
    return StatementLine(level, number, name, _written(money), _written(goods), _written(money + goods))


def _written(number: int) -> str:
    """A counter-entry of an earlier year may leave a line below 0."""
    return f"−{grouped(-number)}" if number < 0 else grouped(number)


def pdf(paper: StatementPaper) -> bytes:
    """A4 upright."""
    name = f"Công khai thu chi {paper.fund} năm {paper.year}"
    return press.typeset("fund_statement", paper, dated=paper.head.day, name=name)
