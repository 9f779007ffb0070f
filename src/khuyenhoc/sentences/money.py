"""What people read of funds and scholarships: sentences of errors, words of codes and of deeds."""

from collections.abc import Mapping

VIETNAMESE: dict[str, str] = {
    "AMOUNT_UNSOUND": "Số tiền phải là số đồng nguyên, lớn hơn 0: {amount}.",
    "LINES_UNBALANCED": "Các dòng của phiếu lệch nhau {difference} đồng.",
    "BALANCE_BELOW_ZERO": "Ngày {day} {holding} sẽ thiếu {short} đồng. Không chi được nhiều hơn số đang có.",
    "FUND_YEAR_CLOSED": "Sổ năm {year} đã khóa. Nếu năm ấy ghi sai thì ghi phiếu điều chỉnh vào năm còn mở.",
    "ENTRY_IN_FUTURE": "Ngày {day} chưa đến. Hãy ghi ngày hôm nay hoặc ngày đã qua.",
    "ENTRY_BEFORE_FUND": "Sổ quỹ chỉ bắt đầu từ ngày {since}; không ghi được cho ngày {day}.",
    "DECISION_MISSING": "Chi trao thưởng, học bổng, hỗ trợ phải ghi số và ngày của quyết định.",
    "OPENED_ALREADY": "Số dư ban đầu đã ghi rồi. Nếu ghi sai, hãy điều chỉnh phiếu ấy trước.",
    "SENDS_TO_ITSELF": "Hãy chọn một quỹ khác để chuyển đến.",
    "RECEIVED_ALREADY": "Khoản chuyển số {number} đã được nhận hoặc đã được bên gửi rút lại.",
    "RECEIVED_TOO_EARLY": "Ngày nhận {day} sớm hơn ngày bên kia chuyển ({sent}).",
    "ALREADY_CORRECTED": "Phiếu số {number} năm {year} đã được điều chỉnh rồi.",
    "NOT_TO_CORRECT": "Phiếu điều chỉnh số {number} năm {year} không điều chỉnh lần nữa: hãy ghi phiếu mới.",
    "CORRECTS_TOO_EARLY": "Ngày điều chỉnh {day} sớm hơn ngày của phiếu ghi sai ({entry}).",
    "TRANSFER_RECEIVED": "{fund} đã nhận khoản này. Bên nhận phải điều chỉnh phiếu nhận trước.",
    "YEAR_NOT_OVER": "Năm {year} chưa hết. Chỉ khóa sổ từ ngày 31/12 của năm ấy.",
    "NOTHING_TO_CLOSE": "Sổ năm {year} đã khóa, hoặc năm ấy chưa có sổ.",
    "FUND_NAME_TAKEN": "Nơi này đã có quỹ tên “{name}”. Hãy ghi tên khác.",
    "BRANCH_ELSEWHERE": "Chi hội, dòng họ đã chọn không thuộc nơi này.",
    "PAST_TOTAL_UNSOUND": (
        "Không ghi được “{text}” cho các năm {first}–{last}: "
        "số tiền phải là số đồng nguyên, năm đầu không sau năm cuối."
    ),
    "YEAR_NOT_CLOSED": "Chỉ công khai được năm đã khóa sổ; năm {year} chưa khóa.",
    "FUND_ELSEWHERE": "Hãy chọn một quỹ của chính nơi mở đợt.",
    "SHARE_UNSOUND": "Tỷ lệ phải lớn hơn 0% và không quá 100%; số học sinh phải từ 1 trở lên.",
    "ROUND_NOT_OPEN": "Đợt này không còn ở bước ấy: có thể đã quyết định hoặc đã chi.",
    "NOMINEE_ELSEWHERE": "Hãy ghi tên, hoặc chọn một người đang ở nơi này trong sổ theo dõi.",
    "NOMINATED_BEFORE": (
        "{names} đã được đề cử trong chính đợt này. Nếu đề cử thêm cho một thành tích khác, "
        "hoặc đây là người khác trùng tên, hãy đánh dấu ô “Vẫn đề cử thêm” rồi bấm lại."
    ),
    "NOMINATOR_COMPLETES": "Chỉ người đã đề cử mới bổ sung được. Người khác thì rút đề cử này rồi đề cử lại.",
    "NOMINEE_MOVED": "{number} đề cử vừa được người khác xử lý. Hãy tải lại trang rồi xem lại.",
    "NOMINATOR_DECIDES": "{number} người trong danh sách do chính bạn đề cử. Người khác phải duyệt.",
    "NOT_REVIEWED": "{number} đề cử chưa được xét. Hãy xét trước khi duyệt.",
    "NOTHING_CHOSEN": "Chưa chọn ai. Hãy đánh dấu những người được trao.",
    "NOT_TO_PAY": "Đợt này chưa có quyết định, hoặc đã chi rồi.",
    "CONSENT_MISSING": "{number} trẻ em chưa đủ đồng ý: cần cha mẹ hoặc người giám hộ, và cả em nếu từ 7 tuổi.",
    "PRIZE_TWICE": "{number} đề cử có giải thấp hơn giải khác của cùng một người. Đợt này chỉ trao giải cao nhất.",
    "SCHOOL_SHARE_EXCEEDED": "{school}: {number} em, vượt mức tối đa {most} em của đợt này.",
    "SCHOOL_SIZE_MISSING": "Chưa ghi số học sinh của: {schools}. Cần số này để tính tỷ lệ tối đa của trường.",
    "NO_SUCH_SCHOOL": "Trường đã chọn không có trong sổ theo dõi của nơi này. Hãy chọn lại hoặc ghi tên trường.",
}
ENGLISH: dict[str, str] = {
    "AMOUNT_UNSOUND": "An amount is a whole number of đồng above 0: {amount}.",
    "LINES_UNBALANCED": "The lines of the voucher differ by {difference} đồng.",
    "BALANCE_BELOW_ZERO": "On {day} {holding} would lack {short} đồng. No more can be spent than there is.",
    "FUND_YEAR_CLOSED": "The book of {year} is closed. What it says wrongly is corrected in a year that is open.",
    "ENTRY_IN_FUTURE": "{day} has not come yet. Enter today or an earlier day.",
    "ENTRY_BEFORE_FUND": "The book begins on {since}; nothing is entered for {day}.",
    "DECISION_MISSING": "Awards are paid against a decision: enter its number and day.",
    "OPENED_ALREADY": "The opening balance was entered already. If it is wrong, correct that voucher first.",
    "SENDS_TO_ITSELF": "Choose another fund to send to.",
    "RECEIVED_ALREADY": "Transfer number {number} was received already, or taken back by who sent it.",
    "RECEIVED_TOO_EARLY": "The day {day} lies before the day it was sent ({sent}).",
    "ALREADY_CORRECTED": "Voucher number {number} of {year} was corrected already.",
    "NOT_TO_CORRECT": "Correction number {number} of {year} is not corrected again: enter a new voucher.",
    "CORRECTS_TOO_EARLY": "The day {day} lies before that of the wrong voucher ({entry}).",
    "TRANSFER_RECEIVED": "{fund} has received it. The receiver corrects its own voucher first.",
    "YEAR_NOT_OVER": "{year} is not over. A book is closed on 31/12 of its year or later.",
    "NOTHING_TO_CLOSE": "The book of {year} is closed already, or there is none of that year.",
    "FUND_NAME_TAKEN": "The place has a fund called “{name}”. Choose another name.",
    "BRANCH_ELSEWHERE": "The branch or clan is not one of this place.",
    "PAST_TOTAL_UNSOUND": "“{text}” cannot be entered for {first}–{last}: whole đồng, and years in order.",
    "YEAR_NOT_CLOSED": "Only a closed year is published; {year} is not closed.",
    "FUND_ELSEWHERE": "Choose a fund of the very place that opens the round.",
    "SHARE_UNSOUND": "A share lies above 0% and is 100% at most; pupils are 1 or more.",
    "ROUND_NOT_OPEN": "The round is past that step: it was decided or paid.",
    "NOMINEE_ELSEWHERE": "Enter a name, or choose somebody of the register who lives here.",
    "NOMINATED_BEFORE": (
        "{names} stands in this very round already. To put them forward for another prize as well, "
        "or where it is somebody else of the same name, tick “Put forward all the same” and press again."
    ),
    "NOMINATOR_COMPLETES": "Only who put somebody forward completes it. Others withdraw it and nominate anew.",
    "NOMINEE_MOVED": "Somebody was quicker with {number} of the nominations. Load the page again.",
    "NOMINATOR_DECIDES": "You nominated {number} of them yourself. Somebody else has to approve.",
    "NOT_REVIEWED": "{number:nomination was|nominations were} not reviewed yet.",
    "NOTHING_CHOSEN": "Nobody is chosen. Tick those who get an award.",
    "NOT_TO_PAY": "The round has no decision yet, or is paid already.",
    "CONSENT_MISSING": "{number:child lacks|children lack} consent: of a guardian, and from 7 years on the child's.",
    "PRIZE_TWICE": "{number:nomination is|nominations are} below another prize of one person; only the top is given.",
    "SCHOOL_SHARE_EXCEEDED": "{school}: {number:pupil|pupils}, above this round's limit of {most}.",
    "SCHOOL_SIZE_MISSING": "Enter how many pupils they have: {schools}. The limit of a school needs it.",
    "NO_SUCH_SCHOOL": "The school chosen is not in the register of this place. Choose again or write its name.",
}

