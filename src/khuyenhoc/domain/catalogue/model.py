"""Indicators, the bases of their rates, and the words for both."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.place_names import spelling
from khuyenhoc.domain.text import clean


class IndicatorUnknown(RuleBroken):
    """No indicator is called so; facts: text."""

    code = "INDICATOR_UNKNOWN"


class BaseKindUnknown(RuleBroken):
    """Nothing a rate can be a share of is called so; facts: text."""

    code = "BASE_KIND_UNKNOWN"


class LevelUnknown(RuleBroken):
    """The indicator is not told at such a level; facts: text, indicator, allowed."""

    code = "LEVEL_UNKNOWN"


class Nature(StrEnum):
    """STOCK: on a day. FLOW: in a period; periods may be added. SHARE: a percentage without a number of its own."""

    STOCK = "stock"
    FLOW = "flow"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in both languages."""

    vi: str
    en: str

    def told(self, language: str) -> str:
        return self.en if language == "en" else self.vi


@dataclass(frozen=True, slots=True)
class BaseName:
    """What a rate is a share of. kind: as stored. of: as it follows a rate in a sentence ("tổng số hộ").

    title, level: it counts what can hold that title; "" for bases that count something else.
    within: the titles whose holders it is limited to (workers *in titled households*). leaves_out: kinds of
    organisations that are in the register and yet not counted; why: the reason, for whoever reads the rate.
    """

    kind: str
    name: Wording
    of: Wording
    title: str = ""
    level: str = ""
    within: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    leaves_out: tuple[str, ...] = ()
    why: Wording | None = None


@dataclass(frozen=True, slots=True)
class LevelName:
    """managed: of organisations, that a body of the level manages. also: other words of published files."""

    code: str
    name: Wording
    managed: Wording
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number that reports print.

    levels: "" where it may be told without one. bases: what its rate may be a share of, the usual one first.
    adds_up: whether the numbers of places make that of the place above. query: which counting query gives it, ""
    for what is only reported; facts: what the query must know (title, kind …). units: the usual one first, as
    published. sentence: fields in braces, in brackets what falls away where a field is not known, see `sentence`.
    cautions: what a reader must know, whatever the number. requirements: "R41" …
    """

    code: str
    area: str
    name: Wording
    levels: tuple[str, ...]
    units: tuple[str, ...]
    unit_en: str
    nature: Nature
    adds_up: bool
    bases: tuple[str, ...]
    query: str
    facts: Mapping[str, Any]
    requirements: tuple[str, ...]
    sentence: Wording
    cautions: tuple[Wording, ...] = ()
    managed: bool = False

    @property
    def title(self) -> str:
        """The learning title it is about, "" for none."""
        return str(self.facts.get("title", ""))

    def unit(self, language: str = "vi") -> str:
        return self.unit_en if language == "en" else (self.units[0] if self.units else "")


@dataclass(frozen=True)
class Catalogue:
    """indicators, bases, levels: by code, in the order of the files. areas: code → name.

    rate_only: the sentence of a figure of which only the rate is known.
    """

    indicators: Mapping[str, Indicator]
    bases: Mapping[str, BaseName]
    levels: Mapping[str, LevelName]
    areas: Mapping[str, Wording]
    rate_only: Wording

    def indicator(self, text: str) -> Indicator:
        """By code, or by its name in either language. Errors: IndicatorUnknown."""
        found = self.indicators.get(text) or self._indicators.get(spelling(text))
        if found is None:
            raise IndicatorUnknown(text=clean(text))
        return found

    def base(self, text: str) -> BaseName:
        """By kind, or by its name in either language. Errors: BaseKindUnknown."""
        found = self.bases.get(text) or self._bases.get(spelling(text))
        if found is None:
            raise BaseKindUnknown(text=clean(text))
        return found

    def level(self, indicator: Indicator, text: str) -> str:
        """The code of a level as people write it; "" where none is written.

        Errors: LevelUnknown where the indicator is not told at it.
        """
        found = "" if not clean(text) else self._levels.get(spelling(text))
        if found is None or (found and found not in indicator.levels):
            raise LevelUnknown(
                text=clean(text),
                indicator=indicator.code,
                allowed=", ".join(one for one in indicator.levels if one),
            )
        return found

    def level_name(self, indicator: Indicator, level: str, language: str = "vi") -> str:
        """ "cấp xã", or of organisations "do cấp xã quản lý"; "" for no level."""
        if not level:
            return ""
        named = self.levels[level]
        return (named.managed if indicator.managed else named.name).told(language)

    @cached_property
    def _indicators(self) -> Mapping[str, Indicator]:
        return {
            spelling(text): one
            for one in self.indicators.values()
            for text in (one.name.en, one.name.vi, one.code)
        }

    @cached_property
    def _bases(self) -> Mapping[str, BaseName]:
        return {
            spelling(text): one
            for one in self.bases.values()
            for text in (*one.also, one.name.en, one.name.vi, one.kind)
        }

    @cached_property
    def _levels(self) -> Mapping[str, str]:
        return {
            spelling(text): one.code
            for one in self.levels.values()
            for text in (*one.also, one.name.en, one.name.vi, one.managed.vi, one.managed.en, one.code)
        }


def recognised(title: str) -> str:
    """The code of the indicator that counts who holds the title."""
    return f"recognised_{title}"
