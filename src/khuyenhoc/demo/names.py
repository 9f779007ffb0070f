"""Names for made-up people, clans, hamlets and bodies: common parts put together at random, nobody's own."""

from dataclasses import dataclass
from random import Random

PEOPLES = ("mong", "tay", "dao", "kinh", "la chi")
_FAMILIES = {
    "mong": ("Giàng", "Vàng", "Sùng", "Thào", "Hầu", "Lầu", "Mua", "Ly", "Già", "Cháng", "Vừ", "Sính"),
    "tay": ("Nông", "Hoàng", "Ma", "Nguyễn", "Lý", "Hà", "Lưu", "Chu", "Đàm", "Bế"),
    "dao": ("Bàn", "Triệu", "Phàn", "Chảo", "Tẩn", "Đặng", "Phượng", "Lò", "Dương"),
    "kinh": ("Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Đỗ", "Bùi", "Đặng", "Ngô", "Hoàng"),
    "la chi": ("Vương", "Long", "Ly", "Lùng", "Tận", "Pờ", "Giàng"),
}
_MIDDLES = {  # men's, then women's
    "mong": (("A", "Mí", "Seo", "Xuân", "Minh", "Chứ"), ("Thị",)),
    "tay": (("Văn", "Đức", "Đình", "Quốc", "Minh"), ("Thị", "Thị Thu", "Thị Kim")),
    "dao": (("Văn", "Chòi", "Tà", "Sành", "Vần"), ("Thị", "Mùi", "Tả")),
    "kinh": (("Văn", "Đức", "Quang", "Hữu", "Mạnh"), ("Thị", "Thị Thanh", "Ngọc")),
    "la chi": (("Văn", "Seo", "Chẩn"), ("Thị",)),
}
_GIVENS = {
    "mong": (
        ("Páo", "Dín", "Lùng", "Sính", "Pó", "Vư", "Tủa", "Chơ", "Dia", "Lử", "Phứ", "Sì", "Cáy", "Giống"),
        ("Mỷ", "Say", "Dợ", "Xúa", "Chở", "Máy", "Pà", "Sua", "Vá", "Dở", "Lía", "Mo"),
    ),
    "tay": (
        ("Hùng", "Tuấn", "Sơn", "Thắng", "Long", "Tú", "Hiếu", "Toàn", "Chiến", "Tùng"),
        ("Hoa", "Lan", "Nga", "Thảo", "Yến", "Hiền", "Hạnh", "Huệ", "Bích", "Loan"),
    ),
    "dao": (
        ("Phúc", "Lìn", "Quang", "Thanh", "Chẹn", "Tài", "Nải", "Kinh", "Vạng", "Sơn"),
        ("Mẩy", "Mán", "Liều", "Pham", "Nhàn", "Ghến", "Xiêm", "Lai", "Tá", "Dung"),
    ),
    "kinh": (
        ("Nam", "Dũng", "Cường", "Hải", "Bình", "Khánh", "Trung", "Phong", "Thành", "Đạt"),
        ("Mai", "Hương", "Hà", "Linh", "Trang", "Thúy", "Phương", "Ngân", "Vân", "Quỳnh"),
    ),
    "la chi": (
        ("Minh", "Sỉn", "Phù", "Dìn", "Thanh", "Hồng", "Tiến", "Quyền"),
        ("Xuyến", "Liên", "Hồng", "Mẩy", "Dương", "Chúng", "Nguyệt", "Ngọc"),
    ),
}
_HAMLETS = ("Bản", "Nà", "Lùng", "Khuổi", "Pó", "Nậm", "Tả", "Sủng", "Lũng", "Phìn", "Thác", "Đồi")
_BODIES = (
    ("Trường Mầm non", "school"),
    ("Trường Tiểu học", "school"),
    ("Trường Trung học cơ sở", "school"),
    ("Trạm Y tế", "station"),
    ("Cơ quan Ủy ban nhân dân", "agency"),
    ("Công an", "agency"),
    ("Trường Phổ thông dân tộc bán trú", "school"),
    ("Hợp tác xã nông nghiệp", "cooperative"),
    ("Trạm Khuyến nông", "station"),
    ("Bưu điện văn hóa", "agency"),
    ("Trung tâm học tập cộng đồng", "agency"),
    ("Quỹ tín dụng nhân dân", "company"),
)


@dataclass(frozen=True, slots=True)
class Body:
    """A school, station, agency or company by name."""

    name: str
    kind: str


def people_of(chance: Random) -> str:
    """The people most of a hamlet belong to."""
    return chance.choices(PEOPLES, weights=(35, 25, 15, 13, 12))[0]


def family_name(people: str, chance: Random) -> str:
    return chance.choice(_FAMILIES[people])


def person(people: str, family: str, *, female: bool, chance: Random) -> str:
    """A whole name as its people say it: Lý Seo Dín, Giàng A Páo, Nông Thị Thu Hoa."""
    return f"{family} {chance.choice(_MIDDLES[people][female])} {chance.choice(_GIVENS[people][female])}"


def hamlets(number: int, *, urban: bool, chance: Random) -> list[str]:
    """Names of a commune's hamlets; "Mẫu" in each says that it is made up."""
    if urban:
        return [f"Tổ dân phố Mẫu {n}" for n in range(1, number + 1)]
    return [f"Thôn {chance.choice(_HAMLETS)} Mẫu {n}" for n in range(1, number + 1)]


def bodies(number: int, place: str) -> list[Body]:
    """A commune's organisations; of more than there are kinds the rest are numbered."""
    found = []
    for n in range(number):
        what, kind = _BODIES[n % len(_BODIES)]
        again = f" số {n // len(_BODIES) + 1}" if n >= len(_BODIES) else ""
        found.append(Body(f"{what}{again} {place} (mẫu)", kind))
    return found
