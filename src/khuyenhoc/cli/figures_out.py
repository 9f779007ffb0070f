"""`khuyenhoc figures export`: figures, bases, reported figures and targets of many places into one file."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from khuyenhoc.cli import asked, database
from khuyenhoc.cli.day import Day
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.figures import days_of, known_period
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.sentences import language_of_terminal

if TYPE_CHECKING:
    from khuyenhoc.analytics.indicators import Wanted
    from khuyenhoc.analytics.records import Record

AT_ONCE = 200  # places asked for together: memory stays the same however many there are
KINDS = ("figures", "bases", "reported", "targets", "metadata")
FORMS = ("csv", "xlsx", "json", "dhis2")


@click.command("export")
@click.option(
    "--what", type=click.Choice(KINDS), default="figures", help="Xuất gì; metadata: danh mục mã cho DHIS2."
)
@click.option("--place", "names", multiple=True, help="Nơi, ghi nhiều lần được: tên, mã hoặc #số.")
@click.option("--below", help="Các nơi bên dưới nơi này; không kể nơi này.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    help="Cùng --below: mọi nơi loại này ở bên dưới.",
)
@click.option(
    "--period",
    "periods",
    multiple=True,
    required=True,
    help="Kỳ, ghi nhiều lần được: 2023, 2023-01..2023-06.",
)
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    help="Chỉ số, kèm cấp nếu có: recognised_community.commune; mặc định mọi chỉ số.",
)
@click.option(
    "--basis",
    type=click.Choice([basis.value for basis in Basis]),
    default=Basis.REPORTED.value,
    help="reported: địa giới của kỳ; restated: địa giới hôm nay; like-for-like: chỉ các xã so sánh được.",
)
@click.option(
    "--on", type=Day(), help="Ngày của địa giới khi không dùng địa giới của kỳ (mặc định: hôm nay)."
)
@click.option("--known-on", type=Day(), help="Số liệu như đã biết vào cuối ngày đó.")
@click.option("--with-unknown", is_flag=True, help="Ghi cả những dòng chưa có số liệu.")
@click.option("--format", "form", type=click.Choice(FORMS), default="csv", help="Dạng tệp.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tệp sẽ ghi (mặc định: in ra; xlsx phải có).",
)
def export(
    what: str,
    names: tuple[str, ...],
    below: str | None,
    kind: str | None,
    periods: tuple[str, ...],
    indicators: tuple[str, ...],
    basis: str,
    on: date | None,
    known_on: date | None,
    with_unknown: bool,
    form: str,
    out: Path | None,
) -> None:
    """Xuất số liệu, mẫu số, số báo cáo, chỉ tiêu của nhiều nơi ra CSV, XLSX, JSON hoặc DHIS2.

    Ghi dần từng phần nên bao nhiêu nơi cũng được. DHIS2: xuất --what metadata trước và nạp vào DHIS2, rồi mới nạp
    số liệu; DHIS2 tự cộng lên cấp trên, nên chỉ xuất các nơi cùng một cấp.
    """
    if not names and below is None:
        raise click.UsageError("--place | --below")
    if form == "xlsx" and out is None:
        raise click.UsageError("--out FILE.xlsx")
    database.ready()
    from django.utils import timezone

    from khuyenhoc.workbooks import interchange
    from khuyenhoc.workbooks.interchange import dhis2

    today = day_of(timezone.now())
    question = _Question(
        what=what,
        names=names,
        below=below,
        kind=None if kind is None else Kind(kind),
        periods=periods,
        wanted=_wanted(indicators),
        basis=Basis(basis),
        on=on or today,
        known_on=known_on,
        with_unknown=with_unknown,
    )
    language = language_of_terminal()
    with _opened(out) as file:
        if what == "metadata":
            elements, last = dhis2.elements_of(question.codes()), periods[-1]
            # of the last period's tree; places that ended before it have no unit there
            dhis2.write_metadata(
                elements, question.parts(last), question.tree_of(last), file, language=language
            )
        else:
            interchange.write(what, form, question.rows(), file, language=language)


class _Question:
    """What is exported, told part by part."""

    def __init__(self, **told: Any) -> None:
        self.__dict__.update(told)

    what: str
    names: tuple[str, ...]
    below: str | None
    kind: Kind | None
    periods: tuple[str, ...]
    wanted: "tuple[Wanted, ...]"
    basis: Basis
    on: date
    known_on: date | None
    with_unknown: bool

    def rows(self) -> "Iterator[Record]":
        from khuyenhoc.storing import remembering

        for period in self.periods:
            for part in self.parts(period):
                with remembering():  # the tree once for the part, and forgotten after it
                    yield from self._of(period, part)

    def _of(self, period: str, part: Sequence[int]) -> "Iterator[Record]":
        from khuyenhoc.analytics import records

        first, until = days_of(known_period(period))
        codes = [one.indicator for one in self.wanted]
        if self.what == "bases":
            yield from records.bases(part, until.year, known_on=self.known_on)
        elif self.what == "reported":
            yield from records.reported(
                part, indicators=codes, first=first, until=until, known_on=self.known_on
            )
        elif self.what == "targets":
            found = records.targets(part, years=range(first.year, until.year + 1), known_on=self.known_on)
            yield from (row for row in found if row["indicator"] in codes)
        else:
            question = records.Asked(
                self.wanted, period, self.basis, self.on, self.known_on, language_of_terminal()
            )
            for row in records.figures(part, question):
                if self.with_unknown or row["provenance"] != "unknown":
                    yield row

    def parts(self, period: str) -> Iterator[list[int]]:
        from khuyenhoc.apps.places import queries as places

        day = self.tree_of(period)
        ids = sorted({asked.place(name, day) for name in self.names})
        for at in range(0, len(ids), AT_ONCE):
            yield ids[at : at + AT_ONCE]
        if self.below is None:
            return
        above, after = asked.place(self.below, day), 0
        while part := places.listed_below(above, day, kind=self.kind, after=after, limit=AT_ONCE):
            yield part
            after = part[-1]

    def tree_of(self, period: str) -> date:
        return days_of(known_period(period))[1] if self.basis is Basis.REPORTED else self.on

    def codes(self) -> list[tuple[str, str, str]]:
        """(indicator, level, base kind) of all that is wanted, on every base its rate may have."""
        from khuyenhoc.apps.figures import queries as figures

        known = figures.catalogue()
        return [
            (one.indicator, one.level, kind)
            for one in self.wanted
            for kind in known.indicators[one.indicator].bases or ("",)
            if not kind or kind in known.bases
        ]


def _wanted(indicators: Sequence[str]) -> "tuple[Wanted, ...]":
    """Every indicator at every level unless some are named; a named one without level at all of its own."""
    from khuyenhoc.analytics.indicators import Wanted
    from khuyenhoc.apps.figures import queries as figures

    known = figures.catalogue()
    found = []
    for text in indicators or list(known.indicators):
        code, _, level = text.partition(".")
        indicator = known.indicator(code)
        levels = [known.level(indicator, level)] if level else list(indicator.levels)
        found += [Wanted(indicator.code, one) for one in levels]
    return tuple(dict.fromkeys(found))


def _opened(out: Path | None) -> Any:
    if out is not None:
        return out.open("wb")
    stream: BinaryIO = sys.stdout.buffer
    return _Kept(stream)


class _Kept:
    """Standard output, which is not closed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def __enter__(self) -> BinaryIO:
        return self._stream

    def __exit__(self, *_: object) -> None:
        self._stream.flush()
