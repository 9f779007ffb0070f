"""Vietnamese sentences by error code; grouped as the domain's modules are."""

SENTENCES: dict[str, str] = {
    "RULE_BROKEN": "Thao tác không hợp lệ.",
    # criteria sets, answers, scoring
    "CRITERIA_SET_UNSOUND": "{file}: bộ tiêu chí có {count} lỗi, lỗi đầu tiên ở dòng {line}.",
    "CRITERIA_FAULT": "{file}, dòng {line}: “{where}” không đúng.",
    "CRITERIA_TOML_UNREADABLE": "{file}, dòng {line}: tệp không đúng cú pháp TOML ({detail}).",
    "CRITERIA_KEY_UNKNOWN": "{file}, dòng {line}: không có khóa “{where}” trong định dạng bộ tiêu chí.",
    "CRITERIA_KEY_MISSING": "{file}, dòng {line}: thiếu khóa “{where}”.",
    "CRITERIA_TEXT_EXPECTED": "{file}, dòng {line}: “{where}” phải là chữ trong dấu nháy và không để trống.",
    "CRITERIA_WORDS_EXPECTED": '{file}, dòng {line}: “{where}” phải có dạng {{ vi = "…", en = "…" }}.',
    "CRITERIA_TRUE_OR_FALSE_EXPECTED": "{file}, dòng {line}: “{where}” phải là true hoặc false.",
    "CRITERIA_WHOLE_NUMBER_EXPECTED": "{file}, dòng {line}: “{where}” phải là số nguyên từ 0 trở lên.",
    "CRITERIA_DECIMAL_EXPECTED": (
        '{file}, dòng {line}: “{where}” phải là số không âm, viết như "10.00"; trong tệp là “{value}”.'
    ),
    "CRITERIA_DECIMAL_TOO_FINE": (
        "{file}, dòng {line}: “{where}” chỉ được có nhiều nhất hai chữ số thập phân; trong tệp là “{value}”."
    ),
    "CRITERIA_DATE_EXPECTED": "{file}, dòng {line}: “{where}” phải là ngày, viết như 2025-07-01.",
    "CRITERIA_TABLE_EXPECTED": "{file}, dòng {line}: “{where}” phải là một bảng gồm các khóa.",
    "CRITERIA_LIST_EXPECTED": "{file}, dòng {line}: “{where}” phải là một danh sách.",
    "CRITERIA_LIST_EMPTY": "{file}, dòng {line}: danh sách “{where}” đang trống, cần ít nhất một mục.",
    "CRITERIA_VALUE_UNKNOWN": (
        "{file}, dòng {line}: “{where}” không nhận giá trị “{value}”; chỉ nhận: {allowed}."
    ),
    "CRITERIA_SEMANTICS_UNKNOWN": (
        "{file}, dòng {line}: chưa có cách chấm điểm số {value}; hiện có: {allowed}."
    ),
    "CRITERIA_CODE_UNUSABLE": (
        "{file}, dòng {line}: không dùng được mã “{value}”; mã chỉ gồm chữ, số, dấu chấm, gạch ngang và "
        "gạch dưới, không kết thúc bằng .part hay .whole, không trùng từ dành riêng."
    ),
    "CRITERIA_CODE_REPEATED": "{file}, dòng {line}: mã “{value}” đã dùng ở dòng {first_line}.",
    "CRITERIA_OUT_OF_ORDER": (
        "{file}, dòng {line}: “{where}” ({value}) đứng sai thứ tự; mức điểm và xếp loại viết từ cao "
        "xuống thấp, mức độ viết từ thấp lên cao."
    ),
    "CRITERIA_NUMBER_TOO_LARGE": "{file}, dòng {line}: “{where}” là {value}, lớn hơn mức cho phép {most}.",
    "CRITERIA_STEP_UNUSABLE": (
        "{file}, dòng {line}: bước điểm “{where}” là {value}; phải lớn hơn 0 và không quá điểm tối đa."
    ),
    "CRITERIA_FLOOR_ABOVE_MAXIMUM": (
        "{file}, dòng {line}: mức tối thiểu {value} ở “{where}” cao hơn điểm tối đa {most}, không ai "
        "đạt được."
    ),
    "CRITERIA_CRITERION_UNKNOWN": (
        "{file}, dòng {line}: “{where}” nêu tiêu chí {value} nhưng bộ không có tiêu chí này."
    ),
    "CRITERIA_LEVEL_UNKNOWN": (
        '{file}, dòng {line}: “{where}” nêu mức độ “{value}” mà không chỉ tiêu nào có; mức độ là "1", "2", …'
    ),
    "CRITERIA_NOT_FOR_KIND": "{file}, dòng {line}: “{where}” không dùng cho loại chỉ tiêu {kind}.",
    "CRITERIA_NOT_FOR_LOGIC": "{file}, dòng {line}: “{where}” không dùng trong bộ chấm theo {logic}.",
    "CRITERIA_DATES_OUT_OF_ORDER": "{file}, dòng {line}: ngày hết hiệu lực “{where}” trước ngày có hiệu lực.",
    "CRITERIA_NOTHING_TO_SCORE": "{file}, dòng {line}: tổng điểm tối đa của bộ là 0, không chấm điểm được.",
    "CRITERIA_UNKNOWN_ONLY_IN_DRAFT": (
        "{file}, dòng {line}: “{where}” để trống; chỉ bộ dự thảo (draft) mới được để trống số chưa biết."
    ),
    "ANSWER_CODE_UNKNOWN": "Bộ tiêu chí {set} không hỏi mục: {codes}.",
    "ANSWERS_DAMAGED": "Câu trả lời đã lưu cho mục {code} không đọc được.",
    "CRITERIA_SET_INCOMPLETE": "Bộ tiêu chí {set} còn {count} chỗ chưa biết nên chưa chấm điểm được.",
    # places
    "PLACES_UNSOUND": "Dữ liệu địa danh số {place} mâu thuẫn ({fault}).",
    "PLACE_UNKNOWN_THEN": "Ngày {on:%d/%m/%Y} chưa có địa danh số {place}.",
    "PLACE_NOT_FOUND": "Không tìm thấy địa danh nào khớp với “{text}”.",
    "PLACE_AMBIGUOUS": (
        "Có {count} địa danh khớp với “{text}”; hãy ghi thêm loại đơn vị, đơn vị cấp trên hoặc ngày."
    ),
    "NOT_A_COMMUNE": (
        "Chỉ mở được thôn, tổ dân phố trong một xã, phường, thị trấn hoặc đặc khu (địa danh số {place} "
        "không phải)."
    ),
    "HAMLETS_NEED_SUCCESSOR": (
        "Địa danh số {place} bị chia tách ngày {on:%d/%m/%Y}; hãy ghi rõ các thôn này thuộc đơn vị nào "
        "sau đó."
    ),
    "HAMLET_NAMED_TWICE": "Địa danh số {place} đã có thôn, tổ dân phố tên “{name}”.",
}
