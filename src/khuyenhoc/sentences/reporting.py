"""Sentences about the catalogue of indicators, reported figures, returns and closed periods."""

import re
from collections.abc import Mapping
from typing import Final

from khuyenhoc.domain import numbers
from khuyenhoc.domain.figures import part_of, read_period
from khuyenhoc.sentences.counting import so_many

_BOTH: Final[Mapping[str, tuple[str, str]]] = {  # code → (Vietnamese, English)
    "CATALOGUE_UNSOUND": (
        "{file}: mục {entry} trong danh mục chỉ số không đúng.",
        "{file}: the entry {entry} of the catalogue is not sound.",
    ),
    "CATALOGUE_UNREADABLE": (
        "{file}: không phải tệp TOML đọc được ({detail}).",
        "{file}: this is no TOML that can be read ({detail}).",
    ),
    "CATALOGUE_KEY_MISSING": (
        "{file}, mục {entry}: thiếu khóa {key}.",
        "{file}, entry {entry}: the key {key} is missing.",
    ),
    "CATALOGUE_KEY_UNKNOWN": (
        "{file}, mục {entry}: không có khóa nào tên là {key}.",
        "{file}, entry {entry}: there is no key called {key}.",
    ),
    "CATALOGUE_VALUE_WRONG": (
        "{file}, mục {entry}, khóa {key}: phải là {wanted}.",
        "{file}, entry {entry}, key {key}: it must be {wanted}.",
    ),
    "CATALOGUE_CODE_REPEATED": (
        "{file}, mục {entry}: “{key}” đã dùng cho mục khác.",
        "{file}, entry {entry}: another entry is called “{key}” already.",
    ),
    "CATALOGUE_NAME_UNKNOWN": (
        "{file}, mục {entry}, khóa {key}: danh mục không có “{name}”.",
        "{file}, entry {entry}, key {key}: the catalogue has no “{name}”.",
    ),
    "CATALOGUE_PATTERN_FIELD_UNKNOWN": (
        "{file}, mục {entry}, khóa {key}: câu mẫu có chỗ không điền được ({name}).",
        "{file}, entry {entry}, key {key}: the sentence has a field that cannot be filled ({name}).",
    ),
    "INDICATOR_UNKNOWN": ("Không có chỉ số nào tên là “{text}”.", "There is no indicator called “{text}”."),
    "BASE_KIND_UNKNOWN": (
        "Không có loại mẫu số nào tên là “{text}”.",
        "There is no kind of base called “{text}”.",
    ),
    "LEVEL_UNKNOWN": (
        "Chỉ số {indicator} không có cấp “{text}”; các cấp dùng được: {allowed}.",
        "The indicator {indicator} has no level “{text}”; it has: {allowed}.",
    ),
    "PERIOD_UNCLEAR": (
        "Không rõ “{text}” là kỳ nào; hãy viết như 2023, 12/2023, 2016..2021 hoặc chỉ tiêu 2025.",
        "“{text}” is no period; write it like 2023, 12/2023, 2016..2021 or target 2025.",
    ),
    "FIGURES_FORM_NOT_FOUND": (
        "Không thấy trang nào có cột “Mã chỉ số” và “Số liệu”; hãy dùng biểu mẫu tải từ phần mềm.",
        "No sheet has the columns “Mã chỉ số” and “Số liệu”; use the form taken from here.",
    ),
    "FIGURES_FORM_OF_ANOTHER": (
        "Tệp này là biểu của {place}, kỳ {period}; hãy chọn đúng nơi, đúng kỳ hoặc đúng tệp.",
        "This is the form of {place}, {period}; choose that place and period, or another file.",
    ),
    "FIGURES_FORM_HAS_FAULTS": (
        "Có {number} dòng chưa nạp được nên chưa nạp dòng nào; hãy sửa rồi nạp lại.",
        "{number:row|rows} cannot be taken in, so none was; correct what is wrong and try again.",
    ),
    "FIGURES_FORM_NUMBER_BROKEN": (
        "Bảng tính đã đổi số vừa gõ thành {text}; hãy định dạng ô là Văn bản rồi gõ lại, như 1.250 hoặc 66,60%.",
        "The spreadsheet turned what was typed into {text}; make the cell text and type again, like 1.250 or 66,60%.",
    ),
    "FIGURES_FORM_ROW_TWICE": (
        "Chỉ số và cấp này đã ghi ở dòng {first}; hãy xóa một dòng.",
        "Row {first} tells this indicator and level already; remove one of them.",
    ),
    "FIGURES_FORM_CONTRADICTS": (
        "{told} Nếu số vẫn đúng như đã công bố, ghi vì sao vào cột “Lý do giữ”.",
        "{told} If it is as published, write why in the column “Lý do giữ”.",
    ),
    "REPORT_UNKNOWN": ("Không có báo cáo số {report}.", "There is no return no. {report}."),
    "BASE_NOT_OF_INDICATOR": (
        "Tỷ lệ của “{indicator}” không tính trên “{base}”; các mẫu số dùng được: {allowed}.",
        "The rate of “{indicator}” is no share of “{base}”; it may be one of: {allowed}.",
    ),
    "FIGURE_EMPTY": (
        "{indicator}, kỳ {period}: hãy ghi ít nhất một số: giá trị, tỷ lệ hoặc mẫu số.",
        "{indicator}, {period}: write at least one number: a value, a rate or a base.",
    ),
    "FIGURES_SOURCE_MISSING": (
        "Số “{text}” chưa ghi nguồn; hãy ghi tên báo cáo hoặc văn bản.",
        "The number “{text}” names no source; write the report or paper it stands in.",
    ),
    "FIGURE_UNREADABLE": (
        "Số liệu {ref}: không đọc được “{text}”; hãy viết như 330.909, 35,36%, gần 7,4 tỷ hoặc 800 - 1000.",
        "Figure {ref}: “{text}” cannot be read; write it like 330.909, 35,36%, gần 7,4 tỷ or 800 - 1000.",
    ),
    "FIGURE_TWICE": (
        "{indicator}, kỳ {period}: số thứ {number} lặp lại một số ở trên; mỗi nguồn chỉ ghi một lần.",
        "{indicator}, {period}: number {number} repeats an earlier one; a source tells a figure once.",
    ),
    "FIGURE_NUMBER_TOO_LARGE": (
        "Số “{text}” quá lớn; hãy kiểm tra lại.",
        "The number “{text}” is too large; check it.",
    ),
    "FIGURE_TEXT_TOO_LONG": (
        "“{text}…” dài quá; nhiều nhất {longest} ký tự.",
        "“{text}…” is too long; at most {longest} signs.",
    ),
    "FIGURES_PLACE_UNCLEAR": (
        "{file}, dòng {line}, cột {column}: ngày {day} không có một nơi nào chắc chắn là “{text}”; hãy ghi thêm huyện, tỉnh.",
        "{file}, line {line}, column {column}: on {day} no one place is surely meant by “{text}”; add the district and province.",
    ),
    "FIGURES_CONTRADICT": (
        "{number} số liệu có mâu thuẫn (mã {refs}). Hãy xem lại; nếu vẫn giữ như đã công bố thì ghi chú lý do giữ.",
        "{number:figure contradicts itself|figures contradict themselves} or others (id {refs}). Look again; to keep them as published, note why.",
    ),
    "FIGURE_KNOWN": (
        "{indicator}, kỳ {period}: nguồn này đã có số {known}; muốn sửa thì dùng phần đính chính.",
        "{indicator}, {period}: that source already told {known}; to change it, correct it.",
    ),
    "PERIOD_LOCKED": (
        "Kỳ {period} đã khóa ngày {day}; muốn sửa thì phải ghi lý do.",
        "The period {period} was closed on {day}; a change needs a reason.",
    ),
    "TARGET_ABOVE_HUNDRED": ("Chỉ tiêu “{text}” vượt 100%.", "The target “{text}” is above 100 %."),
    "TARGET_AIMS_AT_NOTHING": (
        "Chỉ tiêu {year} của “{indicator}” phải có tỷ lệ hoặc số lượng từ 0 trở lên.",
        "The target {year} of “{indicator}” needs a share, or an amount of 0 or more.",
    ),
    "REPORT_NOT_OPEN": (
        "Báo cáo số {report} đã nộp hoặc đã duyệt nên không ghi thêm, sửa được nữa.",
        "Return no. {report} was handed in or approved, and is no longer written in.",
    ),
    "FIGURE_OF_ANOTHER_PLACE": (
        "{number} số liệu không phải của nơi lập báo cáo này.",
        "{number:figure is|figures are} not of the place whose return this is.",
    ),
    "FIGURE_UNKNOWN": ("Không có số liệu số {figure}.", "There is no figure no. {figure}."),
    "FIGURE_CHANGED_MEANWHILE": (
        "Có người vừa sửa số liệu số {figure} trước bạn. Hãy tải lại trang rồi làm lại.",
        "Somebody changed figure no. {figure} before you. Reload the page and try again.",
    ),
    "CORRECTION_WITHOUT_REASON": (
        "Số liệu số {figure} đang được dùng; hãy ghi lý do đính chính.",
        "Figure no. {figure} counts already; say why it is corrected.",
    ),
    "TARGET_NOT_A_FIGURE": (
        "“{period}” là chỉ tiêu, không phải kỳ báo cáo.",
        "“{period}” is a target and no period to report on.",
    ),
    "FIGURE_IS_CLOSED": (
        "Số liệu số {figure} đã duyệt hoặc đã khóa nên không bỏ được; hãy đính chính.",
        "Figure no. {figure} was approved or closed and is not taken away; correct it.",
    ),
    "TARGETS_GONE": (
        "{number} chỉ tiêu không còn hiệu lực, nên không hoàn tác được. Hãy tải lại trang.",
        "{number:target does|targets do} not stand any more, so nothing can be taken back. Reload the page.",
    ),
    "REPORT_EMPTY": ("Báo cáo số {report} chưa có số liệu nào.", "Return no. {report} holds no figures yet."),
    "REPORT_NOT_DRAFT": (
        "Báo cáo số {report} đã từng nộp nên không bỏ được.",
        "Return no. {report} was handed in before and cannot be discarded.",
    ),
    "REPORT_HOLDS_FIGURES": (
        "Báo cáo số {report} đang có {number} số liệu nên không bỏ được; hãy xóa các số ấy trước.",
        "Return no. {report} holds {number:figure|figures} and cannot be discarded; empty it first.",
    ),
    "REPORT_CHANGED_MEANWHILE": (
        "Có người vừa thay đổi báo cáo số {report} trước bạn. Hãy tải lại trang rồi làm lại.",
        "Somebody changed return no. {report} before you. Reload the page and try again.",
    ),
    "REPORT_NOT_WAITING": (
        "Báo cáo số {report} không ở bước chờ duyệt.",
        "Return no. {report} is not waiting for approval.",
    ),
    "APPROVES_OWN_FIGURES": (
        "Không ai được duyệt số liệu do chính mình nhập hoặc nộp (báo cáo số {report}). Hãy nhờ người khác duyệt.",
        "Nobody approves figures they entered or handed in (return no. {report}). Ask somebody else.",
    ),
    "RETURN_WITHOUT_REASON": (
        "Hãy ghi lý do trả lại báo cáo số {report}.",
        "Say why return no. {report} is given back.",
    ),
    "LOCKED_ALREADY": (
        "Kỳ {period} đã được khóa ngày {day}.",
        "The period {period} was closed on {day} already.",
    ),
    "BASE_YEAR_UNREADABLE": (
        "{file}, dòng {line}, cột {column}: “{text}” không phải là một năm.",
        "{file}, line {line}, column {column}: “{text}” is no year.",
    ),
    "BASE_NOT_WHOLE": (
        "Mẫu số “{text}” phải là số nguyên từ 0 trở lên.",
        "The base “{text}” must be a whole number of 0 or more.",
    ),
    "BASE_GONE": (
        "Mẫu số số {base} không còn được dùng, nên không bỏ được. Hãy tải lại trang.",
        "Base no. {base} does not stand any more, so it cannot be taken away. Reload the page.",
    ),
    "DEADLINE_TOO_EARLY": (
        "Hạn nộp {day} sớm quá: kỳ {period} lúc ấy chưa bắt đầu.",
        "The deadline of {day} is too early: the period {period} has not begun by then.",
    ),
    "DEADLINE_FAR_OFF": (
        "Hạn nộp cách ngày hết kỳ {days} ngày là xa quá; nhiều nhất {most} ngày.",
        "{days:day|days} from the end of the period is too far; at most {most} days.",
    ),
    "DEADLINE_GONE": (
        "Hạn nộp số {deadline} đã được bỏ hoặc thay. Hãy tải lại trang.",
        "Deadline no. {deadline} was taken back or replaced. Reload the page.",
    ),
    "PACK_TOO_LARGE": (
        "Một lần so sánh nhiều nhất {places} nơi, {indicators} chỉ số và {years} năm; hãy bớt đi.",
        "At most {places} places, {indicators} indicators and {years} years are compared at once; choose fewer.",
    ),
    "PACK_TOO_SMALL": (
        "Hãy chọn ít nhất hai nơi, một chỉ số và một năm để so sánh.",
        "Choose at least two places, one indicator and one year to compare.",
    ),
    "REPORT_TOO_LONG": (
        "Mỗi báo cáo gồm nhiều nhất {longest} năm; hãy chọn giai đoạn ngắn hơn.",
        "A report covers at most {longest} years; choose a shorter time.",
    ),
    "REPORT_NEEDS_ONE_YEAR": (
        "Cách tính “chỉ những xã so sánh được” chỉ dùng cho báo cáo một năm, vì so năm ấy với năm trước.",
        "Comparable communes are those of one year and the year before: ask for the report of one year.",
    ),
    "FIGURES_YEAR_UNLIKELY": ("Năm {year} không hợp lý.", "The year {year} is not likely."),
}
VIETNAMESE: Final[dict[str, str]] = {code: told[0] for code, told in _BOTH.items()}
ENGLISH: Final[dict[str, str]] = {code: told[1] for code, told in _BOTH.items()}

