"""A map of tiles as plain numbers for a template to draw: a colour and a pattern for the rate, the rate as words."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext as _

from khuyenhoc.analytics.tile_map import Islands, Tile, TileMap
from khuyenhoc.domain import numbers
from khuyenhoc.web import charts

WIDE, HIGH, GAP = 100, 84, 4  # units of the drawing
NAMED = 9  # columns up to which tiles are wide enough for names on a desk
LETTERS = 9  # of a line within a tile
PIXELS = (
    52  # across one tile of a map with more columns; on a telephone tiles are smaller and without numbers
)
STEPS: Final = (0, 2_000, 4_000, 6_000, 8_000)  # where each band begins, hundredths of a percent


@dataclass(frozen=True, slots=True)
class Line:
    y: int
    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class DrawnTile:
    """band: place in STEPS, None not known. full: what stands in it on a desk; brief: on a telephone, or where tiles
    are small; told: shown by a pointing device. sea: the name of an archipelago, where its tile is too small for it.
    """

    x: int
    y: int
    width: int
    middle: int
    band: int | None
    full: tuple[Line, ...]
    brief: tuple[Line, ...]
    told: str
    sea: Line | None = None


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """pixels: across the whole where tiles are numbered, None where it is as wide as there is room."""

    width: int
    height: int
    tile_height: int
    pixels: int | None
    tiles: tuple[DrawnTile, ...]
    bands: tuple[tuple[int, str], ...]
    has_unknown: bool
    left_out: tuple[str, ...]


def drawn(
    found: TileMap, rates: Mapping[int, int | None], order: Mapping[int, int], *, language: str
) -> DrawnMap:
    """rates: place → hundredths of a percent; order: place → its number in the table beside the map."""
    names = {one.place_id: one.name for one in found.tiles}
    tiles = [_tile(one, rates.get(one.place_id), order.get(one.place_id), language) for one in found.tiles]
    sea = found.columns * WIDE + WIDE // 2
    tiles += [
        _islands(one, sea, rates, order.get(one.place_id or 0), names, language) for one in found.islands
    ]
    width = sea + 2 * WIDE if found.islands else found.columns * WIDE
    return DrawnMap(
        width=width,
        height=found.rows * HIGH,
        tile_height=HIGH - GAP,
        pixels=None if found.columns <= NAMED else width * PIXELS // WIDE,
        tiles=tuple(tiles),
        bands=tuple(enumerate(_bands())),
        has_unknown=any(one.band is None for one in tiles),
        left_out=found.left_out,
    )


def _tile(one: Tile, rate: int | None, number: int | None, language: str) -> DrawnTile:
    label = charts.label(rate, are_shares=True, language=language)
    top = one.row * HIGH
    name = [Line(top + 22 + 20 * at, text) for at, text in enumerate(_wrapped(one.name))]
    return DrawnTile(
        x=one.column * WIDE,
        y=one.row * HIGH,
        width=WIDE - GAP,
        middle=one.column * WIDE + (WIDE - GAP) // 2,
        band=band(rate),
        full=(*name, Line(top + 70, label, is_strong=True)),
        brief=(
            Line(top + 35, "" if number is None else str(number), is_strong=True),
            Line(top + 70, label),
        ),
        told=f"{one.name}: {_rate(rate, language)}",
    )


def _islands(
    one: Islands,
    x: int,
    rates: Mapping[int, int | None],
    number: int | None,
    names: Mapping[int, str],
    language: str,
) -> DrawnTile:
    """As wide as two tiles, so that the name stands on it at every size."""
    rate = None if one.place_id is None else rates.get(one.place_id)
    label = charts.label(rate, are_shares=True, language=language)
    belongs_to = names.get(one.place_id or 0)
    whose = f"({belongs_to})" if belongs_to else label if one.is_itself else ""
    name = _("Quần đảo %(name)s") % {"name": one.name}
    top = one.row * HIGH
    short = f"{number}. {one.name}" if one.is_itself and number is not None else one.name
    return DrawnTile(
        x=x,
        y=top,
        width=2 * WIDE - GAP,
        middle=x + WIDE - GAP // 2,
        band=band(rate),
        full=(Line(top + 34, name, is_strong=True), Line(top + 60, whose)),
        brief=(Line(top + 35, short, is_strong=True), Line(top + 70, whose)),
        told=f"{name} {whose if not one.is_itself else ''}: {_rate(rate, language)}".replace(" :", ":"),
        sea=Line(top - 14, one.name),
    )


def band(rate: int | None) -> int | None:
    """The last of STEPS that the rate is not below."""
    return None if rate is None else max(at for at, step in enumerate(STEPS) if rate >= step)


def _wrapped(name: str) -> list[str]:
    """In two lines at most; what is still too long keeps its beginning, and stands whole in the table."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1]} …"]


def _rate(rate: int | None, language: str) -> str:
    return _("chưa có số liệu") if rate is None else numbers.percent(rate, language=language)


def _bands() -> list[str]:
    ends = [step // 100 for step in STEPS[1:]]
    between = [
        _("%(low)s%% đến dưới %(high)s%%") % {"low": low, "high": high} for low, high in pairwise(ends)
    ]
    return [_("dưới %(high)s%%") % {"high": ends[0]}, *between, _("từ %(low)s%% trở lên") % {"low": ends[-1]}]
