"""When things happen in a year of the demonstration, in the rhythm of the movement (register in spring, assess in
autumn, decide in December). Moments are Vietnamese; the days are configuration of the sample rounds."""

from dataclasses import dataclass
from datetime import date, datetime, time

from khuyenhoc.demo.plan import Race
from khuyenhoc.domain.days import VIETNAM


def moment(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=VIETNAM)


@dataclass(frozen=True, slots=True)
class Days:
    """Month and day of each step; those of `next_year` fall into the year after the round's."""

    register: tuple[int, int]
    assess: tuple[int, int]
    meet: tuple[int, int]
    verify: tuple[int, int]
    assess_again: tuple[int, int]
    meet_again: tuple[int, int]
    verify_again: tuple[int, int]
    propose: tuple[int, int]
    decide: tuple[int, int]
    next_year: bool = False


DAYS = {
    Race.CITIZEN: Days((2, 10), (10, 5), (10, 18), (10, 25), (10, 30), (11, 4), (11, 8), (11, 13), (11, 20)),
    Race.HOUSEHOLD: Days(
        (2, 12), (10, 22), (11, 6), (11, 12), (11, 16), (11, 22), (11, 25), (11, 29), (12, 5)
    ),
    Race.CLAN: Days((2, 20), (12, 6), (12, 9), (12, 11), (12, 12), (12, 13), (12, 14), (12, 15), (12, 18)),
    Race.HAMLET: Days((2, 22), (12, 7), (12, 10), (12, 13), (12, 14), (12, 15), (12, 16), (12, 18), (12, 21)),
    Race.ORGANISATION: Days(
        (3, 1), (12, 8), (12, 11), (12, 14), (12, 15), (12, 16), (12, 18), (12, 19), (12, 22)
    ),
    Race.COMMUNE: Days(
        (4, 3), (1, 15), (2, 5), (2, 20), (2, 22), (2, 24), (2, 26), (2, 28), (3, 25), next_year=True
    ),
}
OPEN_PROVINCE, OPEN_COMMUNE = (1, 5), (1, 12)
REGISTRATION = (1, 15), (4, 28)
CUT_OFF = (4, 28)
DECIDE_TO, DECIDE_TO_NEXT_YEAR = (12, 31), (3, 31)
REVOKE, CONFIRM, COUNT = (12, 28), (12, 30), (12, 31)
JOIN = (5, 19)
LEAVE = (9, 5)
HELD_SINCE = date(2021, 5, 19)  # members who were there before the demonstration begins
BEGIN = date(2022, 1, 3)
REFORM = date(2025, 7, 1)
OLDEST = date(2016, 1, 1)  # since when the register knows people


def step(race: Race, year: int, name: str) -> date:
    """The day of a step of a round; a round decided in spring takes its steps after registering then."""
    days = DAYS[race]
    month, day = getattr(days, name)
    return date(year + (days.next_year and name != "register"), month, day)


def on(year: int, month_and_day: tuple[int, int]) -> date:
    return date(year, *month_and_day)
