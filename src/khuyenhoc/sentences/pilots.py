"""What people read of pilots: sentences, and words for codes."""

from collections.abc import Mapping

Words = Mapping[str, tuple[str, str]]

VIETNAMESE: Mapping[str, str] = {
    "MEASURES_DIFFER": (
        "Mục tiêu là “{goal}”, kết quả là “{result}”: hai số này không so được với nhau. "
        "Mục tiêu là tỷ lệ thì kết quả cũng ghi tỷ lệ (như 95%), hoặc ghi kèm tổng số."
    ),
    "MONTH_UNCLEAR": "“{text}” không phải là một tháng. Hãy ghi tháng và năm, như 6/2026.",
    "PILOT_ENDS_BEFORE_IT_BEGINS": "Tháng kết thúc ({until}) phải từ tháng bắt đầu ({first}) trở đi.",
    "PILOT_CLOSED": "Mô hình điểm đã tổng kết. Muốn sửa thì mở lại trước.",
    "PILOT_BUILT_ON": (
        "{number} mô hình không lập trong hôm nay, hoặc đã có việc làm tiếp (sửa, ghi người tham gia, kết quả…)"
        " nên không hoàn tác được. Hãy sửa ở trang của mô hình."
    ),
    "PILOT_CHANGED": "Có người vừa sửa mô hình này. Hãy tải lại trang, xem rồi sửa tiếp.",
    "SITE_ELSEWHERE": "Mô hình chỉ làm ở nơi lập hoặc nơi trực thuộc; các nơi này không thuộc: {places}.",
    "SITE_UNKNOWN": "Mô hình không làm ở nơi này.",
    "GOAL_UNKNOWN": "Mục tiêu này không còn trong mô hình.",
    "SET_NOT_THERE": "Không có bộ tiêu chí {key}.",
    "NOT_IN_THE_REGISTER_OF_THE_PILOT": "{number} tên không có trong sổ theo dõi của nơi làm mô hình.",
    "NOT_TAKING_PART": "{number} tên không tham gia mô hình này.",
    "NOTHING_MEASURED": (
        "Hãy ghi số đo được hoặc xếp loại. Mục tiêu không có số thì chọn nhận định và ghi lý do."
    ),
    "RESULT_TO_COME": "Ngày {day} chưa tới.",
    "PILOT_NO_SUMMARY": "Hãy ghi đánh giá chung trước khi tổng kết.",
    "PILOT_NOT_CLOSED": "Mô hình này chưa tổng kết.",
    "SPREAD_TWICE": "Quyết định số {number} đã được ghi cho mô hình này.",
    "PILOT_NO_REASON": "Hãy ghi lý do.",
    "PILOT_SPREAD_STANDS": (
        "Quyết định nhân rộng số {number} dựa vào lần tổng kết này. "
        "Người có quyền duyệt phải rút quyết định ấy trước."
    ),
    "SPREAD_GONE": "Quyết định này đã được rút lại.",
    "PRACTICE_SAYS_NOTHING": "Hãy ghi tên cách làm và kể lại cách làm.",
    "PRACTICE_GONE": "Cách làm này đã được rút lại.",
}
ENGLISH: Mapping[str, str] = {
    "MEASURES_DIFFER": (
        "The goal is “{goal}”, the result “{result}”: they cannot be compared. "
        "Against a share write a share (as 95%), or say of how many."
    ),
    "MONTH_UNCLEAR": "“{text}” is no month. Write the month and the year, like 6/2026.",
    "PILOT_ENDS_BEFORE_IT_BEGINS": "The last month ({until}) must not lie before the first ({first}).",
    "PILOT_CLOSED": "The pilot has been summed up. Reopen it before changing it.",
    "PILOT_BUILT_ON": (
        "{number:pilot was|pilots were} not opened today, or worked on since, and cannot be undone."
        " Change them on their pages."
    ),
    "PILOT_CHANGED": "Somebody just changed this pilot. Load the page again, look and go on.",
    "SITE_ELSEWHERE": "A pilot runs at its own place and below it; these lie elsewhere: {places}.",
    "SITE_UNKNOWN": "The pilot does not run at this place.",
    "GOAL_UNKNOWN": "This goal is no longer part of the pilot.",
    "SET_NOT_THERE": "There is no criteria set {key}.",
    "NOT_IN_THE_REGISTER_OF_THE_PILOT": "{number:name is|names are} not in the register of the pilot's places.",
    "NOT_TAKING_PART": "{number:name takes|names take} no part in this pilot.",
    "NOTHING_MEASURED": (
        "Write what was measured, or a rating. Where the goal has no number, choose a judgement and say why."
    ),
    "RESULT_TO_COME": "The day {day} is still to come.",
    "PILOT_NO_SUMMARY": "Write the overall judgement before closing the pilot.",
    "PILOT_NOT_CLOSED": "The pilot has not been summed up.",
    "SPREAD_TWICE": "Decision {number} is noted for this pilot already.",
    "PILOT_NO_REASON": "Say why.",
    "PILOT_SPREAD_STANDS": (
        "Decision {number} to spread the pilot rests on this summary. Whoever approves takes it back first."
    ),
    "SPREAD_GONE": "This decision was taken back before.",
    "PRACTICE_SAYS_NOTHING": "Give the practice a name and tell how it is done.",
    "PRACTICE_GONE": "This practice was taken back.",
}
OUTCOMES: Words = {  # domain.goals.Outcome
    "below": ("Chưa đạt mục tiêu", "Below the goal"),
    "met": ("Đạt mục tiêu", "Goal met"),
    "exceeded": ("Vượt mục tiêu", "Goal exceeded"),
    "": ("Chưa xác định", "Not known"),
}
BANDS: Words = {  # domain.goals.Band
    "good": ("Tốt", "Good"),
    "fair": ("Khá", "Fair"),
    "average": ("Trung bình", "Average"),
    "not_reached": ("Chưa đạt", "Not reached"),
    "": ("chưa xếp loại", "not rated yet"),
}
BANDS_UP: Words = {  # as a goal
    "good": ("Xếp loại tốt", "Rated good"),
    "fair": ("Xếp loại khá trở lên", "Rated fair or better"),
    "average": ("Xếp loại trung bình trở lên", "Rated average or better"),
}
PHASES: Words = {  # apps.pilots.queries.Phase
    "to_come": ("Sắp làm", "To come"),
    "running": ("Đang làm", "Under way"),
    "over": ("Hết thời gian, chờ tổng kết", "Over, to be summed up"),
    "closed": ("Đã tổng kết", "Summed up"),
}
MARKS: Words = {  # domain.pilots.Mark
    "convention": ("Có quy ước", "Has a convention"),
    "rules": ("Có quy chế", "Has rules"),
    "fund": ("Có quỹ khuyến học", "Has a fund"),
    "title_met": ("Đạt danh hiệu", "Reached the title"),
    "tourism": ("Học tập gắn với du lịch", "Learns with tourism"),
}
DEEDS: Words = {
    "pilot.opened": ("lập mô hình điểm", "opened a pilot"),
    "pilots.opening_taken_back": ("hoàn tác mô hình điểm vừa lập", "took back pilots just opened"),
    "pilot.changed": ("sửa kế hoạch mô hình điểm", "changed a pilot's plan"),
    "pilot.described": ("ghi ưu điểm, hạn chế, bài học", "told strengths, limits and lessons"),
    "pilot.goal_set": ("đặt mục tiêu của mô hình điểm", "set a pilot's goal"),
    "pilot.goal_changed": ("sửa mục tiêu của mô hình điểm", "changed a pilot's goal"),
    "pilot.goal_dropped": ("bỏ mục tiêu của mô hình điểm", "dropped a pilot's goal"),
    "pilot.rated": ("xếp loại nơi làm mô hình điểm", "rated a pilot's places"),
    "pilot.joined": ("ghi ai tham gia mô hình điểm", "recorded who takes part in a pilot"),
    "pilot.left": ("ghi ai thôi tham gia mô hình điểm", "recorded who left a pilot"),
    "pilot.marked": ("đánh dấu người, hộ tham gia mô hình", "marked who takes part in a pilot"),
    "pilot.measured": ("ghi kết quả của mô hình điểm", "noted a pilot's result"),
    "pilot.closed": ("tổng kết mô hình điểm", "summed a pilot up"),
    "pilot.reopened": ("mở lại mô hình điểm đã tổng kết", "reopened a pilot that was summed up"),
    "pilot.spread_taken_back": (
        "rút quyết định nhân rộng ghi nhầm",
        "took back a decision to spread a pilot",
    ),
    "pilot.spread": ("ghi quyết định nhân rộng mô hình", "noted a decision to spread a pilot"),
    "practice.shared": ("chia sẻ cách làm hay", "shared a good practice"),
    "practice.taken_back": ("rút lại cách làm hay", "took a good practice back"),
}
KINDS: Mapping[str, Words] = {
    "goal_outcome": OUTCOMES,
    "band": BANDS,
    "band_up": BANDS_UP,
    "pilot_phase": PHASES,
    "pilot_mark": MARKS,
}
