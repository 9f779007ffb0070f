"""Funds and scholarships as indicators: counted beside reported, transfers counted nowhere, no book no number."""

import pytest

from khuyenhoc.analytics import indicators as figured
from khuyenhoc.apps.funds import actions as funds
from khuyenhoc.apps.funds.models import Fund
from khuyenhoc.apps.scholarships import actions as scholarships
from khuyenhoc.apps.scholarships.actions import NewNominee
from khuyenhoc.domain.ledger import Account, Donor
from tests import make
from tests.make import NOON, Country, People

DAY = NOON.date()


@pytest.fixture
def fund(land: Country, who: People) -> Fund:
    made = make.fund(land.commune, by=who.association, cash=5_000_000)
    make.income(made, 700_000, by=who.association)
    make.income(made, 300_000, by=who.association, donor=Donor.COMPANIES)
    return made


def value(code: str, place: int, year: int = 2023) -> int | None:
    return figured.value(code, place, year).value


def test_what_was_raised_adds_up_over_levels_without_transfers(
    fund: Fund, land: Country, who: People
) -> None:
    above = make.fund(land.province, by=who.province, name="Quỹ tỉnh mẫu")
    sent = funds.send(
        fund.pk, above.pk, out_of=Account.CASH, amount=400_000, day=DAY, about="", by=who.association, at=NOON
    )
    funds.receive(above.pk, sent.pk, into=Account.CASH, day=DAY, by=who.province, at=NOON)
    make.income(above, 50_000, by=who.province)

    assert value("fund_raised", land.commune.pk) == 1_000_000
    assert value("fund_raised", land.province.pk) == 1_050_000
    assert value("fund_raised_from_companies", land.province.pk) == 300_000
    assert value("fund_raised_from_teachers", land.commune.pk) == 0
    assert value("fund_spent", land.province.pk) == 0
    assert value("fund_raised", land.other_commune.pk) is None
    assert value("fund_raised", land.commune.pk, 2021) is None


def test_awards_count_once_they_are_paid(fund: Fund, land: Country, who: People) -> None:
    opened = make.award_round(fund, by=who.association)
    new = [NewNominee(name, 2000) for name in ("Mẫu Một", "Mẫu Hai")]
    ids = [one.pk for one in scholarships.nominate(opened.pk, fund.place_id, new, by=who.branch, at=NOON)]
    scholarships.review(opened.pk, ids, by=who.association, at=NOON)
    told = {"decision_number": "1", "signer": "", "why_not": ""}
    scholarships.decide(opened.pk, ids, decision_day=DAY, by=who.committee, at=NOON, **told)
    assert value("scholarships", land.province.pk) == 0
    scholarships.pay(opened.pk, out_of=Account.CASH, day=DAY, party="", by=who.association, at=NOON)

    assert value("scholarships", land.province.pk) == 2
    assert value("scholarships_money", land.province.pk) == value("fund_spent", land.commune.pk) == 1_000_000
    assert value("help_poor_pupils", land.commune.pk) == 0
    assert value("scholarships", land.other_commune.pk) is None
