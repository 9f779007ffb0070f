"""The text a local set starts from: its frame's, under a name of its own."""

import re
from datetime import date

from khuyenhoc.domain.toml import quoted

_HEAD_ENDS = re.compile(r"^\s*\[", re.MULTILINE)


def local_copy(
    text: str, *, frame: str, code: str, version: str, place: str, issuer: str, since: date
) -> str:
    """A frame's file as a draft for one place that derives from it; everything below its head stays as it is.

    text: of a sound set. frame: "code@version" of it. place: as the tree knows it, by name or code.
    """
    ends = _HEAD_ENDS.search(text)
    at = ends.start() if ends else len(text)
    head = text[:at]
    for key, value in (
        ("code", _line(code)),
        ("version", _line(version)),
        ("issuer", _line(issuer)),
        ("status", '"draft"'),
        ("checked_against_original", "false"),
        ("in_force", f"{{ from = {since.isoformat()} }}"),
        ("scope", f"{{ place = {_line(place)} }}"),
        ("derives_from", _line(frame)),
    ):
        head = _with(head, key, value)
    return head + text[at:]


def _with(head: str, key: str, value: str) -> str:
    line = re.compile(rf"^{key}\s*=.*$", re.MULTILINE)
    written = f"{key} = {value}"
    if line.search(head):
        return line.sub(lambda _: written, head, count=1)
    return f"{head.rstrip()}\n{written}\n\n"


def _line(text: str) -> str:
    """A basic TOML string of one line."""
    return quoted(" ".join(text.split()))
