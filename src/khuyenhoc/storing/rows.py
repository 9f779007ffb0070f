"""New rows in bulk: what `bulk_create` does, without building a statement for every few of them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models, transaction

from khuyenhoc.storing.asking import asking
from khuyenhoc.storing.remembering import wrote

M = TypeVar("M", bound=models.Model)
Row = Sequence[Any]
FEW = 50  # PostgreSQL: up to here one statement is quicker than drawing ids and then copying


def insert(made: Sequence[M]) -> list[M]:
    """Insert new objects of one model, all or none, and give each its id, in the order given.

    Nothing else of them changes, and nothing is asked of the database but the rows: no signal, no `save`.
    Errors: IntegrityError, as `bulk_create`.
    """
    found = list(made)
    if not found:
        return found
    fields = _fields(type(found[0]))
    read = attrgetter(*(field.attname for field in fields))
    for one, pk in zip(found, _write(type(found[0]), fields, map(read, found), len(found)), strict=True):
        one.pk = pk
        one._state.adding = False
        one._state.db = connection.alias
    return found


def insert_columns(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Row], **same: Any
) -> list[int]:
    """Insert rows of values without making objects; returns their ids in the order given.

    columns: names as the objects' own attributes ("place_id"). same: what is alike in every row. A column
    not named has its default. Errors: IntegrityError.
    """
    if not rows:
        return []
    by_name = {field.attname: field for field in _fields(model)}
    given = {*columns, *same}
    rest = {name: field.get_default() for name, field in by_name.items() if name not in given}
    tail = (*same.values(), *rest.values())
    fields = [by_name[name] for name in (*columns, *same, *rest)]
    return _write(model, fields, ((*row, *tail) for row in rows), len(rows))


def change_columns(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Give each row values of its own; rows: (id, a value for each column).

    The caller holds the rows in its transaction: nothing here sees whether they are still as they were read.
    """
    if not rows:
        return
    by_name = {field.attname: field for field in _fields(model)}
    told = as_stored([by_name[name] for name in columns], [row[1:] for row in rows])
    quoted = connection.ops.quote_name
    sets = ", ".join(f"{quoted(str(by_name[name].column))} = %s" for name in columns)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quoted(model._meta.db_table)} SET {sets} WHERE {quoted('id')} = %s",  # noqa: S608  (our names)
            [(*values, row[0]) for values, row in zip(told, rows, strict=True)],
        )


@lru_cache(maxsize=256)
def _fields(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def _write(
    model: type[models.Model],
    fields: Sequence["models.Field[Any, Any]"],
    rows: Iterable[Row],
    number: int,
) -> list[int]:
    told = as_stored(fields, rows)
    table, names, marks, key = _words(model, tuple(fields))
    into = f"INSERT INTO {table} ({names}"
    with transaction.atomic(savepoint=False):
        if number == 1:
            return _write_one(f"{into}) VALUES ({marks}) RETURNING {key}", told)
        if connection.vendor == "sqlite":
            return _write_numbered(f"{into}, {key}) VALUES ({marks}, %s)", model._meta.db_table, told, number)
        if number <= FEW:
            statement = f"{into}) VALUES {', '.join([f'({marks})'] * number)} RETURNING {key}"
            with connection.cursor() as cursor:
                cursor.execute(statement, [value for row in told for value in row])
                return [pk for (pk,) in cursor.fetchall()]
        return _copy(f"COPY {table} ({names}, {key}) FROM STDIN", model._meta.db_table, told, number)


@lru_cache(maxsize=256)
def _words(
    model: type[models.Model], fields: "tuple[models.Field[Any, Any], ...]"
) -> tuple[str, str, str, str]:
    """Table, columns, a mark for each, and the key, as they stand in a statement."""
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(field.column)) for field in fields)
    return quoted(model._meta.db_table), names, ", ".join(["%s"] * len(fields)), quoted("id")


def _write_one(statement: str, rows: Iterable[Row]) -> list[int]:
    (row,) = rows
    with asking() as cursor:
        cursor.execute(statement, row)
        return [pk for (pk,) in cursor.fetchall()]


def _write_numbered(statement: str, table: str, rows: Iterable[Row], number: int) -> list[int]:
    """The writer of SQLite is alone, so it may count on from the last id; the table keeps the new last one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        first = 1 + (last[0] if last else 0)
        ids = list(range(first, first + number))
        cursor.executemany(statement, [(*row, pk) for row, pk in zip(rows, ids, strict=True)])
    return ids


def _copy(statement: str, table: str, rows: Iterable[Row], number: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, number]
        )
        ids = [pk for (pk,) in cursor.fetchall()]
        wrote(table)  # copying passes by whoever watches statements
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
            for row, pk in zip(rows, ids, strict=True):
                copy.write_row((*row, pk))
    return ids


def as_stored(fields: Sequence["models.Field[Any, Any]"], rows: Iterable[Row]) -> Iterable[Row]:
    """Values as the database takes them; only columns whose values may need it are looked at."""
    looked_at = [
        (position, _text if kind == "text" else _Remembering(field).tell)
        for position, field in enumerate(fields)
        if (kind := _kind(field)) != "plain"
    ]
    for row in rows:
        values = list(row)
        for position, tell in looked_at:
            values[position] = tell(values[position])
        yield values


@lru_cache(maxsize=1_024)
def _kind(field: "models.Field[Any, Any]") -> str:
    if isinstance(field, models.CharField | models.TextField):
        return "text"
    if isinstance(field, models.BooleanField | models.IntegerField | models.ForeignKey):
        return "plain"
    return "told"


def _text(value: Any) -> Any:
    return value if value.__class__ is str or value is None else str(value)


_NOTHING = object()


class _Remembering:
    """In most lists a day, a moment or a list of authors is the same object again and again."""

    def __init__(self, field: "models.Field[Any, Any]") -> None:
        self._field = field
        self._last: Any = _NOTHING
        self._told: Any = None

    def tell(self, value: Any) -> Any:
        if value is not self._last:
            self._last, self._told = value, self._field.get_db_prep_save(value, connection)
        return self._told
