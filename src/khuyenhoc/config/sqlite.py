"""Puts a SQLite without the WAL race in the place of Python's own, before Django loads its backend.

Debian 12 and Python 3.11 carry 3.40.1; versions below 3.51.3 can corrupt a WAL database that two
connections write to. Importing this module is enough.
"""

import sys
from typing import Any

import pysqlite3
import pysqlite3.dbapi2

OLDEST_SAFE = (3, 51, 3)
# FULL: with NORMAL a power cut loses rows that were already acknowledged.
# IMMEDIATE: a writer waits for its turn instead of failing in the middle of its transaction.
OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

if pysqlite3.sqlite_version_info < OLDEST_SAFE:  # pragma: no cover - the lock file forbids it
    raise SystemExit(
        f"SQLite {pysqlite3.sqlite_version} có lỗi làm hỏng dữ liệu khi hai nơi cùng ghi; "
        "hãy cài lại theo requirements/run.lock."
    )
