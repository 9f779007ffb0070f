"""Numbers as people write them: 330.909 · 89, 95% · gần 7,4 tỷ đồng · 07 · 800 - 1000 · hơn 1.660."""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final, NamedTuple

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.text import clean, search_key

MOST_DIGITS: Final = 24


class Qualifier(StrEnum):
    """What stands before a number and is kept with it."""

    EXACT = "exact"
    NEARLY = "nearly"
    MORE_THAN = "more than"
    LESS_THAN = "less than"
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    RANGE = "range"


class NumberUnreadable(RuleBroken):
    """A text that is no number, or could be two; facts: text."""

    code = "NUMBER_UNREADABLE"


_ACCENTED: Final = {
    **dict.fromkeys(("", "exact", "exactly", "đúng", "chính xác", "đạt", "là"), Qualifier.EXACT),
    **dict.fromkeys(("gần", "gần đạt", "ngót", "sát", "nearly", "almost"), Qualifier.NEARLY),
    **dict.fromkeys(("hơn", "trên", "quá", "more than", "over", "above", ">"), Qualifier.MORE_THAN),
    **dict.fromkeys(("dưới", "chưa đến", "chưa tới", "chưa đầy", "less than", "<"), Qualifier.LESS_THAN),
    **dict.fromkeys(("khoảng", "chừng", "xấp xỉ", "ước", "ước khoảng", "khoảng chừng"), Qualifier.ABOUT),
    **dict.fromkeys(("about", "around", "approximately", "~", "≈"), Qualifier.ABOUT),
    **dict.fromkeys(("ít nhất", "tối thiểu", "at least", "≥", ">="), Qualifier.AT_LEAST),
    **dict.fromkeys(("nhiều nhất", "tối đa", "không quá", "at most", "≤", "<="), Qualifier.AT_MOST),
    **dict.fromkeys(("range", "từ", "từ khoảng", "khoảng từ", "between", "from"), Qualifier.RANGE),
}
_QUALIFIERS: Final = {search_key(word) or word: found for word, found in _ACCENTED.items()} | _ACCENTED
_AFTERWARDS: Final = {"trở lên": Qualifier.AT_LEAST, "trở xuống": Qualifier.AT_MOST, "+": Qualifier.MORE_THAN}
_MAY_STAND_BEFORE_A_RANGE: Final = {Qualifier.EXACT, Qualifier.ABOUT, Qualifier.RANGE}
_TENS: Final = {  # scale word → how many zeros it stands for
    **dict.fromkeys(("chục",), 1),
    **dict.fromkeys(("trăm",), 2),
    **dict.fromkeys(("nghìn", "ngàn", "nghin", "ngan", "thousand"), 3),
    **dict.fromkeys(("vạn",), 4),
    **dict.fromkeys(("triệu", "trieu", "tr", "million"), 6),
    **dict.fromkeys(("tỷ", "tỉ", "ty", "ti", "billion"), 9),
}
_BETWEEN: Final = {"..", "...", "…", "-", "–", "—", "−", "~", "÷", "đến", "tới", "to"}
_SIGNS: Final = {"-": -1, "−": -1, "–": -1, "+": 1}
_CHANGES_THE_NUMBER: Final = {  # words that would be part of the number and not its unit
    *("rưỡi", "lẻ", "mươi", "mười", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "không"),
    *("phần", "hoặc", "hay", "và", "or", "and", "nửa"),
}
_TOKEN = re.compile(
    r"[0-9]+(?:(?: ?[.,] ?(?=[0-9])|[ '’](?=[0-9]{3}(?![0-9])))[0-9]+)*|\.{2,3}|[<>]=|[^\W\d_]+|\S"
)
_COUNT: Final = r"([0-9]{1,15}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4})"
_USUAL_COUNT = re.compile(rf"{_COUNT}(?:(?:\.\.| ?[-–] ?){_COUNT})?")
_USUAL_SHARE = re.compile("([0-9]{1,3})(?:[.,]([0-9]{1,6}))?(%?)")
_BLANK_AT_MARK = re.compile(" ?([.,]) ?")
_BY_BLANKS = re.compile("[1-9][0-9]{0,2}(?:[ '’][0-9]{3})+(?:[.,][0-9]+)?")
_BY_POINTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_BY_COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_ONE_MARK = re.compile("([0-9]+)[.,]([0-9]+)")


