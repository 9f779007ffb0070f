"""The field's words for codes, in both languages; pages, papers and the command line draw from here."""

from collections.abc import Mapping

from khuyenhoc.domain import numbers
from khuyenhoc.sentences import areas, jobs, naming, register, sets
from khuyenhoc.sentences.counting import filled
from khuyenhoc.sentences.deeds import DEEDS

Words = Mapping[str, tuple[str, str]]  # code → (Vietnamese, English)

TITLES: Words = {
    "citizen": ("Công dân học tập", "Learning citizen"),
    "household": ("Gia đình học tập", "Learning family"),
    "clan": ("Dòng họ học tập", "Learning clan"),
    "community": ("Cộng đồng học tập", "Learning community"),
    "organisation": ("Đơn vị học tập", "Learning organisation"),
}
SHORT_TITLES: Mapping[tuple[str, str], tuple[str, str]] = {  # (title, level): heads of narrow columns
    ("citizen", ""): ("Công dân", "Citizens"),
    ("household", ""): ("Gia đình", "Families"),
    ("clan", ""): ("Dòng họ", "Clans"),
    ("community", "hamlet"): ("Cộng đồng thôn", "Hamlets"),
    ("community", "commune"): ("Cộng đồng xã", "Communes"),
    ("organisation", ""): ("Đơn vị", "Organisations"),
}
LEVELS: Words = {
    "": ("", ""),
    "hamlet": ("thôn, bản, tổ dân phố", "hamlet"),
    "commune": ("cấp xã", "commune level"),
    "district": ("cấp huyện", "district level"),
    "province": ("cấp tỉnh", "province level"),
}
SUBJECTS: Words = {  # what holds the title, as it follows a number
    "citizen": ("công dân", "citizens"),
    "household": ("hộ", "households"),
    "clan": ("dòng họ", "clans"),
    "community": ("cộng đồng", "communities"),
    "organisation": ("đơn vị", "organisations"),
}
HOLDERS: Words = {  # the same on papers
    "citizen": ("công dân", "citizens"),
    "household": ("hộ gia đình", "households"),
    "clan": ("dòng họ", "clans"),
    "community": ("cộng đồng", "communities"),
    "organisation": ("đơn vị", "organisations"),
}
HOLDER_COLUMNS: Words = {  # over the column of their names
    "citizen": ("Họ và tên", "Name"),
    "household": ("Hộ gia đình", "Household"),
    "clan": ("Dòng họ", "Clan"),
    "community": ("Cộng đồng", "Community"),
    "organisation": ("Đơn vị", "Organisation"),
}
BASES: Words = {  # domain.titles.BaseKind, as it follows a number
    "registered citizens": ("công dân đã đăng ký", "registered citizens"),
    "all households": ("hộ", "households"),
    "all clans": ("dòng họ", "clans"),
    "all hamlets": ("thôn, bản, tổ dân phố", "hamlets"),
    "all communes": ("xã, phường, thị trấn", "communes"),
    "all organisations": ("đơn vị", "organisations"),
    "population": ("người dân", "inhabitants"),
    "adults": ("người trưởng thành", "adults"),
}
STATES: Words = {
    "registered": ("Đã đăng ký", "Registered"),
    "self_assessed": ("Đã tự đánh giá", "Self-assessed"),
    "reviewed": ("Đã bình xét", "Reviewed"),
    "verified": ("Đã xác minh", "Verified"),
    "proposed": ("Đã đề nghị", "Proposed"),
    "recognised": ("Được công nhận", "Recognised"),
    "not_recognised": ("Không được công nhận", "Not recognised"),
    "returned": ("Trả lại để sửa", "Returned"),
    "withdrawn": ("Đã rút", "Withdrawn"),
    "to_be_reviewed": ("Cần xét lại", "To be reviewed"),
    "expired": ("Hết hạn", "Expired"),
    "revoked": ("Bị thu hồi", "Revoked"),
}
STANDINGS: Words = {  # where a case stands now, as a list is chosen by it
    state: (f"đang ở: {vietnamese.lower()}", f"standing at: {english.lower()}")
    for state, (vietnamese, english) in STATES.items()
}
MEASURES: Words = {
    "registrations": ("Đăng ký", "Registrations"),
    "held": ("Được công nhận", "Recognised"),
}
ROLES: Words = {
    "branch": ("Chi hội Khuyến học", "Branch of the association"),
    "commune_association": ("Hội Khuyến học cấp xã", "Commune association"),
    "deciding_body": ("Ủy ban nhân dân", "People's Committee"),
    "province": ("Hội Khuyến học tỉnh", "Province association"),
    "centre": ("Hội Khuyến học Việt Nam", "Central association"),
    "observer": ("Người quan sát", "Observer"),
    "card_holder": ("Công dân dùng thẻ", "Citizen with a card"),
}
CONSENTS: Words = {
    "self": ("tự làm", "in person"),
    "signed": ("đã ký phiếu", "signed the form"),
    "spoken": ("đồng ý bằng lời", "agreed in words"),
}
CONSENTS_ASKED: Words = {  # as a choice when somebody is entered for others
    "spoken": ("Đã đồng ý bằng lời", "They agreed in words"),
    "signed": ("Đã ký phiếu đăng ký", "They signed the form"),
    "self": ("Tự đến đăng ký", "They came themselves"),
}
CONSENTS_ENTERED: Words = {  # as a choice when answers are entered for others
    "spoken": ("Đã hỏi và được đồng ý bằng lời", "They were asked and agreed in words"),
    "signed": ("Đã ký vào phiếu giấy", "They signed the paper form"),
    "self": ("Ngồi cùng và tự trả lời", "They sat here and answered themselves"),
}
WAITINGS: Words = {  # analytics.tasks.Waiting: what there is to do, followed by what waits
    "fix": ("Sửa phiếu bị trả lại", "Mend forms that came back"),
    "register": ("Đăng ký cho ai chưa đăng ký", "Register who has not registered"),
    "assess": ("Tự đánh giá", "Self-assess"),
    "review": ("Họp bình xét", "Hold the review meeting"),
    "verify": ("Xác minh", "Verify"),
    "propose": ("Lập danh sách đề nghị", "Make the proposal list"),
    "decide": ("Ra quyết định", "Decide"),
    "reconsider": ("Xét lại danh hiệu", "Review titles in doubt"),
}
WORK_PAGES: Words = {  # web.work.PAGES
    "walk": ("Đăng ký và tự đánh giá", "Register and assess"),
    "meeting": ("Họp bình xét", "Review meeting"),
    "verify": ("Xác minh", "Verification"),
    "propose": ("Đề nghị", "Proposal"),
    "decide": ("Quyết định", "Decision"),
}
SHOWS: Words = {  # analytics.walk.Show
    "everybody": ("Tất cả", "Everybody"),
    "unregistered": ("Chưa đăng ký", "Not registered"),
    "to_assess": ("Chưa đánh giá", "Not assessed"),
    "returned": ("Bị trả lại", "Came back"),
    "done": ("Đã xong phần thôn", "Done here"),
}
VERIFYING_SHOWS: Words = {  # analytics.verifying.Show
    "everything": ("Tất cả", "Everything"),
    "doubtful": ("Cần xem kỹ", "Look closely"),
    "not_passing": ("Chưa đạt", "Not passing"),
    "to_visit": ("Chờ thẩm tra lại", "To be visited"),
}
REVISITS: Words = {  # what was found where a drawn case was visited; "": nobody has been there yet
    "": ("Chưa ghi kết quả thẩm tra", "No result of the visit yet"),
    "matches": ("Thẩm tra: đúng như phiếu", "Visit: as the form says"),
    "differs": ("Thẩm tra: khác với phiếu", "Visit: not as the form says"),
}
PLACE_KINDS: Words = {
    "country": ("cả nước", "country"),
    "province": ("cấp tỉnh", "province"),
    "district": ("cấp huyện", "district"),
    "commune": ("cấp xã", "commune"),
    "hamlet": ("thôn, bản, tổ dân phố", "hamlet"),
}
ACCEPTED: Words = {  # what a cell of answers takes, as its limits follow
    "points": ("số điểm (bước trong ngoặc) từ 0 đến", "points (steps in brackets) from 0 to"),
    "choice": ("một trong các mã", "one of the codes"),
    "yes_no": ("“có” hoặc “không”", "“yes” or “no”"),
    "level": ("một mức trong khoảng", "a level within"),
    "share": ("hai số nguyên, phần không lớn hơn tổng", "two whole numbers, the part not above the whole"),
}
PLACE_LINKS: Words = {  # between a name of then and one of today
    "now": ("nay là", "now"),
    "formerly": ("trước thuộc", "formerly in"),
}
SET_STATUSES: Words = {
    "draft": ("dự thảo", "draft"),
    "issued": ("đã ban hành", "issued"),
    "sample": ("mẫu", "sample"),
}
PROVENANCES: Words = {
    "counted": ("đếm từ sổ", "counted from the register"),
    "reported": ("theo báo cáo", "as reported"),
    "typed": ("do người dùng nhập", "typed in"),
}
RETURN_WAITINGS: Words = {  # analytics.tasks.ReturnWaiting
    "mend": ("Sửa báo cáo số liệu bị trả lại", "Mend returns that came back"),
    "approve": ("Duyệt báo cáo số liệu của cấp dưới", "Approve returns from below"),
    "finish": ("Nhập tiếp báo cáo số liệu", "Finish returns of figures"),
}
REPORT_STATES: Words = {  # apps.figures.models.ReportState; None: nothing begun
    "draft": ("đang nhập", "being entered"),
    "submitted": ("đã nộp, chờ duyệt", "handed in, waiting"),
    "returned": ("bị trả lại", "given back"),
    "approved": ("đã duyệt", "approved"),
    "discarded": ("đã bỏ", "discarded"),
    "": ("chưa bắt đầu", "not begun"),
}
BELONGINGS: Words = {
    "household_member": ("thành viên của hộ", "member of the household"),
    "clan_household": ("hộ thuộc dòng họ", "household of the clan"),
    "organisation_member": ("người của đơn vị", "member of the organisation"),
}
STEPS: Words = {  # as they follow "không thể" / "it is not possible to"
    "self_assess": ("tự đánh giá", "self-assess"),
    "review": ("bình xét", "review"),
    "verify": ("xác minh", "verify"),
    "propose": ("đề nghị", "propose"),
    "unverify": ("gỡ xác minh", "take back the verification of"),
    "unpropose": ("rút khỏi danh sách đề nghị", "take back the proposal of"),
    "recognise": ("công nhận", "recognise"),
    "refuse": ("từ chối công nhận", "refuse"),
    "return": ("trả lại", "return"),
    "withdraw": ("rút", "withdraw"),
    "doubt": ("đưa vào diện cần xét lại", "put up for review"),
    "confirm": ("xác nhận lại", "confirm"),
    "expire": ("cho hết hạn", "expire"),
    "revoke": ("thu hồi", "revoke"),
}
WHY_NOT: Words = {  # domain.eligibility.Why
    "other_kind": ("không thuộc loại đối tượng của đợt", "they are of another kind than the round's"),
    "other_level": ("khác cấp của đợt", "they are of another level than the round's"),
    "other_organisation": ("không thuộc loại đơn vị của đợt", "they are of another kind of organisation"),
    "round_of_another": ("đợt này chỉ dành cho một đơn vị khác", "the round is for one other organisation"),
    "not_there_yet": ("chưa có vào ngày chốt danh sách", "they did not exist on the cut-off day"),
    "no_longer_there": ("không còn vào ngày chốt danh sách", "they no longer existed on the cut-off day"),
}
WHY_NOT_THIS_SET: Words = {  # domain.criteria.scope.Misfit
    "set_other_title": ("bộ này dành cho danh hiệu khác", "it is for another title"),
    "set_other_level": ("bộ này dành cho cấp khác", "it is for another level"),
    "set_draft": ("bộ này còn là dự thảo", "it is still a draft"),
    "set_not_yet": ("bộ này chưa có hiệu lực vào ngày ấy", "it is not yet in force on that day"),
    "set_no_longer": ("bộ này đã hết hiệu lực vào ngày ấy", "it is no longer in force on that day"),
    "set_other_place": ("bộ này chỉ dùng ở địa bàn khác", "it holds only in another place"),
    "set_other_kind": ("bộ này chỉ dùng cho một loại đơn vị khác", "it is for another kind of organisation"),
    "set_other_organisation": ("bộ này chỉ dùng cho một đơn vị khác", "it is for another organisation"),
}
OUTCOMES: Words = {  # analytics.rehearsal.Outcome, as it stands before a number
    "gains": ("Sẽ đạt thêm", "Would pass now"),
    "loses": ("Sẽ không đạt nữa", "Would no longer pass"),
    "stays_in": ("Vẫn đạt", "Would still pass"),
    "stays_out": ("Vẫn không đạt", "Would still not pass"),
    "unanswered": ("Chưa đủ câu trả lời để nói", "Too few answers to tell"),
}
VERDICTS: Words = {  # what the editor makes of a comment on a draft
    "": ("chưa trả lời", "not answered"),
    "taken": ("tiếp thu", "taken up"),
    "not_taken": ("không tiếp thu", "not taken up"),
    "noted": ("ghi nhận", "noted"),
}
ASKED_ANEW: Words = {  # domain.criteria.carrying.Anew
    "new_question": ("câu hỏi mới", "a new question"),
    "other_question": ("hỏi khác trước", "it asks something else"),
    "other_scale": ("cách trả lời khác trước", "it is answered in another way"),
    "not_answered": ("chưa trả lời", "not answered yet"),
    "no_longer_allowed": ("câu trả lời cũ không dùng được", "the earlier answer is not allowed"),
}
INSIDE: Words = {  # domain.cascade.Inside
    "members": ("thành viên", "members"),
    "households": ("hộ gia đình", "households"),
    "clans": ("dòng họ", "clans"),
    "hamlets": ("thôn, bản, tổ dân phố", "hamlets"),
    "organisations": ("đơn vị", "organisations"),
}
DISTINCTIONS: Words = {  # domain.streaks.Distinction
    "excellent": ("Xuất sắc", "Excellent"),
    "exemplary": ("Tiêu biểu", "Exemplary"),
}
MOVEMENTS: Words = {  # titles of other movements; others are told as they were noted
    "cultural_family": ("Gia đình văn hóa", "Cultural family"),
    "cultural_hamlet": ("Thôn, tổ dân phố văn hóa", "Cultural hamlet"),
    "new_countryside": ("Xã nông thôn mới", "New countryside commune"),
    "advanced_new_countryside": ("Xã nông thôn mới nâng cao", "Advanced new countryside commune"),
    "civilised_ward": ("Phường đạt chuẩn đô thị văn minh", "Civilised urban ward"),
}
BOUNDS: Words = {
    "place": ("địa bàn", "place"),
    "dates": ("thời gian", "dates"),
    "meeting": ("tỷ lệ dự họp hoặc tỷ lệ nhất trí", "quorum or majority"),
}

