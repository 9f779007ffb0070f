"""What a person is told when the disk or the database gives out; nothing here is a rule of the field."""

import errno
from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError

from khuyenhoc.domain.errors import RuleBroken

_NO_SPACE: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# Primary result codes of SQLite (the low byte of an extended one).
_SQLITE_BUSY: Final = {5, 6}  # busy, locked
_SQLITE_FULL: Final = 13
_SQLITE_UNUSABLE: Final = {3, 8, 10, 11, 14, 26}  # perm, readonly, ioerr, corrupt, cantopen, notadb
# SQLSTATE of PostgreSQL: classes 08 (connection) and 57P (shutting down, starting), and single codes.
_SQLSTATE_FULL: Final = "53100"
_SQLSTATE_BUSY: Final = {"40001", "40P01", "55P03", "57014", "53300"}
_SQLSTATE_AWAY: Final = ("08", "57P")


class DiskFull(RuleBroken):
    """No space is left where something was to be written, and it was not written; facts: none."""

    code = "DISK_FULL"


class DatabaseAway(RuleBroken):
    """The database does not answer; a deed cut off by that was done or was not; facts: none."""

    code = "DATABASE_AWAY"


class DatabaseBusy(RuleBroken):
    """Others kept the database busy for too long, and nothing was written; facts: none."""

    code = "DATABASE_BUSY"


class DatabaseUnusable(RuleBroken):
    """The database's file cannot be opened, read or written; facts: detail."""

    code = "DATABASE_UNUSABLE"


def told(error: BaseException | None) -> RuleBroken | None:
    """The same failure as a person is told of it; None when it is a defect of ours, or no error at all."""
    if isinstance(error, OSError):
        return DiskFull() if error.errno in _NO_SPACE else None
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    cause = error.__cause__
    result = getattr(cause, "sqlite_errorcode", None)
    if result is not None:
        return _told_of_sqlite(result & 0xFF, str(error))
    return _told_of_postgresql(getattr(cause, "sqlstate", None), error)


def _told_of_sqlite(result: int, detail: str) -> RuleBroken | None:
    if result == _SQLITE_FULL:
        return DiskFull()
    if result in _SQLITE_BUSY:
        return DatabaseBusy()
    return DatabaseUnusable(detail=detail) if result in _SQLITE_UNUSABLE else None


def _told_of_postgresql(state: str | None, error: Exception) -> RuleBroken | None:
    if state is None:  # it was not the server that said so: there was none to be reached
        return DatabaseAway() if isinstance(error, OperationalError | InterfaceError) else None
    if state == _SQLSTATE_FULL:
        return DiskFull()
    if state in _SQLSTATE_BUSY:
        return DatabaseBusy()
    return DatabaseAway() if state.startswith(_SQLSTATE_AWAY) else None
