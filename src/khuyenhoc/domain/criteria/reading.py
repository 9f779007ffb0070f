"""Takes keys out of a TOML table one by one; every fault is noted with its line, none stops the reading."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from khuyenhoc.domain.criteria import faults
from khuyenhoc.domain.criteria.lines import Path
from khuyenhoc.domain.criteria.model import Evidence, Words
from khuyenhoc.domain.numbers import hundredths
from khuyenhoc.domain.text import clean

LARGEST = 100_000_000  # hundredths: 1,000,000 points; sums and products stay within 64 bits


class Literal(str):
    """A number written without quotes, kept as it was typed."""


@dataclass
class Page:
    """The whole file while it is read: where its keys stand, what is wrong, what is left unknown."""

    file: str
    lines: Mapping[Path, int]
    found: list[faults.Fault] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    is_draft: bool = False

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest table around it."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def fault(self, kind: type[faults.Fault], path: Path, /, **facts: Any) -> None:
        self.found.append(kind(file=self.file, line=self.line(path), where=spelled(path), **facts))


def spelled(path: Path) -> str:
    """A path as people count: criterion[1].indicator[2].max."""
    words = ""
    for step in path:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if words else step
    return words


class Table:
    """One table of the file. Each `take` removes a key; `close` notes the keys nobody took."""

    def __init__(self, page: Page, path: Path, data: Any) -> None:
        self.page = page
        self.path = path
        if not isinstance(data, dict):
            page.fault(faults.TableExpected, path)
            data = {}
        self.data: dict[str, Any] = dict(data)

    def fault(self, kind: type[faults.Fault], /, *steps: str | int, **facts: Any) -> None:
        self.page.fault(kind, (*self.path, *steps), **facts)

    def has(self, key: str) -> bool:
        return key in self.data

    def close(self) -> None:
        for key in self.data:
            self.fault(faults.KeyUnknown, key)

    def drop(self, keys: Iterable[str], kind: type[faults.Fault], /, **facts: Any) -> None:
        """Keys that exist in the format but not here."""
        for key in keys:
            if key in self.data:
                del self.data[key]
                self.fault(kind, key, **facts)

    def take(self, key: str, *, required: bool = False) -> Any:
        if required and key not in self.data:
            self.fault(faults.KeyMissing, key)
        return self.data.pop(key, None)

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        value = self.take(key, required=required)
        if value is None:
            return default
        if not isinstance(value, str) or isinstance(value, Literal):
            self.fault(faults.TextExpected, key)
            return default
        if required and not clean(value):
            self.fault(faults.TextExpected, key)
        return clean(value)

    def word(self, key: str, allowed: Iterable[str], default: str = "", *, required: bool = False) -> str:
        known = key in self.data
        value = self.text(key, default, required=required)
        allowed = tuple(allowed)
        if known and value not in allowed:
            self.fault(faults.ValueUnknown, key, value=value, allowed=", ".join(a for a in allowed if a))
            return default
        return value

    def code(self, key: str = "code") -> str:
        value = self.text(key, required=True)
        if value and not usable_code(value):
            self.fault(faults.CodeUnusable, key, value=value)
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.fault(faults.TrueOrFalseExpected, key)
            return default
        return default if value is None else value

    def whole(self, key: str, default: int = 0, *, required: bool = False) -> int:
        value = self.take(key, required=required)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fault(faults.WholeNumberExpected, key)
            return default
        if value > LARGEST:
            self.fault(faults.NumberTooLarge, key, value=value, most=LARGEST)
        return value

    def decimal(self, key: str, *, required: bool = False, most: int = LARGEST) -> int | None:
        """Whole hundredths; None where the key is missing, wrong, or "" (not known, in drafts only)."""
        value = self.take(key, required=required)
        return None if value is None else self.as_decimal(value, key, most=most)

    def percent(self, key: str, *, required: bool = False) -> int | None:
        return self.decimal(key, required=required, most=10000)

    def as_decimal(self, value: Any, *steps: str | int, most: int = LARGEST) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            self.fault(faults.DecimalExpected, *steps, value=value)
            return None
        if value == "":
            self.note_unknown(*steps)
            return None
        found = hundredths(value.replace(",", "?"))
        if found is None:
            whole, point, decimals = value.partition(".")
            too_fine = bool(point) and whole.isascii() and whole.isdigit() and decimals.isascii()
            kind = faults.DecimalTooFine if too_fine and decimals.isdigit() else faults.DecimalExpected
            self.fault(kind, *steps, value=value)
        elif found > most:
            self.fault(faults.NumberTooLarge, *steps, value=value, most=most // 100)
            return None
        return found

    def note_unknown(self, *steps: str | int) -> None:
        path = (*self.path, *steps)
        if self.page.is_draft:
            self.page.unknown.append(spelled(path))
        else:
            self.page.fault(faults.UnknownOnlyInDraft, path)

    def day(self, key: str, *, required: bool = False) -> date | None:
        value = self.take(key, required=required)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.fault(faults.DateExpected, key)
            return None
        return value

    def entries(self, key: str, *, required: bool = False) -> list[Any]:
        value = self.take(key, required=required)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(faults.ListExpected, key)
            return []
        if required and not value:
            self.fault(faults.ListEmpty, key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        found = []
        for position, value in enumerate(self.entries(key)):
            if isinstance(value, str) and not isinstance(value, Literal):
                found.append(clean(value))
            else:
                self.fault(faults.TextExpected, key, position)
        return tuple(found)

    def tables(self, key: str, *, required: bool = False) -> Iterator["Table"]:
        for position, value in enumerate(self.entries(key, required=required)):
            yield Table(self.page, (*self.path, key, position), value)

    def table(self, key: str) -> "Table":
        value = self.take(key)
        return Table(self.page, (*self.path, key), {} if value is None else value)

    def words(self, key: str) -> Words:
        """{ vi = "…", en = "…", group.CODE.vi = "…" }, or a plain Vietnamese text."""
        value = self.take(key)
        if value is None:
            return Words()
        if isinstance(value, str) and not isinstance(value, Literal):
            return Words(vi=clean_lines(value))
        if not isinstance(value, dict):
            self.fault(faults.WordsExpected, key)
            return Words()
        return _words(Table(self.page, (*self.path, key), value))

    def evidence(self, key: str) -> Evidence:
        """A list of Vietnamese texts, or { vi = […], en = […], group.CODE.vi = […] }."""
        value = self.data.get(key)
        if not isinstance(value, dict):
            return Evidence(vi=self.texts(key))
        return _evidence(self.table(key))


def _words(table: Table) -> Words:
    grouped = tuple((table_.path[-1], _words(table_)) for table_ in _groups(table))
    for key in table.data:
        value = table.data[key]
        if key in ("vi", "en") and (not isinstance(value, str) or isinstance(value, Literal)):
            table.fault(faults.TextExpected, key)
            table.data[key] = ""
    words = Words(
        vi=clean_lines(table.take("vi") or ""),
        en=clean_lines(table.take("en") or ""),
        groups=tuple((str(code), spoken) for code, spoken in grouped),
    )
    table.close()
    return words


def _evidence(table: Table) -> Evidence:
    groups = tuple((str(table_.path[-1]), _evidence(table_)) for table_ in _groups(table))
    evidence = Evidence(vi=_one_or_more(table, "vi"), en=_one_or_more(table, "en"), groups=groups)
    table.close()
    return evidence


def _one_or_more(table: Table, key: str) -> tuple[str, ...]:
    value = table.data.get(key)
    if isinstance(value, str) and not isinstance(value, Literal):
        table.data[key] = [value]
    return table.texts(key)


def _groups(table: Table) -> list[Table]:
    if not table.has("group"):
        return []
    group = table.table("group")
    return [Table(group.page, (*group.path, code), value) for code, value in group.data.items()]


def clean_lines(text: str) -> str:
    """A text of several lines, each of them clean, without blank ones at either end."""
    return "\n".join(clean(line) for line in text.splitlines()).strip("\n")


def usable_code(code: str) -> bool:
    """A code can head a column and stand in a list of reasons."""
    return (
        all(sign.isalnum() or sign in "._-" for sign in code)
        and code[0].isalnum()
        and not code.endswith((".part", ".whole", "."))
        and code.casefold() not in ("case_id", "row")
    )
