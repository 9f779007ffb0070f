"""Reading a reform's plan, a TOML file, into places as people write them; nothing is looked up here.

    title = "…"                      # what the plan is called
    on = 2026-07-01                  # the day it takes effect; a deed may name its own
    legal_reference = "…"            # the paper; a deed may name its own
    renew_grants = false             # true: grants on a closed place go on at the successor

    [[deed]]
    kind = "merge"                   # rename | recode | move | merge | split | close
    places = ["xã A, tỉnh C", "xã B, tỉnh C"]
    into = { unit = "xã", name = "D" }          # a new place, or "xã E, tỉnh C" for an existing one

A place is a name with what is above it, a code, "#" and its id, or "@" and the key of a place the plan opens.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from khuyenhoc.domain.criteria.lines import Path, lines_of
from khuyenhoc.domain.criteria.reading import spelled
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.numbers import hundredths
from khuyenhoc.domain.place_names import split_unit
from khuyenhoc.domain.text import clean

KINDS = ("rename", "recode", "move", "merge", "split", "close")
_LINE = re.compile(r"\(at line ([0-9]+), column [0-9]+\)")
_LONGEST_NAME, _LONGEST_REFERENCE = 200, 200


class PlanUnreadable(RuleBroken):
    """The text is no TOML; facts: line, detail."""

    code = "REFORM_PLAN_UNREADABLE"


class KeyMissing(RuleBroken):
    """A key the entry cannot do without; facts: line, where."""

    code = "REFORM_KEY_MISSING"


class KeyUnknown(RuleBroken):
    """A key that the format does not know there; facts: line, where."""

    code = "REFORM_KEY_UNKNOWN"


class TextExpected(RuleBroken):
    """A value that must be text, not empty and not too long; facts: line, where."""

    code = "REFORM_TEXT_EXPECTED"


class DateExpected(RuleBroken):
    """A value that must be a day; facts: line, where."""

    code = "REFORM_DATE_EXPECTED"


class ShareExpected(RuleBroken):
    """A value that must be a percentage with at most two decimals; facts: line, where."""

    code = "REFORM_SHARE_EXPECTED"


class ListExpected(RuleBroken):
    """A value that must be a list with something in it; facts: line, where."""

    code = "REFORM_LIST_EXPECTED"


class TrueOrFalseExpected(RuleBroken):
    """A value that must be true or false; facts: line, where."""

    code = "REFORM_TRUE_OR_FALSE_EXPECTED"


class KindUnknown(RuleBroken):
    """A deed of a kind that does not exist; facts: line, where, value, allowed."""

    code = "REFORM_KIND_UNKNOWN"


class KeyRepeated(RuleBroken):
    """Two new places with one key; facts: line, where, key."""

    code = "REFORM_KEY_REPEATED"


@dataclass(frozen=True, slots=True)
class Opening:
    """A place to open; key: what "@key" means elsewhere in the plan, "" when nothing refers to it."""

    key: str
    unit: str
    name: str
    code: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """share in hundredths of a percent; below: names of what hung right below, or "#" and the id."""

    into: str | Opening
    below: tuple[str, ...]
    share: int | None
    is_default: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """One deed as written; of the last six fields only those of its kind are filled. unit "" keeps the unit."""

    entry: int
    line: int
    kind: str
    on: date
    legal_reference: str
    places: tuple[str, ...]
    into: str | Opening | None = None
    parts: tuple[PlannedPart, ...] = ()
    unit: str = ""
    name: str = ""
    code: str = ""
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """digest: of what the plan says; blank lines, comments and the order of keys do not change it."""

    title: str
    renew_grants: bool
    deeds: tuple[Planned, ...]
    digest: str

    def line_of(self, entry: int) -> int:
        return self.deeds[entry - 1].line


def read(text: str) -> Plan:
    """The plan in the text; its rules are checked when places are known. Errors: the RuleBroken of this module."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found else len(text.splitlines())
        raise PlanUnreadable(line=line, detail=_LINE.sub("", str(error)).strip()) from error
    head = _Table(told, (), lines_of(text))
    title = head.text("title")
    day = head.day("on")
    legal_reference = head.text("legal_reference", longest=_LONGEST_REFERENCE, may_be_blank=True)
    renew_grants = head.flag("renew_grants")
    deeds = tuple(
        _deed(table, entry, day, legal_reference) for entry, table in enumerate(head.tables("deed"), start=1)
    )
    head.close()
    _refuse_repeated_keys(deeds)
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return Plan(title, renew_grants, deeds, hashlib.sha256(canonical.encode()).hexdigest())


