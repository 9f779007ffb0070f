"""The field's words for codes, in both languages; pages, papers and the command line draw from here."""

from collections.abc import Mapping

Words = Mapping[str, tuple[str, str]]  # code → (Vietnamese, English)

TITLES: Words = {
    "citizen": ("Công dân học tập", "Learning citizen"),
    "household": ("Gia đình học tập", "Learning family"),
    "clan": ("Dòng họ học tập", "Learning clan"),
    "community": ("Cộng đồng học tập", "Learning community"),
    "organisation": ("Đơn vị học tập", "Learning organisation"),
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
    "verified": ("Đã thẩm định", "Verified"),
    "proposed": ("Đã đề nghị", "Proposed"),
    "recognised": ("Được công nhận", "Recognised"),
    "not_recognised": ("Không được công nhận", "Not recognised"),
    "returned": ("Trả lại để sửa", "Returned"),
    "withdrawn": ("Đã rút", "Withdrawn"),
    "to_be_reviewed": ("Cần xét lại", "To be reviewed"),
    "expired": ("Hết hạn", "Expired"),
    "revoked": ("Bị thu hồi", "Revoked"),
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
}
CONSENTS: Words = {
    "self": ("tự đăng ký", "registered in person"),
    "signed": ("đã ký phiếu", "signed the form"),
    "spoken": ("đồng ý bằng lời", "agreed in words"),
}
PLACE_KINDS: Words = {
    "country": ("cả nước", "country"),
    "province": ("cấp tỉnh", "province"),
    "district": ("cấp huyện", "district"),
    "commune": ("cấp xã", "commune"),
    "hamlet": ("thôn, bản, tổ dân phố", "hamlet"),
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
BELONGINGS: Words = {
    "household_member": ("thành viên của hộ", "member of the household"),
    "clan_household": ("hộ thuộc dòng họ", "household of the clan"),
    "organisation_member": ("người của đơn vị", "member of the organisation"),
}

KINDS: Mapping[str, Words] = {
    "title": TITLES,
    "level": LEVELS,
    "subject": SUBJECTS,
    "base": BASES,
    "state": STATES,
    "measure": MEASURES,
    "role": ROLES,
    "consent": CONSENTS,
    "place": PLACE_KINDS,
    "status": SET_STATUSES,
    "provenance": PROVENANCES,
    "belonging": BELONGINGS,
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
