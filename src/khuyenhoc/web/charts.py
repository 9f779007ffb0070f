"""Small charts as plain numbers for a template to draw: columns over the years with a target across them."""

from collections.abc import Sequence
from dataclasses import dataclass

from khuyenhoc.analytics import packs
from khuyenhoc.domain import numbers

WIDTH, HEIGHT = 340, 190  # units of the drawing; a text of 17 reads well on a telephone
TOP, BOTTOM = 26, 30  # room for the numbers above the columns and the years below
WHOLE = 10_000  # hundredths of a percent


@dataclass(frozen=True, slots=True)
class Column:
    """middle: where its texts are centred; label: what stands above it; is_running: its year is not over."""

    year: int
    x: str
    y: str
    width: str
    height: str
    middle: str
    label: str
    label_y: str
    is_running: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """target_y: "" where nothing is aimed at; ground: where the columns stand.

    has_running: some column is of a year that is not over.
    """

    columns: tuple[Column, ...]
    has_running: bool
    ground: int
    target_y: str
    target_label: str


def columns(
    values: Sequence[tuple[int, int | None]],
    *,
    target: int | None,
    are_shares: bool,
    running: int,
    language: str,
) -> Chart:
    """(year, value) pairs drawn from left to right; a year of which nothing is known keeps its room and stays empty.

    are_shares: values and target are hundredths of a percent and the scale ends at the whole; else they are numbers
    and it ends at the largest. running: the year that is not over.
    """
    room, slot = HEIGHT - TOP - BOTTOM, WIDTH / max(len(values), 1)
    width = min(slot * 0.6, 48)
    top = max([WHOLE if are_shares else 1, *(value or 0 for _, value in values)])
    drawn = []
    for at, (year, value) in enumerate(values):
        height = room * (value or 0) / top
        middle, y = slot * (at + 0.5), TOP + room - height
        drawn.append(
            Column(
                year=year,
                x=f"{middle - width / 2:.1f}",
                y=f"{y:.1f}",
                width=f"{width:.1f}",
                height=f"{height:.1f}",
                middle=f"{middle:.1f}",
                label=label(value, are_shares=are_shares, language=language),
                label_y=f"{y - 7:.1f}",
                is_running=year >= running,
            )
        )
    aimed = target if are_shares else None
    return Chart(
        columns=tuple(drawn),
        has_running=any(year >= running and value is not None for year, value in values),
        ground=TOP + room,
        target_y="" if aimed is None else f"{TOP + room - room * min(aimed, top) / top:.1f}",
        target_label="" if aimed is None else numbers.percent(aimed, language=language),
    )


def label(value: int | None, *, are_shares: bool, language: str) -> str:
    """A share to one decimal, half up, or a number; a dash for what is not known."""
    if value is None:
        return "–"
    if not are_shares:
        return numbers.grouped(value, language=language)
    tenths = (value + 5) // 10  # half up; the table beside it says the hundredths
    if tenths % 10 == 0:
        return f"{tenths // 10}%"
    return f"{tenths // 10}{'.' if language == 'en' else ','}{tenths % 10}%"


# -- bars, one place below the other -------------------------------------------------------------------------------

LINE, NAMED_AT, BAR_AT, BEFORE_AT = (
    52,
    17,
    24,
    40,
)  # of one place: its height, its words, its bar, the year before


@dataclass(frozen=True, slots=True)
class Bar:
    """width, before: "" where not known."""

    name: str
    text: str
    before_text: str
    words_y: int
    y: int
    before_y: int
    width: str
    before: str


@dataclass(frozen=True, slots=True)
class Bars:
    title: str
    year: int
    before: int | None
    height: int
    bars: tuple[Bar, ...]


def bars(chart: packs.Chart) -> Bars:
    """As long as the drawing is wide for the whole of the chart's scale."""

    def wide(part: int | None) -> str:
        return "" if part is None else f"{WIDTH * part / packs.SCALE:.1f}"

    return Bars(
        title=chart.title,
        year=chart.year,
        before=chart.before,
        height=LINE * len(chart.bars),
        bars=tuple(
            Bar(
                name=one.name,
                text=one.text,
                before_text=one.before_text,
                words_y=LINE * at + NAMED_AT,
                y=LINE * at + BAR_AT,
                before_y=LINE * at + BEFORE_AT,
                width=wide(one.part),
                before=wide(one.before),
            )
            for at, one in enumerate(chart.bars)
        ),
    )
