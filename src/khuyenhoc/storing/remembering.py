"""Answers that hardly ever change, kept while one request or one build lasts: the tree, grants, rounds, their sets.

Outside of `remembering` nothing is kept. Inside, whatever writes into a table through this connection makes all that
was answered from it forgotten, and until that is committed nothing is kept of the table, so that what is rolled
back leaves no trace. A transaction begins with an empty memory: a deed decides on nothing that was read before it.
"""

import re
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_READS = ("SELECT", "SAVEPOINT", "RELEASE", "BEGIN")
_WRITTEN = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|COPY)\s+"?(\w+)', re.IGNORECASE)
_NONE = object()


@dataclass(slots=True)
class _Memory:
    """kept: question → key → answer. tables: table → the questions answered from it."""

    outlives_transactions: bool
    kept: dict[str, dict[Any, Any]] = field(default_factory=dict)
    tables: dict[str, set[str]] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    is_inside: bool = False

    def of(self, question: str, tables: Collection[str]) -> dict[Any, Any] | None:
        """What is known of the question, to be added to; None while nothing may be kept of it."""
        inside = _connection().in_atomic_block
        if not inside:
            self.written.clear()
        if inside != self.is_inside:
            self.is_inside = inside
            if not self.outlives_transactions:
                self.kept.clear()
        if not self.written.isdisjoint(tables):
            return None
        known = self.kept.get(question)
        if known is None:
            known = self.kept[question] = {}
            for table in tables:
                self.tables.setdefault(table, set()).add(question)
        return known

    def forget(self, table: str) -> None:
        for question in self.tables.get(table, ()):
            self.kept.pop(question, None)
        if _connection().in_atomic_block and table not in self.written:
            self.written.add(table)
            transaction.on_commit(lambda: self.written.discard(table))

    def watch(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(_READS):
            written = _WRITTEN.match(sql)
            if written is None:  # a savepoint rolled back, a table emptied: nobody knows what it changed
                self.kept.clear()
            else:
                self.forget(written[1])
        return execute(sql, params, many, context)


def _connection() -> BaseDatabaseWrapper:
    """Looked up once, where Django's `connection` looks it up for each of its attributes."""
    return connections[DEFAULT_DB_ALIAS]


_MEMORY: ContextVar[_Memory | None] = ContextVar("memory", default=None)


@contextmanager
def remembering(*, outlives_transactions: bool = False) -> Iterator[None]:
    """Keep answers until the end; inside of another one this does nothing.

    outlives_transactions: only where nobody else changes what is remembered meanwhile.
    """
    if _MEMORY.get() is not None:
        yield
        return
    memory = _Memory(outlives_transactions)
    token = _MEMORY.set(memory)
    try:
        with connection.execute_wrapper(memory.watch):
            yield
    finally:
        _MEMORY.reset(token)


def remembered(
    question: str,
    keys: Collection[K],
    ask: Callable[[Collection[K]], Mapping[K, V]],
    *,
    of: Collection[type[Model]],
) -> dict[K, V]:
    """key → answer of the keys that have one; `ask` answers for those that are not known yet.

    question: a name of its own for each `ask`. of: every model that `ask` reads. Answers are handed out again and
    again: nobody changes them.
    """
    memory = _MEMORY.get()
    known = None if memory is None else memory.of(question, [model._meta.db_table for model in of])
    if known is None:
        return dict(ask(keys))
    missing = [key for key in keys if key not in known]
    if missing:
        answers = ask(missing)
        for key in missing:
            known[key] = answers.get(key, _NONE)
    return {key: answer for key in keys if (answer := known[key]) is not _NONE}


def wrote(table: str) -> None:
    """For rows that go into a table in a way that no statement shows."""
    memory = _MEMORY.get()
    if memory is not None:
        memory.forget(table)


def forget_all() -> None:
    """For whoever knows that somebody else changed what is remembered."""
    memory = _MEMORY.get()
    if memory is not None:
        memory.kept.clear()
