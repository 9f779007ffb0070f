"""The private folders whose files belong to rows: what a backup takes with it and a clean-up looks through."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.directives import queries as directives
from khuyenhoc.apps.photos import queries as photos
from khuyenhoc.apps.stories import queries as stories
from khuyenhoc.storing.private import Folder, is_forgotten

PHOTOS: Final = "photos"


@dataclass(frozen=True, slots=True)
class Shelf:
    """names: of every row whose files lie in the folder, in order."""

    folder: Folder
    names: Callable[[], Iterator[str]]


SHELVES: Final[Mapping[str, Shelf]] = {
    PHOTOS: Shelf(photos.FOLDER, photos.names),
    "papers": Shelf(association.SHEETS, association.sheet_names),
    "paper_files": Shelf(association.FILES, association.file_names),
    "directive_files": Shelf(directives.FILES, directives.file_names),
    "stories": Shelf(stories.FOLDER, stories.names),
}


def key_of(shelf: str, name: str, size: str) -> str:
    """What a manifest calls a file: "name-size" of a photo, as it always did, "shelf/name-size" of others."""
    return f"{name}-{size}" if shelf == PHOTOS else f"{shelf}/{name}-{size}"


def of_key(key: str) -> tuple[Folder, str, str] | None:
    """(folder, name, size) of a key; None for one that no folder of ours takes."""
    shelf, _, file = key.rpartition("/")
    name, _, size = file.partition("-")
    found = SHELVES.get(shelf or PHOTOS)
    return (found.folder, name, size) if found is not None and found.folder.takes(name, size) else None


def sweep(*, at: datetime | None) -> int:
    """Throw away files on the shelves beside the photos' that no row has named for an hour; returns how many names.

    at None: however young they are, for a database that was just put back as a whole.
    """
    swept = 0
    for kind, shelf in SHELVES.items():
        if kind == PHOTOS:  # their own clean-up knows more
            continue
        known = set(shelf.names())
        for name, files in shelf.folder.names():
            if name not in known and (at is None or is_forgotten(files, at=at)):
                for file in files:
                    file.unlink(missing_ok=True)
                swept += 1
    return swept
