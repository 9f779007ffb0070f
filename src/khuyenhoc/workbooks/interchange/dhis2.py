"""Data values and metadata as DHIS2 imports them.

Source: DHIS2 developer guide, "Sending bulks of data values" and "Identifier schemes" (idScheme in the payload goes
before the address's), and DHIS2's own declaration of data elements and organisation units: an id has 11 signs and
begins with a letter, codes and short names have 50 at most, names 230; an INTEGER has 32 bits, which money outgrows.
Everything is told by code; the metadata file brings the codes first.
"""

import hashlib
import json
import string
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, Final

from khuyenhoc.analytics.records import Record
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.queries import Named
from khuyenhoc.domain.catalogue import Catalogue, Nature
from khuyenhoc.sentences.reporting import as_written
from khuyenhoc.workbooks.interchange.columns import as_reported

BEGINNING: Final = "KH_"
LONGEST_CODE = 50
LONGEST_NAME = 230
LONGEST_COMMENT = 2_000
OLDEST = "1900-01-01"  # DHIS2 asks for an opening date also where nobody knows it
_LETTERS: Final = string.ascii_letters
_SIGNS: Final = string.ascii_letters + string.digits
_PARTS: Final = {6: "S", 3: "Q"}  # months → what stands before the number of the part of a year


@dataclass(frozen=True, slots=True)
class Element:
    """What a value is of. part: number, rate, base, target or target_amount; kind: of the base, "" for none."""

    part: str
    indicator: str = ""
    level: str = ""
    kind: str = ""

    @property
    def code(self) -> str:
        told = "_".join(one for one in (self.indicator, self.level, self.kind) if one)
        plain = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in told).upper()
        before = "" if self.part == "number" else f"{self.part.upper()}_"
        return _short(f"{BEGINNING}{before}{plain}")


def place_code(place: int) -> str:
    """Our own id: a government code may have meant another place."""
    return f"{BEGINNING}{place}"


def uid(code: str) -> str:
    """The same eleven signs for the same code, for ever."""
    drawn = int.from_bytes(hashlib.sha256(code.encode()).digest(), "big")
    drawn, first = divmod(drawn, len(_LETTERS))
    signs = [_LETTERS[first]]
    for _ in range(10):
        drawn, at = divmod(drawn, len(_SIGNS))
        signs.append(_SIGNS[at])
    return "".join(signs)


def period_of(first: date, until: date) -> str | None:
    """2023, 2023S1, 2023Q3 or 202306; None for a time that DHIS2 has no name for."""
    year, months = first.year, until.month - first.month + 1
    last = date(until.year, until.month, monthrange(until.year, until.month)[1])
    if year != until.year or first.day != 1 or until != last:
        return None
    if months == 12:
        return str(year)
    if months == 1:
        return f"{year}{first.month:02d}"
    if months not in _PARTS or (first.month - 1) % months:
        return None
    return f"{year}{_PARTS[months]}{(first.month - 1) // months + 1}"


def write(kind: str, rows: Iterable[Record], out: BinaryIO, *, language: str = "vi") -> None:
    """{"idScheme": "CODE", "dataValues": [ … ]}, one value a line."""
    out.write(b'{"idScheme": "CODE", "dataValues": [')
    separator = "\n"
    for one in values(kind, rows, language=language):
        out.write((separator + json.dumps(one, ensure_ascii=False)).encode())
        separator = ",\n"
    out.write(b"\n]}\n")


def values(kind: str, rows: Iterable[Record], *, language: str = "vi") -> Iterator[dict[str, Any]]:
    """kind: figures or targets. What is not known, a range, and a time that DHIS2 cannot name are left out."""
    if kind == "targets":
        for row in rows:
            yield from _of_target(row, language)
        return
    at: tuple[int, str] | None = None
    told: set[str] = set()  # codes of this place and period: indicators share their bases
    for row in rows:
        if (row["place"], row["period"]) != at:
            at, told = (row["place"], row["period"]), set()
        for element, value, comment in _parts(row, language):
            if element.code not in told:
                told.add(element.code)
                yield from _value(element, row, value, comment)


def _parts(row: Record, language: str) -> Iterator[tuple[Element, str, str]]:
    """(what of, value, comment) of one figure."""
    told = "; ".join(f"{as_reported(one, language)} ({one['source']})" for one in row["told"])
    comment = told if row["provenance"] == "reported" else ""
    if row["value"] is not None:
        yield Element("number", row["indicator"], row["level"]), str(row["value"]), comment
    elif row["rate_percent"] is not None:
        yield Element("rate", row["indicator"], row["level"], row["base_kind"]), row["rate_percent"], comment
    if row["base"] is not None:
        yield Element("base", kind=row["base_kind"]), str(row["base"]), row["base_source"] or ""


def _value(element: Element, row: Record, value: str, comment: str) -> Iterator[dict[str, Any]]:
    period = period_of(date.fromisoformat(row["first"]), date.fromisoformat(row["until"]))
    if period is not None:
        yield _told(element, period, row["place"], value, comment)


def _of_target(row: Record, language: str) -> Iterator[dict[str, Any]]:
    what = (row["indicator"], row["level"], row["base_kind"])
    period, place = str(row["year"]), row["place"]
    if row["for_difficult_areas"]:
        return  # two targets of one place and year: DHIS2 has room for the general one
    if row["percent"] is not None:
        written = as_written(row["percent_written"], row["percent_qualifier"] or "", language)
        yield _told(Element("target", *what), period, place, row["percent"], _and(written, row["source"]))
    if row["amount"] is not None:
        written = as_written(row["amount_written"], row["amount_qualifier"] or "", language)
        yield _told(
            Element("target_amount", *what), period, place, str(row["amount"]), _and(written, row["source"])
        )


