"""The columns of each kind of record as people read them: headings, words for codes, numbers as numbers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from khuyenhoc.analytics.records import Record
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.domain import numbers
from khuyenhoc.domain.catalogue import Catalogue
from khuyenhoc.sentences import formulas, words
from khuyenhoc.sentences.reporting import as_aimed, as_written
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value

Cell = Callable[[Record, Catalogue, str], Value]  # (record, catalogue, language)
Heading = tuple[str, str, Kind, float, Cell]  # Vietnamese, English, kind, width


def as_reported(one: Record, language: str) -> str:
    """The number of one reported figure with its qualifier, else its rate."""
    number = "value" if one["value_written"] else "rate"
    text: str = one[f"{number}_written"]
    return as_written(text, one[f"{number}_qualifier"] or "", language) if text else ""


def _raw(name: str) -> Cell:
    return lambda row, *_: row[name]


def _day(name: str) -> Cell:
    return lambda row, *_: None if row[name] is None else date.fromisoformat(row[name])


def _percent(name: str) -> Cell:
    """Hundredths of a percent again, for a cell that is a percentage."""
    return lambda row, *_: None if row[name] is None else int(row[name].replace(".", ""))


def _indicator(row: Record, known: Catalogue, language: str) -> Value:
    return known.indicators[row["indicator"]].name.told(language)


def _level(row: Record, known: Catalogue, language: str) -> Value:
    return known.level_name(known.indicators[row["indicator"]], row["level"], language)


def _base(name: str) -> Cell:
    def told(row: Record, known: Catalogue, language: str) -> Value:
        kind = row[name]
        return known.bases[kind].name.told(language) if kind in known.bases else kind

    return told


def _title(row: Record, _: Catalogue, language: str) -> Value:
    return words.title(row["title"], row["level"], language)


def _unit(row: Record, known: Catalogue, language: str) -> Value:
    written = row.get("unit") or next((one["unit"] for one in row.get("told", ()) if one["unit"]), "")
    return written or known.indicators[row["indicator"]].unit(language)


def _word(name: str, words: Mapping[str, tuple[str, str]]) -> Cell:
    def told(row: Record, _: Catalogue, language: str) -> Value:
        return "" if row[name] is None else formulas.told(words, row[name], language)

    return told


def _written(text: str, qualifier: str) -> Cell:
    return lambda row, _, language: as_written(row[text], row[qualifier] or "", language) if row[text] else ""


def _cross(name: str) -> Cell:
    return lambda row, *_: "x" if row[name] else ""


def _told(row: Record, _: Catalogue, language: str) -> Value:
    """What was reported, word for word: "gần 5.000 (Báo cáo mẫu)"."""
    return "; ".join(
        f"{as_reported(one, language)} ({one['source']})" for one in row["told"] if as_reported(one, language)
    )


def _aimed(name: str) -> Cell:
    """A target as its page writes it: "70%", "ít nhất 4.000 hộ"."""

    def told(row: Record, known: Catalogue, language: str) -> Value:
        one = row[name]
        if one is None:
            return ""
        percent = None if one["percent"] is None else int(one["percent"].replace(".", ""))
        return as_aimed(
            (percent, one["percent_written"], one["percent_qualifier"] or ""),
            (one["amount"], one["amount_written"], one["amount_qualifier"] or ""),
            one["unit"] or known.indicators[one["indicator"]].unit(language),
            language,
        )

    return told


def _years(row: Record, _: Catalogue, language: str) -> Value:
    """ "2022: 60,00%; 2023: –"."""
    rates = [(one["year"], one["rate_percent"]) for one in row["years"]]
    return "; ".join(
        f"{year}: {'–' if rate is None else numbers.percent(int(rate.replace('.', '')), language=language)}"
        for year, rate in rates
    )


def _cautions(row: Record, _: Catalogue, __: str) -> Value:
    return " ".join(one["sentence"] for one in row["cautions"])


_AIMED: Final = (
    _written("percent_written", "percent_qualifier"),
    _written("amount_written", "amount_qualifier"),
)
_PLACE: Final[tuple[Heading, ...]] = (
    ("Mã nơi trong hệ thống", "Place id", Kind.NUMBER, 12, _raw("place")),
    ("Mã hành chính", "Government code", Kind.TEXT, 12, _raw("place_code")),
    ("Nơi", "Place", Kind.TEXT, 40, _raw("place_label")),
)
_INDICATOR: Final[tuple[Heading, ...]] = (
    ("Mã chỉ số", "Indicator code", Kind.TEXT, 26, _raw("indicator")),
    ("Chỉ số", "Indicator", Kind.TEXT, 44, _indicator),
    ("Cấp", "Level", Kind.TEXT, 14, _level),
)
KINDS: Final[Mapping[str, tuple[str, str, tuple[Heading, ...]]]] = {
    "figures": (
        "Số liệu",
        "Figures",
        (
            *_PLACE,
            *_INDICATOR,
            ("Kỳ", "Period", Kind.TEXT, 12, _raw("period")),
            ("Đến ngày", "Until", Kind.DAY, 12, _day("until")),
            ("Địa giới", "Basis", Kind.TEXT, 22, _word("basis", formulas.BASES)),
            ("Địa giới ngày", "Tree of", Kind.DAY, 12, _day("tree_of")),
            ("Như đã biết ngày", "Known on", Kind.DAY, 12, _day("known_on")),
            ("Số liệu", "Value", Kind.NUMBER, 12, _raw("value")),
            ("Đơn vị tính", "Unit", Kind.TEXT, 12, _unit),
            ("Tỷ lệ", "Rate", Kind.PERCENT, 10, _percent("rate_percent")),
            ("Mẫu số", "Base", Kind.NUMBER, 12, _raw("base")),
            ("Loại mẫu số", "Kind of base", Kind.TEXT, 30, _base("base_kind")),
            ("Nguồn mẫu số", "Source of the base", Kind.TEXT, 24, _raw("base_source")),
            ("Từ đâu", "Provenance", Kind.TEXT, 16, _word("provenance", formulas.PROVENANCE)),
            ("Vì sao không đếm được", "Why not counted", Kind.TEXT, 30, _word("missing", formulas.MISSING)),
            ("Chắc chắn", "Exact", Kind.NUMBER, 12, _raw("exact")),
            ("Ước tính", "Estimated", Kind.NUMBER, 12, _raw("estimated")),
            ("Không xếp được", "Unattributed", Kind.NUMBER, 12, _raw("unattributed")),
            ("Số báo cáo", "Reported", Kind.NUMBER, 12, _raw("reported")),
            ("Lệch so với báo cáo", "Difference", Kind.NUMBER, 12, _raw("difference")),
            ("Báo cáo viết", "As reported", Kind.TEXT, 40, _told),
            ("Lưu ý", "Cautions", Kind.TEXT, 40, _cautions),
        ),
    ),
    "bases": (
        "Mẫu số",
        "Bases",
        (
            *_PLACE,
            ("Năm", "Year", Kind.NUMBER, 8, _raw("year")),
            ("Mã loại mẫu số", "Kind code", Kind.TEXT, 26, _raw("kind")),
            ("Loại mẫu số", "Kind of base", Kind.TEXT, 30, _base("kind")),
            ("Từ", "Low", Kind.NUMBER, 12, _raw("low")),
            ("Đến", "High", Kind.NUMBER, 12, _raw("high")),
            ("Như đã viết", "As written", Kind.TEXT, 18, _written("written", "qualifier")),
            ("Từ đâu", "Provenance", Kind.TEXT, 18, _word("provenance", formulas.PROVENANCE)),
            ("Nguồn", "Source", Kind.TEXT, 40, _raw("source")),
            ("Mâu thuẫn", "Contradicted", Kind.TEXT, 10, _cross("contradicted")),
        ),
    ),
    "reported": (
        "Số báo cáo",
        "Reported figures",
        (
            ("Mã nơi trong hệ thống", "Place id", Kind.NUMBER, 12, _raw("place")),
            ("Nơi, như báo cáo ghi", "Place as written", Kind.TEXT, 40, _raw("place_written")),
            *_INDICATOR,
            ("Kỳ", "Period", Kind.TEXT, 14, _raw("period_written")),
            ("Đến ngày", "Until", Kind.DAY, 12, _day("until")),
            ("Số liệu", "Value", Kind.NUMBER, 12, _raw("value")),
            ("Như đã viết", "As written", Kind.TEXT, 20, _written("value_written", "value_qualifier")),
            ("Đơn vị tính", "Unit", Kind.TEXT, 12, _raw("unit")),
            ("Tỷ lệ", "Rate", Kind.TEXT, 12, _written("rate_written", "rate_qualifier")),
            ("Mẫu số", "Base", Kind.TEXT, 14, _written("base_written", "base_qualifier")),
            ("Loại mẫu số", "Kind of base", Kind.TEXT, 30, _base("base_kind")),
            ("Nguồn", "Source", Kind.TEXT, 40, _raw("source")),
            ("Ghi chú", "Note", Kind.TEXT, 40, _raw("note")),
        ),
    ),
    "targets": (
        "Chỉ tiêu",
        "Targets",
        (
            ("Mã nơi trong hệ thống", "Place id", Kind.NUMBER, 12, _raw("place")),
            ("Năm", "Year", Kind.NUMBER, 8, _raw("year")),
            *_INDICATOR,
            ("Loại mẫu số", "Kind of base", Kind.TEXT, 30, _base("base_kind")),
            ("Tỷ lệ", "Percent", Kind.PERCENT, 10, _percent("percent")),
            ("Số lượng", "Amount", Kind.NUMBER, 12, _raw("amount")),
            ("Tỷ lệ, như đã viết", "Percent as written", Kind.TEXT, 18, _AIMED[0]),
            ("Số lượng, như đã viết", "Amount as written", Kind.TEXT, 18, _AIMED[1]),
            ("Đơn vị tính", "Unit", Kind.TEXT, 12, _unit),
            ("Địa bàn khó khăn", "Difficult areas", Kind.TEXT, 10, _cross("for_difficult_areas")),
            ("Nguồn", "Source", Kind.TEXT, 40, _raw("source")),
            ("Ghi chú", "Note", Kind.TEXT, 40, _raw("note")),
        ),
    ),
    "aims": (
        "Chỉ tiêu",
        "Targets",
        (
            *_PLACE,
            *_INDICATOR,
            ("Loại mẫu số", "Kind of base", Kind.TEXT, 30, _base("base_kind")),
            ("Năm", "Year", Kind.NUMBER, 8, _raw("year")),
            ("Tỷ lệ phải đạt", "Percent", Kind.PERCENT, 12, _percent("percent")),
            ("Số lượng phải đạt", "Amount", Kind.NUMBER, 12, _raw("amount")),
            ("Đã đạt", "Reached", Kind.NUMBER, 12, _raw("reached")),
            ("Mẫu số", "Base", Kind.NUMBER, 12, _raw("base")),
            ("Tỷ lệ đã đạt", "Rate reached", Kind.PERCENT, 12, _percent("reached_percent")),
            ("Còn thiếu", "Missing", Kind.NUMBER, 12, _raw("missing")),
            ("Thấp hơn mức đã đạt", "Below what is reached", Kind.TEXT, 10, _cross("is_low")),
            ("Địa bàn khó khăn", "Difficult areas", Kind.TEXT, 10, _cross("for_difficult_areas")),
            ("Nơi giao", "Set by", Kind.TEXT, 30, _raw("set_by")),
            ("Nguồn", "Source", Kind.TEXT, 40, _raw("source")),
        ),
    ),
    "plans": (
        "Kế hoạch bên dưới",
        "Plans below",
        (
            *_INDICATOR,
            ("Loại mẫu số", "Kind of base", Kind.TEXT, 30, _base("base_kind")),
            ("Năm", "Year", Kind.NUMBER, 8, _raw("year")),
            ("Chỉ tiêu cấp trên", "Target above", Kind.TEXT, 16, _aimed("aimed")),
            ("Cần có", "Needed", Kind.NUMBER, 12, _raw("needed")),
            ("Các nơi đặt cộng lại", "Planned below together", Kind.NUMBER, 14, _raw("planned")),
            ("Thiếu", "Short", Kind.NUMBER, 10, _raw("short")),
            ("Mã nơi trong hệ thống", "Place id", Kind.NUMBER, 12, _raw("place")),
            ("Nơi", "Place", Kind.TEXT, 30, _raw("name")),
            ("Chỉ tiêu của nơi này", "Target there", Kind.TEXT, 16, _aimed("plan")),
            ("Tổng số", "Base", Kind.NUMBER, 12, _raw("base")),
            ("Thành con số", "As a number", Kind.NUMBER, 12, _raw("wanted")),
        ),
    ),
    "outlook": (
        "Dự báo",
        "Outlook",
        (
            *_INDICATOR,
            ("Loại mẫu số", "Kind of base", Kind.TEXT, 30, _base("base_kind")),
            ("Năm phải đạt", "Year of the target", Kind.NUMBER, 8, _raw("year")),
            ("Mã nơi trong hệ thống", "Place id", Kind.NUMBER, 12, _raw("place")),
            ("Nơi", "Place", Kind.TEXT, 30, _raw("name")),
            ("Tỷ lệ các năm", "Rates of the years", Kind.TEXT, 40, _years),
            ("Dự báo", "Expected", Kind.PERCENT, 10, _percent("expected_percent")),
            ("Kết luận", "Outcome", Kind.TEXT, 22, _word("outcome", formulas.OUTCOMES)),
            ("Đã đạt", "Reached", Kind.NUMBER, 12, _raw("value")),
            ("Tổng số", "Base", Kind.NUMBER, 12, _raw("base")),
            ("Còn thiếu", "Missing", Kind.NUMBER, 12, _raw("missing")),
            ("Danh sách ngắn nhất: cần thêm", "Shortest list: more", Kind.NUMBER, 14, _raw("more")),
        ),
    ),
    "ranking": (
        "Xếp hạng",
        "Ranking",
        (
            ("Hạng", "Rank", Kind.NUMBER, 8, _raw("rank")),
            ("Mã nơi trong hệ thống", "Place id", Kind.NUMBER, 12, _raw("place")),
            ("Nơi", "Place", Kind.TEXT, 30, _raw("name")),
            *_INDICATOR,
            ("Kỳ", "Period", Kind.TEXT, 12, _raw("period")),
            ("Số liệu", "Value", Kind.NUMBER, 12, _raw("value")),
            ("Tỷ lệ", "Rate", Kind.PERCENT, 10, _percent("rate_percent")),
            ("Mẫu số", "Base", Kind.NUMBER, 12, _raw("base")),
            ("Loại mẫu số", "Kind of base", Kind.TEXT, 30, _base("base_kind")),
            ("Từ đâu", "Provenance", Kind.TEXT, 16, _word("provenance", formulas.PROVENANCE)),
            ("Mẫu số nhỏ", "Small base", Kind.TEXT, 10, _cross("is_small")),
            ("Địa bàn khó khăn", "Difficult area", Kind.TEXT, 10, _cross("is_difficult")),
        ),
    ),
    "titles": (
        "Năm danh hiệu",
        "Five titles",
        (
            ("Mã nơi trong hệ thống", "Place id", Kind.NUMBER, 12, _raw("place")),
            ("Nơi", "Place", Kind.TEXT, 40, _raw("place_name")),
            ("Năm", "Year", Kind.NUMBER, 8, _raw("year")),
            ("Danh hiệu", "Title", Kind.TEXT, 40, _title),
            ("Đăng ký", "Registered", Kind.NUMBER, 12, _raw("registered")),
            ("Được công nhận", "Recognised", Kind.NUMBER, 12, _raw("recognised")),
            ("Tổng số", "Base", Kind.NUMBER, 12, _raw("base")),
            ("Loại tổng số", "Kind of base", Kind.TEXT, 30, _base("base_kind")),
            ("Tỷ lệ", "Rate", Kind.PERCENT, 10, _percent("rate_percent")),
            ("Chỉ tiêu", "Target", Kind.PERCENT, 10, _percent("target_percent")),
            ("Năm của chỉ tiêu", "Year of the target", Kind.NUMBER, 8, _raw("target_year")),
            ("Còn thiếu", "Missing", Kind.NUMBER, 12, _raw("needed")),
            ("Năm trước", "Last year", Kind.NUMBER, 12, _raw("last_year")),
            ("Tăng, giảm", "Change", Kind.NUMBER, 12, _raw("change")),
        ),
    ),
}
_PLAIN: Final = {"Mã nơi trong hệ thống", "Năm", "Năm của chỉ tiêu"}


def table(kind: str, rows: Iterable[Record], language: str = "vi") -> Table:
    """kind: one of KINDS. rows: may come from a generator."""
    vietnamese, english, headings = KINDS[kind]
    is_english = language == "en"
    return Table(
        name=english if is_english else vietnamese,
        columns=[
            Column(en if is_english else vi, kind, width, is_plain=vi in _PLAIN)
            for vi, en, kind, width, _ in headings
        ],
        rows=_rows(rows, [cell for *_, cell in headings], language),
    )


def _rows(rows: Iterable[Record], cells: list[Cell], language: str) -> Iterator[list[Any]]:
    known = figures.catalogue()
    for row in rows:
        yield [cell(row, known, language) for cell in cells]