def _deed(table: "_Table", entry: int, day: date | None, legal_reference: str) -> Planned:
    kind = table.text("kind", required=True)
    if kind not in KINDS:
        raise KindUnknown(**table.at("kind"), value=kind, allowed=", ".join(KINDS))
    on = table.day("on") or day
    if on is None:
        raise KeyMissing(**table.at("on"))
    reference = table.text("legal_reference", longest=_LONGEST_REFERENCE, may_be_blank=True)
    filled: dict[str, Any] = {}
    match kind:
        case "rename":
            filled["unit"], filled["name"] = _name(table)
        case "recode":
            filled["code"] = table.text("code", required=True, longest=16)
        case "move":
            filled["to"] = table.text("to", required=True)
        case "close":
            filled["to"] = table.text("custodian") or None
        case "merge":
            filled["into"] = _target(table)
        case "split":
            filled["parts"] = tuple(_part(part) for part in table.tables("part"))
    places = table.texts("places") if kind == "merge" else (table.text("place", required=True),)
    table.close()
    return Planned(entry, table.line(), kind, on, reference or legal_reference, places, **filled)


def _part(table: "_Table") -> PlannedPart:
    part = PlannedPart(
        into=_target(table),
        below=table.texts("hamlets", may_be_missing=True),
        share=table.share("share"),
        is_default=table.flag("default"),
    )
    table.close()
    return part


def _target(table: "_Table") -> str | Opening:
    if not isinstance(table.data.get("into"), dict):
        return table.text("into", required=True)
    inner = _Table(table.data.pop("into"), (*table.path, "into"), table.lines)
    unit, name = _name(inner)
    if not unit:
        raise KeyMissing(**inner.at("unit"))
    opening = Opening(
        key=inner.text("key"),
        unit=unit,
        name=name,
        code=inner.text("code", longest=16),
        parent=inner.text("parent") or None,
    )
    inner.close()
    return opening


def _name(table: "_Table") -> tuple[str, str]:
    """Unit word and name, told apart or as one: { name = "xã Mẫu" }."""
    unit = table.text("unit", longest=32).lower()
    name = table.text("name", required=True, longest=_LONGEST_NAME)
    return (unit, name) if unit else split_unit(name)


def _refuse_repeated_keys(deeds: tuple[Planned, ...]) -> None:
    seen: set[str] = set()
    for deed in deeds:
        for target in (deed.into, *(part.into for part in deed.parts)):
            if isinstance(target, Opening) and target.key:
                if target.key in seen:
                    raise KeyRepeated(line=deed.line, where=f"deed[{deed.entry}]", key=target.key)
                seen.add(target.key)


class _Table:
    """One table of the file; each question takes its key out, `close` refuses what nobody asked for."""

    def __init__(self, data: dict[str, Any], path: Path, lines: Mapping[Path, int]) -> None:
        self.data = dict(data)
        self.path = path
        self.lines = lines

    def line(self, key: str | None = None) -> int:
        path = self.path if key is None else (*self.path, key)
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def at(self, key: str) -> dict[str, Any]:
        return {"line": self.line(key), "where": spelled((*self.path, key))}

    def text(
        self, key: str, *, required: bool = False, longest: int = 400, may_be_blank: bool = False
    ) -> str:
        if key not in self.data:
            if required:
                raise KeyMissing(**self.at(key))
            return ""
        found = self.data.pop(key)
        told = clean(found) if isinstance(found, str) else None
        if told is None or len(told) > longest or not (told or may_be_blank):
            raise TextExpected(**self.at(key))
        return told

    def texts(self, key: str, *, may_be_missing: bool = False) -> tuple[str, ...]:
        if key not in self.data:
            if may_be_missing:
                return ()
            raise KeyMissing(**self.at(key))
        found = self.data.pop(key)
        told = tuple(clean(one) for one in found if isinstance(one, str)) if isinstance(found, list) else ()
        if (
            not isinstance(found, list)
            or len(told) < len(found)
            or not all(told)
            or not (told or may_be_missing)
        ):
            raise ListExpected(**self.at(key))
        return told

    def day(self, key: str) -> date | None:
        if key not in self.data:
            return None
        found = self.data.pop(key)
        if isinstance(found, str):
            try:
                return date.fromisoformat(found.strip())
            except ValueError:
                raise DateExpected(**self.at(key)) from None
        if not isinstance(found, date) or isinstance(found, datetime):
            raise DateExpected(**self.at(key))
        return found

    def share(self, key: str) -> int | None:
        """Percent, "62.50" or 62.5, in hundredths."""
        if key not in self.data:
            return None
        found = self.data.pop(key)
        is_written = isinstance(found, str | int | float) and not isinstance(found, bool)
        share = hundredths(str(found).strip().removesuffix("%")) if is_written else None
        if share is None:
            raise ShareExpected(**self.at(key))
        return share

    def flag(self, key: str) -> bool:
        found = self.data.pop(key, False)
        if not isinstance(found, bool):
            raise TrueOrFalseExpected(**self.at(key))
        return found

    def tables(self, key: str) -> list["_Table"]:
        found = self.data.pop(key, None)
        if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
            raise ListExpected(**self.at(key))
        return [_Table(one, (*self.path, key, at), self.lines) for at, one in enumerate(found)]

    def close(self) -> None:
        for key in self.data:
            raise KeyUnknown(**self.at(key))
