"""Books of funds: numbered without gaps, never short on any day, closed for ever, corrected by counter-entries."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Sum

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.funds import actions, queries
from khuyenhoc.apps.funds.actions import (
    AlreadyCorrected,
    CorrectsTooEarly,
    DecisionMissing,
    EntryBeforeFund,
    EntryInFuture,
    FundNameTaken,
    NewEntry,
    NothingToClose,
    NotToCorrect,
    OpenedAlready,
    ReceivedAlready,
    ReceivedTooEarly,
    TransferReceived,
    YearNotClosed,
    YearNotOver,
)
from khuyenhoc.apps.funds.models import Fund, Line, Voucher
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.ledger import Account, BalanceBelowZero, Donor, FundYearClosed, Purpose
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.written_numbers import NumberUnreadable
from tests import make
from tests.at_once import at_once
from tests.make import NOON, Country, People

DAY = NOON.date()
NEW_YEAR = datetime(2024, 1, 5, 9, tzinfo=VIETNAM)
CASH = Account.CASH


@pytest.fixture
def fund(land: Country, who: People) -> Fund:
    return make.fund(land.commune, by=who.association, cash=1_000_000)


def spend(of: Fund, amount: int, who: People, *, day: date = DAY, at: datetime = NOON) -> Voucher:
    entry = NewEntry(day, CASH, amount, purpose=Purpose.MOVEMENT, about="Chi mẫu")
    return actions.enter(of.pk, [entry], by=who.association, at=at)[0]


def cash(of: Fund, on: date = date(2023, 12, 31)) -> int:
    return queries.holdings_at(of.pk, on).cash


def test_income_and_spending_are_numbered_apart_each_without_a_gap(fund: Fund, who: People) -> None:
    told = [make.income(fund, 100, by=who.association), spend(fund, 50, who)]
    told += [make.income(fund, 200, by=who.association), spend(fund, 60, who)]

    assert [(one.kind, one.number) for one in told] == [
        ("receipt", 1),
        ("payment", 1),
        ("receipt", 2),
        ("payment", 2),
    ]
    assert cash(fund) == 1_000_190
    event = Event.objects.filter(deed="fund.entered").latest("pk")
    assert (event.object_id, event.place_id, event.facts["payments"]) == (fund.pk, fund.place_id, 60)
    assert "Mẫu Văn Tặng" not in str(list(Event.objects.values_list("facts", flat=True)))


def test_a_refused_entry_leaves_no_gap_and_nothing_behind(fund: Fund, who: People) -> None:
    make.income(fund, 100, by=who.association)
    with pytest.raises(BalanceBelowZero):
        spend(fund, 1_000_101, who)

    assert make.income(fund, 5, by=who.association).number == 2
    assert Line.objects.filter(fund=fund).count() == 6
    assert cash(fund) == 1_000_105


def test_no_day_may_be_short_also_one_before_what_is_there_already(fund: Fund, who: People) -> None:
    spend(fund, 900_000, who, day=DAY - timedelta(days=20))
    make.income(fund, 500_000, by=who.association, day=DAY)

    with pytest.raises(BalanceBelowZero) as broken:
        spend(fund, 200_000, who, day=DAY - timedelta(days=30))
    assert broken.value.facts["day"] == DAY - timedelta(days=20)
    spend(fund, 600_000, who)
    assert cash(fund) == 0


@pytest.mark.parametrize("amount", [NOON.date() + timedelta(days=1), date(2021, 12, 31)])
def test_the_book_takes_no_day_to_come_and_none_before_it(fund: Fund, who: People, amount: date) -> None:
    with pytest.raises((EntryInFuture, EntryBeforeFund)):
        spend(fund, 1, who, day=amount)


def test_awards_need_a_decision(fund: Fund, who: People) -> None:
    entry = NewEntry(DAY, CASH, 5, purpose=Purpose.SCHOLARSHIPS)
    with pytest.raises(DecisionMissing):
        actions.enter(fund.pk, [entry], by=who.association, at=NOON)


def test_who_keeps_no_books_there_finds_no_fund(fund: Fund, land: Country, who: People) -> None:
    stranger = make.user("stranger", Role.COMMUNE_ASSOCIATION, land.other_commune)
    for person in (stranger, who.committee):
        with pytest.raises(OutsideScope):
            make.income(fund, 1, by=person)
    with pytest.raises(OutsideScope):
        queries.fund(fund.pk, seen_by=stranger, on=DAY)
    with pytest.raises(OutsideScope):
        make.income(Fund(pk=fund.pk + 1), 1, by=who.association)


def test_a_fund_is_opened_once_under_a_name_and_its_balance_told_once(fund: Fund, who: People) -> None:
    with pytest.raises(FundNameTaken):
        actions.open_fund(fund.place_id, fund.name.upper(), since=DAY, by=who.association, at=NOON)
    told: dict[str, Any] = {"bank": 0, "goods": 0, "about": "Mẫu"}
    with pytest.raises(OpenedAlready):
        actions.tell_opening(fund.pk, cash=5, **told, by=who.association, at=NOON)
    first = Voucher.objects.get(fund=fund, kind="opening")
    actions.correct(first.pk, day=DAY, reason="Ghi nhầm", by=who.association, at=NOON)
    again = actions.tell_opening(fund.pk, cash=7, **told, by=who.association, at=NOON)
    assert (again.number, cash(fund)) == (2, 7)


def test_a_correction_takes_all_of_it_back_and_names_what_it_corrects(fund: Fund, who: People) -> None:
    wrong = spend(fund, 300_000, who)
    back = actions.correct(wrong.pk, day=DAY, reason="Ghi nhầm", by=who.association, at=NOON)

    assert (back.corrects_id, back.kind, cash(fund)) == (wrong.pk, "correction", 1_000_000)
    told = queries.statement(fund, 2023)
    assert (told.spending, told.spent) == ((), 0)
    for again, error in ((wrong, AlreadyCorrected), (back, NotToCorrect)):
        with pytest.raises(error):
            actions.correct(again.pk, day=DAY, reason="Lại", by=who.association, at=NOON)
    other = spend(fund, 5, who)
    with pytest.raises(CorrectsTooEarly):
        actions.correct(other.pk, day=DAY - timedelta(days=1), reason="x", by=who.association, at=NOON)


def test_income_that_was_spent_already_cannot_be_taken_back(fund: Fund, who: People) -> None:
    given = make.income(fund, 500_000, by=who.association)
    spend(fund, 1_200_000, who)
    with pytest.raises(BalanceBelowZero):
        actions.correct(given.pk, day=DAY, reason="x", by=who.association, at=NOON)


def test_a_closed_year_takes_nothing_is_carried_over_and_is_corrected_in_the_open_one(
    fund: Fund, who: People
) -> None:
    wrong = spend(fund, 400_000, who)
    with pytest.raises(YearNotOver):
        actions.close_years(fund.pk, 2023, by=who.association, at=NOON)
    closed = actions.close_years(fund.pk, 2023, by=who.association, at=NEW_YEAR)

    assert [(one.year, one.cash) for one in closed] == [(2022, 1_000_000), (2023, 600_000)]
    with pytest.raises(FundYearClosed):
        spend(fund, 1, who, day=DAY, at=NEW_YEAR)
    with pytest.raises(FundYearClosed):
        actions.correct(wrong.pk, day=DAY, reason="x", by=who.association, at=NEW_YEAR)
    with pytest.raises(NothingToClose):
        actions.close_years(fund.pk, 2023, by=who.association, at=NEW_YEAR)
    actions.correct(wrong.pk, day=NEW_YEAR.date(), reason="Ghi nhầm", by=who.association, at=NEW_YEAR)
    before, after = queries.statement(fund, 2023), queries.statement(fund, 2024)
    assert (before.is_closed, before.spent, before.after.cash) == (True, 400_000, 600_000)
    assert (after.before, after.spent, after.after.cash) == (before.after, -400_000, 1_000_000)


def test_only_closed_years_are_published_and_taken_back(fund: Fund, who: People) -> None:
    with pytest.raises(YearNotClosed):
        actions.publish(fund.pk, 2023, by=who.association, at=NOON)
    actions.close_years(fund.pk, 2023, by=who.association, at=NEW_YEAR)
    first = actions.publish(fund.pk, 2023, by=who.association, at=NEW_YEAR)

    assert actions.publish(fund.pk, 2023, by=who.association, at=NEW_YEAR) == first
    assert queries.public_statement(fund.pk, 2023) is not None
    assert actions.take_back_publication(fund.pk, 2023, by=who.association, at=NEW_YEAR)
    assert queries.public_statement(fund.pk, 2023) is None


def test_a_transfer_is_no_income_and_arrives_when_the_other_fund_says_so(
    fund: Fund, land: Country, who: People
) -> None:
    other = make.fund(land.province, by=who.province, name="Quỹ tỉnh mẫu")
    sent = actions.send(
        fund.pk, other.pk, out_of=CASH, amount=250_000, day=DAY, about="Nộp", by=who.association, at=NOON
    )

    assert queries.waiting_for(other.pk) == [sent]
    told: dict[str, Any] = {"into": Account.BANK, "by": who.province, "at": NOON}
    with pytest.raises(ReceivedTooEarly):
        actions.receive(other.pk, sent.pk, day=DAY - timedelta(days=1), **told)
    got = actions.receive(other.pk, sent.pk, day=DAY, **told)
    with pytest.raises(ReceivedAlready):
        actions.receive(other.pk, sent.pk, day=DAY, **told)
    with pytest.raises(TransferReceived):
        actions.correct(sent.pk, day=DAY, reason="x", by=who.association, at=NOON)
    make.income(fund, 100_000, by=who.association)
    both = queries.totals(queries.standing_below(land.province.pk, DAY), 2023, 2023)
    assert (both.raised_total, both.spent_total, both.transfers) == (100_000, 0, 0)
    assert both.held.total == 1_100_000
    assert queries.totals(queries.standing_below(land.commune.pk, DAY), 2023, 2023).transfers == 250_000
    stated = queries.statement(other, 2023)
    assert (stated.received, stated.raised, stated.after.bank) == (250_000, 0, 250_000)
    actions.correct(got.pk, day=DAY, reason="x", by=who.province, at=NOON)
    actions.correct(sent.pk, day=DAY, reason="x", by=who.association, at=NOON)
    assert queries.waiting_for(other.pk) == []
    assert queries.statement(fund, 2023).sent == 0


def test_what_papers_tell_of_earlier_years_stands_beside_the_book(fund: Fund, who: People) -> None:
    told = actions.tell_past_total(
        fund.pk,
        "raised",
        "hơn 180 tỷ đồng",
        first=2016,
        last=2021,
        source="Báo cáo mẫu",
        by=who.association,
        at=NOON,
    )

    assert (told.qualifier, told.low) == ("more than", 180_000_000_000)
    assert queries.totals(queries.standing_below(fund.place_id, DAY), 2016, 2023).raised_total == 0
    with pytest.raises(NumberUnreadable):
        actions.tell_past_total(
            fund.pk, "raised", "nhiều", first=2016, last=2021, source="x", by=who.association, at=NOON
        )
    assert actions.take_back_past_total(told.pk, by=who.association, at=NOON)
    assert queries.past_totals(fund.pk) == []


def test_the_book_is_found_by_kind_source_day_and_words(fund: Fund, who: People) -> None:
    make.income(fund, 100, by=who.association, donor=Donor.COMPANIES, day=DAY - timedelta(days=3))
    spend(fund, 50, who)

    def found(**asked: object) -> list[str]:
        told = queries.book(queries.BookQuery(fund.pk, **asked))  # type: ignore[arg-type]  # fields of it
        return [one.kind for one in told.rows]

    assert found() == ["payment", "receipt", "opening"]
    assert found(kind="payment") == found(search="chi mau") == found(first=DAY) == ["payment"]
    assert found(source="companies") == found(search="tặng") == ["receipt"]
    first = queries.book(queries.BookQuery(fund.pk, limit=2))
    rest = queries.book(queries.BookQuery(fund.pk, limit=2, after=first.next))
    assert [one.kind for one in (*first.rows, *rest.rows)] == found()


def tried(deeds: list[Callable[[], object]]) -> list[str]:
    return [type(one).__name__ if isinstance(one, Exception) else "done" for one in at_once(deeds)]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_lose_and_double_no_dong_and_no_number(land: Country, who: People) -> None:
    fund = make.fund(land.commune, by=who.association, cash=1_000)
    spending: list[Callable[[], object]] = [lambda: spend(fund, 300, who) for _ in range(5)]
    giving: list[Callable[[], object]] = [lambda: make.income(fund, 1, by=who.association) for _ in range(3)]

    outcome = tried([*spending, *giving])

    assert outcome[5:] == ["done"] * 3
    assert sorted(outcome[:5]) == ["BalanceBelowZero"] * 2 + ["done"] * 3
    assert cash(fund) == 103
    assert Line.objects.aggregate(told=Sum("amount"))["told"] == 0
    for kind, number in (("receipt", 3), ("payment", 3)):
        rows = Voucher.objects.filter(fund=fund, kind=kind).order_by("number")
        assert list(rows.values_list("number", flat=True)) == list(range(1, number + 1))


@pytest.mark.django_db(transaction=True)
def test_received_and_taken_back_at_once_only_one_of_them_happens(land: Country, who: People) -> None:
    fund = make.fund(land.commune, by=who.association, cash=1_000)
    other = make.fund(land.province, by=who.province, name="Quỹ tỉnh mẫu")
    sent = actions.send(
        fund.pk, other.pk, out_of=CASH, amount=400, day=DAY, about="Nộp", by=who.association, at=NOON
    )

    def receive() -> object:
        return actions.receive(other.pk, sent.pk, into=CASH, day=DAY, by=who.province, at=NOON)

    outcome = tried(
        [
            receive,
            receive,
            lambda: actions.correct(sent.pk, day=DAY, reason="x", by=who.association, at=NOON),
        ]
    )

    assert outcome.count("done") == 1
    assert cash(fund) + cash(other) == 1_000
