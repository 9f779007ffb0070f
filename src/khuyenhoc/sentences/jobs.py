"""Words of work too long for one request: what it is, and how it stands."""

from collections.abc import Mapping

JOB_KINDS: Mapping[str, tuple[str, str]] = {  # domain.jobs.JobKind
    "register_look": ("Xem trước bảng tính hộ và người", "Look over a workbook of households and people"),
    "register_take_in": ("Nhập bảng tính hộ và người", "Take in a workbook of households and people"),
    "register_mark": ("Ghi lỗi vào bảng tính của bạn", "Write what is wrong into your workbook"),
    "register_out": ("Lập tệp hộ và người", "Make a file of households and people"),
    "return_look": ("Xem trước bảng tính số liệu", "Look over a workbook of figures"),
    "return_take_in": ("Nạp bảng tính số liệu", "Take in a workbook of figures"),
    "book_look": (
        "Xem trước bảng tính thu chi, đề cử, lớp học",
        "Look over a workbook of entries or classes",
    ),
    "book_take_in": ("Nhập bảng tính thu chi, đề cử, lớp học", "Take in a workbook of entries or classes"),
    "subjects_out": ("Lập tệp sổ theo dõi", "Make a file of the register"),
    "cases_out": ("Lập tệp danh sách hồ sơ", "Make a file of a list of cases"),
    "registrations": ("Lập danh sách đăng ký", "Make a registration list"),
    "proposal": ("Lập danh sách đề nghị", "Make a proposal list"),
    "decision": ("Lập quyết định kèm danh sách", "Make a decision with its annex"),
    "certificates": ("Lập giấy công nhận", "Make certificates"),
    "minutes": ("Lập biên bản họp bình xét", "Make minutes of a review meeting"),
    "cards": ("Lập thẻ tự đánh giá", "Make cards for self-assessment"),
    "member_cards": ("Lập thẻ hội viên", "Make members' cards"),
    "praises": ("Lập giấy khen", "Make certificates of commendation"),
    "praised_list": ("Lập danh sách khen thưởng", "Make a list of who was commended"),
    "report": ("Lập báo cáo", "Make a report"),
    "rehearsal": ("Thử bộ tiêu chí trên hồ sơ đã có", "Try a criteria set on the cases there are"),
    "reform_try": ("Chạy thử kế hoạch sắp xếp", "Try a plan of a reform"),
    "reform_do": ("Thực hiện kế hoạch sắp xếp", "Carry a plan of a reform out"),
}
JOB_STATES: Mapping[str, tuple[str, str]] = {  # domain.jobs.JobState
    "waiting": ("Đang chờ", "Waiting"),
    "running": ("Đang làm", "Under way"),
    "done": ("Đã xong", "Done"),
    "refused": ("Chưa làm được", "Refused"),
    "failed": ("Máy gặp lỗi", "Failed"),
    "stopped": ("Đã dừng", "Stopped"),
}
KINDS = {"job": JOB_KINDS, "job_state": JOB_STATES}
