"""Writing a plan as the text that `plan.read` reads, for the ordinary cases: a merge, another name or unit."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.text import clean

# What a place of a kind is called since districts went; a place may bear another unit word that it always had.
UNITS: Mapping[Kind, tuple[str, ...]] = {
    Kind.PROVINCE: ("tỉnh", "thành phố"),
    Kind.COMMUNE: ("xã", "phường", "đặc khu"),
    Kind.HAMLET: (
        *("thôn", "bản", "ấp", "xóm", "buôn", "làng", "khu"),
        *("tổ dân phố", "khu phố", "tiểu khu", "tổ"),
    ),
}


def head(*, title: str, on: date, legal_reference: str, renew_grants: bool = False) -> str:
    """What stands before the deeds."""
    return (
        f"title = {_quoted(title)}\n"
        f"on = {on.isoformat()}\n"
        f"legal_reference = {_quoted(legal_reference)}\n"
        f"renew_grants = {'true' if renew_grants else 'false'}\n"
    )


def merge(places: Sequence[tuple[int, str]], *, unit: str, name: str, code: str = "") -> str:
    """All of them become one new place. places: (id, label); the label is told beside, the id is what counts."""
    rows = "".join(f"  {_quoted(f'#{pk}')},  # {clean(label)}\n" for pk, label in places)
    told = f"unit = {_quoted(unit)}, name = {_quoted(name)}" + (f", code = {_quoted(code)}" if code else "")
    return f'\n[[deed]]\nkind = "merge"\nplaces = [\n{rows}]\ninto = {{ {told} }}\n'


def rename(place: tuple[int, str], *, unit: str, name: str) -> str:
    """The place goes on under another name, or as another unit. place: (id, label)."""
    pk, label = place
    return (
        f'\n[[deed]]\nkind = "rename"\nplace = {_quoted(f"#{pk}")}  # {clean(label)}\n'
        f"unit = {_quoted(unit)}\nname = {_quoted(name)}\n"
    )


def _quoted(text: str) -> str:
    """A basic string of TOML, which escapes as JSON does."""
    return json.dumps(clean(text), ensure_ascii=False)