PERIOD_KINDS: Final[Mapping[str, tuple[str, str]]] = {  # domain.figures.PeriodKind
    "year": ("báo cáo năm", "yearly return"),
    "half": ("báo cáo sáu tháng", "half-yearly return"),
    "quarter": ("báo cáo quý", "quarterly return"),
    "month": ("báo cáo tháng", "monthly return"),
}

PARTS_OF_YEAR: Final[Mapping[tuple[int, int], tuple[str, str]]] = {  # first and last month
    (1, 12): ("cả năm", "whole year"),
    (1, 6): ("6 tháng đầu năm", "first half"),
    (7, 12): ("6 tháng cuối năm", "second half"),
    (1, 9): ("9 tháng đầu năm", "first nine months"),
    (1, 3): ("quý I", "first quarter"),
    (4, 6): ("quý II", "second quarter"),
    (7, 9): ("quý III", "third quarter"),
    (10, 12): ("quý IV", "fourth quarter"),
    **{(month, month): (f"tháng {month}", f"month {month}") for month in range(1, 13)},
}

QUALIFIERS: Final[Mapping[str, tuple[str, str]]] = {  # domain.written_numbers.Qualifier, before a number
    "exact": ("", ""),
    "nearly": ("gần", "nearly"),
    "more than": ("hơn", "more than"),
    "less than": ("dưới", "less than"),
    "about": ("khoảng", "about"),
    "at least": ("ít nhất", "at least"),
    "at most": ("nhiều nhất", "at most"),
    "range": ("", ""),
}


