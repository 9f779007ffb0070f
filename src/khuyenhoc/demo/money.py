"""Funds and scholarships of the demonstration: everybody and every amount is made up and says so ("mẫu")."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.funds import actions as funds
from khuyenhoc.apps.funds.actions import NewEntry
from khuyenhoc.apps.funds.models import Fund
from khuyenhoc.apps.scholarships import actions as awards
from khuyenhoc.apps.scholarships.actions import NewNominee, NewRound
from khuyenhoc.demo import names
from khuyenhoc.demo.chance import chance
from khuyenhoc.demo.plan import YEARS
from khuyenhoc.demo.running import PROPOSED, officer
from khuyenhoc.demo.stage import Stage
from khuyenhoc.demo.timetable import BEGIN, COUNT, moment, on
from khuyenhoc.domain.ledger import Account, Donor, Purpose
from khuyenhoc.domain.roles import Role

AT = moment(on(YEARS[-1], COUNT), 18)
NAME, ROUND = "Quỹ khuyến học (mẫu)", "Học bổng học sinh nghèo vượt khó (mẫu)"
DECISION, SOURCE = "01/QĐ-HKH (mẫu)", "Báo cáo mẫu, không có thật"
SCHOOL = "Trường THCS mẫu"
GIVERS = (
    (Donor.MEMBERS, 8, "Hội viên các chi hội (mẫu)"),
    (Donor.OFFICIALS, 5, "Cán bộ, công chức xã (mẫu)"),
    (Donor.TEACHERS, 3, "Giáo viên các trường (mẫu)"),
    (Donor.BENEFACTORS, 10, "Một nhà hảo tâm (mẫu)"),
    (Donor.COMPANIES, 12, "Một doanh nghiệp (mẫu)"),
)


def keep_books(stage: Stage, numbers: Sequence[int]) -> dict[str, Any]:
    """A fund of each commune with two years of entries, the first closed; of every second a round that was paid."""
    for number in numbers:
        luck = chance(stage.plan.seed, "money", stage.seats[number].code)
        office = stage.cast().offices[number]
        place, by = stage.seats[number].place, office.association
        fund = funds.open_fund(place, NAME, since=BEGIN, by=by, at=AT, is_sample=True)
        funds.enter(fund.pk, [one for year in YEARS for one in _year(year, luck)], by=by, at=AT)
        funds.close_years(fund.pk, YEARS[0], by=by, at=AT)
        if number % 2 == 0:
            _award(fund, YEARS[-1], office.association, office.committee, office.unit, luck)
    return {}


def show_books(stage: Stage) -> dict[str, Any]:
    """In today's commune of the sample accounts: a fund in use, what was sent upward, a round to decide about."""
    by, above = officer(stage, Role.COMMUNE_ASSOCIATION), officer(stage, Role.PROVINCE)
    place, year, luck = stage.ground.communes_today[0], PROPOSED.year, chance(stage.plan.seed, "money")
    since = date(year, 1, 1)
    fund = funds.open_fund(place, NAME, since=since, by=by, at=PROPOSED, is_sample=True)
    told = {"cash": 6_500_000, "bank": 12_000_000, "goods": 0}
    funds.tell_opening(fund.pk, **told, about="Biên bản bàn giao (mẫu)", by=by, at=PROPOSED)
    gift = NewEntry(
        date(year, 3, 2),
        Account.GOODS,
        1_200_000,
        donor=Donor.COMPANIES,
        party="Một doanh nghiệp (mẫu)",
        goods="40 bộ sách giáo khoa",
        about="Tặng đầu năm",
    )
    funds.enter(fund.pk, [*_year(year, luck), gift], by=by, at=PROPOSED)
    funds.tell_past_total(
        fund.pk, "raised", "hơn 180 triệu đồng", first=2016, last=2021, source=SOURCE, by=by, at=PROPOSED
    )
    other = funds.open_fund(
        stage.province_today, "Quỹ khuyến học tỉnh (mẫu)", since=since, by=above, at=PROPOSED, is_sample=True
    )
    day = date(year, 5, 19)
    funds.send(
        fund.pk,
        other.pk,
        out_of=Account.BANK,
        amount=2_000_000,
        day=day,
        about="Nộp quỹ tỉnh",
        by=by,
        at=PROPOSED,
    )
    funds.enter(other.pk, _year(year, luck), by=above, at=PROPOSED)
    branch, committee = officer(stage, Role.BRANCH), officer(stage, Role.DECIDING_BODY)
    _award(fund, year, by, committee, by, luck)
    open_now = _round(
        fund, year, Purpose.REWARDS_GOOD_POOR_PUPILS, "Thưởng học sinh nghèo học giỏi (mẫu)", by
    )
    hamlet = stage.ground.hamlets[0][0]
    made = awards.nominate(open_now, hamlet, _pupils(year, luck, 4), by=branch, at=PROPOSED)
    awards.review(open_now, [one.pk for one in made[:2]], by=by, at=PROPOSED)
    return {}


def _year(year: int, luck: Random) -> list[NewEntry]:
    """What comes in through a year, and one spending on the movement."""
    found = [
        NewEntry(
            date(year, 2 + at, luck.randint(1, 28)),
            Account.CASH,
            luck.randint(4, 12) * share * 50_000,
            donor=donor,
            party=party,
            about="Ủng hộ quỹ khuyến học",
        )
        for at, (donor, share, party) in enumerate(GIVERS)
    ]
    day = date(year, 10, luck.randint(1, 5))
    spent = luck.randint(4, 9) * 100_000
    return [
        *found,
        NewEntry(day, Account.CASH, spent, purpose=Purpose.MOVEMENT, about="Lễ khai mạc tuần lễ học tập"),
    ]


def _award(fund: Fund, year: int, keeper: User, decider: User, nominator: User, luck: Random) -> None:
    """A round from nomination to payment."""
    at = AT if year == AT.year else PROPOSED
    day = date(year, 10, 15)
    opened = _round(fund, year, Purpose.SCHOLARSHIPS, ROUND, keeper)
    made = awards.nominate(
        opened, fund.place_id, _pupils(year, luck, luck.randint(2, 4)), by=nominator, at=at
    )
    ids = [one.pk for one in made]
    awards.review(opened, ids, by=keeper, at=at)
    awards.decide(
        opened,
        ids,
        decision_number=DECISION,
        decision_day=day,
        signer="Chủ tịch (mẫu)",
        why_not="",
        by=decider,
        at=at,
    )
    awards.pay(opened, out_of=Account.CASH, day=day, party="Thủ quỹ (mẫu)", by=keeper, at=at)


def _round(fund: Fund, year: int, category: Purpose, name: str, by: User) -> int:
    new = NewRound(fund=fund.pk, year=year, name=name, category=category, amount=500_000)
    at = AT if year == AT.year else PROPOSED
    return awards.open_round(fund.place_id, new, by=by, at=at, is_sample=True).pk


def _pupils(year: int, luck: Random, number: int) -> list[NewNominee]:
    found = []
    for _ in range(number):
        people = names.people_of(luck)
        name = names.person(people, names.family_name(people, luck), female=luck.random() < 0.5, chance=luck)
        grade = luck.randint(6, 9)
        found.append(
            NewNominee(
                name,
                year - grade - 5,
                school=SCHOOL,
                school_class=f"{grade}A",
                prize="Học sinh giỏi",
                reason="Hộ nghèo (mẫu)",
                guardian_agrees=True,
                child_agrees=True,
            )
        )
    return found
