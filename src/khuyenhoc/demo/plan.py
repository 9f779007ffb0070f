"""What the demonstration should come to: how many there are, register and pass. Read from a data file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import Any

from khuyenhoc.domain.numbers import hundredths
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import BaseKind, Level, Title

FILE = "ha_giang_2023.toml"
YEARS = (2022, 2023)
SEED, COMMUNES = 2023, 10  # unless told otherwise
MOST_COMMUNES = 193


class Race(StrEnum):
    """A title at a level: what has a round of its own."""

    CITIZEN = "citizen"
    HOUSEHOLD = "household"
    CLAN = "clan"
    HAMLET = "hamlet"
    ORGANISATION = "organisation"
    COMMUNE = "commune"

    @property
    def of(self) -> Title:
        return Title.COMMUNITY if self in (Race.HAMLET, Race.COMMUNE) else Title(self.value)

    @property
    def level(self) -> Level:
        return Level(self.value) if self in (Race.HAMLET, Race.COMMUNE) else Level.NONE


_BASES = {
    "household": (Race.HOUSEHOLD, BaseKind.HOUSEHOLDS),
    "clan": (Race.CLAN, BaseKind.CLANS),
    "hamlet": (Race.HAMLET, BaseKind.HAMLETS),
    "organisation": (Race.ORGANISATION, BaseKind.ORGANISATIONS),
    "adults": (Race.CITIZEN, BaseKind.ADULTS),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """registered: not withdrawn, by the end; withdrawn come on top of them."""

    registered: int
    recognised: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune by its code on the plan's day; organisations: how many more than the average it has."""

    code: str
    organisations: float = 1.0


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    role: Role
    full_name: str
    today: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """percent in hundredths; place a code, or "VN"."""

    place: str
    year: int
    race: Race
    base_kind: BaseKind
    percent: int
    source: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the generator is told. communes_wanted may exceed `communes`: the province's others follow."""

    seed: int
    province: str
    province_today: str
    as_of: date
    communes: tuple[Commune, ...]
    communes_wanted: int
    population: int
    households: int
    clans: int
    hamlets: int
    organisations: int
    members: Mapping[int, int]
    left: int
    rounds: Mapping[tuple[int, Race], Wanted]
    sets: Mapping[Race, str]
    quorum: int
    majority: int
    targets: tuple[TargetLine, ...]
    accounts: tuple[Account, ...]
    passphrase: str


def read(*, seed: int = SEED, communes: int = COMMUNES) -> Plan:
    """The plan for the first so many communes; sizes without a scale of their own follow the province's."""
    data = tomllib.loads((files("khuyenhoc.data.demo") / FILE).read_text(encoding="utf-8"))
    scale = data["scale"].get(str(communes)) or _shrunk(data["scale"][str(MOST_COMMUNES)], communes)
    return Plan(
        seed=seed,
        province=data["province"],
        province_today=data["province_today"],
        as_of=data["as_of"],
        communes=tuple(Commune(**one) for one in data["commune"])[:communes],
        communes_wanted=communes,
        population=scale["population"],
        households=scale["households"],
        clans=scale["clans"],
        hamlets=scale["hamlets"],
        organisations=scale["organisations"],
        members={int(year): number for year, number in scale["members"].items()},
        left=scale["left"],
        rounds={
            (int(year), Race(race)): Wanted(**numbers)
            for year, races in scale["round"].items()
            for race, numbers in races.items()
        },
        sets={Race(race): key for race, key in data["sets"].items()},
        quorum=_percent(data["meeting"]["quorum"]),
        majority=_percent(data["meeting"]["majority"]),
        targets=tuple(line for block in data["target"] for line in _targets(block)),
        accounts=tuple(
            Account(one["name"], Role(one["role"]), one["full_name"], one["today"]) for one in data["account"]
        ),
        passphrase=data["accounts"]["passphrase"],
    )


def communes_of(scale: float) -> int:
    """How many communes a part of the province is, 0 < scale <= 1; rounded half up, at least one."""
    return max(1, int(scale * MOST_COMMUNES + 0.5))


def _shrunk(numbers: Mapping[str, Any], communes: int) -> dict[str, Any]:
    """The province's numbers for some of its communes, each rounded half up."""
    return {
        name: _shrunk(value, communes)
        if isinstance(value, dict)
        else (2 * value * communes + MOST_COMMUNES) // (2 * MOST_COMMUNES)
        for name, value in numbers.items()
    }


def _targets(block: Mapping[str, Any]) -> list[TargetLine]:
    return [
        TargetLine(block["place"], block["year"], *_BASES[name], _percent(block[name]), block["source"])
        for name in _BASES
        if name in block
    ]


def _percent(text: str) -> int:
    found = hundredths(text)
    if found is None:
        raise ValueError(text)
    return found


def small(plan: Plan, *, seed: int | None = None) -> Plan:
    """The same plan for a hall's worth of people in one commune: what tests build in a second or two."""
    few = {
        Race.CITIZEN: Wanted(60, 48, 1),
        Race.HOUSEHOLD: Wanted(76, 64, 2),
        Race.CLAN: Wanted(3, 2, 0),
        Race.HAMLET: Wanted(5, 3, 0),
        Race.ORGANISATION: Wanted(3, 2, 0),
        Race.COMMUNE: Wanted(1, 1, 0),
    }
    return replace(
        plan,
        seed=plan.seed if seed is None else seed,
        communes=plan.communes[:1],
        communes_wanted=1,
        population=480,
        households=100,
        clans=4,
        hamlets=5,
        organisations=3,
        members={2022: 150, 2023: 162},
        left=2,
        rounds={
            (year, race): wanted
            for year in YEARS
            for race, wanted in few.items()
            if (year, race) in plan.rounds
        },
    )