HOLDINGS: Mapping[str, tuple[str, str]] = {  # domain.ledger.Account, of what a fund has
    "cash": ("tiền mặt", "cash"),
    "bank": ("tiền gửi ngân hàng", "money in the bank"),
    "goods": ("hiện vật", "goods"),
}
DONORS: Mapping[str, tuple[str, str]] = {  # domain.ledger.Donor
    "members": ("Hội viên", "Members"),
    "officials": ("Cán bộ, công chức, viên chức", "Officials"),
    "teachers": ("Giáo viên", "Teachers"),
    "pupils": ("Học sinh", "Pupils"),
    "benefactors": ("Nhà hảo tâm", "Benefactors"),
    "companies": ("Doanh nghiệp", "Companies"),
    "other": ("Nguồn khác (lãi tiền gửi …)", "Other (interest …)"),
}
PURPOSES: Mapping[str, tuple[str, str]] = {  # domain.ledger.Purpose
    "scholarships": ("Học bổng", "Scholarships"),
    "help_poor_pupils": ("Hỗ trợ học sinh nghèo", "Help for poor pupils"),
    "rewards_good_poor_pupils": ("Thưởng học sinh nghèo học giỏi", "Rewards for good poor pupils"),
    "hardship_help_teachers": ("Hỗ trợ giáo viên khó khăn", "Hardship help for teachers"),
    "movement": ("Hoạt động phong trào khuyến học", "The movement itself"),
    "other": ("Chi khác", "Other spending"),
}
VOUCHER_KINDS: Mapping[str, tuple[str, str]] = {  # domain.ledger.VoucherKind
    "opening": ("Số dư ban đầu", "Opening balance"),
    "receipt": ("Phiếu thu", "Receipt"),
    "payment": ("Phiếu chi", "Payment"),
    "moved": ("Gửi, rút ngân hàng", "To or from the bank"),
    "sent": ("Chuyển đi quỹ khác", "Sent to another fund"),
    "received": ("Nhận từ quỹ khác", "Received from another fund"),
    "correction": ("Phiếu điều chỉnh", "Correction"),
}
AWARD_STATES: Mapping[str, tuple[str, str]] = {  # scholarships.AwardRound.State
    "open": ("Đang đề cử", "Open"),
    "decided": ("Đã có quyết định", "Decided"),
    "paid": ("Đã chi", "Paid"),
}
NOMINATION_STATES: Mapping[str, tuple[str, str]] = {  # scholarships.Nomination.State
    "nominated": ("Mới đề cử", "Nominated"),
    "reviewed": ("Đã xét", "Reviewed"),
    "awarded": ("Được trao", "Awarded"),
    "refused": ("Không được trao", "Not awarded"),
    "withdrawn": ("Đã rút", "Withdrawn"),
}
PAST_TOTALS: Mapping[str, tuple[str, str]] = {  # funds.PastTotal.what
    "raised": ("Vận động được", "Raised"),
    "spent": ("Đã chi", "Spent"),
}
KINDS = {
    "holding": HOLDINGS,
    "donor": DONORS,
    "purpose": PURPOSES,
    "voucher": VOUCHER_KINDS,
    "award_round": AWARD_STATES,
    "nomination": NOMINATION_STATES,
    "past_total": PAST_TOTALS,
}
DEEDS: Mapping[str, tuple[str, str]] = {  # as sentences.deeds
    "fund.book_given_out": ("tải sổ quỹ ra tệp", "took a fund's book out"),
    "fund.corrected": ("điều chỉnh một phiếu của quỹ", "corrected a voucher of a fund"),
    "fund.entered": ("ghi thu chi vào sổ quỹ", "entered vouchers into a fund's book"),
    "fund.moved": ("ghi gửi, rút ngân hàng của quỹ", "moved money of a fund to or from the bank"),
    "fund.opened": ("lập quỹ khuyến học", "opened a fund"),
    "fund.opening_told": ("ghi số dư ban đầu của quỹ", "entered a fund's opening balance"),
    "fund.past_total_taken_back": ("bỏ một số liệu cũ của quỹ", "took an earlier total of a fund back"),
    "fund.past_total_told": ("ghi số liệu cũ của quỹ", "entered an earlier total of a fund"),
    "fund.publication_taken_back": ("thôi công khai quỹ", "took a fund's statement back"),
    "fund.published": ("công khai thu chi của quỹ", "published a fund's statement"),
    "fund.sent": ("chuyển tiền sang quỹ khác", "sent money to another fund"),
    "fund.transfer_received": ("nhận tiền từ quỹ khác", "received money from another fund"),
    "fund.years_closed": ("khóa sổ quỹ", "closed years of a fund"),
    "scholarship.completed": ("bổ sung một đề cử", "completed a nomination"),
    "scholarship.decided": ("duyệt danh sách trao", "decided about awards"),
    "scholarship.decision_taken_back": ("gỡ quyết định trao", "took a decision about awards back"),
    "scholarship.list_given_out": ("tải danh sách học bổng ra tệp", "took a list of awards out"),
    "scholarship.nominated": ("đề cử học bổng, hỗ trợ", "nominated for awards"),
    "scholarship.paid": ("chi tiền theo danh sách trao", "paid awards"),
    "scholarship.reviewed": ("xét các đề cử", "reviewed nominations"),
    "scholarship.round_opened": ("mở đợt học bổng, hỗ trợ", "opened a round of awards"),
    "scholarship.school_told": ("ghi số học sinh của trường", "told how many pupils a school has"),
    "scholarship.withdrawn": ("rút một đề cử", "withdrew a nomination"),
}
