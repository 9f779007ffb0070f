"""The people of a hamlet: households, ages and names, all made up."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from khuyenhoc.demo import names
from khuyenhoc.demo.chance import spread
from khuyenhoc.demo.draft import Hamlet

GROWN_UP_BORN = 2004  # grown up in 2022, the first year of the demonstration
SCHOOL_AGE = range(2006, 2018)  # born in these years: at school in 2022 and 2023
SIZES = (3, 4, 4, 5, 5, 5, 6, 6, 7, 8)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    birth_year: int


@dataclass(frozen=True, slots=True)
class Household:
    name: str
    people: tuple[Person, ...]

    @property
    def grown_ups(self) -> int:
        return sum(one.birth_year <= GROWN_UP_BORN for one in self.people)

    @property
    def has_pupils(self) -> bool:
        return any(one.birth_year in SCHOOL_AGE for one in self.people)


def households(hamlet: Hamlet, families: Mapping[int, str], luck: Random) -> list[Household]:
    """The hamlet's households in order of rank, at least two grown-ups in each.

    families: rank → family name of its clan.
    """
    extra = hamlet.population - 2 * hamlet.households
    sizes = spread(extra, [luck.choice(SIZES) for _ in range(hamlet.households)])
    return [_household(hamlet.people, families.get(rank), 2 + more, luck) for rank, more in enumerate(sizes)]


def _household(people: str, family: str | None, size: int, luck: Random) -> Household:
    woman_leads = luck.random() < 0.2
    own = family or names.family_name(people, luck)
    head = luck.randint(1950, 1996)
    found = [
        _person(people, own, head, female=woman_leads, luck=luck),
        _person(
            people,
            names.family_name(people, luck),
            min(GROWN_UP_BORN, head + luck.randint(-4, 5)),
            female=not woman_leads,
            luck=luck,
        ),
    ]
    while len(found) < size:
        old = len(found) == 2 and size > 4 and luck.random() < 0.35
        born = head - luck.randint(20, 30) if old else min(2023, head + luck.randint(19, 38))
        found.append(_person(people, own, born, female=luck.random() < 0.5, luck=luck))
    return Household(f"Hộ {'bà' if woman_leads else 'ông'} {found[0].name}", tuple(found))


def _person(people: str, family: str, born: int, *, female: bool, luck: Random) -> Person:
    return Person(names.person(people, family, female=female, chance=luck), born)


def grown_ups(homes: list[Household], luck: Random) -> list[int]:
    """Positions (through all households, in order) of the grown-ups, in order of rank among them."""
    born = [one.birth_year for home in homes for one in home.people]
    found = [position for position, year in enumerate(born) if year <= GROWN_UP_BORN]
    luck.shuffle(found)
    return found
