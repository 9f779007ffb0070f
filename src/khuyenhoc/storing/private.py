"""Files that only the server reads, under names nobody guesses: written before the row that names them."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings

UNNAMED_FOR = timedelta(hours=1)  # a row may still come for a file younger than that
_NAME = re.compile("[0-9a-f]{32}")


def fresh_name() -> str:
    return uuid4().hex


def is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


class Folder:
    """Files of one kind below the data folder; each name holds one file for each of the `sizes`."""

    def __init__(self, kind: str, sizes: tuple[str, ...]) -> None:
        self._kind, self.sizes = kind, sizes

    @property
    def root(self) -> Path:
        return Path(settings.DATA_DIR) / self._kind

    def takes(self, name: str, size: str) -> bool:
        return is_name(name) and size in self.sizes

    def path(self, name: str, size: str) -> Path:
        """The name is one that `fresh_name` made: it leads nowhere else."""
        if not self.takes(name, size):
            raise ValueError(name)
        return self.root / name[:2] / f"{name}-{size}"

    def keep(self, name: str, content: Mapping[str, bytes], *, at: datetime) -> None:
        """All files of a name. Errors: as `put`."""
        for size in self.sizes:
            self.put(name, size, content[size], at=at)

    def put(self, name: str, size: str, content: bytes, *, at: datetime) -> None:
        """Write one file so that it outlasts a power cut, whole or not at all; safe to repeat.

        Readable by its owner alone. Errors: OSError when the disk gives out.
        """
        file = self.path(name, size)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = file.with_name(f"{file.name}.part")
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.utime(half, (at.timestamp(), at.timestamp()))
        os.replace(half, file)
        _settle(file.parent)

    def read(self, name: str, size: str) -> bytes | None:
        """None when the file is not there."""
        with suppress(FileNotFoundError):
            return self.path(name, size).read_bytes()
        return None

    def drop(self, name: str) -> None:
        """Safe to repeat."""
        for size in self.sizes:
            self.path(name, size).unlink(missing_ok=True)

    def names(self) -> Iterator[tuple[str, list[Path]]]:
        """(name, its files) of all that lies there, half written ones too; in order of the names."""
        for shelf in sorted(self.root.iterdir()) if self.root.is_dir() else ():
            found: dict[str, list[Path]] = {}
            for file in sorted(shelf.iterdir()) if shelf.is_dir() else ():
                found.setdefault(file.name[:32], []).append(file)
            yield from found.items()


def is_forgotten(files: list[Path], *, at: datetime) -> bool:
    """Whether all of them have been there so long that no row will come for them any more."""
    last = (at - UNNAMED_FOR).timestamp()
    with suppress(FileNotFoundError):
        return all(file.stat().st_mtime < last for file in files)
    return False


def _settle(folder: Path) -> None:
    """The name itself is on the disk, not only the content."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
