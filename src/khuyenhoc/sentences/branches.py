"""What is said of branches, officers, members, fees and clans' papers: sentences of errors, words of codes, deeds."""

from collections.abc import Mapping
from typing import Final

Words = Mapping[str, tuple[str, str]]  # code → (Vietnamese, English)

VIETNAMESE: Final[dict[str, str]] = {
    "MEMBERS_UNDER_AGE": (
        "Chưa đủ {age} tuổi: {names}. Nếu đúng là kết nạp cả những người này, "
        "đánh dấu ô “Tôi biết…” ở cuối trang rồi bấm lại."
    ),
    "NOT_UNDER_THAT": "{branch}: cấp trên phải là tổ chức hội ở bậc cao hơn, cấp dưới phải ở bậc thấp hơn.",
    "BRANCH_CHANGED_LATER": "Tổ chức hội đã có thay đổi ghi từ ngày {day}. Hãy ghi một ngày sau đó.",
    "NOTHING_CHANGES": "Chưa có gì thay đổi so với sổ đang ghi.",
    "BRANCH_HAS_MEMBERS": "{branch} còn {number} hội viên. Hãy chuyển họ đi trước, hoặc cho họ thôi cùng ngày.",
    "BRANCH_LEADS_OTHERS": "{branch} còn {number} tổ chức trực thuộc. Hãy đổi cấp trên của các nơi đó trước.",
    "ORDINAL_TAKEN": "Lần thứ {number} đã có trong sổ.",
    "TERMS_OUT_OF_ORDER": "Lần thứ {number}, ngày {day}, không khớp thứ tự các lần khác hoặc ngày hết nhiệm kỳ.",
    "POST_HELD": "Chức vụ {post} đang có người giữ. Hãy bàn giao, hoặc ghi người đó thôi giữ trước.",
    "POST_ENDS_TOO_EARLY": "Người này nhận chức vụ từ ngày {day}, nên ngày thôi phải sau ngày đó.",
    "POST_ENDED": "Người này đã thôi giữ chức vụ.",
    "LEFT_NO_MORE": "Không hoàn tác được cho cả {number} người: đã có thay đổi khác hoặc đã ghi hội phí.",
    "MEMBERS_REPORTED_SINCE": "Chỉ hoàn tác được trong ngày đã ghi, vì số liệu các ngày trước phải giữ nguyên. "
    "Hãy ghi thôi tham gia, hoặc ghi tham gia lại, với đúng ngày.",
    "MEMBERS_OFFERED_ALREADY": "Đã đề nghị chuyển, nơi nhận chưa trả lời: {names}.",
    "OFFER_ANSWERED": "Có {number} đề nghị đã được trả lời hoặc đã rút. Hãy tải lại trang.",
    "MOVES_TO_ITSELF": "Hội viên đang ở {branch} rồi. Hãy chọn nơi khác.",
    "NO_FEE_RATE": "Chưa có mức hội phí năm {year}. Hãy ghi mức hội phí trước.",
    "FEE_OUT_OF_RANGE": "Mức hội phí {amount} đồng không hợp lý: phải từ 0 đến dưới một tỷ đồng.",
    "FEE_SETTLED": "Có {number} người đã nộp hoặc đã được miễn hội phí năm {year}.",
    "NO_MEMBER_THAT_YEAR": "Có {number} người không phải hội viên ở đây trong năm {year}, hoặc chưa chọn ai.",
    "FEE_CANCELLED": "Mục này đã được hủy từ trước.",
    "NO_CLAN": "Chỉ dòng họ mới có sổ này.",
    "PAPER_REMOVED": "Văn bản này đã được bỏ từ trước.",
    "MEMBERS_NO_LIST": "Không trang nào ({sheets}) có cột “Họ và tên”.",
    "MEMBERS_TOO_MANY": "Tệp có quá nhiều dòng; mỗi lần nhập nhiều nhất {most} người.",
    "MEMBER_NOT_FOUND": "{name}: chưa có trong sổ ở đây, hoặc khác năm sinh. Hãy ghi người này vào sổ trước.",
    "MEMBER_AMBIGUOUS": "{name}: có {number} người cùng tên. Hãy ghi thêm năm sinh.",
    "MEMBER_TWICE": "Người này đã có ở dòng {row}.",
    "MEMBER_DAY_UNREADABLE": "“{text}” không phải ngày vào hội. Ghi như 5/11/2020, không sau hôm nay.",
    "TOO_MANY_FILES": "Mỗi văn bản có nhiều nhất {most} tệp PDF.",
    "TOO_MANY_SHEETS": "Mỗi văn bản có nhiều nhất {most} ảnh.",
}
ENGLISH: Final[dict[str, str]] = {
    "MEMBERS_UNDER_AGE": (
        "Under {age}: {names}. If they are really meant to join, "
        "tick “I know…” at the end of the page and press again."
    ),
    "NOT_UNDER_THAT": "{branch}: whatever leads a branch must rank above it, whatever it leads below it.",
    "BRANCH_CHANGED_LATER": "A change of the branch from {day} is written down already. Give a later day.",
    "NOTHING_CHANGES": "Nothing differs from what the book says.",
    "BRANCH_HAS_MEMBERS": "{branch} still has {number:member|members}. Move them, or tick that all leave.",
    "BRANCH_LEADS_OTHERS": "{branch} still leads {number:branch|branches}. Put them under another one first.",
    "ORDINAL_TAKEN": "Number {number} is in the book already.",
    "TERMS_OUT_OF_ORDER": "Number {number} of {day} does not fit the order of the others, or the end of the term.",
    "POST_HELD": "Somebody holds the post of {post}. Hand it over, or end their time first.",
    "POST_ENDS_TOO_EARLY": "They took the post up on {day}; they can only leave it later.",
    "POST_ENDED": "They hold the post no more.",
    "LEFT_NO_MORE": "That cannot be undone for all {number}: something changed since, or fees rest on it.",
    "MEMBERS_REPORTED_SINCE": "That can be undone only on the day it was entered: figures of earlier days stay. "
    "Enter that they left, or joined again, with the right day.",
    "MEMBERS_OFFERED_ALREADY": "Offered already, and not answered yet: {names}.",
    "OFFER_ANSWERED": "{number:offer was|offers were} answered or withdrawn already. Load the page again.",
    "MOVES_TO_ITSELF": "The members are in {branch} already. Choose another branch.",
    "NO_FEE_RATE": "Nobody set the fee of {year} yet. Set it first.",
    "FEE_OUT_OF_RANGE": "A fee of {amount} đồng is not sensible: it lies between 0 and one milliard.",
    "FEE_SETTLED": "{number:person paid or was|people paid or were} let off the fee of {year} already.",
    "NO_MEMBER_THAT_YEAR": "{number:person was|people were} no member here in {year}, or nobody was chosen.",
    "FEE_CANCELLED": "This entry was cancelled already.",
    "NO_CLAN": "Only clans have this book.",
    "PAPER_REMOVED": "This paper was removed already.",
    "MEMBERS_NO_LIST": "No sheet ({sheets}) has a column “Họ và tên”.",
    "MEMBERS_TOO_MANY": "The file has too many rows; at most {most} people at a time.",
    "MEMBER_NOT_FOUND": "{name}: not in the register here, or born in another year. Write them down first.",
    "MEMBER_AMBIGUOUS": "{name}: {number:person is|people are} called so. Add the year of birth.",
    "MEMBER_TWICE": "This person stands in row {row} already.",
    "MEMBER_DAY_UNREADABLE": "“{text}” is no day of joining. Write 5/11/2020, and no day to come.",
    "TOO_MANY_FILES": "A paper has at most {most} PDFs.",
    "TOO_MANY_SHEETS": "A paper has at most {most} pictures.",
}
DEEDS: Words = {
    "branch.changed": ("ghi thay đổi của tổ chức hội", "changed a branch"),
    "branch.closed": ("ghi tổ chức hội kết thúc", "closed a branch"),
    "branch.congress_held": ("ghi đại hội của tổ chức hội", "recorded a congress"),
    "branch.session_held": ("ghi kỳ họp ban chấp hành", "recorded a meeting of the committee"),
    "clan.file_added": ("thêm tệp PDF văn bản của dòng họ", "added a PDF of a clan's paper"),
    "branch.goes_on": ("cho tổ chức hội hoạt động lại như trước", "let a branch go on as before"),
    "clan.sheet_put_back": ("khôi phục ảnh văn bản của dòng họ", "put a picture of a clan's paper back"),
    "clan.sheet_taken_off": ("bỏ ảnh văn bản của dòng họ", "took a picture of a clan's paper off"),
    "clan.file_put_back": ("khôi phục tệp PDF của dòng họ", "put a PDF of a clan's paper back"),
    "clan.file_taken_off": ("bỏ tệp PDF của dòng họ", "took a PDF of a clan's paper off"),
    "clan.paper_brought_back": ("khôi phục văn bản của dòng họ", "brought a clan's paper back"),
    "clan.paper_kept": ("ghi văn bản của dòng họ", "kept a clan's paper"),
    "clan.paper_removed": ("bỏ văn bản của dòng họ", "removed a clan's paper"),
    "clan.sheet_added": ("thêm ảnh văn bản của dòng họ", "added a picture of a clan's paper"),
    "fee.cancelled": ("hủy mục hội phí ghi nhầm", "cancelled fees"),
    "fee.let_off": ("miễn hội phí", "let members off the fee"),
    "fee.paid": ("ghi hội phí đã nộp", "recorded fees paid"),
    "fee.rate_set": ("đặt mức hội phí", "set the fee of a year"),
    "members.book_given_out": ("tải danh sách hội viên ra tệp", "took a list of members out"),
    "members.joining_taken_back": ("hoàn tác việc kết nạp", "took the joining of members back"),
    "members.leaving_taken_back": ("hoàn tác việc thôi tham gia", "took the leaving of members back"),
    "members.moved": ("chuyển hội viên sang tổ chức khác", "moved members to another branch"),
    "members.answer_taken_back": (
        "hoàn tác trả lời đề nghị chuyển hội viên",
        "took an answer to an offer of members back",
    ),
    "members.offer_refused": ("từ chối nhận hội viên chuyển đến", "refused members offered"),
    "members.offer_withdrawn": ("rút đề nghị chuyển hội viên", "withdrew an offer of members"),
    "members.offered": ("đề nghị chuyển hội viên sang tổ chức khác", "offered members to another branch"),
    "members.party_ended": ("ghi hội viên thôi là đảng viên", "recorded members leaving the Party"),
    "members.party_noted": ("ghi hội viên là đảng viên", "noted members of the Party"),
    "officer.appointed": ("ghi người giữ chức vụ", "recorded an officer"),
    "officer.handed_over": ("ghi bàn giao chức vụ", "recorded a hand-over"),
    "officer.holds_on": ("hoàn tác việc thôi giữ chức vụ", "took the end of a post back"),
    "officers.given_out": ("tải danh sách cán bộ hội ra tệp", "took a list of officers out"),
    "officer.stepped_down": ("ghi người thôi giữ chức vụ", "recorded an officer stepping down"),
}
BRANCH_KINDS: Words = {  # domain.branches.BranchKind
    "province": ("hội khuyến học cấp tỉnh", "province association"),
    "district": ("hội khuyến học cấp huyện", "district association"),
    "base": ("hội khuyến học cơ sở", "base association"),
    "ban_khuyen_hoc": ("ban khuyến học", "board in a body"),
    "chi_hoi": ("chi hội", "branch (chi hội)"),
}
BODIES: Words = {  # domain.branches.BodyOf
    "": ("của địa bàn", "of the place itself"),
    "hamlet": ("thôn, tổ dân phố", "hamlet"),
    "agency": ("cơ quan, ban, ngành, đoàn thể", "agency"),
    "station": ("trạm y tế, trạm khuyến nông", "health or farming station"),
    "school": ("trường học", "school"),
    "company": ("doanh nghiệp", "company"),
    "cooperative": ("hợp tác xã", "co-operative"),
    "clan": ("dòng họ", "clan"),
    "hometown_group": ("hội đồng hương", "hometown group"),
    "comrades_group": ("ban liên lạc đồng ngũ", "veterans' comrades group"),
    "pagoda": ("chùa", "pagoda"),
    "other": ("nơi khác", "other body"),
}
POSTS: Words = {  # domain.branches.Post, where the kind of branch is not known
    "chair": ("người đứng đầu", "chair"),
    "vice_chair": ("cấp phó", "vice-chair"),
    "secretary": ("thư ký", "secretary"),
    "treasurer": ("thủ quỹ", "treasurer"),
    "standing": ("ủy viên thường vụ", "standing member"),
    "inspector": ("ủy viên ban kiểm tra", "inspector"),
    "member": ("ủy viên ban chấp hành", "committee member"),
}
POSTS_AT: Words = {  # kind of branch and post, where the field has a word of its own for it
    "province.chair": ("chủ tịch", "chair"),
    "district.chair": ("chủ tịch", "chair"),
    "base.chair": ("chủ tịch", "chair"),
    "ban_khuyen_hoc.chair": ("trưởng ban", "head of the board"),
    "chi_hoi.chair": ("chi hội trưởng", "head of the branch"),
    "province.vice_chair": ("phó chủ tịch", "vice-chair"),
    "district.vice_chair": ("phó chủ tịch", "vice-chair"),
    "base.vice_chair": ("phó chủ tịch", "vice-chair"),
    "ban_khuyen_hoc.vice_chair": ("phó trưởng ban", "deputy head of the board"),
    "chi_hoi.vice_chair": ("chi hội phó", "deputy head of the branch"),
}
SHOWS: Words = {  # apps.association.queries.Show
    "now": ("Đang là hội viên", "Members now"),
    "owing": ("Chưa nộp hội phí", "Fee still open"),
    "paid": ("Đã nộp hội phí", "Fee paid"),
    "exempt": ("Được miễn hội phí", "Let off the fee"),
    "party": ("Là đảng viên", "In the Party"),
    "unsettled": ("Cần xem lại", "To look at"),
    "gone": ("Đã thôi", "Left"),
}
ORDERS: Words = {
    "name": ("Tên", "Name"),
    "birth": ("Năm sinh", "Year of birth"),
    "joined": ("Ngày vào hội", "Day of joining"),
    "since": ("Ngày thành lập", "Day of founding"),
}
PAPERS: Words = {  # apps.association.models.ClanPaper.Kind
    "genealogy": ("gia phả, tộc phả", "genealogy"),
    "convention": ("quy ước dòng họ", "convention"),
    "fund_rules": ("quy chế quỹ khuyến học", "rules of the fund"),
    "rules": ("nội quy, quy chế khác", "other rules"),
    "other": ("văn bản khác", "other paper"),
}
KINDS: Mapping[str, Words] = {
    "branch_kind": BRANCH_KINDS,
    "body_of": BODIES,
    "post": {
        **POSTS,
        **{f"{kind}.{post}": told for kind in BRANCH_KINDS for post, told in POSTS.items()},
        **POSTS_AT,
    },
    "members_shown": SHOWS,
    "members_order": ORDERS,
    "clan_paper": PAPERS,
}
