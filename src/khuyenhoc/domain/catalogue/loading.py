"""The catalogue's files become one checked whole.

    area = "titles"                              # and what it is called
    position = 1                                 # among the areas
    area_name = { vi = "Danh hiệu học tập", en = "Learning titles" }

    [[indicator]]
    code = "recognised_household"
    vi = "…"
    en = "…"
    units = ["hộ"]
    unit_en = "households"
    nature = "stock"                             # stock | flow | share
    bases = ["all households"]
    query = "recognised"
    facts = { title = "household" }
    requirements = ["R28"]
    sentence = { vi = "{period}, {place} có {value} hộ …[, đạt {rate} {of}].", en = "…" }

`[[base]]` (kind, vi, en, of, of_en), `[[level]]` (code, vi, en, managed) and `rate_only` may stand in any file.
"""

import tomllib
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any, TypeVar

from khuyenhoc.domain.catalogue.faults import (
    CatalogueUnreadable,
    CodeRepeated,
    KeyMissing,
    KeyUnknown,
    NameUnknown,
    PatternFieldUnknown,
    ValueWrong,
)
from khuyenhoc.domain.catalogue.model import BaseName, Catalogue, Indicator, LevelName, Nature, Wording
from khuyenhoc.domain.catalogue.sentence import FIELDS, fields_of, is_sound
from khuyenhoc.domain.place_names import spelling
from khuyenhoc.domain.text import clean

_T = TypeVar("_T")
_DEFAULT_SENTENCE = Wording(
    "{period}, {place} có {value} {unit}: {name}[, đạt {rate} {of}].",
    "{period}, {place} had {value} {unit}: {name}[, {rate} of {of}].",
)


class _Entry:
    """One table of a file. Each question takes its key away; `close` refuses what nobody asked for."""

    def __init__(self, file: str, entry: str, data: Any) -> None:
        self.file, self.entry = file, entry
        if not isinstance(data, dict):
            raise self.wrong("", "table")
        self.data: dict[str, Any] = dict(data)

    def wrong(self, key: str, wanted: str) -> ValueWrong:
        return ValueWrong(file=self.file, entry=self.entry, key=key, wanted=wanted)

    def take(self, key: str, kind: type[_T], default: _T | None = None) -> _T:
        if key not in self.data:
            if default is None:
                raise KeyMissing(file=self.file, entry=self.entry, key=key)
            return default
        found = self.data.pop(key)
        if type(found) is not kind:
            raise self.wrong(key, kind.__name__)
        return found

    def text(self, key: str, default: str | None = None) -> str:
        found = clean(self.take(key, str, default))
        if not found and default is None:
            raise self.wrong(key, "text")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        found: list[Any] = self.take(key, list, [])
        if not all(isinstance(one, str) for one in found):
            raise self.wrong(key, "list of texts")
        return tuple(clean(one) for one in found)

    def table(self, key: str) -> dict[str, Any]:
        found: dict[str, Any] = self.take(key, dict, {})
        return found

    def wording(self, key: str, default: Wording | None = None) -> Wording:
        if key not in self.data and default is not None:
            return default
        inside = _Entry(self.file, self.entry, self.take(key, dict))
        made = Wording(inside.text("vi"), inside.text("en"))
        inside.close()
        return made

    def close(self) -> None:
        for key in self.data:
            raise KeyUnknown(file=self.file, entry=self.entry, key=key)


def load(files: Iterable[tuple[str, str]]) -> Catalogue:
    """The catalogue of (name, text) of every file; areas by their position.

    Errors: CatalogueFault, for the first fault.
    """
    indicators: dict[str, Indicator] = {}
    bases: dict[str, BaseName] = {}
    levels: dict[str, LevelName] = {}
    areas: dict[str, Wording] = {}
    where: dict[str, str] = {}  # indicator → file
    rate_only: Wording | None = None
    pages = [_Entry(file, "", _parsed(file, text)) for file, text in files]
    for _, page in sorted(((page.take("position", int, 0), page) for page in pages), key=itemgetter(0)):
        file, area = page.file, page.text("area", "")
        if area:
            areas[area] = page.wording("area_name")
        if "rate_only" in page.data:
            rate_only = _sound(page, page.wording("rate_only"), "rate_only")
        for entry in _entries(page, "base", "kind"):
            _add(bases, entry, _base(entry), entry.entry)
        for entry in _entries(page, "level", "code"):
            _add(levels, entry, _level(entry), entry.entry)
        for entry in _entries(page, "indicator", "code"):
            _add(indicators, entry, _indicator(entry, area), entry.entry)
            where[entry.entry] = file
        page.close()
    if rate_only is None:
        raise KeyMissing(file="", entry="", key="rate_only")
    for one in indicators.values():
        _know("bases", one.bases, bases, where[one.code], one.code)
        _know("levels", (level for level in one.levels if level), levels, where[one.code], one.code)
    _apart(indicators, where)
    return Catalogue(indicators, bases, levels, areas, rate_only)


