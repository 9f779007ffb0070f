"""The book of a fund: nothing is lost, nothing doubled, nothing below 0."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import ledger
from khuyenhoc.domain.ledger import (
    HOLDINGS,
    Account,
    AmountUnsound,
    BalanceBelowZero,
    Donor,
    Entry,
    FundYearClosed,
    Line,
    Lines,
    LinesUnbalanced,
    Purpose,
)

amounts = st.integers(1, 10**12)
holdings = st.sampled_from(HOLDINGS)
days = st.dates(date(2023, 1, 1), date(2025, 12, 31))


vouchers: st.SearchStrategy[Lines] = st.one_of(
    st.builds(ledger.receipt, holdings, st.sampled_from(Donor), amounts),
    st.builds(ledger.payment, holdings, st.sampled_from(Purpose), amounts),
    st.builds(ledger.sent, holdings, amounts),
    st.builds(ledger.received, holdings, amounts),
    st.builds(ledger.moved, holdings, holdings, amounts),
    st.builds(ledger.opening, st.dictionaries(holdings, amounts, min_size=1)),
)
books = st.lists(st.tuples(days, vouchers), max_size=30)


@given(vouchers)
def test_every_voucher_adds_up_to_nothing_and_its_counter_entry_takes_all_of_it_back(told: Lines) -> None:
    back = ledger.countered(told)

    assert sum(line.amount for line in told) == 0
    both = ledger.balances([*ledger.entries(told, date.max), *ledger.entries(back, date.max)])
    assert set(both.values()) == {0}
    assert ledger.countered(back) == told


@given(books)
def test_what_a_fund_has_is_what_came_less_what_went(book: list[tuple[date, Lines]]) -> None:
    held = ledger.balances(entry for day, lines in book for entry in ledger.entries(lines, day))

    elsewhere = sum(line.amount for _, lines in book for line in lines if line.account not in HOLDINGS)
    assert sum(held.values()) == -elsewhere


@given(books, st.integers(2023, 2025))
def test_carried_over_at_the_end_of_a_year_nothing_is_lost(book: list[tuple[date, Lines]], year: int) -> None:
    entries = [entry for day, lines in book for entry in ledger.entries(lines, day)]

    carried = ledger.balances(entry for entry in entries if entry.day.year <= year)
    later = ledger.balances(entry for entry in entries if entry.day.year > year)
    assert {one: carried[one] + later[one] for one in HOLDINGS} == ledger.balances(entries)


@given(books)
def test_a_day_below_nothing_is_found_wherever_it_lies(book: list[tuple[date, Lines]]) -> None:
    entries = [entry for day, lines in book for entry in ledger.entries(lines, day)]
    ends = [
        ledger.balances(one for one in entries if one.day <= day)[account]
        for day in {one.day for one in entries}
        for account in HOLDINGS
    ]

    if all(amount >= 0 for amount in ends):
        ledger.require_never_below_zero({}, entries)
    else:
        with pytest.raises(BalanceBelowZero):
            ledger.require_never_below_zero({}, entries)


@given(books, days)
def test_what_was_before_a_day_stands_for_all_that_led_to_it(
    book: list[tuple[date, Lines]], since: date
) -> None:
    entries = [entry for day, lines in book for entry in ledger.entries(lines, day)]
    before = ledger.balances(one for one in entries if one.day < since)
    told = [one for one in entries if one.day >= since]

    def outcome(start: dict[Account, int], rest: list[Entry]) -> str:
        try:
            ledger.require_never_below_zero(start, rest)
        except BalanceBelowZero as error:
            return str(error)
        return ""

    carried = [Entry(since - timedelta(days=1), account, amount) for account, amount in before.items()]
    if all(amount >= 0 for amount in before.values()):
        assert outcome(before, told) == outcome({}, [*carried, *told])


def test_money_spent_on_the_day_it_came_is_there() -> None:
    day = date(2024, 1, 5)
    ledger.require_never_below_zero({}, [Entry(day, Account.CASH, -7), Entry(day, Account.CASH, 7)])


def test_an_earlier_spending_may_make_a_later_day_short() -> None:
    told = [
        Entry(date(2024, 1, 1), Account.CASH, 10),
        Entry(date(2024, 3, 1), Account.CASH, -8),
        Entry(date(2024, 2, 1), Account.CASH, -5),
    ]
    with pytest.raises(BalanceBelowZero) as broken:
        ledger.require_never_below_zero({}, told)
    assert broken.value.facts == {"holding": "cash", "day": date(2024, 3, 1), "short": 3}


@pytest.mark.parametrize("amount", [0, -1, ledger.MOST + 1])
def test_no_voucher_of_nothing_or_of_more_than_there_can_be(amount: int) -> None:
    with pytest.raises(AmountUnsound):
        ledger.receipt(Account.CASH, Donor.MEMBERS, amount)


def test_lines_that_differ_are_no_voucher() -> None:
    with pytest.raises(LinesUnbalanced):
        ledger.checked([Line(Account.CASH, 5), Line(Account.INCOME, -4, "members")])


def test_a_closed_year_and_all_before_it_take_nothing() -> None:
    ledger.require_open(date(2024, 1, 1), 2023)
    for day in (date(2023, 12, 31), date(2021, 5, 5)):
        with pytest.raises(FundYearClosed):
            ledger.require_open(day, 2023)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1.500.000", 1_500_000), ("1,5 triệu", 1_500_000), ("200 nghìn đồng", 200_000), ("12345", 12_345)],
)
def test_money_is_read_as_people_write_it(text: str, amount: int) -> None:
    assert ledger.dong(text) == amount


@pytest.mark.parametrize("text", ["gần 5 triệu", "3 - 4 triệu", "0", "1,5"])
def test_what_is_no_exact_amount_enters_no_book(text: str) -> None:
    with pytest.raises(AmountUnsound):
        ledger.dong(text)
