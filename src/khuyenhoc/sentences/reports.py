"""The sentences and headings of a report, made from its numbers in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from khuyenhoc.domain import numbers
from khuyenhoc.sentences.counting import filled, so_many

Both = tuple[str, str]

HEADINGS: Final[Mapping[str, Both]] = {
    "summary": ("Đánh giá chung", "Summary"),
    "titles": ("Năm danh hiệu học tập", "The five learning titles"),
    "aims": ("Chỉ tiêu và số còn thiếu", "Targets and what is still needed"),
    "before": ("So sánh với kỳ trước", "Compared with the time before"),
    "years": ("Qua các năm", "Over the years"),
    "members": ("Hội viên và tổ chức hội", "Members and branches"),
    "below": ("Các đơn vị trực thuộc", "The places right below"),
    "reported": ("Số liệu theo báo cáo", "Figures as reported"),
    "notes": ("Ghi chú và nguồn số liệu", "Notes and sources"),
}
COLUMNS: Final[Mapping[str, Both]] = {
    "title": ("Danh hiệu", "Title"),
    "indicator": ("Chỉ số", "Indicator"),
    "registered": ("Đăng ký", "Registered"),
    "recognised": ("Công nhận", "Recognised"),
    "base": ("Tổng số", "Out of"),
    "base_name": ("Tổng số là", "Base"),
    "rate": ("Tỷ lệ", "Rate"),
    "target": ("Chỉ tiêu", "Target"),
    "year": ("Năm", "Year"),
    "reached": ("Đã đạt", "Reached"),
    "needed": ("Còn thiếu", "Needed"),
    "now": ("Kỳ này", "Now"),
    "before": ("Kỳ trước", "Before"),
    "change": ("Tăng, giảm", "Change"),
    "rate_before": ("Tỷ lệ kỳ trước", "Rate before"),
    "points": ("Tăng, giảm tỷ lệ (điểm %)", "Change of the rate (points)"),
    "rank": ("Hạng", "Rank"),
    "place": ("Đơn vị", "Place"),
    "value": ("Số liệu", "Figure"),
    "unit": ("Đơn vị tính", "Unit"),
    "period": ("Kỳ", "Period"),
    "source": ("Nguồn", "Source"),
    "members": ("Hội viên", "Members"),
}
CAPTIONS: Final[Mapping[str, Both]] = {
    "titles": (
        "Kết quả công nhận, mỗi tỷ lệ trên tổng số ghi bên cạnh",
        "Recognised, each rate out of its own base",
    ),
    "aims": ("Chỉ tiêu gần nhất của từng chỉ số", "The nearest target of each indicator"),
    "before": ("Kỳ này so với {before}", "Now against {before}"),
    "numbers": ("Số được công nhận qua các năm", "Recognised over the years"),
    "rates": ("Tỷ lệ qua các năm", "Rates over the years"),
    "members": ("Hội viên và tổ chức hội", "Members and branches"),
    "ranks": ("Xếp hạng theo tỷ lệ {name}", "Ranked by the rate of {name}"),
    "shares": ("Tỷ lệ của từng danh hiệu", "The rate of each title"),
    "reported": ("Số do các nơi báo cáo, ghi đúng như đã công bố", "Figures as they were published"),
}
UNKNOWN: Final[Both] = ("chưa có số liệu", "not known")
NO_RATE: Final[Both] = ("không tính được", "can't be worked out")
REACHED: Final[Both] = ("đã đạt", "reached")
_TITLE: Final[Both] = ("BÁO CÁO", "REPORT")
_ABOUT: Final[Both] = ("Kết quả xây dựng các mô hình học tập {period}", "The learning titles, {period}")
_PERIODS: Final[Mapping[str, Both]] = {  # in the title of a report
    "half": ("6 tháng đầu năm {last}", "first half of {last}"),
    "year": ("năm {last}", "{last}"),
    "years": ("giai đoạn {first}–{last}", "{first}–{last}"),
}
_WHENS: Final[Mapping[str, Both]] = {  # at the head of a sentence, of numbers that stand at the period's end
    "half": ("Đến hết tháng 6 năm {last}", "At the end of June {last}"),
    "year": ("Năm {last}", "In {last}"),
    "years": ("Đến hết năm {last}", "At the end of {last}"),
}
_BEFORES: Final[Mapping[str, Both]] = {
    "half": ("cùng kỳ năm {last}", "the same time of {last}"),
    "year": ("năm {last}", "{last}"),
    "years": ("năm {last}", "{last}"),
}
_FOOT: Final[Mapping[str, Both]] = {
    "reported": (
        "Số liệu theo địa giới của kỳ báo cáo (ngày {day}).",
        "On the places of the period ({day}).",
    ),
    "restated": (
        "Số liệu quy về địa giới ngày {day}; phần ước tính và phần không xếp được ghi riêng.",
        "Restated to the places of {day}; what is estimated or not attributed is told apart.",
    ),
    "like-for-like": (
        "Chỉ gồm những xã so sánh được giữa hai năm, trên địa giới ngày {day}.",
        "Only communes that can be compared between the two years, on the places of {day}.",
    ),
    "known_on": (
        "Số liệu như đã biết đến hết ngày {day}, không phải như hiện nay.",
        "As it was known at the end of {day}, not as it is known now.",
    ),
    "spread": (
        "{name}: chính xác {exact}, ước tính {estimated}, không xếp được {unattributed}.",
        "{name}: {exact} exact, {estimated} estimated, {unattributed} not attributed.",
    ),
    "differs": (
        "{name}: hệ thống đếm {counted}, các nơi báo cáo {reported}.",
        "{name}: {counted} counted here, {reported} reported.",
    ),
    "bases": ("{names}. Nguồn: {source}.", "{names}. Source: {source}."),
    "conflict": (
        "{name}: các nguồn nói khác nhau về tổng số: {claims}.",
        "{name}: sources disagree: {claims}.",
    ),
    "target": ("Chỉ tiêu năm {year}: {source}.", "Targets for {year}: {source}."),
    "set": ("{title}: bộ tiêu chí {key} ({reference}).", "{title}: criteria set {key} ({reference})."),
    "of": ("{name}: {note}", "{name}: {note}"),
    "hidden": (
        "Có {number} đơn vị không thuộc phạm vi được xem nên không nêu tên.",
        "{number:place is|places are} not named, being outside what the reader may see.",
    ),
}


def told(words: Mapping[str, Both], code: str, language: str, **facts: object) -> str:
    return filled(words[code][language == "en"], facts, language)


def foot(code: str, language: str, **facts: object) -> str:
    """A note under the report."""
    return told(_FOOT, code, language, **facts)


def title(language: str) -> str:
    return _TITLE[language == "en"]


def about(period: str, language: str) -> str:
    """What the report is about; period: as `period` gives it."""
    return _ABOUT[language == "en"].format(period=period)


def period(kind: str, first: int, last: int, language: str) -> str:
    """kind: half, year or years."""
    return told(_PERIODS, kind, language, first=first, last=last)


def when(kind: str, last: int, language: str) -> str:
    """The head of a sentence: "Năm 2023", "Đến hết tháng 6 năm 2023"."""
    return told(_WHENS, kind, language, last=last)


def earlier(kind: str, last: int, language: str) -> str:
    """What is compared with, inside a sentence: "năm 2022", "cùng kỳ năm 2022"."""
    return told(_BEFORES, kind, language, last=last)


@dataclass(frozen=True, slots=True)
class Earlier:
    """number: None where nothing is known of that time. is_rough: either number is no exact one."""

    when: str
    number: int | None
    is_rough: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """share: "70%" or an amount. missing: how many more it needs; None where that cannot be worked out."""

    share: str
    year: int
    missing: int | None
    is_exceeded: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """One number in a sentence. value, base, rate as printed, "" where not known; number: None unless whole.

    unit: what is counted, after a number ("hộ"); base_unit: the same of the base ("công dân đã đăng ký").
    deed: what became of them ("được công nhận Gia đình học tập"), "" for nothing more than the unit. name: inside
    a sentence. is_rough: the value stands under a qualifier or is a range.
    """

    when: str
    place: str
    name: str
    unit: str
    deed: str
    value: str
    number: int | None
    base: str = ""
    base_unit: str = ""
    rate: str = ""
    is_rough: bool = False
    before: Earlier | None = None
    goal: Goal | None = None
    short_unit: str = ""  # the unit said again; "" is the same

    @property
    def again(self) -> str:
        return self.short_unit or self.unit


def reached(one: Reached, language: str) -> str:
    """The sentence of a number: how many of how many, more or fewer than before, and how far from the target."""
    if not one.value and not one.rate:
        if language == "en":
            return f"{one.when}, nothing is known of {one.name} in {one.place}."
        return f"{one.when}, {one.place} chưa có số liệu về {one.name}."
    parts = [_head(one, language), _change(one, language), _goal(one, language)]
    return "".join(parts) + "."


def _head(one: Reached, language: str) -> str:
    is_english = language == "en"
    deed = f" {one.deed}" if one.deed else ""
    begin = f"{one.when}, {one.place}"
    if not one.value:
        return (
            f"{begin} had {one.rate} {one.name}" if is_english else f"{begin} đạt tỷ lệ {one.name} {one.rate}"
        )
    if one.number == 0:
        whole = f"{one.base} {one.base_unit}" if one.base else ""
        if is_english:
            whole = f"{one.base} {so_many(one.base_unit, one.base)}" if one.base else ""
            return f"{begin} had no {one.unit}{deed}{f' (of {whole})' if whole else ''}"
        return f"{begin} chưa có {one.unit} nào{deed}{f' trong tổng số {whole}' if whole else ''}"
    had = "had" if is_english else "có"
    if one.base and one.rate and not one.is_rough:
        if is_english:
            return f"{begin} {had} {one.value} of {one.base} {so_many(one.base_unit, one.base)} ({one.rate}){deed}"
        return f"{begin} {had} {one.value}/{one.base} {one.base_unit} ({one.rate}){deed}"
    found = f"{begin} {had} {one.value} {so_many(one.unit, one.value) if is_english else one.unit}{deed}"
    if one.rate:
        whole = (
            f" {one.base} {so_many(one.base_unit, one.base) if is_english else one.base_unit}"
            if one.base
            else ""
        )
        if is_english:
            return f"{found} ({one.rate}{f' of{whole}' if whole else ''})"
        return f"{found} ({one.rate}{f' của{whole}' if whole else ''})"
    if one.base_unit:
        why = "the rate can't be worked out" if is_english else "không tính được tỷ lệ"
        if not one.base:
            why += (
                f": the number of {one.base_unit} is not known"
                if is_english
                else f" vì chưa có tổng số {one.base_unit}"
            )
        return f"{found} ({why})"
    return found


def _change(one: Reached, language: str) -> str:
    before = one.before
    if before is None or one.number is None:
        return ""
    is_english = language == "en"
    if before.number is None:
        return (
            f"; nothing is known of {before.when}"
            if is_english
            else f"; {before.when} chưa có số liệu để so sánh"
        )
    by = one.number - before.number
    if by == 0:
        if one.number == 0:
            return f", as in {before.when}" if is_english else f", {before.when} cũng vậy"
        return f", as many as in {before.when}" if is_english else f", bằng {before.when}"
    if before.number == 0:
        return f" ({before.when}: none)" if is_english else f" ({before.when} chưa có {one.again} nào)"
    size = numbers.grouped(abs(by), language=language)
    if is_english:
        about = "about " if before.is_rough else ""
        return f", {about}{size} {'more' if by > 0 else 'fewer'} than in {before.when}"
    about = "khoảng " if before.is_rough else ""
    return f", {'tăng' if by > 0 else 'giảm'} {about}{size} {one.again} so với {before.when}"


def _goal(one: Reached, language: str) -> str:
    goal = one.goal
    if goal is None:
        return ""
    is_english = language == "en"
    if goal.missing is None:
        if is_english:
            return f"; what the target of {goal.share} for {goal.year} still needs can't be worked out"
        return f"; không tính được còn thiếu bao nhiêu so với chỉ tiêu {goal.share} năm {goal.year}"
    if goal.missing:
        size = numbers.grouped(goal.missing, language=language)
        if is_english:
            verb = "is" if goal.missing == 1 else "are"
            return f"; {size} more {verb} needed for the target of {goal.share} for {goal.year}"
        return f"; còn thiếu {size} {one.again} để đạt chỉ tiêu {goal.share} năm {goal.year}"
    joined = "; " if one.before is not None and one.before.number is None else ", "
    if is_english:
        return f"{joined}{'above' if goal.is_exceeded else 'reaching'} the target of {goal.share} for {goal.year}"
    return f"{joined}{'vượt' if goal.is_exceeded else 'đạt'} chỉ tiêu {goal.share} năm {goal.year}"


def leaders(
    name: str, first: Sequence[tuple[str, str]], last: Sequence[tuple[str, str]], language: str
) -> str:
    """Who leads and who comes last, each as (place, rate); those with the same rate together."""

    def all_of(ones: Sequence[tuple[str, str]]) -> str:
        shown, over = ones[:3], len(ones) - 3
        text = ", ".join(place for place, _rate in shown)
        if over > 0:
            text += f" and {over} more" if language == "en" else f" và {over} nơi khác"
        return f"{text} ({ones[0][1]})"

    if not last:
        if language == "en":
            return f"By the rate of {name} all stand alike: {all_of(first)}."
        return f"Tỷ lệ {name} của các nơi bằng nhau: {all_of(first)}."
    if language == "en":
        return f"By the rate of {name}, {all_of(first)} leads; the lowest is {all_of(last)}."
    return f"Về tỷ lệ {name}, dẫn đầu là {all_of(first)}; thấp nhất là {all_of(last)}."


def unranked(number: int, names: str, others: int, language: str) -> str:
    """names: of the first ones; others: how many more there are."""
    size, more = (numbers.grouped(one, language=language) for one in (number, others))
    if language == "en":
        return f"Not ranked, for no rate is known: {size} ({names}{f' and {more} more' if others else ''})."
    rest = f" và {more} đơn vị khác" if others else ""
    return f"Chưa xếp hạng được {size} đơn vị vì chưa tính được tỷ lệ: {names}{rest}."