def _parsed(file: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueUnreadable(file=file, entry="", detail=str(error)) from error


def _entries(page: _Entry, name: str, key: str) -> list[_Entry]:
    """The array's tables, each called by what names it, or by its place where that is missing."""
    found: list[Any] = page.take(name, list, [])
    made = []
    for at, one in enumerate(found, start=1):
        called = one.get(key) if isinstance(one, dict) else None
        made.append(_Entry(page.file, called if isinstance(called, str) else f"{name} {at}", one))
    return made


def _add(known: dict[str, _T], entry: _Entry, one: _T, code: str) -> None:
    if code in known:
        raise CodeRepeated(file=entry.file, entry=code, key=code)
    known[code] = one


def _base(entry: _Entry) -> BaseName:
    made = BaseName(
        kind=entry.text("kind"),
        name=Wording(entry.text("vi"), entry.text("en")),
        of=Wording(entry.text("of"), entry.text("of_en")),
        title=entry.text("title", ""),
        level=entry.text("level", ""),
        within=entry.texts("within"),
        also=entry.texts("also"),
        leaves_out=entry.texts("leaves_out"),
        why=entry.wording("why") if "why" in entry.data else None,
    )
    entry.close()
    return made


def _level(entry: _Entry) -> LevelName:
    made = LevelName(
        code=entry.text("code"),
        name=Wording(entry.text("vi"), entry.text("en")),
        managed=entry.wording("managed"),
        also=entry.texts("also"),
    )
    entry.close()
    return made


def _indicator(entry: _Entry, area: str) -> Indicator:
    nature = entry.text("nature")
    if nature not in set(Nature):
        raise entry.wrong("nature", ", ".join(Nature))
    cautions: list[Any] = entry.take("cautions", list, [])
    made = Indicator(
        code=entry.text("code"),
        area=area,
        name=Wording(entry.text("vi"), entry.text("en")),
        levels=entry.texts("levels") or ("",),
        units=entry.texts("units"),
        unit_en=entry.text("unit_en", ""),
        nature=Nature(nature),
        adds_up=entry.take("adds_up", bool, True),
        bases=entry.texts("bases"),
        query=entry.text("query", ""),
        facts=entry.table("facts"),
        requirements=entry.texts("requirements"),
        sentence=_sound(entry, entry.wording("sentence", _DEFAULT_SENTENCE), "sentence"),
        cautions=tuple(_Entry(entry.file, entry.entry, {"x": one}).wording("x") for one in cautions),
        managed=entry.take("managed", bool, False),
    )
    entry.close()
    return made


def _sound(entry: _Entry, pattern: Wording, key: str) -> Wording:
    for text in (pattern.vi, pattern.en):
        unknown = fields_of(text) - FIELDS
        if unknown or not is_sound(text):
            name = min(unknown, default="[ ]")
            raise PatternFieldUnknown(file=entry.file, entry=entry.entry, key=key, name=name)
    return pattern


def _know(key: str, names: Iterable[str], known: Mapping[str, Any], file: str, entry: str) -> None:
    for name in names:
        if name not in known:
            raise NameUnknown(file=file, entry=entry, key=key, name=name)


def _apart(indicators: Mapping[str, Indicator], where: Mapping[str, str]) -> None:
    """Two indicators of one name would be read for each other."""
    taken: dict[str, str] = {}
    for one in indicators.values():
        for text in {spelling(one.code), spelling(one.name.vi), spelling(one.name.en)}:
            if taken.setdefault(text, one.code) != one.code:
                raise CodeRepeated(file=where[one.code], entry=one.code, key=text)