class WrittenNumber(NamedTuple):
    """What is written, exactly: whole multiples of 10^-places; `low` and `high` differ in a range only.

    decimals: digits published after the mark ("7,4 tỷ" has 1). last: what the last digit written is worth,
    in 10^-places. scaled: written with tỷ, triệu, nghìn … unit: the words after the number, "%" among them.
    """

    low: int
    high: int
    places: int
    qualifier: Qualifier
    decimals: int
    last: int
    scaled: bool = False
    unit: str = ""

    @property
    def lowest(self) -> Fraction:
        return Fraction(self.low, 10**self.places)

    @property
    def highest(self) -> Fraction:
        return Fraction(self.high, 10**self.places)

    @property
    def round_to(self) -> int:
        """What the last digit that is no idle zero is worth, in 10^-places: 10 in 1.660, 100.000 in 300.000."""
        step = self.last
        while self.low and self.low % (step * 10) == 0 and self.high % (step * 10) == 0:
            step *= 10
        return step


@dataclass(frozen=True, slots=True)
class _Amount:
    digits: int
    places: int
    decimals: int
    last: int
    zeros: int | None  # of the scale words; None where there is none

    def scaled(self, zeros: int) -> "_Amount":
        """The same digits with the scale word of its neighbour: the 3 in "3 - 4 tỷ"."""
        more = max(0, zeros - self.places)
        return _Amount(
            self.digits * 10**more, max(0, self.places - zeros), self.decimals, self.last * 10**more, zeros
        )


def read(text: str, *, share: bool = False) -> WrittenNumber:
    """The number in the text, with its qualifier.

    A point or blank before three digits groups them, a comma begins the decimals; but a count with a comma
    before exactly three digits ("1,000") is grouped the English way, for a thousandth of a person is none.
    share: the text is a percentage, where a single point or comma always begins the decimals.
    Errors: NumberUnreadable.
    """
    usual = _usual(text, share=share)
    if usual is not None:
        return usual
    cleaned = clean(text).lower().replace("phần trăm", "%")
    found = _Reader(_TOKEN.findall(cleaned), share=share).read()
    if found is None:
        raise NumberUnreadable(text=clean(text))
    return found


def _usual(text: str, *, share: bool) -> WrittenNumber | None:
    """The forms that nearly every cell has, told at one glance; None where the text must be walked through."""
    if share:
        found = _USUAL_SHARE.fullmatch(text)
        if found is None:
            return None
        whole, decimals, unit = found.groups(default="")
        digits, places = int(whole + decimals), len(decimals)
        return WrittenNumber(digits, digits, places, Qualifier.EXACT, places, 1, unit=unit)
    found = _USUAL_COUNT.fullmatch(text)
    if found is None:
        return None
    low = int(found[1].replace(".", ""))
    if found[2] is None:
        return WrittenNumber(low, low, 0, Qualifier.EXACT, 0, 1)
    high = int(found[2].replace(".", ""))
    return WrittenNumber(low, high, 0, Qualifier.RANGE, 0, 1) if low <= high else None


def qualifier_of(text: str) -> Qualifier | None:
    """The qualifier a word stands for, in either language; blank is exact; None when it is none of them."""
    return _QUALIFIERS.get(clean(text).lower())


