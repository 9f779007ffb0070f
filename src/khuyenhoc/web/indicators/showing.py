"""A figure as pages show it: numbers with their qualifiers, where they come from, and the sentence of a report."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from khuyenhoc.analytics.indicators import Behind, Figure, Provenance, Told, Whole
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.domain import numbers
from khuyenhoc.domain.catalogue import Indicator, Wording, sentence
from khuyenhoc.sentences import formulas
from khuyenhoc.sentences.counting import so_many
from khuyenhoc.sentences.reporting import as_written

OF_THE_REGISTER = "register"


def language() -> str:
    return "en" if get_language() == "en" else "vi"


@dataclass(frozen=True, slots=True)
class ShownTold:
    """One reported figure: every number as it was written, "" for none. id: of the stored figure."""

    id: int
    value: str
    rate: str
    base: str
    base_name: str
    place: str
    period: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Shown:
    """value, rate, base: "" where not known. address: the list behind the number, "" for none or not to be opened."""

    figure: Figure
    name: str
    level: str
    unit: str
    value: str
    rate: str
    base: str
    base_name: str
    base_source: str
    provenance: str
    missing: str
    formula: list[str]
    told: list[ShownTold]
    address: str
    base_address: str
    sentence: str

    @property
    def key(self) -> str:
        """Of its sentence on a page of many."""
        return f"sentence-{self.figure.indicator}-{self.figure.level}"


def figure(found: Figure, *, place: str, period: str, opens_lists: bool) -> Shown:
    """place: as the sentence names it ("xã Mẫu"); period: "Năm 2023"."""
    catalogue, said = figures.catalogue(), language()
    indicator = catalogue.indicators[found.indicator]
    base_name = catalogue.bases[found.base_kind].name.told(said) if found.base_kind in catalogue.bases else ""
    return Shown(
        figure=found,
        name=indicator.name.told(said),
        level=catalogue.level_name(indicator, found.level, said),
        unit=unit(found, indicator, said),
        value=value(found),
        rate=rate(found),
        base=whole(found.base),
        base_name=base_name,
        base_source="" if found.base is None or found.base.source == OF_THE_REGISTER else found.base.source,
        provenance=formulas.told(formulas.PROVENANCE, found.provenance, said),
        missing="" if found.missing is None else formulas.told(formulas.MISSING, found.missing, said),
        formula=formulas.formula(indicator.query, base_name, said),
        told=[told(one) for one in found.told],
        address=list_address(found.behind) if opens_lists else "",
        base_address=list_address(found.base_behind) if opens_lists else "",
        sentence=report_sentence(found, indicator, place=place, period=period),
    )


def unit(found: Figure, indicator: Indicator, said: str) -> str:
    written = found.told[0].unit if found.told and found.provenance is Provenance.REPORTED else ""
    return written if written and said == "vi" else so_many(indicator.unit(said), value(found))


def value(found: Figure) -> str:
    """The number that stands, grouped, with its qualifier; as written where it was told otherwise than whole."""
    said = language()
    if found.amount is not None:
        number = found.amount.value
        sign = "−" if number < 0 else ""
        return f"{sign}{numbers.grouped(abs(number), language=said)}"
    if found.reported is not None and len(found.told) > 1:
        return as_written(numbers.grouped(found.reported, language=said), found.qualifier, said)
    return "; ".join(text for one in found.told if (text := written(one, "value")))


def rate(found: Figure) -> str:
    """The rate that stands: worked out to two decimals, or as it was published with its qualifier; "" for none."""
    if found.amount is None and len(found.told) == 1 and found.told[0].rate is not None:
        return told(found.told[0]).rate
    return "" if found.rate is None else numbers.percent(found.rate, language=language())


def written(one: Told, number: str) -> str:
    text = getattr(one, f"{number}_text")
    kept = getattr(one, number)
    return "" if not text or kept is None else as_written(text, kept.qualifier, language())


def told(one: Told) -> ShownTold:
    catalogue = figures.catalogue()
    named = catalogue.bases.get(one.base_kind)
    share = written(one, "rate")
    return ShownTold(
        id=one.figure_id,
        value=written(one, "value"),
        rate=share if not share or "%" in share else f"{share}%",
        base=written(one, "base")
        if one.base is None or one.base.low == one.base.high
        else _claimed(one.base.low, one.base.high, "", ""),
        base_name="" if named is None else named.name.told(language()),
        place=one.place,
        period=one.period,
        source=one.source,
        note=one.note,
    )


def whole(base: Whole | None) -> str:
    if base is None:
        return ""
    return _claimed(base.low, base.high, base.text, base.qualifier)


def list_address(behind: Behind | None) -> str:
    """The page whose list has as many rows as the number says."""
    if behind is None:
        return ""
    asked: dict[str, str | int] = {"place": behind.place_id, "year": behind.year}
    if behind.area == "rows":
        kept = {"level": behind.level, "base": behind.base_kind, "part": behind.measure}
        address = reverse("behind", args=[behind.place_id, behind.year, behind.indicator])
        return f"{address}?{urlencode({name: value for name, value in kept.items() if value})}"
    if behind.area == "subjects":
        asked |= {"kind": behind.title, "level": behind.level}
        named = figures.catalogue().bases.get(behind.base_kind)
        if named is not None and named.leaves_out:
            asked["base"] = behind.base_kind
        return f"{reverse('subjects')}?{urlencode(asked)}"
    asked |= {"title": behind.title, "level": behind.level, "measure": behind.measure}
    return f"{reverse('cases')}?{urlencode(asked)}"


def report_sentence(found: Figure, indicator: Indicator, *, place: str, period: str) -> str:
    """What a report prints of the figure; "" where nothing is known."""
    catalogue, said = figures.catalogue(), language()
    base = catalogue.bases.get(found.base_kind)
    words = {
        "place": place,
        "period": period,
        "value": value(found),
        "unit": unit(found, indicator, said),
        "rate": rate(found),
        "of": "" if base is None else base.of.told(said),
        "level": catalogue.level_name(indicator, found.level, said),
    }
    return sentence(catalogue, indicator, words, language=said) or ""


def of_base(found: Figure) -> list[Wording]:
    """What must be known of the number the rate is a share of."""
    base = figures.catalogue().bases.get(found.base_kind)
    return [] if base is None or base.why is None else [base.why]


def as_base(one: figures.ToldBase) -> str:
    """One claim of a base as it was written; a range by its two ends."""
    return _claimed(one.low, one.high, one.text, one.qualifier)


def _claimed(low: int, high: int, text: str, qualifier: str) -> str:
    said = language()
    if low != high:
        return f"{numbers.grouped(low, language=said)}–{numbers.grouped(high, language=said)}"
    return as_written(text or numbers.grouped(low, language=said), qualifier, said)
