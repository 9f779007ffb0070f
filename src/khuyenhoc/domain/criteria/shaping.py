"""A local set shaped part by part, as far as it stays comparable with its frame. Source: ADR 0008."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_lowercase

from khuyenhoc.domain.criteria.derivation import is_part
from khuyenhoc.domain.criteria.lines import Path
from khuyenhoc.domain.criteria.loading import load
from khuyenhoc.domain.criteria.model import (
    CriteriaSet,
    Criterion,
    Exclusion,
    Indicator,
    Kind,
    Logic,
    Prerequisite,
    Words,
)
from khuyenhoc.domain.criteria.writing import Changes, in_both
from khuyenhoc.domain.numbers import plain
from khuyenhoc.domain.toml import quoted

SPLIT_KINDS = (Kind.POINTS, Kind.YES_NO)  # how a part of a split indicator may be answered
UNSCORED_KINDS = (Kind.YES_NO, Kind.SHARE)  # how an indicator of no points may be answered


@dataclass(frozen=True, slots=True)
class Share:
    """A part wanted of an indicator. points: its maximum, hundredths; of no meaning in a levels set."""

    words: Words
    kind: Kind
    points: int


class Shape:
    """A local text beside its frame's: what may be changed, the changes asked for, and the text with them.

    The local text must be a sound set that derives from the frame.
    """

    def __init__(self, local: str, frame: str) -> None:
        self.rules: CriteriaSet = load(local)
        self.frame: CriteriaSet = load(frame)
        self._changes = Changes(local)
        self._frame_changes = Changes(frame)
        self._taken = {code.casefold() for code in self.rules.columns_order}
        self._at: dict[str, Path] = {}
        for at, criterion in enumerate(self.rules.criteria):
            for below, indicator in enumerate(criterion.indicators):
                self._at[indicator.code] = ("criterion", at, "indicator", below)
        for at, exclusion in enumerate(self.rules.exclusions):
            self._at[exclusion.code] = ("exclusion", at)
        for at, prerequisite in enumerate(self.rules.prerequisites):
            self._at[prerequisite.code] = ("prerequisite", at)

    @property
    def is_shapeable(self) -> bool:
        """Every part stands under a [[header]] of its own, in both texts, as in every set that ships."""
        frame = [
            ("criterion", at, "indicator", below)
            for at, criterion in enumerate(self.frame.criteria)
            for below in range(len(criterion.indicators))
        ]
        return all(self._changes.has_block(path) for path in self._at.values()) and all(
            self._frame_changes.has_block(path) for path in frame
        )

    def parts_of(self, frame: Indicator) -> tuple[Indicator, ...]:
        """The local indicators that stand for the frame's: itself, or the parts it is split into."""
        if frame.code in self._at:
            return tuple(one for one in self.rules.indicators if one.code == frame.code)
        known = {one.code for one in self.frame.indicators}
        return tuple(
            one for one in self.rules.indicators if one.code not in known and is_part(one.code, frame.code)
        )

    def own_of(self, criterion: Criterion) -> tuple[Indicator, ...]:
        """The local indicators of a local criterion that stand for none of the frame's."""
        standing = {part.code for one in self.frame.indicators for part in self.parts_of(one)}
        return tuple(one for one in criterion.indicators if one.code not in standing)

    @property
    def own_exclusions(self) -> tuple[Exclusion, ...]:
        known = {one.code for one in self.frame.exclusions}
        return tuple(one for one in self.rules.exclusions if one.code not in known)

    def name(self, words: Words) -> None:
        self._changes.put_words(("name",), vi=words.vi, en=words.en)

    def hold_from(self, day: date) -> None:
        self._changes.put(("in_force", "from"), day.isoformat())

    def base_on(self, documents: Sequence[str]) -> None:
        """The documents it is issued by, in words."""
        self._changes.put(("legal_basis",), f"[{', '.join(quoted(one) for one in documents)}]")

    def reword(self, part: Criterion | Indicator | Exclusion | Prerequisite, key: str, words: Words) -> None:
        """key: "text" or "help"."""
        self._changes.put_words((*self._path(part), key), vi=words.vi, en=words.en)

    def reword_option(self, indicator: Indicator, code: str, words: Words) -> None:
        position = [option.code for option in indicator.options].index(code)
        path = (*self._path(indicator), "options", position, "text")
        self._changes.put_words(path, vi=words.vi, en=words.en)

    def weigh(self, part: Indicator, points: int) -> None:
        """Another maximum for a part of a split indicator, hundredths."""
        self._changes.put((*self._path(part), "max"), quoted(plain(points)))

    def demand_total(self, percent: int) -> None:
        """Hundredths of a percent, as in the demands below."""
        self._changes.put(("pass", "min_total_percent"), quoted(plain(percent)))

    def demand_of_criterion(self, code: str, percent: int) -> None:
        self._changes.put(("pass", "min_criterion_percent", code), quoted(plain(percent)))

    def demand_of_indicators(self, points: int) -> None:
        """The fewest points of every indicator, hundredths."""
        self._changes.put(("pass", "min_indicator_points"), quoted(plain(points)))

    def demand_of_rating(self, code: str, percent: int) -> None:
        position = [rating.code for rating in self.rules.ratings].index(code)
        self._changes.put(("rating", position, "min_total_percent"), quoted(plain(percent)))

    def demand_held(self, prerequisite: Prerequisite, percent: int) -> None:
        self._changes.put((*self._path(prerequisite), "min_percent"), quoted(plain(percent)))

    def may_split(self, frame: Indicator) -> bool:
        """What is counted by the system stays whole, and so does what earns nothing."""
        return frame.kind is Kind.LEVEL or (frame.kind is not Kind.DERIVED and frame.max_points > 0)

    def split(self, frame: Indicator, parts: Sequence[Share]) -> None:
        """Parts in place of a whole indicator; their points must add up to its own (`derivation.breaches` tells)."""
        path = self._at[frame.code]
        blocks = [self._part(frame, share, path) for share in parts]
        self._changes.replace(path, "\n\n".join(blocks))

    def add_part(self, frame: Indicator, share: Share) -> None:
        """One more part of an indicator that is split already."""
        path = self._at[self.parts_of(frame)[-1].code]
        self._changes.add_behind(path, self._part(frame, share, path))

    def make_whole(self, frame: Indicator) -> None:
        """A split indicator as the frame has it, to the letter."""
        first, *rest = self.parts_of(frame)
        for at, criterion in enumerate(self.frame.criteria):
            for below, one in enumerate(criterion.indicators):
                if one.code == frame.code:
                    here = self._frame_changes.block(("criterion", at, "indicator", below))
                    self._changes.replace(
                        self._at[first.code], self._frame_changes.before[here.first : here.last]
                    )
        for part in rest:
            self._changes.drop(self._at[part.code])

    def add_indicator(self, criterion: Criterion, words: Words, kind: Kind) -> None:
        """One that earns nothing, at the end of a criterion; in a levels set it is asked for at every level."""
        position = self.rules.criteria.index(criterion)
        code = self._free(f"{criterion.code}.R")
        if self.rules.logic is Logic.LEVELS:
            answered = _levels(self.rules.levels)
        elif kind is Kind.SHARE:
            answered = 'kind = "share"\n  bands = [{ min_percent = "0.00", points = "0.00" }]'
        else:
            answered = 'kind = "yes_no"\n  max = "0.00"'
        last = (
            ("criterion", position, "indicator", len(criterion.indicators) - 1)
            if criterion.indicators
            else ("criterion", position)
        )
        self._changes.add_behind(last, _indicator(code, words, answered))

    def add_exclusion(self, words: Words) -> None:
        block = f"[[exclusion]]\ncode = {quoted(self._free('XR'))}\ntext = {in_both(words)}"
        if self.rules.exclusions:
            self._changes.add_behind(("exclusion", len(self.rules.exclusions) - 1), block)
        else:
            self._changes.add_before(("criterion", 0), block)

    def drop(self, own: Indicator | Exclusion) -> None:
        """Take away an indicator or exclusion that the frame does not have."""
        self._changes.drop(self._at[own.code])

    def text(self) -> str:
        """The local text with every change asked for, otherwise as it was."""
        return self._changes.after()

    def _path(self, part: Criterion | Indicator | Exclusion | Prerequisite) -> Path:
        if isinstance(part, Criterion):
            return ("criterion", self.rules.criteria.index(part))
        return self._at[part.code]

    def _part(self, frame: Indicator, share: Share, like: Path) -> str:
        code = next(
            f"{frame.code}.{letter}"
            for letter in ascii_lowercase
            if f"{frame.code}.{letter}".casefold() not in self._taken
        )
        self._taken.add(code.casefold())
        if frame.kind is Kind.LEVEL:
            answered = _levels(frame.levels)
        else:
            answered = f'kind = "{share.kind.value}"\n  max = {quoted(plain(share.points))}'
            if share.kind is Kind.POINTS is frame.kind and frame.step > 1 and share.points % frame.step == 0:
                answered += f"\n  step = {quoted(plain(frame.step))}"
        evidence = self._changes.written((*like, "evidence"))
        if evidence:
            answered += f"\n  evidence = {evidence}"
        return _indicator(code, share.words, f'{answered}\n  not_applicable = "{frame.not_applicable.value}"')

    def _free(self, beginning: str) -> str:
        """A code that is neither taken nor a part of one of the frame's."""
        number = 1
        while f"{beginning}{number}".casefold() in self._taken:
            number += 1
        code = f"{beginning}{number}"
        if any(is_part(code, one.code) for one in self.frame.indicators):
            return self._free(f"R{beginning}")
        self._taken.add(code.casefold())
        return code


def _indicator(code: str, words: Words, answered: str) -> str:
    return f"  [[criterion.indicator]]\n  code = {quoted(code)}\n  text = {in_both(words)}\n  {answered}"


def _levels(levels: Sequence[int]) -> str:
    return f'kind = "level"\n  levels = [{", ".join(quoted(str(level)) for level in levels)}]'
