"""How a figure is worked out, and why one could not be: in words, for people who sign it."""

from collections.abc import Mapping
from typing import Final

Both = tuple[str, str]

COUNTED: Final[Mapping[str, Both]] = {  # the catalogue's `query`
    "registered": (
        "Đếm các hồ sơ đăng ký trong năm ở nơi này và bên dưới, trừ hồ sơ đã rút.",
        "The cases registered in the year here and below, without those withdrawn.",
    ),
    "recognised": (
        "Đếm các danh hiệu được công nhận còn tính cho năm này ở nơi này và bên dưới, trừ danh hiệu đã thu hồi.",
        "The titles recognised that count for this year here and below, without those revoked.",
    ),
    "streak": (
        "Đếm những ai giữ danh hiệu năm này và từng năm liền trước đó, đủ số năm của chỉ số.",
        "Those who hold the title this year and held it in each year before, for as many years as asked.",
    ),
    "distinguished": (
        "Đếm các quyết định tuyên dương thêm cho danh hiệu được công nhận trong năm.",
        "The distinctions given on top of titles recognised in the year.",
    ),
    "other_title": (
        "Đếm những hộ năm này có cả danh hiệu học tập và danh hiệu của phong trào kia.",
        "Those that hold both the learning title and the other movement's title this year.",
    ),
    "members": (
        "Đếm hội viên đến cuối kỳ sống ở nơi này và bên dưới; một người ở hai chi hội chỉ tính một lần.",
        "Members at the end of the period who live here or below; a person in two branches counts once.",
    ),
    "members_change": (
        "Số hội viên cuối kỳ trừ số hội viên trước kỳ.",
        "Members at the end of the period less those before it.",
    ),
    "branches": (
        "Đếm các tổ chức hội thuộc loại này đang hoạt động vào ngày cuối kỳ.",
        "The branches of the kind that exist on the period's last day.",
    ),
    "coverage": (
        "Đếm những nơi thuộc loại đã chọn trong sổ (thôn, trường, dòng họ…) có tổ chức hội vào ngày cuối kỳ.",
        "The bodies of the kind in the register (hamlets, schools, clans …) with a branch on the period's last day.",
    ),
    "training_courses": (
        "Đếm các lớp tập huấn nơi này và các nơi bên dưới đã mở trong kỳ.",
        "The courses that this place and those below held in the period.",
    ),
    "cadres_trained": (
        "Cộng số cán bộ dự từng lớp tập huấn: theo điểm danh, lớp không lập danh sách thì theo số đã ghi.",
        "Cadres who came to each course added up: by the ticked list, without one by the number told.",
    ),
    "briefed": (
        "Đếm người có mặt ở các hội nghị quán triệt theo nơi công tác, mỗi người một lần; buổi không lập danh sách "
        "thì cộng số đã ghi.",
        "Who came to briefings, once each where they work; where no list was kept the number told is added.",
    ),
}
PARTS: Final[Mapping[str, Both]] = {  # the catalogue's `query` and analytics.indicators.Part
    "recognised.counted": ("Người được công nhận, trong số này", "Those recognised among them"),
    "recognised.whole": ("Mọi người được tính trong tổng số", "Everybody in the base"),
    "streak.counted": ("Giữ danh hiệu đủ số năm liền", "Title held for as many years in a row"),
    "distinguished.counted": ("Được tuyên dương", "Distinguished"),
    "other_title.counted": ("Có cả hai danh hiệu", "Holding both titles"),
    "members.counted": ("Hội viên cuối năm", "Members at the end of the year"),
    "members_change.joined": ("Vào hội trong năm", "Joined in the year"),
    "members_change.left": ("Thôi là hội viên trong năm", "Left in the year"),
    "training_courses.counted": ("Lớp tập huấn trong năm", "Courses of the year"),
    "branches.counted": ("Tổ chức hội đang hoạt động", "Branches that go on"),
    "coverage.without": ("Chưa có tổ chức hội", "Without a branch"),
    "coverage.counted": ("Đã có tổ chức hội", "With a branch"),
    "coverage.whole": ("Tất cả", "All of them"),
}
RATE: Final[Both] = (
    "Tỷ lệ = số này : {base} × 100%, làm tròn hai số lẻ. Cộng tử số và mẫu số, không lấy trung bình tỷ lệ.",
    "Rate = this number : {base} × 100 %, half up to two decimals. Parts and wholes are added, rates never are.",
)
MISSING: Final[Mapping[str, Both]] = {  # analytics.indicators.Missing
    "ONLY_REPORTED": (
        "Hệ thống chưa theo dõi việc này; chỉ có số do các nơi báo cáo.",
        "The program does not keep this; there are only reported figures.",
    ),
    "NO_ROUND": (
        "Nơi này chưa có sổ theo dõi trong kỳ, nên không đếm được (không phải là 0).",
        "No register was kept here in the period, so nothing can be counted (which is not 0).",
    ),
    "LEVEL_NEEDED": (
        "Hãy chọn một cấp: không cộng các cấp của một danh hiệu với nhau.",
        "Choose a level: levels of one title are never added together.",
    ),
    "WHO_WORKS": (
        "Sổ theo dõi không ghi ai là cán bộ hay người lao động, nên chỉ có số báo cáo.",
        "The register does not tell who is an official or a worker, so there are only reported figures.",
    ),
    "KIND_OF_BODY": (
        "Sổ theo dõi chưa có nơi nào thuộc loại này, hoặc chưa ghi nơi nào trong số ấy đã có tổ chức hội.",
        "The register holds no body of this kind, or nobody wrote down which of them have a branch.",
    ),
    "NOT_KNOWN_THEN": (
        "Không ghi lại lúc hệ thống được biết, nên không tính lại được như ngày ấy.",
        "Nobody kept when the program was told, so it cannot be told as known on that day.",
    ),
    "NO_BOOK": (
        "Nơi này không ghi sổ việc ấy trong kỳ, nên không đếm được (không phải là 0).",
        "No book of this was kept here in the period, so nothing can be counted (which is not 0).",
    ),
    "NOT_COMPARABLE": (
        "Không có xã nào cùng địa bàn và cùng xét danh hiệu ở cả hai năm để so sánh.",
        "No commune is the same ground with the title's round in both years, so nothing is compared.",
    ),
}
PROVENANCE: Final[Mapping[str, Both]] = {
    "computed": ("hệ thống đếm", "counted by the program"),
    "reported": ("theo báo cáo", "as reported"),
    "unknown": ("chưa có số liệu", "nothing known"),
    "counted": ("đếm từ sổ theo dõi", "counted from the register"),
    "typed": ("nhập từ tài liệu", "typed from a paper"),
}
BASES: Final[Mapping[str, Both]] = {  # domain.restatement.Basis
    "reported": ("theo địa giới của kỳ ấy", "on the places of that time"),
    "restated": ("quy về địa giới hôm nay", "on the places of today"),
    "like-for-like": ("chỉ những xã so sánh được", "comparable communes only"),
}
OUTCOMES: Final[Mapping[str, Both]] = {  # domain.forecast.Outcome
    "reached": ("đã đạt", "reached"),
    "likely": ("sẽ đạt nếu giữ đà này", "will reach it at this pace"),
    "missed": ("khó đạt nếu giữ đà này", "will miss it at this pace"),
    "unknown": ("chưa đủ số liệu để dự báo", "not enough is known"),
}


def told(words: Mapping[str, Both], code: str, language: str = "vi") -> str:
    """The sentence of a code; one without a sentence answers itself."""
    return words.get(code, (code, code))[language == "en"]


def formula(query: str, base: str, language: str = "vi") -> list[str]:
    """How the number and its rate come about; base: its name in the language, "" without a rate."""
    found = [told(COUNTED, query, language)] if query else []
    return [*found, RATE[language == "en"].format(base=base)] if base else found
