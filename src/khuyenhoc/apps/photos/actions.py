"""Putting a photo on a form, taking it off, handing it in; and throwing away files that no row names."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.photos.models import HandedIn, Photo
from khuyenhoc.apps.photos.queries import FOLDER, names, on_form
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.storing import insert
from khuyenhoc.storing.pictures import Picture
from khuyenhoc.storing.private import fresh_name, is_forgotten


@transaction.atomic
def put(row: Registration, indicator: str, picture: Picture, *, by: User, at: datetime) -> Photo:
    """Keep the files, then the row; an earlier photo of the answer is taken off.

    A part of assessments.actions.show_photo, which checks who may and whether the form is open.
    """
    name = fresh_name()
    FOLDER.keep(name, {"large": picture.large, "small": picture.small}, at=at)
    _take_off(row, indicator, by=by, at=at)
    made = Photo.objects.create(
        registration=row,
        indicator=indicator,
        name=name,
        digest=sha256(picture.large).hexdigest(),
        width=picture.width,
        height=picture.height,
        size=len(picture.large),
        added_by=by,
        added_at=at,
    )
    _log("photo.added", row, indicator, by, at)
    return made


@transaction.atomic
def take_off(row: Registration, indicator: str, *, by: User, at: datetime) -> bool:
    """The answer has no photo any more; False where it had none. As `put`, a part of another deed."""
    had_one = _take_off(row, indicator, by=by, at=at)
    if had_one:
        _log("photo.removed", row, indicator, by, at)
    return had_one


def _take_off(row: Registration, indicator: str, *, by: User, at: datetime) -> bool:
    held = on_form(row.pk).get(indicator)
    if held is None:
        return False
    if held.handed_in.exists():
        held.removed_by, held.removed_at = by, at
        held.save(update_fields=["removed_by", "removed_at"])
    else:
        _forget(held)
    return True


def _forget(photo: Photo) -> None:
    """Row first: cut short in between, the file is one that `sweep` throws away."""
    name = photo.name
    photo.delete()
    transaction.on_commit(lambda: FOLDER.drop(name))


def hand_in(registration_id: int, indicators: Collection[str], *, at: datetime) -> None:
    """What stands on the form for these answers goes with it. A part of handing in, inside its transaction."""
    held = on_form(registration_id)
    insert([HandedIn(photo=photo, at=at) for code, photo in held.items() if code in indicators])


@transaction.atomic
def sweep(*, at: datetime) -> int:
    """Throw away what nobody needs; returns how many photos.

    Files that no row has named for an hour, and photos of withdrawn registrations that were never handed in.
    """
    left = Photo.objects.filter(registration__withdrawn_at__isnull=False, handed_in__isnull=True)
    going = list(left.order_by("pk"))
    for photo in going:
        _forget(photo)
    swept = len(going)
    known = {*names(), *(photo.name for photo in going)}
    for name, files in FOLDER.names():
        if name not in known and is_forgotten(files, at=at):
            for file in files:
                file.unlink(missing_ok=True)
            swept += 1
    return swept


def drop_unnamed() -> int:
    """Throw every file away that no row names, however young; for a database that was just put back as a whole."""
    known = set(names())
    swept = 0
    for name, files in FOLDER.names():
        if name not in known:
            for file in files:
                file.unlink(missing_ok=True)
            swept += 1
    return swept


def _log(deed: str, row: Registration, indicator: str, by: User, at: datetime) -> None:
    audit.record(
        deed,
        by=by.username,
        at=at,
        kind="registration",
        object_id=row.pk,
        place_id=row.place_id,
        cases=[row.pk],
        facts={"indicator": indicator},
    )
