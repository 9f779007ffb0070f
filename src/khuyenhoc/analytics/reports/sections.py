"""The sections of a report: each says in sentences and tables what was gathered."""

from collections.abc import Callable

from khuyenhoc.analytics.indicators import Figure, Provenance, Wanted
from khuyenhoc.analytics.reports import ranks
from khuyenhoc.analytics.reports.content import Cell, Column, Kind, Section, Table
from khuyenhoc.analytics.reports.gathering import MEMBERS, Gathered, recognised_of, registered_of
from khuyenhoc.analytics.reports.notes import notes
from khuyenhoc.analytics.reports.span import Length
from khuyenhoc.analytics.reports.writing import Writer, goal
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.domain.places import Kind as PlaceKind
from khuyenhoc.domain.titles import FIVE_TITLES, TitleRow
from khuyenhoc.sentences import reports as said
from khuyenhoc.sentences import words

Made = tuple[tuple[str, ...], tuple[Table, ...], tuple[str, ...]]  # paragraphs, tables, notes
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def sections(found: Gathered, write: Writer) -> tuple[Section, ...]:
    """In the order of a report; what has nothing to say is left out, and the rest numbered through."""
    makers: tuple[tuple[str, Callable[[Gathered, Writer], Made]], ...] = (
        ("summary", _summary),
        ("titles", _titles),
        ("aims", _aims),
        ("before", _before),
        ("years", _years),
        ("members", _members),
        ("below", ranks.below),
        ("reported", _reported),
        ("notes", notes),
    )
    return numbered([(code, make(found, write)) for code, make in makers], write.language)


def numbered(made: list[tuple[str, Made]], language: str) -> tuple[Section, ...]:
    kept = [(code, parts) for code, parts in made if any(parts)]
    return tuple(
        Section(code, _ROMAN[at], said.told(said.HEADINGS, code, language), *parts)
        for at, (code, parts) in enumerate(kept)
    )


def columns(language: str, *named: tuple[str, Kind]) -> tuple[Column, ...]:
    return tuple(Column(said.told(said.COLUMNS, code, language), kind) for code, kind in named)


# -- in sentences --------------------------------------------------------------------------------------------------


def place_named(found: Gathered, write: Writer, *, again: bool) -> str:
    """ "tỉnh Hà Giang", after that "toàn tỉnh"; "cả nước"."""
    version = found.version
    if version.place.kind == PlaceKind.COUNTRY:
        return "the country" if write.is_english else "cả nước"
    if write.is_english or not again or not version.unit:
        return str(version)
    return f"toàn {version.unit}"


def sentence_of(found: Gathered, row: TitleRow, write: Writer, *, again: bool) -> str:
    """What a report says of one title: how many of how many, the change, and the target."""
    figure = found.now[recognised_of(row)]
    name, span = write.title_name(row), found.asked.span
    text = _text(write.value(figure), figure)
    rough = write.is_rough(figure)
    deed = f"recognised as {name}" if write.is_english else f"được công nhận {name}"
    return said.reached(
        said.Reached(
            when=said.when(span.length, span.last, write.language),
            place=place_named(found, write, again=again),
            name=name,
            unit=words.SUBJECTS[row.title][write.is_english],
            deed=deed,
            value=text,
            number=figure.value,
            base=_known(write.base(figure)),
            base_unit=_base_unit(figure, write),
            rate="" if figure.rate is None else write.rate(figure).text,
            is_rough=rough,
            before=_earlier(found, recognised_of(row), rough, write),
            goal=goal(found.target_of(recognised_of(row)), figure, write),
        ),
        write.language,
    )


def _text(cell: Cell, figure: Figure) -> str:
    return "" if figure.provenance is Provenance.UNKNOWN or not figure_told(figure) else cell.text


def figure_told(figure: Figure) -> bool:
    """Whether a number was counted or told, and not a rate alone."""
    return figure.amount is not None or any(one.value_text for one in figure.told)


def _known(cell: Cell) -> str:
    return cell.text if cell.text[:1].isdigit() else ""


def _base_unit(figure: Figure, write: Writer) -> str:
    kind = figure.base_kind
    if kind in words.BASES:
        return words.BASES[kind][write.is_english]
    return write.base_name(kind).lower()


