"""Words of the register's pages and of reforms: kinds, orders of lists, reasons."""

from collections.abc import Mapping

WHY_ENDED: Mapping[str, tuple[str, str]] = {  # apps.subjects.actions.Why
    "died": ("Đã mất", "Died"),
    "dissolved": ("Hộ đã giải thể, đơn vị đã kết thúc", "The household dissolved, the body ended"),
    "moved_away": ("Chuyển đi nơi khác", "Moved away"),
    "mistake": ("Ghi nhầm, ghi trùng", "Entered by mistake, or twice"),
}
REGISTER_KINDS: Mapping[str, tuple[str, str]] = {  # what is added to the register, as a button says it
    "household": ("Thêm hộ", "Add a household"),
    "citizen": ("Thêm người", "Add a person"),
    "clan": ("Thêm dòng họ", "Add a clan"),
    "organisation": ("Thêm đơn vị", "Add an organisation"),
    "community": ("Thêm cộng đồng thôn", "Add a hamlet community"),
}
CASE_ORDERS: Mapping[str, tuple[str, str]] = {  # analytics.cases.ORDERS
    "name": ("tên", "name"),
    "points": ("điểm, cao nhất trước", "points, highest first"),
    "place": ("nơi", "place"),
    "day": ("ngày đăng ký, mới nhất trước", "day of registration, latest first"),
}
REGISTER_ORDERS: Mapping[str, tuple[str, str]] = {  # apps.subjects.queries.ORDERS
    "name": ("tên", "name"),
    "birth": ("năm sinh", "year of birth"),
    "place": ("nơi", "place"),
    "day": ("ngày vào sổ, mới nhất trước", "day they came, latest first"),
}
REFORM_KINDS: Mapping[str, tuple[str, str]] = {  # domain.reform.plan.KINDS
    "rename": ("Đổi tên", "Rename"),
    "recode": ("Đổi mã", "Change the code"),
    "move": ("Chuyển", "Move"),
    "merge": ("Nhập", "Merge"),
    "split": ("Chia", "Split"),
    "close": ("Giải thể", "Close"),
}
KINDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "reform_kind": REFORM_KINDS,
    "why_ended": WHY_ENDED,
    "case_order": CASE_ORDERS,
    "register_order": REGISTER_ORDERS,
    "register_kind": REGISTER_KINDS,
}
