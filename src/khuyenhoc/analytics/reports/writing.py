"""Figures as a report prints them: as cells of a table and as parts of a sentence."""

from khuyenhoc.analytics import aims
from khuyenhoc.analytics.indicators import Figure, Provenance, Told
from khuyenhoc.analytics.reports.content import Cell
from khuyenhoc.analytics.reports.gathering import names_community
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.queries import Target
from khuyenhoc.domain import numbers
from khuyenhoc.domain.titles import TitleRow
from khuyenhoc.sentences import reports as said
from khuyenhoc.sentences import words
from khuyenhoc.sentences.reporting import as_written

DASH = "–"


class Writer:
    """language: "vi" or "en"."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.is_english = language == "en"

    # -- cells -----------------------------------------------------------------------------------------------------

    def number(self, value: int | None, text: str = "") -> Cell:
        if value is None:
            return Cell(text or DASH)
        return Cell(text or numbers.grouped(value, language=self.language), value if not text else None)

    def percent(self, value: int | None) -> Cell:
        if value is None:
            return Cell(said.NO_RATE[self.is_english])
        return Cell(numbers.percent(value, language=self.language), value)

    def change(self, now: int | None, before: int | None) -> Cell:
        if now is None or before is None:
            return Cell(DASH)
        by = now - before
        return Cell(self.signed(numbers.grouped(abs(by), language=self.language), by), by)

    def points(self, now: int | None, before: int | None) -> Cell:
        if now is None or before is None:
            return Cell(DASH)
        by = now - before
        return Cell(self.signed(numbers.decimal(abs(by), language=self.language), by), by)

    def signed(self, text: str, by: int) -> str:
        return text if by == 0 else f"+{text}" if by > 0 else f"−{text}"

    def value(self, figure: Figure) -> Cell:
        """The number that stands; told otherwise than exactly it is text with its qualifier."""
        if figure.amount is not None:
            number = figure.amount.value
            text = numbers.grouped(abs(number), language=self.language)
            return Cell(f"−{text}" if number < 0 else text, number)
        text = self.as_told(figure)
        if not text:
            return Cell(said.UNKNOWN[self.is_english])
        exact = figure.reported is not None and not self.is_rough(figure)
        return (
            Cell(numbers.grouped(figure.reported or 0, language=self.language), figure.reported)
            if exact
            else Cell(text)
        )

    def base(self, figure: Figure) -> Cell:
        whole = figure.base
        if whole is None:
            told = "; ".join(text for one in figure.told if (text := self.written(one, "base")))
            only = figure.told[0].base if len(figure.told) == 1 else None
            if (
                only is not None
                and only.low == only.high
                and only.qualifier.value == "exact"
                and not only.places
            ):
                return Cell(numbers.grouped(only.low, language=self.language), only.low)
            return Cell(told or DASH)
        if whole.low != whole.high:
            low, high = (numbers.grouped(one, language=self.language) for one in (whole.low, whole.high))
            return Cell(f"{low}–{high}")
        text = numbers.grouped(whole.low, language=self.language)
        if whole.qualifier != "exact":
            return Cell(as_written(text, whole.qualifier, self.language))
        return Cell(text, whole.low)

    def rate(self, figure: Figure) -> Cell:
        """Of a reported figure the rate as it was published."""
        if figure.provenance is Provenance.REPORTED and len(figure.told) == 1:
            text = self.written(figure.told[0], "rate")
            if text and figure.told[0].rate is not None:
                rough = figure.told[0].rate.qualifier.value != "exact" or figure.rate is None
                if rough or figure.told[0].rate.places != 2:
                    return Cell(text if text.endswith("%") else f"{text}%")
        if figure.provenance is Provenance.UNKNOWN:
            return Cell(DASH)
        return self.percent(figure.rate)

    # -- words -----------------------------------------------------------------------------------------------------

    def as_told(self, figure: Figure) -> str:
        if len(figure.told) > 1 and figure.reported is not None:
            text = numbers.grouped(figure.reported, language=self.language)
            return as_written(text, figure.qualifier, self.language)
        return "; ".join(text for one in figure.told if (text := self.written(one, "value")))

    def written(self, one: Told, number: str) -> str:
        text, kept = getattr(one, f"{number}_text"), getattr(one, number)
        return "" if not text or kept is None else as_written(text, kept.qualifier, self.language)

    def is_rough(self, figure: Figure) -> bool:
        return figure.amount is None and (figure.qualifier.value != "exact" or figure.reported is None)

    def share(self, target: Target) -> str:
        """ "70%", "66,6%", or an amount; with the qualifier it was written with."""
        if target.percent is not None:
            text = f"{numbers.points(target.percent, language=self.language)}%"
            return as_written(text, target.percent_qualifier, self.language)
        text = numbers.grouped(target.amount or 0, language=self.language)
        return as_written(text, target.amount_qualifier, self.language)

    def title_name(self, row: TitleRow) -> str:
        """ "Gia đình học tập", "Cộng đồng học tập cấp xã"."""
        name = words.TITLES[row.title][self.is_english]
        if not names_community(row.title):
            return name
        level = words.LEVELS[row.level][self.is_english]
        return f"{name} ({level})" if self.is_english else f"{name} {level}"

    def short_name(self, row: TitleRow) -> str:
        """For the head of a narrow column."""
        return words.SHORT_TITLES[row.title, row.level][self.is_english]

    def base_name(self, kind: str) -> str:
        """ "tổng số hộ"; "" for none."""
        base = figures.catalogue().bases.get(kind)
        return "" if base is None else base.name.told(self.language)

    def indicator_name(self, code: str, level: str) -> str:
        known = figures.catalogue()
        indicator = known.indicators[code]
        name = indicator.name.told(self.language)
        told = known.level_name(indicator, level, self.language)
        return f"{name} ({told})" if told else name


def goal(target: Target | None, figure: Figure, write: Writer) -> said.Goal | None:
    """How far the figure is from a target; missing None where its base or number is not known."""
    if target is None:
        return None
    base = None if figure.base is None else figure.base.value
    wanted = aims.wanted_number(target, base)
    number = figure.value
    if figure.amount is not None and figure.amount.unattributed:
        number = None
    missing = None if wanted is None or number is None else max(0, wanted - number)
    exceeded = (
        missing == 0
        and number is not None
        and (
            number > (target.amount or 0)
            if target.percent is None
            else base is not None and number * 10_000 > target.percent * base
        )
    )
    return said.Goal(write.share(target), target.year, missing, exceeded)
