"""The files as they are served, for pytest-django's live server, which asks finders alone."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder


class GatheredFinder(BaseFinder):
    """Finds the hashed names that the pages use; has nothing of its own to gather."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        file = Path(settings.STATIC_ROOT) / path
        told = [str(file)] if file.is_file() else []
        return told if find_all else (told[0] if told else None)

    def check(self, **_: Any) -> list[Any]:
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        return []
