"""Rows of many ids, and one change of many rows, in statements that are put together once.

What a query set reads or updates with `among`, without building its statement anew for every deed: for the few rows
of a usual deed that takes longer than the database does.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import F

from khuyenhoc.storing.among import among, among_column
from khuyenhoc.storing.asking import asking
from khuyenhoc.storing.rows import as_stored

M = TypeVar("M", bound=models.Model)
Row = tuple[Any, ...]
Told = Callable[[Any], Any]


def rows_among(
    model: type[models.Model],
    columns: Sequence[str],
    ids: Collection[int],
    *,
    column: str = "pk",
    locked: bool = False,
) -> list[Row]:
    """Values of the columns of the rows among these, in order of id; an unknown id is simply not there.

    columns: field names, a related one's id. column: what the ids are of, a key mostly. locked: nobody else changes
    them until the transaction ends, as `select_for_update`.
    """
    if not ids:
        return []
    head, tail, told = _reading(model, tuple(columns))
    condition, value = among_column(_quoted(model, column), ids)
    hold = " FOR UPDATE" if locked and connection.features.has_select_for_update else ""
    with _cursor(ids) as cursor:
        cursor.execute(f"{head} {condition} {tail}{hold}", [value])
        rows: list[Row] = cursor.fetchall()
    if not told:
        return rows
    return [_as_read(row, told) for row in rows]


def objects_among(
    model: type[M], ids: Collection[int], *, column: str = "pk", locked: bool = False
) -> list[M]:
    """The rows among these as objects, in order of id, as `rows_among`; an unknown id is simply not there."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = rows_among(model, names, ids, column=column, locked=locked)
    return [model.from_db(connection.alias, names, row) for row in rows]


def change_among(
    model: type[models.Model],
    ids: Collection[int],
    *,
    where: Mapping[str, Any],
    counting: str = "",
    **columns: Any,
) -> int:
    """Give the rows among these that are as `where` says the values; returns how many they were.

    columns: names as the objects' own attributes ("place_id"). counting: one that goes up by one. A value may be an
    expression of Django's: then Django puts the statement together.
    """
    if any(hasattr(value, "resolve_expression") for value in columns.values()):
        counted = {counting: F(counting) + 1} if counting else {}
        return model._base_manager.filter(among("pk", ids), **where).update(**columns, **counted)
    names = list(columns)
    (told,) = as_stored([_field(model, name) for name in names], [list(columns.values())])
    sets = [f"{_quoted(model, name)} = %s" for name in names]
    if counting:
        sets.append(f"{_quoted(model, counting)} = {_quoted(model, counting)} + 1")
    conditions, values = _held(model, ids, where)
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"UPDATE {table} SET {', '.join(sets)} WHERE {conditions}"  # noqa: S608  (our names)
    with _cursor(ids) as cursor:
        cursor.execute(statement, [*told, *values])
        return int(cursor.rowcount)


def remove_among(
    model: type[models.Model], ids: Collection[int], *, where: Mapping[str, Any] | None = None
) -> int:
    """Take the rows among these away that are as `where` says, to which no other rows refer; returns how many.

    Errors: IntegrityError when one does.
    """
    conditions, values = _held(model, ids, where or {})
    table = connection.ops.quote_name(model._meta.db_table)
    with _cursor(ids) as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {conditions}", values)  # noqa: S608  (our names)
        return int(cursor.rowcount)


def _held(model: type[models.Model], ids: Collection[int], where: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """The conditions that a row is among these and as `where` says, and their values."""
    known = {name: value for name, value in where.items() if value is not None}
    (asked,) = as_stored([_field(model, name) for name in known], [list(known.values())])
    condition, value = among_column(_quoted(model, "pk"), ids)
    conditions = [condition]
    conditions += [f"{_quoted(model, name)} {'= %s' if name in known else 'IS NULL'}" for name in where]
    return " AND ".join(conditions), [value, *asked]


def _cursor(ids: Collection[int]) -> Any:
    return asking() if len(ids) == 1 else connection.cursor()


@lru_cache(maxsize=256)
def _reading(
    model: type[models.Model], columns: tuple[str, ...]
) -> tuple[str, str, tuple[tuple[int, Sequence[Told]], ...]]:
    """Both sides of the condition, and what to do to which values."""
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(_quoted(model, name) for name in columns)
    told = [(position, _tellers(model, name)) for position, name in enumerate(columns)]
    return (
        f"SELECT {names} FROM {table} WHERE",  # noqa: S608  (our names)
        f"ORDER BY {connection.ops.quote_name('id')}",
        tuple((position, tellers) for position, tellers in told if tellers),
    )


def _tellers(model: type[models.Model], name: str) -> list[Told]:
    """What Django does to a value of the column after it was read."""
    column = _field(model, name).get_col(model._meta.db_table)
    converters = (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
    return [partial(_tell, told, column) for told in converters]


def _tell(told: Callable[..., Any], column: Any, value: Any) -> Any:
    return told(value, column, connection)


def _as_read(row: Row, told: Sequence[tuple[int, Sequence[Told]]]) -> Row:
    values = list(row)
    for position, tellers in told:
        for tell in tellers:
            values[position] = tell(values[position])
    return tuple(values)


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else _by_attname(model).get(name) or model._meta.get_field(name)


@lru_cache(maxsize=64)
def _by_attname(model: type[models.Model]) -> dict[str, Any]:
    return {field.attname: field for field in model._meta.concrete_fields}


@lru_cache(maxsize=512)
def _quoted(model: type[models.Model], name: str) -> str:
    return connection.ops.quote_name(str(_field(model, name).column))