def _and(written: str, source: str) -> str:
    return f"{written} ({source})" if written else source


def _told(element: Element, period: str, place: int, value: str, comment: str) -> dict[str, Any]:
    """Without option combinations, for nothing here is divided: DHIS2 then takes its default ones."""
    told = {
        "dataElement": element.code,
        "period": period,
        "orgUnit": place_code(place),
        "value": value,
    }
    return told | ({"comment": comment[:LONGEST_COMMENT]} if comment else {})


# -- metadata ------------------------------------------------------------------------------------------------------


def write_metadata(
    elements: Iterable[Element],
    where: Iterable[Sequence[int]],
    on: date,
    out: BinaryIO,
    *,
    language: str = "vi",
) -> None:
    """dataElements and organisationUnits, to be imported before any value. where: ids of places, part by part."""
    known = figures.catalogue()
    out.write(b'{"dataElements": [')
    _write_each(out, (described(one, known, language) for one in elements))
    out.write(b'],\n"organisationUnits": [')
    _write_each(out, units(where, on))
    out.write(b"]}\n")


def elements_of(asked: Iterable[tuple[str, str, str]]) -> list[Element]:
    """Every element that figures of these (indicator, level, base kind) and targets for them may need."""
    found: dict[str, Element] = {}
    for indicator, level, kind in asked:
        for one in (
            Element("number", indicator, level),
            Element("rate", indicator, level, kind),
            Element("target", indicator, level, kind),
            Element("target_amount", indicator, level, kind),
            *([Element("base", kind=kind)] if kind else []),
        ):
            found.setdefault(one.code, one)
    return list(found.values())


def described(one: Element, known: Catalogue, language: str) -> dict[str, Any]:
    """Rates and targets are never added up by DHIS2, nor the numbers that do not add up."""
    name, adds_up, is_flow, is_money = one.kind, one.part == "base", False, False
    if one.indicator:
        indicator = known.indicators[one.indicator]
        level = known.level_name(indicator, one.level, language)
        name = indicator.name.told(language) + (f" ({level})" if level else "")
        adds_up = one.part == "number" and indicator.adds_up
        is_flow, is_money = indicator.nature is Nature.FLOW, indicator.unit("en") == "đồng"
    if one.kind in known.bases:
        of = known.bases[one.kind].name.told(language)
        name = f"{name} / {of}" if one.indicator else of
    is_share = one.part in ("rate", "target")
    words = {"rate": ("tỷ lệ", "rate"), "base": ("mẫu số", "base"), "number": ("số lượng", "number")}
    part = words.get(one.part, ("chỉ tiêu", "target"))[language == "en"]
    tail = f" [{part}, {one.code}]"
    return {
        "id": uid(one.code),
        "code": one.code,
        "name": name[: LONGEST_NAME - len(tail)] + tail,
        "shortName": one.code,
        "domainType": "AGGREGATE",
        "valueType": "NUMBER" if is_share or is_money else "INTEGER",
        "aggregationType": ("SUM" if is_flow else "LAST") if adds_up else "NONE",
        "zeroIsSignificant": True,
    }


def units(where: Iterable[Sequence[int]], on: date) -> Iterator[dict[str, Any]]:
    """The places and all above them, each once and after what is above it."""
    told: set[int] = set()
    for part in where:
        for one in _with_above(part, on, told):
            told.add(one.place_id)
            yield _unit(one)


def _with_above(part: Sequence[int], on: date, told: set[int]) -> list[Named]:
    paths = places.paths(part, on)
    wanted = [int(number) for path in paths.values() for number in path.strip(".").split(".")]
    fresh = [one for one in dict.fromkeys(wanted) if one not in told]
    named = places.named(fresh, on)
    return [named[one] for one in sorted(named, key=lambda number: _depth(paths, number))]


def _depth(paths: dict[int, str], place: int) -> tuple[int, int]:
    """How far below the country; the country's own way is the shortest."""
    told = f".{place}."
    lengths = [f".{path}".index(told) for path in paths.values() if told in f".{path}"]
    return min(lengths, default=0), place


def _unit(one: Named) -> dict[str, Any]:
    code = place_code(one.place_id)
    told: dict[str, Any] = {
        "id": uid(code),
        "code": code,
        "name": one.label[:LONGEST_NAME],
        "shortName": one.name[:LONGEST_CODE],
        "openingDate": OLDEST if one.valid_from is None else one.valid_from.isoformat(),
    }
    if one.valid_to is not None:
        told["closedDate"] = one.valid_to.isoformat()
    if one.parent is not None:
        told["parent"] = {"id": uid(place_code(one.parent))}
    return told


def _write_each(out: BinaryIO, told: Iterable[dict[str, Any]]) -> None:
    separator = "\n"
    for one in told:
        out.write((separator + json.dumps(one, ensure_ascii=False)).encode())
        separator = ",\n"
    out.write(b"\n")


def _short(code: str) -> str:
    if len(code) <= LONGEST_CODE:
        return code
    return f"{code[: LONGEST_CODE - 9]}_{hashlib.sha256(code.encode()).hexdigest()[:8].upper()}"
