"""The questions of scope in the code, and doing without them one at a time, to see what they hold back."""

import ast
import importlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Q

import khuyenhoc
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places.models import Place
from khuyenhoc.domain.roles import Permission

PACKAGE = Path(str(khuyenhoc.__file__)).parent


class Everywhere:
    """A scope without borders."""

    def __init__(self) -> None:
        self.granted = [
            (pk, frozenset[str]()) for pk in Place.objects.order_by("pk").values_list("pk", flat=True)
        ]

    def matching(self, place: str = "place", title: str | None = "title") -> Q:
        """All rows; an empty Q would say nothing where it stands beside another with `or`."""
        return Q(pk__isnull=False)


LET_THROUGH: dict[str, Callable[..., Any]] = {
    "visible": lambda rows, *_, **__: rows,
    "sees_rows": lambda *_, **__: True,
    "may": lambda *_, **__: True,
    "may_which": lambda _, permissions, *__, **___: frozenset(permissions),
    "figures_visible": lambda _, places, **__: set(places),
    "require": lambda *_, **__: None,
    "require_figures": lambda *_, **__: None,
    "permissions_of": lambda *_: frozenset(Permission),
    "scope": lambda *_, **__: Everywhere(),
}


@dataclass(frozen=True, order=True)
class Question:
    """One call in the code; told apart by function and number, which outlive a change of lines above it."""

    module: str
    inside: str
    name: str
    number: int
    first: int
    last: int

    @property
    def told(self) -> str:
        return f"{self.module.removeprefix('khuyenhoc.')}.{self.inside}:{self.name}:{self.number}"


@cache
def questions() -> tuple[Question, ...]:
    """Every call of the predicate of scope in pages, for programs, in what they read and in what they do."""
    found: list[Question] = []
    for folder in ("web", "api", "analytics", "apps", "workbooks"):
        for file in sorted((PACKAGE / folder).rglob("*.py")):
            if "migrations" not in file.parts and file.name != "granted.py":
                found += _in(file)
    return tuple(found)


def _in(file: Path) -> Iterator[Question]:
    name = ".".join(("khuyenhoc", *file.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    text = file.read_text(encoding="utf-8")
    if "access" not in text:
        return
    module, counted = importlib.import_module(name), Counter[tuple[str, str]]()
    for function, call in _calls(ast.parse(text), ""):
        asked = _asked(module, call)
        if asked:
            counted[function, asked] += 1
            yield Question(name, function, asked, counted[function, asked], call.lineno, call.end_lineno or 0)


def _calls(node: ast.AST, inside: str) -> Iterator[tuple[str, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        within = child.name if isinstance(child, ast.FunctionDef) and not inside else inside
        if isinstance(child, ast.Call):
            yield within, child
        yield from _calls(child, within)


def _asked(module: Any, call: ast.Call) -> str:
    """The name of the question if the call asks one, be it by the module's name for access or by its own."""
    match call.func:
        case ast.Attribute(value=ast.Name(id=alias), attr=name) if getattr(module, alias, None) is access:
            return name if name in LET_THROUGH else ""
        case ast.Name(id=name) if name in LET_THROUGH and getattr(module, name, None) is getattr(
            access, name
        ):
            return name
    return ""


class Asking:
    """Answers for access in every module, hears where it was asked, and lets through where it is told to.

    gone: says of a question whether it is as if nobody had asked it.
    """

    def __init__(self) -> None:
        self.heard: set[Question] = set()
        self.gone: Callable[[Question], bool] = lambda _: False
        self._at: dict[tuple[str, str, int], Question] = {
            (one.module, one.name, line): one
            for one in questions()
            for line in range(one.first, one.last + 1)
        }

    def answering(self, module: str, name: str) -> Callable[..., Any]:
        real = getattr(access, name)

        def ask(*args: Any, **kwargs: Any) -> Any:
            frame = sys._getframe(1)
            one = self._at.get((module, name, frame.f_lineno))
            if one is None:
                return real(*args, **kwargs)
            self.heard.add(one)
            return LET_THROUGH[name](*args, **kwargs) if self.gone(one) else real(*args, **kwargs)

        return ask


class _Face:
    """What a module has for access: its questions are answered by Asking, all else is access's own."""

    def __init__(self, asking: Asking, module: str) -> None:
        for name in LET_THROUGH:
            setattr(self, name, asking.answering(module, name))

    def __getattr__(self, name: str) -> Any:
        return getattr(access, name)


@contextmanager
def asking() -> Iterator[Asking]:
    """While it lasts every module asks one that listens."""
    made, put_back = Asking(), list[tuple[Any, str, Any]]()
    for name in sorted({one.module for one in questions()}):
        module = importlib.import_module(name)
        for known, held in list(vars(module).items()):
            if held is access:
                put_back.append((module, known, held))
                setattr(module, known, _Face(made, name))
            elif known in LET_THROUGH and held is getattr(access, known):
                put_back.append((module, known, held))
                setattr(module, known, made.answering(name, known))
    try:
        yield made
    finally:
        for module, known, held in put_back:
            setattr(module, known, held)
