"""What people read when a workbook is taken into a book: sentences of errors, words of totals."""

from collections.abc import Mapping

VIETNAMESE: dict[str, str] = {
    "CELL_UNREADABLE": "Không hiểu “{text}”.",
    "CELL_WORD_UNKNOWN": "Không hiểu “{text}”. Chỉ ghi một trong: {allowed}.",
    "CELL_MISSING": "Còn trống “{column}”.",
    "CELL_TOO_LONG": "Cột “{column}” dài hơn {most} chữ; hãy viết gọn lại.",
    "CELL_DAY_TO_COME": "Ngày {day} chưa đến.",
    "PLAIN_SHEET_MISSING": "Tệp này không có bảng với các cột {columns}. Hãy dùng bảng mẫu.",
    "ROW_TWICE": "Dòng {row} đã ghi mục này rồi.",
    "ROW_DIFFERS": "Sổ đã có mục này nhưng “{column}” ghi khác: {held}. Muốn sửa, hãy sửa ở trang của mục ấy.",
    "CELL_BRANCH_UNKNOWN": (
        "Không có tổ chức nào tên “{text}” lãnh đạo được tổ chức này, ở nơi này, ở cấp trên hay trong tệp."
    ),
    "CELL_BRANCH_NOT_THERE": "Ở nơi này không có chi hội, ban nào tên “{text}”.",
    "CELL_BRANCH_ENDS_TOO_EARLY": "Ngày kết thúc phải sau ngày thành lập {since}.",
    "CELL_BODY_UNKNOWN": (
        "Sổ theo dõi của nơi này không có đúng một dòng họ, cơ quan tên “{text}” chưa có ban khuyến học."
    ),
    "CELL_SUBJECT_NOT_THERE": "Sổ theo dõi của nơi này không có mã “{text}”.",
    "COMMENDATION_YEAR_TO_COME": "Năm {year} chưa đến.",
    "COMMENDING_DECISION_DIFFERS": (
        "Quyết định {number} ở dòng {row} ghi ngày ký, cơ quan hoặc người ký khác."
        " Một quyết định chỉ có một cách ghi."
    ),
    "PILOT_ROW_WITHOUT_GOAL": "Mục tiêu, kết quả phải kèm “Nhóm” và “Việc cần làm”.",
}
ENGLISH: dict[str, str] = {
    "CELL_UNREADABLE": "“{text}” is not understood.",
    "CELL_WORD_UNKNOWN": "“{text}” is not understood. Write one of: {allowed}.",
    "CELL_MISSING": "“{column}” is empty.",
    "CELL_TOO_LONG": "“{column}” has more than {most} signs; write it shorter.",
    "CELL_DAY_TO_COME": "{day} has not come yet.",
    "PLAIN_SHEET_MISSING": "The file has no sheet with the columns {columns}. Use the template.",
    "ROW_TWICE": "Row {row} says this already.",
    "ROW_DIFFERS": "The book has this already, with another “{column}”: {held}. To change it, go to its page.",
    "CELL_BRANCH_UNKNOWN": "No branch called “{text}” may lead this one, here, above or in the file.",
    "CELL_BRANCH_NOT_THERE": "No branch of this place is called “{text}”.",
    "CELL_BRANCH_ENDS_TOO_EARLY": "A branch ends after the day it was founded, {since}.",
    "CELL_BODY_UNKNOWN": (
        "The register of this place has not exactly one clan or body called “{text}” that has no branch yet."
    ),
    "CELL_SUBJECT_NOT_THERE": "The register of this place has no id “{text}”.",
    "COMMENDATION_YEAR_TO_COME": "{year} has not come yet.",
    "COMMENDING_DECISION_DIFFERS": (
        "Row {row} tells another day, body or signer of decision {number}. A decision is told in one way."
    ),
    "PILOT_ROW_WITHOUT_GOAL": "A goal or a result stands beside “Group” and “Aim”.",
}
TOTALS: Mapping[str, tuple[str, str]] = {  # workbooks.plain.Looked.totals
    "income": ("Thu (đồng)", "Income (đồng)"),
    "spent": ("Chi (đồng)", "Spending (đồng)"),
    "awards": ("Suất", "Awards"),
    "money": ("Số tiền (đồng)", "Amount (đồng)"),
    "centres": ("Trung tâm mới", "New centres"),
    "managers": ("Người quản lý trung tâm", "Managers of centres"),
    "classes": ("Lớp mới", "New classes"),
    "sessions": ("Buổi học mới", "New sessions"),
    "corrected": ("Buổi học sửa lại", "Sessions corrected"),
    "branches": ("Tổ chức mới", "New branches"),
    "officers": ("Người giữ chức vụ", "Officers"),
    "times": ("Số lần tuyên truyền", "Times"),
    "proposed": ("Đề nghị mới", "New proposals"),
    "decided": ("Được ghi quyết định", "Decided"),
    "waiting": ("Chờ người khác quyết định", "Waiting for another person's decision"),
    "pilots": ("Mô hình mới", "New pilots"),
    "goals": ("Mục tiêu mới", "New goals"),
    "results": ("Kết quả mới", "New results"),
}
KINDS: Mapping[str, Mapping[str, tuple[str, str]]] = {"book_total": TOTALS}
DEEDS: Mapping[str, tuple[str, str]] = {}
