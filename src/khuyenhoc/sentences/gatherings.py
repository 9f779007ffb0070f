"""Words and sentences of meetings, courses, briefings and events, of legal documents and of plan tasks."""

from collections.abc import Mapping

Words = Mapping[str, tuple[str, str]]

GATHERING_KINDS: Words = {
    "meeting": ("Hội nghị, cuộc họp", "Meeting"),
    "course": ("Lớp tập huấn", "Training course"),
    "briefing": ("Hội nghị quán triệt, phổ biến", "Briefing"),
    "event": ("Sự kiện, ngày, tuần lễ hưởng ứng", "Event"),
}
OCCASIONS: Words = {
    "learning_week": ("Tuần lễ hưởng ứng học tập suốt đời", "Lifelong learning week"),
    "founding_day": ("Ngày Khuyến học Việt Nam 2/10", "Learning promotion day, 2 October"),
    "other": ("Sự kiện khác", "Another event"),
}
INSTRUMENT_KINDS: Words = {
    "law": ("Luật", "Law"),
    "decree": ("Nghị định", "Decree"),
    "decision": ("Quyết định", "Decision"),
    "circular": ("Thông tư", "Circular"),
    "directive": ("Chỉ thị", "Directive"),
    "resolution": ("Nghị quyết", "Resolution"),
    "plan": ("Kế hoạch", "Plan"),
    "guidance": ("Hướng dẫn", "Guidance"),
    "letter": ("Công văn", "Official letter"),
    "other": ("Văn bản khác", "Another document"),
}
STANDINGS_IN_LAW: Words = {
    "in_force": ("Còn hiệu lực", "In force"),
    "not_yet": ("Chưa có hiệu lực", "Not yet in force"),
    "ended": ("Hết hiệu lực", "No longer in force"),
    "unknown": ("Chưa ghi ngày hiệu lực", "Days in force not told"),
}
RESTS_KINDS: Words = {
    "round": ("Đợt xét", "Round"),
    "criteria_set": ("Bộ tiêu chí", "Criteria set"),
    "target": ("Chỉ tiêu", "Target"),
    "instrument": ("Văn bản", "Document"),
}
STAGES: Words = {
    "interim": ("Sơ kết", "Interim review"),
    "final": ("Tổng kết", "Final review"),
}
OUTCOMES: Words = {
    "on_track": ("Đúng tiến độ", "On track"),
    "behind": ("Chậm tiến độ", "Behind"),
    "done": ("Hoàn thành", "Done"),
    "partly": ("Hoàn thành một phần", "Partly done"),
    "not_done": ("Không hoàn thành", "Not done"),
}
TASK_STATES: Words = {
    **OUTCOMES,
    "late": ("Quá hạn", "Late"),
    "soon": ("Sắp đến hạn", "Due soon"),
    "open": ("Đang làm", "Going on"),
}
AGENDA: Words = {  # what a deadline in a calendar is
    "register_by": ("Hết hạn đăng ký", "Registration ends"),
    "decide_by": ("Hết hạn quyết định công nhận", "Recognition to be decided by"),
    "task": ("Hạn nhiệm vụ", "Task due"),
    "hand_in": ("Nộp báo cáo số liệu kỳ", "Hand in the return of"),
    "cancelled": ("Đã hủy", "Cancelled"),
}
KINDS: Mapping[str, Words] = {
    "agenda": AGENDA,
    "gathering": GATHERING_KINDS,
    "occasion": OCCASIONS,
    "instrument": INSTRUMENT_KINDS,
    "in_law": STANDINGS_IN_LAW,
    "rests": RESTS_KINDS,
    "stage": STAGES,
    "task_outcome": OUTCOMES,
    "task_state": TASK_STATES,
}