def _earlier(found: Gathered, wanted: Wanted, rough: bool, write: Writer) -> said.Earlier:
    span = found.asked.span.compared
    is_rough = rough
    if wanted in (before := {} if _is_alike(found) else found.before):
        is_rough = rough or (write.is_rough(before[wanted]) and figure_told(before[wanted]))
    return said.Earlier(
        when=said.earlier(span.length, span.last, write.language),
        number=found.number_before(wanted),
        is_rough=is_rough,
    )


def _is_alike(found: Gathered) -> bool:
    return found.asked.basis.value == "like-for-like"


def _summary(found: Gathered, write: Writer) -> Made:
    told = [sentence_of(found, row, write, again=at > 0) for at, row in enumerate(FIVE_TITLES)]
    told.append(_of_members(found, write))
    return tuple(told), (), ()


def _of_members(found: Gathered, write: Writer) -> str:
    figure, span = found.now[MEMBERS], found.asked.span
    is_english = write.is_english
    return said.reached(
        said.Reached(
            when=said.when(span.length, span.last, write.language),
            place=place_named(found, write, again=True),
            name="members of the association" if is_english else "hội viên Hội Khuyến học",
            unit="members of the association" if is_english else "hội viên Hội Khuyến học",
            deed="",
            value=_text(write.value(figure), figure),
            number=figure.value,
            base=_known(write.base(figure)),
            base_unit=words.BASES["population"][is_english],
            rate="" if figure.rate is None else write.rate(figure).text,
            # a share of the people is said as one, never "5.000/900.000 người dân là hội viên"
            is_rough=True,
            before=_earlier(found, MEMBERS, write.is_rough(figure), write),
            goal=goal(found.target_of(MEMBERS), figure, write),
            short_unit="members" if is_english else "hội viên",
        ),
        write.language,
    )


# -- tables --------------------------------------------------------------------------------------------------------


def _titles(found: Gathered, write: Writer) -> Made:
    rows = []
    for row in FIVE_TITLES:
        figure, registered = found.now[recognised_of(row)], found.now[registered_of(row)]
        rows.append(
            (
                Cell(write.title_name(row)),
                write.value(registered),
                write.value(figure),
                write.base(figure),
                Cell(write.base_name(figure.base_kind)),
                write.rate(figure),
            )
        )
    heads = columns(
        write.language,
        ("title", Kind.TEXT),
        ("registered", Kind.NUMBER),
        ("recognised", Kind.NUMBER),
        ("base", Kind.NUMBER),
        ("base_name", Kind.TEXT),
        ("rate", Kind.PERCENT),
    )
    caption = said.told(said.CAPTIONS, "titles", write.language)
    return (), (Table("titles", caption, heads, tuple(rows)),), ()


def _aims(found: Gathered, write: Writer) -> Made:
    rows = []
    order = list(figures.catalogue().indicators)
    for key, target in sorted(found.targets.items(), key=lambda one: (order.index(one[0][0]), one[0][1:])):
        figure = found.now[Wanted(*key)]
        made = goal(target, figure, write)
        missing = None if made is None else made.missing
        needed = write.number(missing) if missing is not None else Cell(said.NO_RATE[write.is_english])
        rows.append(
            (
                Cell(write.indicator_name(target.indicator, target.level)),
                Cell(write.share(target)),
                Cell(str(target.year), target.year),
                write.value(figure),
                write.rate(figure) if target.base_kind else Cell("–"),
                needed if missing != 0 else Cell(said.REACHED[write.is_english], 0),
            )
        )
    if not rows:
        return (), (), ()
    heads = columns(
        write.language,
        ("indicator", Kind.TEXT),
        ("target", Kind.NUMBER),
        ("year", Kind.RANK),
        ("reached", Kind.NUMBER),
        ("rate", Kind.PERCENT),
        ("needed", Kind.NUMBER),
    )
    caption = said.told(said.CAPTIONS, "aims", write.language)
    return (), (Table("aims", caption, heads, tuple(rows)),), ()


