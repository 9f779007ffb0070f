"""Throwing away pictures of stories that no row names."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from khuyenhoc.apps.stories.queries import FOLDER, names
from khuyenhoc.storing.private import is_forgotten


def sweep(*, at: datetime) -> int:
    """Files that no row has named for an hour; returns how many pictures."""
    return _drop(lambda files: is_forgotten(files, at=at))


def drop_unnamed() -> int:
    """However young; for a database that was just put back as a whole."""
    return _drop(lambda _: True)


def _drop(may_go: Callable[[list[Path]], bool]) -> int:
    known, swept = set(names()), 0
    for name, files in FOLDER.names():
        if name not in known and may_go(files):
            for file in files:
                file.unlink(missing_ok=True)
            swept += 1
    return swept
