"""What is known of one indicator at one place and time: counted here, told by others, and how the two differ."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.figures.queries import ToldBase
from khuyenhoc.domain.indicators import Remark
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.written_numbers import Qualifier, WrittenNumber


class Provenance(StrEnum):
    """Where a figure comes from; COMPUTED goes first where both exist, and the other stands beside it."""

    COMPUTED = "computed"
    REPORTED = "reported"
    UNKNOWN = "unknown"


class Missing(StrEnum):
    """Why nothing was computed."""

    ONLY_REPORTED = "ONLY_REPORTED"  # the catalogue names no counting query
    NO_ROUND = "NO_ROUND"  # nobody registered, nobody was entered: nothing is known, which is not 0
    LEVEL_NEEDED = "LEVEL_NEEDED"  # levels of one title are never added, so one has to be named
    WHO_WORKS = "WHO_WORKS"  # the register does not tell who is a worker or an official
    KIND_OF_BODY = "KIND_OF_BODY"  # the register knows branches of hamlets, not of each kind of body
    NOT_KNOWN_THEN = "NOT_KNOWN_THEN"  # nobody kept when the system was told
    NO_BOOK = "NO_BOOK"  # nobody keeps the book it would be counted from
    NOT_COMPARABLE = "NOT_COMPARABLE"  # like for like: no commune below is the same ground in both years


@dataclass(frozen=True, slots=True)
class Whole:
    """What a rate is a share of. low, high: alike unless a range was told. told: every number that is claimed.

    provenance: counted, reported or typed. contradicted: the claims have no number in common.
    """

    kind: str
    low: int
    high: int
    provenance: str
    source: str
    text: str = ""
    qualifier: str = Qualifier.EXACT.value
    told: tuple[ToldBase, ...] = ()
    contradicted: bool = False

    @property
    def value(self) -> int | None:
        """A number to divide by, under its qualifier as written; None where only a range is known."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Told:
    """One reported figure as it was written, with its qualifiers; the numbers None where nothing was told.

    place_id: whose figure it is, which on another basis is a place of then. figure_id: of the stored figure.
    """

    figure_id: int
    place_id: int
    place: str
    period: str
    until: date
    base_kind: str
    value: WrittenNumber | None
    rate: WrittenNumber | None
    base: WrittenNumber | None
    value_text: str
    rate_text: str
    base_text: str
    unit: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """The list whose rows the number counts.

    area: "cases" of a measure (domain.tallies.Measure), the register ("subjects"), or "rows" of an indicator on a
    base kind, of which measure names the part (`listing.Part`).
    """

    area: str
    place_id: int
    year: int
    title: str
    level: str
    measure: str
    indicator: str = ""
    base_kind: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """amount: computed, None where nothing is known. percent: amount of base in hundredths of a percent, half up.

    told: the reported figures it rests on: on the reported basis the place's own latest, restated those of the places
    of then that lie in it; told_is_whole: together they are all of it. first, until: the days of the period, on the
    second of which the number stands. on: the day of the tree.
    """

    indicator: str
    level: str
    place_id: int
    year: int
    first: date
    until: date
    basis: Basis
    on: date
    base_kind: str
    amount: Amount | None
    base: Whole | None
    percent: int | None
    missing: Missing | None
    told: tuple[Told, ...] = ()
    told_is_whole: bool = True
    known_on: date | None = None
    behind: Behind | None = None
    base_behind: Behind | None = None
    cautions: tuple[Remark, ...] = field(default=())

    @property
    def provenance(self) -> Provenance:
        if self.amount is not None:
            return Provenance.COMPUTED
        return Provenance.REPORTED if self.told else Provenance.UNKNOWN

    @property
    def reported(self) -> int | None:
        """What was told, as one whole number; None where it was a range, no whole number, or only a rate.

        The number under a qualifier counts as written: of "gần 5.000" it is 5.000.
        """
        found = [one.value for one in self.told]
        if not found or any(n is None or n.low != n.high or n.places for n in found):
            return None
        return sum(n.low for n in found if n is not None)

    @property
    def qualifier(self) -> Qualifier:
        """That of what was told: of several numbers theirs when they agree, else ABOUT."""
        if self.amount is not None:
            return Qualifier.EXACT
        kinds = {one.value.qualifier for one in self.told if one.value is not None}
        rough = kinds - {Qualifier.EXACT}
        if not rough:
            return Qualifier.EXACT
        return rough.pop() if len(rough) == 1 else Qualifier.ABOUT

    @property
    def value(self) -> int | None:
        """The number that stands: the computed one, else what was told."""
        return self.reported if self.amount is None else self.amount.value

    @property
    def rate(self) -> int | None:
        """The percent that stands, in hundredths: computed, else told as one number or made of what was told."""
        if self.amount is not None:
            return self.percent
        return told_rate(self.told)

    @property
    def difference(self) -> int | None:
        """Computed less reported; None unless both are one number."""
        if self.amount is None or self.reported is None:
            return None
        return self.amount.value - self.reported

    @property
    def sources(self) -> tuple[str, ...]:
        """Of the base and of what was told, each once."""
        named = [] if self.base is None else [self.base.source]
        return tuple(dict.fromkeys(one for one in (*named, *(t.source for t in self.told)) if one))


def told_rate(told: tuple[Told, ...]) -> int | None:
    """Hundredths of a percent: the one rate as published, or of several parts and bases added."""
    if not told:
        return None
    if len(told) == 1 and told[0].rate is not None:
        rate = told[0].rate
        if rate.low != rate.high:
            return None
        unit: int = 10**rate.places
        return (200 * rate.low + unit) // (2 * unit)
    part = whole = 0
    for one in told:
        for number in (one.value, one.base):
            if number is None or number.low != number.high or number.places:
                return None
        part += one.value.low if one.value is not None else 0
        whole += one.base.low if one.base is not None else 0
    return (20_000 * part + whole) // (2 * whole) if whole > 0 else None
