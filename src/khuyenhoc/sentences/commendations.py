"""What people read of commendations and awards: sentences, and words for codes."""

from collections.abc import Mapping

Words = Mapping[str, tuple[str, str]]

VIETNAMESE: Mapping[str, str] = {
    "NOTHING_PROPOSED": "Chưa chọn ai. Hãy đánh dấu hoặc ghi tên người, tập thể, gia đình được đề nghị.",
    "PRAISE_WITHOUT_REASON": "Hãy ghi thành tích của từng tên được đề nghị.",
    "PRAISE_ELSEWHERE": "{number} tên hoặc nơi không thuộc địa bàn này nên không đề nghị ở đây được.",
    "ALREADY_PRAISED": "{number} tên đã được đề nghị hoặc đã được khen ở đây trong năm {year}.",
    "COMMENDS_UNPROPOSED": (
        "Danh sách đã thay đổi: {number} tên không còn chờ quyết định ở đây. Hãy tải lại trang."
    ),
    "COMMENDS_OWN_PROPOSAL": "{number} tên do chính bạn đề nghị; người khác phải quyết định.",
    "REFUSED_WITHOUT_REASON": "Tên nào không khen thì hãy ghi lý do.",
    "COMMENDING_NUMBER_GIVEN": "Số quyết định {number} đã dùng trong năm {year}.",
    "COMMENDED_ON_DAY_TO_COME": "Ngày ký {day} chưa tới.",
    "NOT_TO_BE_RIGHTED": "Tên này đã được người khác sửa, hoặc đã rút. Hãy tải lại trang.",
    "RIGHTED_WITHOUT_REASON": "Hãy ghi lý do, và không bỏ trống thành tích.",
    "AWARD_TO_COME": "Ngày nhận {day} chưa tới.",
    "AWARD_GONE": "Phần thưởng này đã được bỏ khỏi danh sách.",
}
ENGLISH: Mapping[str, str] = {
    "NOTHING_PROPOSED": "Nobody is chosen. Tick or write whom you propose.",
    "PRAISE_WITHOUT_REASON": "Say for what each of them is proposed.",
    "PRAISE_ELSEWHERE": "{number:name or place does|names or places do} not belong here and cannot be proposed here.",
    "ALREADY_PRAISED": "{number:name is|names are} proposed or commended here in {year} already.",
    "COMMENDS_UNPROPOSED": (
        "The list has changed: {number:name waits|names wait} for no decision here now. Load the page again."
    ),
    "COMMENDS_OWN_PROPOSAL": "You proposed {number} of the names yourself; somebody else has to decide.",
    "REFUSED_WITHOUT_REASON": "Say why a name is not commended.",
    "COMMENDING_NUMBER_GIVEN": "Decision number {number} is taken in {year}.",
    "COMMENDED_ON_DAY_TO_COME": "The day of signing, {day}, is still to come.",
    "NOT_TO_BE_RIGHTED": "Somebody else changed this name, or it was withdrawn. Load the page again.",
    "RIGHTED_WITHOUT_REASON": "Say why, and do not leave the merit blank.",
    "AWARD_TO_COME": "The day {day} is still to come.",
    "AWARD_GONE": "This award was taken off the list before.",
}
PRAISED: Words = {  # domain.praise.Praised
    "collective": ("Tập thể", "Group"),
    "individual": ("Cá nhân", "Person"),
    "family": ("Gia đình", "Family"),
}
PRAISED_MANY: Words = {  # the same after a number
    "collective": ("tập thể", "groups"),
    "individual": ("cá nhân", "people"),
    "family": ("gia đình", "families"),
}
STANDINGS: Words = {  # domain.praise.Standing
    "proposed": ("Chờ quyết định", "Waits for a decision"),
    "granted": ("Được khen", "Commended"),
    "refused": ("Không khen", "Not commended"),
    "withdrawn": ("Đã rút", "Withdrawn"),
}
AWARD_LEVELS: Words = {  # domain.praise.AwardLevel
    "commune": ("Cấp xã", "Commune"),
    "district": ("Cấp huyện (trước 7/2025)", "District (before July 2025)"),
    "province": ("Cấp tỉnh", "Province"),
    "central_association": ("Trung ương Hội", "Central association"),
    "ministry": ("Bộ, ngành", "Ministry"),
    "government": ("Chính phủ", "Government"),
    "state": ("Nhà nước (huân chương, huy chương)", "State (orders, medals)"),
}
DEEDS: Words = {
    "commendation.proposed": ("đề nghị khen thưởng", "proposed commendations"),
    "commendation.decided": ("quyết định khen thưởng", "decided on commendations"),
    "commendation.corrected": ("đính chính khen thưởng", "corrected a commendation"),
    "commendation.withdrawn": ("rút một tên khỏi khen thưởng", "withdrew a commendation"),
    "commendation.list_given_out": ("tải danh sách khen thưởng ra tệp", "took a list of commendations out"),
    "award.received": ("ghi phần thưởng được nhận", "noted an award received"),
    "award.taken_back": ("bỏ một phần thưởng ghi nhầm", "took an award off the list"),
}
KINDS: Mapping[str, Words] = {
    "praised": PRAISED,
    "praised_many": PRAISED_MANY,
    "praise_standing": STANDINGS,
    "award_level": AWARD_LEVELS,
}