DEEDS: Words = {
    "directive.changed": ("sửa văn bản trong sổ", "changed a legal document"),
    "directive.file_attached": ("đính kèm tệp văn bản", "attached the file of a document"),
    "directive.file_detached": ("bỏ tệp văn bản đính kèm", "took the file of a document off"),
    "directive.entered": ("ghi văn bản vào sổ", "entered a legal document"),
    "directive.let_go": ("gỡ căn cứ văn bản", "unlinked something from a document"),
    "directive.loaded": ("nạp văn bản kèm theo phần mềm", "loaded the documents shipped with the program"),
    "directive.rested_on": ("gắn căn cứ văn bản", "linked something to a document"),
    "feed.dropped": ("bỏ địa chỉ lịch riêng", "dropped their calendar address"),
    "feed.made": ("tạo địa chỉ lịch riêng", "made a calendar address"),
    "gathering.cancelled": ("hủy một cuộc họp, lớp, sự kiện", "cancelled a gathering"),
    "gathering.changed": ("sửa một cuộc họp, lớp, sự kiện", "changed a gathering"),
    "gathering.held_after_all": ("khôi phục cuộc họp, lớp đã hủy", "took a cancellation back"),
    "gathering.list_taken_in": ("nhập danh sách dự bằng bảng tính", "took an attendance list in"),
    "gathering.listed": ("thêm người vào danh sách dự", "put people on a list"),
    "gathering.planned": ("ghi một cuộc họp, lớp, sự kiện", "entered a gathering"),
    "gathering.struck": ("bỏ người khỏi danh sách dự", "took people off a list"),
    "gathering.ticked": ("điểm danh người dự", "ticked who came"),
    "plan_task.changed": ("sửa nhiệm vụ kế hoạch", "changed a plan task"),
    "plan_task.dropped": ("bỏ nhiệm vụ kế hoạch", "dropped a plan task"),
    "plan_task.reviewed": ("ghi sơ kết, tổng kết nhiệm vụ", "reviewed a plan task"),
    "plan_task.set": ("giao nhiệm vụ kế hoạch", "set a plan task"),
    "plan_task.taken_up": ("khôi phục nhiệm vụ đã bỏ", "took up a dropped task"),
}