KINDS: Mapping[str, Words] = {
    "deed": DEEDS,
    **jobs.KINDS,
    **sets.KINDS,
    **naming.KINDS,
    **areas.KINDS,
    "step": STEPS,
    "outcome": OUTCOMES,
    "verdict": VERDICTS,
    "anew": ASKED_ANEW,
    "why": {**WHY_NOT, **WHY_NOT_THIS_SET},
    "inside": INSIDE,
    "bound": BOUNDS,
    "title": TITLES,
    "level": LEVELS,
    "subject": SUBJECTS,
    "holders": HOLDERS,
    "holder_column": HOLDER_COLUMNS,
    "base": BASES,
    "state": STATES,
    "standing": STANDINGS,
    "measure": MEASURES,
    "role": ROLES,
    "consent": CONSENTS,
    "consent_asked": CONSENTS_ASKED,
    "consent_entered": CONSENTS_ENTERED,
    "waiting": WAITINGS,
    "work_page": WORK_PAGES,
    "show": SHOWS,
    "verifying_show": VERIFYING_SHOWS,
    "revisit": REVISITS,
    "place": PLACE_KINDS,
    "link": PLACE_LINKS,
    "accepted": ACCEPTED,
    "status": SET_STATUSES,
    "provenance": PROVENANCES,
    "belonging": BELONGINGS,
    "report_state": REPORT_STATES,
    "return_waiting": RETURN_WAITINGS,
    **register.KINDS,
    "distinction": DISTINCTIONS,
    "movement": MOVEMENTS,
}