_HAS_WORDS = re.compile("[^0-9./ -]")


def period_words(text: str, language: str = "vi") -> str:
    """A period as it is spoken of: "1/2026..6/2026" is "6 tháng đầu năm 2026"; any other wording stays as it is."""
    found = read_period(text)
    part = None if found is None else part_of(found)
    if (
        found is None
        or part is None
        or part not in PARTS_OF_YEAR
        or part == (1, 12)
        or _HAS_WORDS.search(text)
    ):
        return text
    told = PARTS_OF_YEAR[part][language == "en"]
    joined = " " if language == "en" or told.endswith("năm") else " năm "
    return f"{told}{joined}{found.until[0]}"


def as_written(text: str, qualifier: str, language: str = "vi") -> str:
    """A kept number as it was published: "hơn 1.700" of "1.700" and "more than"; words of its own stay its own."""
    told = QUALIFIERS[qualifier or "exact"][language == "en"]
    has_own = not text[:1].isdigit()
    return text if has_own or not told else f"{told} {text}"


def as_aimed(
    percent: tuple[int | None, str, str], amount: tuple[int | None, str, str], unit: str, language: str = "vi"
) -> str:
    """What a target aims at: "70%", "ít nhất 40%", "4.000 hộ"; as written where somebody wrote it.

    Each a number (percent in hundredths; None: not aimed at), its text as written, its qualifier.
    """
    parts = []
    if percent[0] is not None:
        text = percent[1] or numbers.percent(percent[0], language=language)
        parts.append(as_written(text if "%" in text else f"{text}%", percent[2], language))
    if amount[0] is not None:
        text = amount[1] or numbers.grouped(amount[0], language=language)
        parts.append(f"{as_written(text, amount[2], language)} {so_many(unit, amount[0])}")
    return "; ".join(parts)
