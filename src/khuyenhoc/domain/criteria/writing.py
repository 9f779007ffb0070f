"""Changes in the text of a criteria set that leave every other sign of it as it was, comments and order too."""

from dataclasses import dataclass

from khuyenhoc.domain.criteria.lines import Path, stands_of
from khuyenhoc.domain.criteria.model import Words
from khuyenhoc.domain.toml import quoted

_BARE_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def in_both(words: Words) -> str:
    """{ vi = "…", en = "…" }, without English where there is none; groups are not written."""
    english = f", en = {quoted(words.en)}" if words.en else ""
    return f"{{ vi = {quoted(words.vi)}{english} }}"


@dataclass(frozen=True, slots=True)
class Block:
    """A [header] with all that belongs to it, from sign `first` to behind sign `last`, which is no line feed."""

    first: int
    last: int


class Changes:
    """Changes of one sound TOML text, gathered by path and written at once.

    A change inside a block that is replaced or dropped is lost with it.
    """

    def __init__(self, text: str) -> None:
        self.before = text
        self._stands = stands_of(text)
        self._found: list[tuple[int, int, str]] = []

    def has_block(self, path: Path) -> bool:
        """Whether a table stands under a [header] of its own, not inside { }."""
        return path in self._stands.headers

    def block(self, path: Path) -> Block:
        """The table of a header with those below it. Errors: KeyError without a header (`has_block`)."""
        ends = [
            home.at
            for other, home in self._stands.homes.items()
            if other[: len(path)] == path and not home.is_inline
        ]
        return Block(self._stands.headers[path], self._line_end(max(ends)))

    def written(self, path: Path) -> str:
        """A value as it is written; "" where the key is not."""
        first, last = self._stands.values.get(path, (0, 0))
        return self.before[first:last]

    def put(self, path: Path, literal: str) -> None:
        """One value, in place of what is there, else as a new key of the nearest table around it."""
        if path in self._stands.values:
            self._found.append((*self._stands.values[path], literal))
            return
        at = len(path) - 1
        while path[:at] not in self._stands.homes:
            at -= 1
        home = self._stands.homes[path[:at]]
        pair = f"{'.'.join(_key(str(step)) for step in path[at:])} = {literal}"
        if home.is_inline:
            self._insert(home.at, f" {pair} " if home.is_empty else f", {pair}")
        else:
            first = self.before.rfind("\n", 0, home.at) + 1
            line = self.before[first : home.at]
            self._insert(self._line_end(home.at), f"\n{line[: len(line) - len(line.lstrip(' '))]}{pair}")

    def put_words(self, path: Path, *, vi: str, en: str) -> None:
        """A text in both languages; wordings for groups stay."""
        if self.written(path).startswith(("'", '"')) or not self._is_there(path):
            self.put(path, in_both(Words(vi, en)))
            return
        self.put((*path, "vi"), quoted(vi))
        if en or self.written((*path, "en")):
            self.put((*path, "en"), quoted(en))

    def add_behind(self, path: Path, block: str) -> None:
        """A new block behind the one of a path, with an empty line between."""
        self._insert(self.block(path).last, f"\n\n{block}")

    def add_before(self, path: Path, block: str) -> None:
        self._insert(self.block(path).first, f"{block}\n\n")

    def replace(self, path: Path, block: str) -> None:
        here = self.block(path)
        self._found.append((here.first, here.last, block))

    def drop(self, path: Path) -> None:
        """Without the empty lines before it: what `add_behind` added goes without a trace."""
        here = self.block(path)
        self._found.append((len(self.before[: here.first].rstrip()), here.last, ""))

    def after(self) -> str:
        """The text with every change."""
        pieces, at = [], 0
        for first, last, new in sorted(self._found, key=lambda change: change[:2]):
            if first >= at:
                pieces += [self.before[at:first], new]
                at = last
        return "".join([*pieces, self.before[at:]])

    def _is_there(self, path: Path) -> bool:
        known = (*self._stands.values, *self._stands.homes)
        return any(other[: len(path)] == path for other in known)

    def _insert(self, at: int, text: str) -> None:
        self._found.append((at, at, text))

    def _line_end(self, at: int) -> int:
        end = self.before.find("\n", at)
        return len(self.before) if end < 0 else end


def _key(step: str) -> str:
    return step if step[:1].isalpha() and _BARE_SIGNS.issuperset(step) else quoted(step)