def word(kind: str, code: str, language: str = "vi") -> str:
    """The word for a code of a kind (a key of KINDS); a code without a word answers itself."""
    vietnamese, english = KINDS[kind].get(code, (code, code))
    return english if language == "en" else vietnamese


def title(code: str, level: str = "", language: str = "vi") -> str:
    """The title with its level: "Cộng đồng học tập cấp xã"."""
    words = word("title", code, language)
    if not level:
        return words
    told = word("level", level, language)
    return f"{words} ({told})" if language == "en" else f"{words} {told}"


CAUTIONS: Words = {  # domain.indicators.Caution, as a sentence under a figure; percents come ready written
    "TARGET_BELOW_RESULT": (
        "Chỉ tiêu {target_percent} thấp hơn mức đã đạt {percent}.",
        "The target of {target_percent} lies below the {percent} already reached.",
    ),
    "PART_ABOVE_WHOLE": (
        "Số được công nhận ({part}) lớn hơn tổng số ({whole}).",
        "More are recognised ({part}) than there are ({whole}).",
    ),
    "NO_BASE": ("Không tính được tỷ lệ vì chưa có tổng số.", "No rate: the base is not known."),
    "SAMPLE_SET": ("Chấm theo bộ tiêu chí mẫu.", "Scored by a sample criteria set."),
    "SET_NOT_CHECKED": (
        "Bộ tiêu chí chưa đối chiếu văn bản gốc.",
        "The criteria set has not been checked against the original document.",
    ),
    "MADE_UP_DATA": ("Dữ liệu trình diễn – không có thật.", "Made-up data for a demonstration."),
    "DIFFICULT_AREA": (
        "Địa bàn khó khăn (theo {source}): dùng chỉ tiêu riêng ở danh hiệu nào có.",
        "A difficult area (by {source}): where a title has a target of its own for these, that one is used.",
    ),
    "TO_BE_REVIEWED": (
        "{number} danh hiệu cần xét lại, vẫn được tính.",
        "{number:title is to be reviewed; it still counts|titles are to be reviewed; they still count}.",
    ),
    "AGE_UNKNOWN": (
        "{number} người chưa ghi năm sinh nên không được tính vào tỷ lệ này.",
        "{number:person without a year of birth is|people without a year of birth are} left out of this share.",
    ),
    "BASE_CONFLICT": (
        "Tổng số này có {number} nguồn nói khác nhau; xem các nguồn bên dưới.",
        "{number:source tells|sources tell} this base differently; see below.",
    ),
    "PARTLY_TOLD": (
        "Số báo cáo mới có của một phần địa bàn: {places}.",
        "Figures were reported for a part of the place only: {places}.",
    ),
    "DIFFERS": (
        "Số đếm được và số báo cáo lệch nhau {difference}.",
        "What was counted and what was reported differ by {difference}.",
    ),
}


def short_title(code: str, level: str = "", language: str = "vi") -> str:
    """For a narrow column; a title and level without a short word read in full."""
    vietnamese, english = SHORT_TITLES.get((code, level), (title(code, level), title(code, level, "en")))
    return english if language == "en" else vietnamese


def caution(code: str, facts: Mapping[str, object], language: str = "vi") -> str:
    """The sentence of a caution; whole numbers are grouped, facts named percent are hundredths of one."""

    def written(name: str, value: object) -> object:
        if not isinstance(value, int):
            return value
        if name.endswith("percent"):
            return numbers.percent(value, language=language)
        return numbers.grouped(value, language=language)

    vietnamese, english = CAUTIONS[code]
    told = {name: written(name, value) for name, value in facts.items()}
    return filled(english if language == "en" else vietnamese, told, language)
