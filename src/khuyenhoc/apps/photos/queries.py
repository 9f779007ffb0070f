"""Questions about photos shown as evidence, and where their files lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from operator import attrgetter
from typing import TypeAlias

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.photos.models import HandedIn, Photo
from khuyenhoc.storing import objects_among
from khuyenhoc.storing.private import Folder

FOLDER = Folder("photos", ("large", "small"))
HeldPhoto: TypeAlias = Photo  # what pages call a photo; they touch no models


def on_form(registration_id: int) -> dict[str, Photo]:
    """indicator → the photo that stands on the form now."""
    rows = objects_among(Photo, [registration_id], column="registration")
    standing = [row for row in rows if row.removed_at is None]
    return {row.indicator: row for row in sorted(standing, key=attrgetter("indicator"))}


def handed_in(registration_id: int, at: datetime) -> dict[str, Photo]:
    """indicator → the photo of the form that was handed in at the moment."""
    rows = Photo.objects.filter(registration=registration_id, handed_in__at=at)
    return {row.indicator: row for row in rows.order_by("indicator")}


@dataclass(frozen=True, slots=True)
class Version:
    """A form as it was handed in, with its photos by indicator; at None: not handed in yet."""

    at: datetime | None
    photos: tuple[Photo, ...]


def versions(registration_id: int) -> list[Version]:
    """Every hand-in that had photos, the latest first; before them what stands on an open form and was in none."""
    rows = HandedIn.objects.filter(photo__registration=registration_id).select_related("photo")
    found: dict[datetime, list[Photo]] = {}
    for row in rows.order_by("-at", "photo__indicator"):
        found.setdefault(row.at, []).append(row.photo)
    told = [Version(at, tuple(photos)) for at, photos in found.items()]
    shown = {photo.pk for one in told for photo in one.photos}
    waiting = tuple(one for one in on_form(registration_id).values() if one.pk not in shown)
    return [Version(None, waiting), *told] if waiting else told


def get(name: str, *, seen_by: User, on: date) -> Photo:
    """By its name, for whoever may see the case. Errors: Photo.DoesNotExist, the same for unknown and foreign."""
    rows = Photo.objects.select_related("registration__subject", "added_by")
    seen = access.visible(rows, seen_by, on, place="registration__place", title="registration__title")
    return seen.get(name=name)


def hand_ins(photo: Photo) -> list[datetime]:
    """When it was handed in, the latest first."""
    return list(photo.handed_in.order_by("-at").values_list("at", flat=True))


def names() -> Iterator[str]:
    """Of every photo there is, in order."""
    yield from Photo.objects.order_by("name").values_list("name", flat=True).iterator(chunk_size=2_000)


def damaged() -> Iterator[tuple[Photo, str]]:
    """(photo, "missing" or "altered") of every row whose large file is not what was kept, in order of id."""
    for photo in Photo.objects.select_related("registration").order_by("pk").iterator(chunk_size=500):
        content = FOLDER.read(photo.name, "large")
        if content is None:
            yield photo, "missing"
        elif sha256(content).hexdigest() != photo.digest:
            yield photo, "altered"