class _Reader:
    """Walks over the tokens once: words, number, words, perhaps a second number, words."""

    def __init__(self, tokens: list[str], *, share: bool) -> None:
        self.tokens = tokens
        self.share = share
        self.at = 0

    def read(self) -> WrittenNumber | None:
        qualifier, sign = self.before()
        first = self.amount()
        if qualifier is None or first is None:
            return None
        unit = self.words()
        if self.peek() in _BETWEEN:
            self.at += 1
            second = self.amount()
            unit = self.words() or unit
            if second is None or qualifier not in _MAY_STAND_BEFORE_A_RANGE or sign < 0 or not self.is_over():
                return None
            return _range(first, second, unit)
        afterwards = self.afterwards()
        if qualifier is Qualifier.RANGE:  # "từ 800" alone, or "từ 800 trở lên"
            qualifier = afterwards
        elif afterwards is not None:
            qualifier = afterwards if qualifier is Qualifier.EXACT else None
        if qualifier is None or not self.is_over():
            return None
        value = sign * first.digits
        scaled = first.zeros is not None
        return WrittenNumber(value, value, first.places, qualifier, first.decimals, first.last, scaled, unit)

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def is_over(self) -> bool:
        if self.peek() in {".", ","}:
            self.at += 1
        return self.at == len(self.tokens)

    def before(self) -> tuple[Qualifier | None, int]:
        """What stands before the first digit: a qualifier, then perhaps a sign."""
        begin = self.at
        while self.peek() and not _is_number(self.peek()):
            self.at += 1
        words = self.tokens[begin : self.at]
        sign = _SIGNS.get(words[-1], 0) if words else 0
        return _QUALIFIERS.get(" ".join(words[:-1] if sign else words)), sign or 1

    def amount(self) -> _Amount | None:
        """A number and its scale words; "7 tỷ 400 triệu" is one amount."""
        whole: _Amount | None = None
        while _is_number(self.peek()):
            written = self.peek()
            self.at += 1
            zeros = self.zeros()
            part = _decoded(written, scaled=zeros is not None, share=self.share)
            if part is None or (whole is not None and (whole.zeros or 0) <= (zeros or 0)):
                return None
            part = part if zeros is None else part.scaled(zeros)
            if whole is not None:
                if zeros is None or whole.places or part.places or part.digits >= 10 ** (whole.zeros or 0):
                    return None
                part = _Amount(whole.digits + part.digits, 0, whole.decimals, part.last, zeros)
            whole = part
        return whole

    def zeros(self) -> int | None:
        """How many zeros the scale words at hand stand for together: "nghìn tỷ" is 12."""
        total = None
        while self.peek() in _TENS:
            total = (total or 0) + _TENS[self.peek()]
            self.at += 1
        return total

    def words(self) -> str:
        """The unit: words, "%" and strokes, until a sign, a separator or the end."""
        begin = self.at
        while (token := self.peek()) and token not in _BETWEEN | _CHANGES_THE_NUMBER | {"trở"}:
            if not (token.isalpha() or token in {"%", "/", "(", ")"}):
                break
            self.at += 1
        return " ".join(self.tokens[begin : self.at])

    def afterwards(self) -> Qualifier | None:
        for words, qualifier in _AFTERWARDS.items():
            length = len(words.split())
            if self.tokens[self.at : self.at + length] == words.split():
                self.at += length
                return qualifier
        return None


def _is_number(token: str) -> bool:
    return "0" <= token[:1] <= "9"  # no other script's digits


def _range(first: _Amount, second: _Amount, unit: str) -> WrittenNumber | None:
    if first.zeros is None and second.zeros is not None:
        first = first.scaled(second.zeros)
    places = max(first.places, second.places)
    low, high = (one.digits * 10 ** (places - one.places) for one in (first, second))
    last = min(one.last * 10 ** (places - one.places) for one in (first, second))
    if low > high:
        return None
    decimals = max(first.decimals, second.decimals)
    return WrittenNumber(
        low, high, places, Qualifier.RANGE, decimals, last, scaled=second.zeros is not None, unit=unit
    )


def _decoded(written: str, *, scaled: bool, share: bool) -> _Amount | None:
    """One number without words; None where its marks fit no way of writing, or two of them."""
    plain = _BLANK_AT_MARK.sub(r"\1", written) if " " in written else written
    if len(plain) > MOST_DIGITS:
        return None
    is_count = not (scaled or share)
    if is_count and plain != written and "," in plain:
        return None  # "53, 45": a list as well as a number
    if plain.isdigit():
        return _Amount(int(plain), 0, 0, 1, None)
    if _BY_BLANKS.fullmatch(plain):
        return _parted(*_cut(plain.replace(" ", "").replace("'", "").replace("’", "")))
    if _BY_POINTS.fullmatch(plain) and not (share and plain.count(".") == 1 and "," not in plain):
        return _parted(*_cut(plain.replace(".", "")))
    if _BY_COMMAS.fullmatch(plain) and (is_count or plain.count(",") > 1 or "." in plain):
        return _parted(*_cut(plain.replace(",", "")))
    found = _ONE_MARK.fullmatch(plain)
    if found is None or (is_count and len(found[2]) == 3 and found[1] != "0"):
        return None  # "1234.567" and "07.500" are grouped by nobody's rule
    return _parted(found[1], found[2])


def _cut(number: str) -> tuple[str, str]:
    """What stands before and after the one mark left; nothing after it where there is none."""
    whole, _, decimals = number.replace(",", ".").partition(".")
    return whole, decimals


def _parted(whole: str, decimals: str) -> _Amount:
    return _Amount(int(whole + decimals), len(decimals), len(decimals), 1, None)


def with_qualifier(number: WrittenNumber, qualifier: Qualifier) -> WrittenNumber | None:
    """The number under the qualifier its neighbour cell gives; its own, if it has one, must be the same.

    None when the two contradict each other.
    """
    if number.qualifier is qualifier or qualifier is Qualifier.EXACT:
        return number
    if number.qualifier is Qualifier.EXACT and qualifier is not Qualifier.RANGE:
        return number._replace(qualifier=qualifier)
    return None
