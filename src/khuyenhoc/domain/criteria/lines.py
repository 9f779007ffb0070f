"""Where each key of a TOML text stands; the standard library's reader does not say."""

import re
from dataclasses import dataclass
from typing import NamedTuple

Path = tuple[str | int, ...]


class Home(NamedTuple):
    """Where a table takes one more key: behind sign `at`; inline: inside { }, after a comma unless it is empty."""

    at: int
    is_inline: bool
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Stands:
    """The signs of a text by path, counted from 0: of values (first, behind the last), of tables and of headers.

    headers: where the line of a table's [header] begins.
    """

    values: dict[Path, tuple[int, int]]
    homes: dict[Path, Home]
    headers: dict[Path, int]


_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_PLAIN_VALUE = re.compile(r"[^,\]}\n#]+")


def lines_of(text: str) -> dict[Path, int]:
    """Line (from 1) of every key, table, array entry and array-of-tables entry, by path.

    `text` must be sound TOML; a path that occurs twice (a table reopened) has its first line.
    """
    return _Walk(text.replace("\r\n", "\n")).lines


def stands_of(text: str) -> Stands:
    """Where to write in a sound TOML text whose lines end in a plain line feed."""
    walk = _Walk(text)
    return Stands(walk.values, walk.homes, walk.headers)


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {(): 1}
        self.values: dict[Path, tuple[int, int]] = {}
        self.homes: dict[Path, Home] = {}
        self.headers: dict[Path, int] = {}
        self.entries: dict[Path, int] = {}  # how many [[tables]] each array has so far
        self.ended = 0  # behind the last value read
        self.line_number = 1
        self.counted_to = 0
        self.walk()

    def walk(self) -> None:
        table: Path = ()
        while True:
            self.skip(" \t\n", comments=True)
            if self.at >= len(self.text):
                return
            if self.text.startswith("[[", self.at):
                self.at += 2
                table = self.header(is_entry=True)
            elif self.text[self.at] == "[":
                self.at += 1
                table = self.header(is_entry=False)
            else:
                self.pair(table)
                self.homes[table] = Home(self.at, is_inline=False, is_empty=False)

    def header(self, *, is_entry: bool) -> Path:
        line = self.line()
        begins = self.text.rfind("\n", 0, self.at) + 1
        keys = self.keys()
        path: Path = ()
        for position, key in enumerate(keys):
            path = (*path, key)
            self.lines.setdefault(path, line)
            if is_entry and position == len(keys) - 1:
                self.entries[path] = self.entries.get(path, 0) + 1
            if path in self.entries:
                path = (*path, self.entries[path] - 1)
                self.lines.setdefault(path, line)
        self.skip(" \t]")
        self.headers.setdefault(path, begins)
        self.homes[path] = Home(self.at, is_inline=False, is_empty=True)
        return path

    def pair(self, table: Path) -> None:
        line = self.line()
        path = table
        for key in self.keys():
            path = (*path, key)
            self.lines.setdefault(path, line)
        self.skip(" \t=")
        self.value(path)

    def keys(self) -> list[str]:
        found = []
        while True:
            self.skip(" \t")
            if self.text[self.at] in "\"'":
                found.append(self.string())
            else:
                bare = _BARE.match(self.text, self.at)
                if bare is None:  # not sound TOML: stop rather than loop
                    self.at = len(self.text)
                    return found
                found.append(bare[0])
                self.at = bare.end()
            self.skip(" \t")
            if self.text[self.at : self.at + 1] != ".":
                return found
            self.at += 1

    def value(self, path: Path) -> None:
        self.lines.setdefault(path, self.line())
        begins = self.at
        sign = self.text[self.at : self.at + 1]
        if sign and sign in "\"'":
            self.string()
        elif sign == "[":
            self.array(path)
        elif sign == "{":
            self.inline_table(path)
        else:
            plain = _PLAIN_VALUE.match(self.text, self.at)
            self.at = plain.end() if plain else len(self.text)
        self.ended = begins + len(self.text[begins : self.at].rstrip())
        self.values[path] = (begins, self.ended)

    def array(self, path: Path) -> None:
        self.at += 1
        position = 0
        while True:
            self.skip(" \t\n,", comments=True)
            if self.at >= len(self.text):
                return
            if self.text[self.at] == "]":
                self.at += 1
                return
            self.value((*path, position))
            position += 1

    def inline_table(self, path: Path) -> None:
        self.at += 1
        self.homes[path] = Home(self.at, is_inline=True, is_empty=True)
        while True:
            self.skip(" \t\n,", comments=True)
            if self.at >= len(self.text):
                return
            if self.text[self.at] == "}":
                self.at += 1
                return
            self.pair(path)
            self.homes[path] = Home(self.ended, is_inline=True, is_empty=False)

    def string(self) -> str:
        quote = self.text[self.at]
        triple = self.text.startswith(quote * 3, self.at)
        mark = quote * 3 if triple else quote
        start = self.at = self.at + len(mark)
        while self.at < len(self.text) and not self.text.startswith(mark, self.at):
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        if triple:  # up to two quotes may belong to the text itself
            while self.text.startswith(quote, self.at + 3):
                self.at += 1
        body = self.text[start : self.at]
        self.at += len(mark)
        return _ESCAPED.sub(_unescaped, body) if quote == '"' else body

    def skip(self, signs: str, *, comments: bool = False) -> None:
        while self.at < len(self.text):
            if self.text[self.at] in signs:
                self.at += 1
            elif comments and self.text[self.at] == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            else:
                return

    def line(self) -> int:
        self.line_number += self.text.count("\n", self.counted_to, self.at)
        self.counted_to = self.at
        return self.line_number


def _unescaped(found: re.Match[str]) -> str:
    escaped = found[1]
    if escaped[0] in "uU" and len(escaped) > 1:
        return chr(int(escaped[1:], 16))
    return {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}.get(escaped, escaped)
