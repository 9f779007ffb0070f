"""What a reform is told and what it answers, as plain data.

A place is an id; one that the reform itself opens has a negative number until it is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from khuyenhoc.domain.places import Kind, Succession


@dataclass(frozen=True, slots=True)
class Standing:
    """The last version of a place. since: the day of its last change; until: None while it holds."""

    place: int
    kind: Kind
    unit: str
    name: str
    code: str
    parent: int | None
    since: date
    until: date | None = None

    def __str__(self) -> str:
        return f"{self.unit} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place to open, of its predecessors' kind; without a parent it hangs where they all hung."""

    place: int
    unit: str
    name: str
    code: str = ""
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """entry: its position in the list, 1 for the first. legal_reference: the paper it rests on, as people cite it."""

    entry: int
    legal_reference: str


@dataclass(frozen=True, slots=True)
class Rename(Deed):
    place: int
    unit: str
    name: str


@dataclass(frozen=True, slots=True)
class Recode(Deed):
    place: int
    code: str


@dataclass(frozen=True, slots=True)
class Move(Deed):
    place: int
    to: int


@dataclass(frozen=True, slots=True)
class Merge(Deed):
    """All of `places` become `into`, a new place or an existing one; `into` among them just goes on."""

    places: tuple[int, ...]
    into: int


@dataclass(frozen=True, slots=True)
class Part:
    """below: what hung right below the split place and goes here. share: hundredths of a percent, None unknown."""

    into: int
    below: tuple[int, ...] = ()
    share: int | None = None
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Split(Deed):
    """The place ends and its parts go on. The default part answers for it: the one marked, else the largest share,
    else the first."""

    place: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Close(Deed):
    """The place ends and nothing follows it; its custodian is its parent unless another is named."""

    place: int
    custodian: int | None = None


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What a place is called and where it hangs from the day on. line: ids from the root down to itself."""

    place: int
    kind: Kind
    unit: str
    name: str
    code: str
    parent: int | None
    line: tuple[int, ...]
    legal_reference: str
    is_new: bool = False  # the place is opened
    is_carried: bool = False  # only something above it changed


@dataclass(frozen=True, slots=True)
class Outcome:
    """versions: parents before what hangs below them. custodians: closed place → who answers for it."""

    day: date
    versions: tuple[NewVersion, ...]
    custodians: Mapping[int, int]
    successions: tuple[Succession, ...]

    @property
    def opened(self) -> tuple[int, ...]:
        return tuple(one.place for one in self.versions if one.is_new)

    @property
    def closed(self) -> tuple[int, ...]:
        return tuple(self.custodians)

    @property
    def changed(self) -> tuple[int, ...]:
        """Renamed, recoded or hung elsewhere, and still themselves."""
        return tuple(one.place for one in self.versions if not (one.is_new or one.is_carried))

    @property
    def carried(self) -> tuple[int, ...]:
        """Unchanged themselves below something that changed."""
        return tuple(one.place for one in self.versions if one.is_carried)
