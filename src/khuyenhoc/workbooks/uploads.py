"""Workbooks that somebody sent and has not decided about yet: readable by the server alone, gone after an hour."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from django.conf import settings

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.workbooks import intake
from khuyenhoc.workbooks.opening import MOST_FILE, WorkbookTooLarge

KEPT_SECONDS = 3_600
_TOKEN = re.compile("[0-9a-f]{32}")


class UploadGone(RuleBroken):
    """The file was dropped, or it never was this person's; facts: none."""

    code = "UPLOAD_GONE"


def keep(chunks: Iterable[bytes], *, name: str, by: Account, at: datetime) -> str:
    """Keep one file of the person, in place of the one before; returns the token that finds it again.

    Errors: WorkbookTooLarge.
    """
    sweep(at)
    folder = _folder()
    for earlier in folder.glob(f"{by.pk}-*"):
        earlier.unlink(missing_ok=True)
    token = token_hex(16)
    file = folder / f"{by.pk}-{token}"
    size = 0
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_FILE:
                break
            out.write(chunk)
    os.utime(file, (at.timestamp(), at.timestamp()))
    if size > MOST_FILE:
        file.unlink()
        raise WorkbookTooLarge(file=name)
    return token


def look(
    chunks: Iterable[bytes], place: int, *, name: str, by: Account, at: datetime
) -> tuple[str, intake.Comparison]:
    """Keep a workbook and compare it with the register; one that cannot be read is not kept.

    Errors: WorkbookTooLarge, those of `intake.compare`.
    """
    token = keep(chunks, name=name, by=by, at=at)
    try:
        return token, intake.compare(find(token, by=by), place, by=by, at=at, name=name)
    except BaseException:
        drop(token, by=by)
        raise


def find(token: str, *, by: Account) -> Path:
    """Errors: UploadGone."""
    file = _folder() / f"{by.pk}-{token}"
    if not _TOKEN.fullmatch(token) or not file.is_file():
        raise UploadGone()
    return file


def drop(token: str, *, by: Account) -> None:
    """Safe to repeat."""
    if _TOKEN.fullmatch(token):
        (_folder() / f"{by.pk}-{token}").unlink(missing_ok=True)


def sweep(at: datetime) -> None:
    """Let go of whatever is older than an hour."""
    for file in _folder().iterdir():
        with suppress(FileNotFoundError):  # another process may sweep at the same moment
            if file.stat().st_mtime < at.timestamp() - KEPT_SECONDS:
                file.unlink()


def _folder() -> Path:
    folder: Path = settings.DATA_DIR / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
