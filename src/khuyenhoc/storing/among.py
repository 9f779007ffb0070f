"""Asking for many ids at once, without a mark in the statement for each of them."""

import json
from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignObject, Lookup, Q
from django.db.models.sql.compiler import SQLCompiler


class _Ids:
    """Not a list, so that Django passes it on as one value; it looks at each id of a list several times."""

    def __init__(self, ids: Collection[int]) -> None:
        self.ids = list(ids)


def among(column: str, ids: Collection[int]) -> Q:
    """The condition that a column of whole numbers, a key mostly, holds one of these; as `__in`, and any number."""
    return Q(**{f"{column}__among": _Ids(ids)})


def among_column(column: str, ids: Collection[int]) -> tuple[str, Any]:
    """The same in the words of the database in use, and the one value that stands for its mark."""
    if len(ids) == 1:  # most deeds; planned once and for all
        (alone,) = ids
        return f"{column} = %s", alone
    if connection.vendor == "sqlite":
        inside = "IN (SELECT value FROM json_each(%s))"
        return f"{column} {inside}", json.dumps(list(ids))
    # of the keys' own type: only then does PostgreSQL look a row's key up instead of going through them all
    return f"{column} = ANY(%s::bigint[])", list(ids)


@ForeignObject.register_lookup  # knows none of Field's
@Field.register_lookup
class Among(Lookup):
    """One value for all ids, however many."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        column, params = self.process_lhs(compiler, connection)
        condition, ids = among_column(column, self.rhs.ids)
        return condition, (*params, ids)