VIETNAMESE: dict[str, str] = {
    "TERM_UNREADABLE": "Nhiệm kỳ “{text}” không đọc được; ghi năm đầu và năm cuối, ví dụ 2021–2026.",
    "OUTSIDE_TERM": "Ngày {day} không nằm trong nhiệm kỳ {term}.",
    "NUMBER_NEEDS_TERM": "Đã ghi “lần thứ” thì ghi thêm nhiệm kỳ, ví dụ 2021–2026.",
    "HOUR_UNREADABLE": "Giờ “{text}” không đọc được; ghi như 7:30 hoặc 7h30.",
    "END_HOUR_ALONE": "Đã ghi giờ kết thúc thì ghi cả giờ bắt đầu.",
    "ENDS_BEFORE_ITS_HOUR": "Giờ kết thúc {last} không sau giờ bắt đầu {first}.",
    "GATHERING_ENDS_BEFORE_IT_BEGINS": "Ngày kết thúc {last} trước ngày bắt đầu {first}.",
    "GATHERING_LASTS_TOO_LONG": "Kéo dài quá {most} ngày; hãy kiểm tra lại ngày kết thúc.",
    "MORE_CADRES_THAN_PEOPLE": "Số cán bộ ({cadres}) nhiều hơn số người dự ({present}).",
    "NOT_HELD_YET": "Chưa đến ngày {day}, chưa điểm danh được.",
    "NO_DOCUMENT": "Tệp này không phải PDF, hoặc đã hỏng. Hãy chọn tệp khác, hoặc xuất lại ra PDF.",
    "DOCUMENT_TOO_HEAVY": "Tệp PDF nặng hơn {most} MB, hoặc phức tạp quá nên không đọc được. Hãy quét ở cỡ nhỏ hơn.",
    "DOCUMENT_PROTECTED": "Tệp PDF này có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.",
    "DOCUMENT_TOO_LONG": "Tệp PDF không có trang nào, hoặc nhiều hơn {most} trang. Hãy chia thành nhiều tệp.",
    "TOO_MANY_ATTACHED": "Mỗi văn bản có nhiều nhất {most} tệp.",
    "COMMITTEE_MEETING_NEEDS_NUMBER": "Kỳ họp của một nhiệm kỳ cần ghi là lần thứ mấy.",
    "MEETS_BEFORE_CONGRESS": "Nhiệm kỳ này bắt đầu từ đại hội ngày {day}; ngày họp phải từ ngày đó trở đi.",
    "GATHERING_NUMBER_TAKEN": "Lần thứ {number} của nhiệm kỳ {term} đã có trong sổ.",
    "GATHERING_CHANGED": "Người khác vừa sửa mục này. Tải lại trang, xem lại rồi ghi.",
    "GATHERING_CANCELLED": "Mục này đã hủy. Muốn ghi tiếp, hãy bấm “Vẫn tổ chức”.",
    "NO_SUCH_GUEST": "{number} người không thuộc nơi tổ chức hoặc không có trong danh sách. Hãy chọn lại.",
    "LISTED_ALREADY": "Đã có trong danh sách: {names}.",
    "GUEST_LIST_TOO_LONG": "Danh sách quá {most} người; hãy ghi số người thay cho danh sách.",
    "GUEST_NAMELESS": "Có dòng chưa ghi họ tên.",
    "FORCE_ENDS_TOO_EARLY": "Ngày hết hiệu lực {last} không sau ngày có hiệu lực {first}.",
    "REPLACES_ITSELF": "Văn bản {number} không thể được thay bằng chính nó hoặc bằng văn bản mà nó đã thay.",
    "INSTRUMENT_KNOWN": "Văn bản số {number} đã có trong sổ của nơi này.",
    "INSTRUMENT_CHANGED": "Người khác vừa sửa văn bản {number}. Tải lại trang, xem lại rồi ghi.",
    "REPLACEMENT_UNKNOWN": "Không tìm thấy văn bản thay thế; hãy chọn lại.",
    "RESTS_ALREADY": "Đã gắn với văn bản {number} rồi.",
    "RESTS_ON_ITSELF": "Văn bản {number} không thể là căn cứ của chính nó.",
    "DEADLINE_OUTSIDE_PLAN": "Hạn {day} không thuộc kế hoạch năm {year}; hạn phải trong năm ấy hoặc năm sau.",
    "TASK_CHANGED": "Người khác vừa sửa nhiệm vụ này. Tải lại trang, xem lại rồi ghi.",
    "TASK_DROPPED": "Nhiệm vụ này đã bỏ.",
    "OUTCOME_OF_ANOTHER_STAGE": "Sơ kết: đúng tiến độ hay chậm; tổng kết: hoàn thành, một phần hay không.",
    "TASK_REVIEWED_ALREADY": "Nhiệm vụ đã tổng kết, không ghi thêm được.",
    "REVIEW_TOO_EARLY": "Ngày {day} trước lần sơ kết gần nhất ({before}).",
    "TASK_DOCUMENT_UNKNOWN": "Sổ văn bản chưa có số “{text}”. Hãy ghi văn bản vào sổ trước, hoặc để trống ô này.",
    "ATTENDANCE_NO_LIST": "Không trang tính nào có cột “Họ và tên” và “Có mặt” (các trang: {sheets}).",
    "ATTENDANCE_PLACE_UNKNOWN": "Không có nơi nào tên “{text}” ở đây; để trống là nơi tổ chức.",
    "ATTENDANCE_PLACE_AMBIGUOUS": (
        "Ở đây có {number} nơi tên “{text}”. Hãy bỏ dòng này, rồi thêm người ấy ở trang “Thêm người” "
        "và chọn đúng nơi."
    ),
    "ATTENDANCE_ROW_TWICE": "Trùng tên và nơi với dòng {first}.",
    "TRAINING_HOLDS_REAL": (
        "Chế độ tập huấn không chạy trên cơ sở dữ liệu {where}: nơi ấy có dữ liệu thật. "
        "Bỏ KHUYENHOC_TRAINING, hoặc đặt KHUYENHOC_TRAINING_DIR là một thư mục khác."
    ),
    "TRAINING_DATABASE": (
        "Cơ sở dữ liệu {where} là của chế độ tập huấn, không dùng để làm việc thật. "
        "Chạy `khuyenhoc training`, hoặc đặt KHUYENHOC_DATA_DIR, DATABASE_URL là nơi khác."
    ),
}
ENGLISH: dict[str, str] = {
    "TERM_UNREADABLE": "The term “{text}” cannot be read; write its first and last year, such as 2021–2026.",
    "OUTSIDE_TERM": "{day} does not lie in the term {term}.",
    "NUMBER_NEEDS_TERM": "A numbered meeting needs its term, such as 2021–2026.",
    "HOUR_UNREADABLE": "The time “{text}” cannot be read; write it as 7:30.",
    "END_HOUR_ALONE": "With the time it ends, write the time it begins too.",
    "ENDS_BEFORE_ITS_HOUR": "It ends at {last}, not after it begins at {first}.",
    "GATHERING_ENDS_BEFORE_IT_BEGINS": "It ends on {last}, before it begins on {first}.",
    "GATHERING_LASTS_TOO_LONG": "It lasts longer than {most} days; check the last day.",
    "MORE_CADRES_THAN_PEOPLE": "More cadres ({cadres}) than people who came ({present}).",
    "NOT_HELD_YET": "Nobody can have come before {day}.",
    "NO_DOCUMENT": "This file is no PDF, or it is damaged. Choose another, or save it as PDF once more.",
    "DOCUMENT_TOO_HEAVY": "The PDF is heavier than {most} MB, or takes too much to read. Scan it smaller.",
    "DOCUMENT_PROTECTED": "A passphrase protects this PDF. Take it off and send the file again.",
    "DOCUMENT_TOO_LONG": "The PDF has no page, or more than {most}. Split it into several files.",
    "TOO_MANY_ATTACHED": "A document has at most {most} files.",
    "COMMITTEE_MEETING_NEEDS_NUMBER": "A committee's meeting in its term needs its number.",
    "MEETS_BEFORE_CONGRESS": "The term began with the congress of {day}; its committee meets on that day or later.",
    "GATHERING_NUMBER_TAKEN": "Number {number} of the term {term} is in the book already.",
    "GATHERING_CHANGED": "Somebody has just changed this. Load the page again, look, then write.",
    "GATHERING_CANCELLED": "This was cancelled. To go on, press “Held after all”.",
    "NO_SUCH_GUEST": "{number:person is|people are} not of the place or not on the list. Choose again.",
    "LISTED_ALREADY": "On the list already: {names}.",
    "GUEST_LIST_TOO_LONG": "The list is longer than {most}; tell the number instead.",
    "GUEST_NAMELESS": "A line has no name.",
    "FORCE_ENDS_TOO_EARLY": "It ends on {last}, which is not after {first}.",
    "REPLACES_ITSELF": "{number} cannot be replaced by itself or by what it replaced.",
    "INSTRUMENT_KNOWN": "{number} is in this place's register already.",
    "INSTRUMENT_CHANGED": "Somebody has just changed {number}. Load the page again, look, then write.",
    "REPLACEMENT_UNKNOWN": "The document that replaced it was not found; choose again.",
    "RESTS_ALREADY": "It rests on {number} already.",
    "RESTS_ON_ITSELF": "{number} cannot rest on itself.",
    "DEADLINE_OUTSIDE_PLAN": "{day} is not of the plan of {year}: a deadline lies in that year or the next.",
    "TASK_CHANGED": "Somebody has just changed this task. Load the page again, look, then write.",
    "TASK_DROPPED": "This task was dropped.",
    "OUTCOME_OF_ANOTHER_STAGE": "An interim review says on track or behind; a final one done, partly or not.",
    "TASK_REVIEWED_ALREADY": "The task had its final review; nothing can be added.",
    "REVIEW_TOO_EARLY": "{day} lies before the latest review ({before}).",
    "TASK_DOCUMENT_UNKNOWN": "No document “{text}” is in the register. Enter it first, or leave the cell empty.",
    "ATTENDANCE_NO_LIST": "No sheet has the columns “Name” and “Came” (sheets: {sheets}).",
    "ATTENDANCE_PLACE_UNKNOWN": "There is no place called “{text}” here; left empty it is the gathering's own.",
    "ATTENDANCE_PLACE_AMBIGUOUS": (
        "{number:place is|places are} called “{text}” here. Leave the row out, then add the person on the page, "
        "choosing the place."
    ),
    "ATTENDANCE_ROW_TWICE": "The same name and place as in row {first}.",
    "TRAINING_HOLDS_REAL": (
        "The training mode does not run on {where}: it holds real data. "
        "Unset KHUYENHOC_TRAINING, or point KHUYENHOC_TRAINING_DIR at another folder."
    ),
    "TRAINING_DATABASE": (
        "{where} belongs to the training mode and is not for real work. "
        "Run `khuyenhoc training`, or point KHUYENHOC_DATA_DIR, DATABASE_URL elsewhere."
    ),
}
