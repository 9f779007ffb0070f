"""Sentences about the catalogue of indicators, reported figures, returns and closed periods."""

from collections.abc import Mapping
from typing import Final

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
    "REPORT_UNKNOWN": ("Không có báo cáo số {report}.", "There is no return no. {report}."),
}
VIETNAMESE: Final[dict[str, str]] = {code: told[0] for code, told in _BOTH.items()}
ENGLISH: Final[dict[str, str]] = {code: told[1] for code, told in _BOTH.items()}