def _before(found: Gathered, write: Writer) -> Made:
    rows = []
    for row in FIVE_TITLES:
        wanted = recognised_of(row)
        figure = found.now[wanted]
        last, rate = found.number_before(wanted), found.rate_before(wanted)
        told = Cell("–") if _is_alike(found) else write.value(found.before[wanted])
        rows.append(
            (
                Cell(write.title_name(row)),
                write.number(last) if _is_alike(found) else told,
                write.value(figure),
                write.change(figure.value, last),
                write.percent(rate) if rate is not None else Cell("–"),
                write.points(figure.rate, rate),
            )
        )
    heads = columns(
        write.language,
        ("title", Kind.TEXT),
        ("before", Kind.NUMBER),
        ("now", Kind.NUMBER),
        ("change", Kind.CHANGE),
        ("rate_before", Kind.PERCENT),
        ("points", Kind.POINTS),
    )
    span = found.asked.span.compared
    before = said.earlier(span.length, span.last, write.language)
    caption = said.told(said.CAPTIONS, "before", write.language, before=before)
    return (), (Table("before", caption, heads, tuple(rows)),), ()


def _years(found: Gathered, write: Writer) -> Made:
    """Numbers and rates, a column a year; of a report of one year nothing."""
    if found.asked.span.length is not Length.YEARS:
        return (), (), ()
    years = found.asked.span.years
    wanted = [(write.title_name(row), recognised_of(row)) for row in FIVE_TITLES]
    wanted.append((said.told(said.COLUMNS, "members", write.language), MEMBERS))
    first = columns(write.language, ("title", Kind.TEXT))
    tables = []
    for code, kind in (("numbers", Kind.NUMBER), ("rates", Kind.PERCENT)):
        draw = write.value if kind is Kind.NUMBER else write.rate
        rows = tuple((Cell(name), *(draw(found.years[year][one]) for year in years)) for name, one in wanted)
        heads = (*first, *(Column(str(year), kind) for year in years))
        tables.append(Table(code, said.told(said.CAPTIONS, code, write.language), heads, rows))
    return (), tuple(tables), ()


def _members(found: Gathered, write: Writer) -> Made:
    """Members and what else is counted of the association."""
    known = figures.catalogue()
    rows = []
    for wanted, figure in found.now.items():
        area = known.indicators[wanted.indicator].area
        if area not in ("members", "branches") or figure.amount is None:
            continue
        rows.append(
            (
                Cell(write.indicator_name(wanted.indicator, wanted.level)),
                write.value(figure),
                write.base(figure) if wanted.base_kind else Cell("–"),
                Cell(write.base_name(wanted.base_kind or "")),
                write.rate(figure) if wanted.base_kind else Cell("–"),
            )
        )
    if not rows:
        return (), (), ()
    heads = columns(
        write.language,
        ("indicator", Kind.TEXT),
        ("value", Kind.NUMBER),
        ("base", Kind.NUMBER),
        ("base_name", Kind.TEXT),
        ("rate", Kind.PERCENT),
    )
    caption = said.told(said.CAPTIONS, "members", write.language)
    return (), (Table("members", caption, heads, tuple(dict.fromkeys(rows))),), ()


def _reported(found: Gathered, write: Writer) -> Made:
    """What places reported and nobody counts here: word for word, with its source."""
    rows = []
    for wanted, figure in found.now.items():
        if figure.provenance is not Provenance.REPORTED:
            continue
        for one in figure.told:
            base = write.written(one, "base")
            rate = write.written(one, "rate")
            name = write.base_name(one.base_kind)
            rows.append(
                (
                    Cell(write.indicator_name(wanted.indicator, wanted.level)),
                    Cell(" ".join(part for part in (write.written(one, "value"), one.unit) if part) or "–"),
                    Cell((rate if rate.endswith("%") else f"{rate}%") if rate else "–"),
                    Cell(" ".join(part for part in (base, f"({name})" if name else "") if part) or "–"),
                    Cell(one.period),
                    Cell(one.source),
                )
            )
    if not rows:
        return (), (), ()
    heads = columns(
        write.language,
        ("indicator", Kind.TEXT),
        ("value", Kind.TEXT),
        ("rate", Kind.TEXT),
        ("base", Kind.TEXT),
        ("period", Kind.TEXT),
        ("source", Kind.TEXT),
    )
    caption = said.told(said.CAPTIONS, "reported", write.language)
    return (), (Table("reported", caption, heads, tuple(dict.fromkeys(rows))),), ()
