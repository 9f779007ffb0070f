"""Statements that are asked in nearly every deed: PostgreSQL takes them apart and plans them once a connection."""

from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


def asking() -> Any:
    """A cursor for statements put together once, with few values of always the same kinds.

    Everything asked for is fetched before the next statement: one cursor serves the connection. Not for lists of ids
    of any length, for how many there are decides on the way that is best for them. On SQLite it is
    `connection.cursor()`; its driver keeps every statement.
    """
    used: Any = connections[DEFAULT_DB_ALIAS]
    if used.vendor != "postgresql" or used.queries_logged:  # logged ones are to be read with their values
        return used.cursor()
    used.close_if_health_check_failed()
    used.ensure_connection()
    driver = used.connection
    cursor = used.__dict__.get("asking")
    if cursor is None or cursor.connection is not driver:
        with used.wrap_database_errors:
            cursor = used.__dict__["asking"] = _kept()(driver)
    return used._prepare_cursor(cursor)


@lru_cache(maxsize=1)
def _kept() -> Any:
    from django.db.backends.postgresql.base import ServerBindingCursor  # asks for the driver

    class Kept(ServerBindingCursor):
        """Closed with its connection, not by every `with`: making one anew takes longer than some statements."""

        def close(self) -> None:
            pass

    return Kept
