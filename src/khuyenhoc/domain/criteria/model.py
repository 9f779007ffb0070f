"""What a criteria set holds. Points are whole hundredths, percents hundredths of a percent (5000 is 50 %)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property


class Status(StrEnum):
    """A draft may still change and may leave numbers unknown; the others are published and never change."""

    DRAFT = "draft"
    ISSUED = "issued"
    SAMPLE = "sample"


class Logic(StrEnum):
    """What decides: points added up, or levels every indicator must meet."""

    POINTS = "points"
    LEVELS = "levels"


class Kind(StrEnum):
    """How an indicator is answered."""

    POINTS = "points"
    CHOICE = "choice"
    YES_NO = "yes_no"
    SHARE = "share"
    DERIVED = "derived"
    LEVEL = "level"


class NotApplicable(StrEnum):
    """What "does not apply to us" does to an indicator."""

    FULL = "full"
    RESCALE = "rescale"
    FORBID = "forbid"


@dataclass(frozen=True)
class Words:
    """One text in both languages, worded differently for some groups of people where the file says so."""

    vi: str = ""
    en: str = ""
    groups: tuple[tuple[str, "Words"], ...] = ()

    def say(self, language: str = "vi", group: str = "") -> str:
        """The group's own wording where there is one; Vietnamese where English is not written."""
        own = dict(self.groups).get(group)
        spoken = own.say(language) if own else ""
        return spoken or (self.en if language == "en" and self.en else self.vi)


@dataclass(frozen=True)
class Evidence:
    """What may be shown as proof, in words; worded for groups as `Words` are."""

    vi: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    groups: tuple[tuple[str, "Evidence"], ...] = ()

    def say(self, language: str = "vi", group: str = "") -> tuple[str, ...]:
        """The group's own list where there is one; Vietnamese where English is not written."""
        own = dict(self.groups).get(group)
        spoken = own.say(language) if own else ()
        return spoken or (self.en if language == "en" and self.en else self.vi)


@dataclass(frozen=True)
class Option:
    """One of the answers of a choice."""

    code: str
    text: Words
    points: int


@dataclass(frozen=True)
class Band:
    """A share of at least `min_percent`, compared exactly, earns `points`."""

    min_percent: int
    points: int


@dataclass(frozen=True)
class Indicator:
    """One question of a set.

    `max_points` is its maximum whatever the kind, 0 for levels. `step` is what points must be a multiple of.
    `levels` are the levels it asks something for, lowest first.
    """

    code: str
    kind: Kind
    text: Words
    help: Words
    evidence: Evidence
    source: str
    max_points: int
    step: int
    options: tuple[Option, ...]
    bands: tuple[Band, ...]
    levels: tuple[int, ...]
    counts: str
    holding: str
    not_applicable: NotApplicable

    @property
    def has_two_columns(self) -> bool:
        """Answered by a part and a whole."""
        return self.kind in (Kind.SHARE, Kind.DERIVED)


@dataclass(frozen=True)
class Criterion:
    """Indicators that belong together."""

    code: str
    text: Words
    help: Words
    source: str
    indicators: tuple[Indicator, ...]

    @property
    def max_points(self) -> int:
        return sum(indicator.max_points for indicator in self.indicators)


@dataclass(frozen=True)
class Exclusion:
    """A fact that rules recognition out, whatever the points."""

    code: str
    text: Words
    help: Words
    source: str


@dataclass(frozen=True)
class Prerequisite:
    """`min_percent` or more of what `counts` names inside the subject hold the title `holding` on the day."""

    code: str
    counts: str
    holding: str
    min_percent: int
    text: Words
    help: Words
    source: str


@dataclass(frozen=True)
class PassRule:
    """What must hold to pass a points set; None or empty is no such line."""

    min_total_percent: int | None = None
    min_criterion_percent: tuple[tuple[str, int], ...] = ()
    min_indicator_points: int | None = None


@dataclass(frozen=True)
class Rating:
    """A grade; it needs a total percent in a points set, a level in a levels set."""

    code: str
    name: Words
    min_total_percent: int | None
    level: int | None


@dataclass(frozen=True)
class CriteriaSet:
    """One version of one set, sound in every rule of the format.

    `in_force_to` is the last day. `unknown` names what a draft leaves open ("criterion[1].indicator[2].max");
    such a set can be read and shown, not scored. `columns_order` holds the codes of exclusions, prerequisites
    and indicators as they follow each other in the file.
    """

    code: str
    version: str
    semantics: int
    title: str
    level: str
    name: Words
    issuer: str
    legal_basis: tuple[str, ...]
    status: Status
    checked_against_original: bool
    in_force_from: date | None
    in_force_to: date | None
    scope_place: str
    scope_organisation_kind: str
    scope_organisation: str
    derives_from: str
    logic: Logic
    validity_months: int
    upgrade_after_months: int
    pass_rule: PassRule
    ratings: tuple[Rating, ...]
    exclusions: tuple[Exclusion, ...]
    prerequisites: tuple[Prerequisite, ...]
    criteria: tuple[Criterion, ...]
    columns_order: tuple[str, ...]
    unknown: tuple[str, ...]
    rules_digest: str
    texts_digest: str

    @property
    def key(self) -> str:
        """ "code@version", which names one file."""
        return f"{self.code}@{self.version}"

    @property
    def subject_levels(self) -> tuple[str, ...]:
        """The levels of subjects it is for; empty where the title has none."""
        return tuple(level for level in self.level.split("|") if level)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator in file order."""
        return tuple(indicator for criterion in self.criteria for indicator in criterion.indicators)

    @cached_property
    def max_points(self) -> int:
        """The whole set's maximum when everything applies; 0 in a levels set."""
        return sum(criterion.max_points for criterion in self.criteria)

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """Every level some indicator asks for, lowest first."""
        return tuple(sorted({level for indicator in self.indicators for level in indicator.levels}))

    @property
    def is_published(self) -> bool:
        return self.status is not Status.DRAFT

    @property
    def is_complete(self) -> bool:
        """Nothing is left unknown, so cases can be scored."""
        return not self.unknown
