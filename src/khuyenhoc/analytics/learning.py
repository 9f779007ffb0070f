"""What a person, or the people of a household, learned at a learning centre: evidence that nobody has to bring."""

from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.apps.centres.queries import Learned
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.titles import Title


@dataclass(frozen=True, slots=True)
class Learning:
    """of_many: several people are meant, so each line tells whose it is."""

    year: int
    lines: tuple[Learned, ...]
    of_many: bool

    @property
    def sessions(self) -> int:
        return sum(one.sessions for one in self.lines)


def of(subject: int, title: str, year: int, on: date) -> Learning:
    """In the year, of a citizen, or of whoever belongs to the household on its last day; of others nothing."""
    if title == Title.CITIZEN:
        return Learning(year, tuple(centres.learned([subject], year)), of_many=False)
    if title != Title.HOUSEHOLD:
        return Learning(year, (), of_many=False)
    members = subjects.members_of([subject], Belonging.HOUSEHOLD_MEMBER, min(last_day(year), on))
    people = list(members.values_list("member", flat=True))
    return Learning(year, tuple(centres.learned(people, year)) if people else (), of_many=True)
