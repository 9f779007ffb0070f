"""Words for rounds and criteria sets: where they stand, how two sets differ, what breaks a comparison."""

from collections.abc import Mapping

Words = Mapping[str, tuple[str, str]]  # code → (Vietnamese, English)

PHASES: Words = {  # where a round stands in its own calendar
    "to_come": ("chưa bắt đầu", "not begun"),
    "registering": ("đang nhận đăng ký", "registration is open"),
    "assessing": ("hết đăng ký, đang xét", "registration is over, being decided"),
    "over": ("đã hết hạn", "over"),
}
ORDERS: Words = {  # analytics.progress.Order
    "least_done": ("làm ít nhất trước", "least done first"),
    "most_done": ("làm nhiều nhất trước", "most done first"),
    "name": ("theo tên", "by name"),
}
ORGANISATION_KINDS: Words = {  # codes in use; what people write in words of their own stands for itself
    "agency": ("cơ quan, tổ chức", "office or organisation"),
    "school": ("trường học", "school"),
    "station": ("trạm y tế, trạm khuyến nông", "health or farming station"),
    "company": ("doanh nghiệp", "company"),
    "cooperative": ("hợp tác xã", "co-operative"),
    "hometown_group": ("hội đồng hương", "hometown group"),
    "comrades_group": ("ban liên lạc đồng ngũ", "veterans' comrades group"),
    "pagoda": ("chùa", "pagoda"),
}
PARTS: Words = {  # domain.criteria.difference.Part
    "criterion": ("Tiêu chí", "Criterion"),
    "indicator": ("Chỉ tiêu", "Indicator"),
    "prerequisite": ("Điều kiện", "Prerequisite"),
    "exclusion": ("Điều loại trừ", "Exclusion"),
}
DIFFERENCES: Words = {  # domain.criteria.difference.What
    "added": ("thêm mới", "added"),
    "removed": ("bỏ đi", "removed"),
    "reworded": ("đổi lời", "reworded"),
    "other_help": ("đổi lời giải thích hoặc minh chứng", "other explanation or evidence"),
    "other_scale": ("đổi cách chấm", "other scale"),
    "moved": ("chuyển tiêu chí", "moved to another criterion"),
}
THRESHOLDS: Words = {  # domain.criteria.difference.Threshold
    "total_percent": ("Tổng điểm phải đạt", "Total to be reached"),
    "criterion_percent": ("Điểm tiêu chí phải đạt", "Points of the criterion to be reached"),
    "indicator_points": ("Mỗi chỉ tiêu ít nhất", "Each indicator at least"),
    "rating_percent": ("Xếp loại từ", "Rating from"),
    "rating_level": ("Xếp loại từ mức", "Rating from level"),
    "validity_months": ("Danh hiệu có giá trị (tháng)", "The title holds (months)"),
}
CHANGES: Words = {  # domain.criteria.derivation.Change, as it follows "because"
    "OTHER_TITLE": ("dành cho danh hiệu khác", "it is for another title"),
    "OTHER_LEVEL": ("dành cho cấp khác", "it is for another level"),
    "OTHER_LOGIC": ("cách xét khác (điểm hay mức độ)", "it decides in another way (points or levels)"),
    "OTHER_SEMANTICS": ("cách tính khác", "it is computed by other rules"),
    "CRITERION_DROPPED": ("bỏ một tiêu chí", "a criterion is dropped"),
    "CRITERION_ADDED": ("thêm một tiêu chí có điểm", "a criterion with points is added"),
    "CRITERION_TOTAL": ("tổng điểm của tiêu chí thay đổi", "the total of a criterion changes"),
    "INDICATOR_DROPPED": ("bỏ một chỉ tiêu", "an indicator is dropped"),
    "INDICATOR_MOVED": ("chuyển chỉ tiêu sang tiêu chí khác", "an indicator moves to another criterion"),
    "INDICATOR_ADDED": ("thêm một chỉ tiêu có điểm", "an indicator with points is added"),
    "INDICATOR_RULE": ("đổi cách chấm một chỉ tiêu", "an indicator is scored otherwise"),
    "PARTS_SUM": (
        "các phần tách ra cộng lại không bằng chỉ tiêu gốc",
        "the parts do not add up to the indicator they split",
    ),
    "PARTS_RULE": (
        "phần tách ra chấm khác cách của chỉ tiêu gốc",
        "a part is scored by other rules than the indicator it splits",
    ),
    "EXCLUSION_DROPPED": ("bỏ một điều loại trừ", "an exclusion is dropped"),
    "PREREQUISITE_DROPPED": ("bỏ một điều kiện", "a prerequisite is dropped"),
    "PREREQUISITE_LOWERED": ("hạ thấp một điều kiện", "a prerequisite is lowered"),
    "MINIMUM_LOWERED": ("hạ thấp mức phải đạt", "a minimum is lowered"),
    "RATING_CHANGED": ("đổi hoặc hạ mức xếp loại", "ratings are changed or lowered"),
}
FEATURES: Words = {  # domain.features.Feature, as it follows "việc"
    "registration": ("đăng ký", "registration"),
    "assessment": ("đánh giá", "assessment"),
    "cards": ("tự đánh giá bằng thẻ", "self-assessment by card"),
    "public_honours": ("công bố danh sách vinh danh", "the public honour roll"),
}
KINDS: Mapping[str, Words] = {
    "feature": FEATURES,
    "phase": PHASES,
    "order": ORDERS,
    "organisation_kind": ORGANISATION_KINDS,
    "part": PARTS,
    "difference": DIFFERENCES,
    "threshold": THRESHOLDS,
    "change": CHANGES,
}
