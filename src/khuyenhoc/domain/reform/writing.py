"""Writing a plan as the text that `plan.read` reads, for the ordinary cases: a merge, another name or unit."""

from collections.abc import Mapping, Sequence
from datetime import date

from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.toml import quoted

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
        f"title = {_said(title)}\n"
        f"on = {on.isoformat()}\n"
        f"legal_reference = {_said(legal_reference)}\n"
        f"renew_grants = {'true' if renew_grants else 'false'}\n"
    )


def merge(places: Sequence[tuple[int, str]], *, unit: str, name: str, code: str = "") -> str:
    """All of them become one new place. places: (id, label); the label is told beside, the id is what counts."""
    rows = "".join(f"  {quoted(f'#{pk}')},  # {clean(label)}\n" for pk, label in places)
    told = f"unit = {_said(unit)}, name = {_said(name)}" + (f", code = {_said(code)}" if code else "")
    return f'\n[[deed]]\nkind = "merge"\nplaces = [\n{rows}]\ninto = {{ {told} }}\n'


def rename(place: tuple[int, str], *, unit: str, name: str) -> str:
    """The place goes on under another name, or as another unit. place: (id, label)."""
    pk, label = place
    return (
        f'\n[[deed]]\nkind = "rename"\nplace = {quoted(f"#{pk}")}  # {clean(label)}\n'
        f"unit = {_said(unit)}\nname = {_said(name)}\n"
    )


def _said(text: str) -> str:
    return quoted(clean(text))
