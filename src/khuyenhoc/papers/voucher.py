"""Phiếu thu, phiếu chi, phiếu điều chỉnh: one entry of a fund's book, to be signed by who gives and who takes."""

from dataclasses import dataclass

from khuyenhoc.apps.funds.models import Fund, Voucher
from khuyenhoc.domain import ledger
from khuyenhoc.domain.ledger import Account, VoucherKind
from khuyenhoc.papers import press
from khuyenhoc.papers.amounts import Amount, amount
from khuyenhoc.papers.letterhead import Letterhead, of_association
from khuyenhoc.sentences import words
from khuyenhoc.sentences.words import word

SAMPLE = "Dữ liệu mẫu – không có thật."


@dataclass(frozen=True, slots=True)
class VoucherPaper:
    """rows: (what, told) as they stand under each other. signers: who signs, left to right.

    sign: before the amount.
    """

    head: Letterhead
    kind: str
    number: str
    fund: str
    rows: tuple[tuple[str, str], ...]
    amount: Amount
    taken_back: str
    signers: tuple[str, ...]
    marks: tuple[str, ...]
    sign: str = ""


def of(voucher: Voucher) -> VoucherPaper:
    """voucher: of income, spending or a correction, with its fund and what it corrects."""
    if voucher.corrects is not None:
        return _correction(voucher, voucher.corrects)
    is_income = voucher.kind == VoucherKind.RECEIPT
    source = words.word("donor", voucher.donor) if is_income else words.word("purpose", voucher.purpose)
    told = [
        ("Họ tên, đơn vị nộp" if is_income else "Họ tên, đơn vị nhận", voucher.party or "…" * 20),
        ("Địa chỉ", voucher.party_place or "…" * 20),
        ("Nguồn thu" if is_income else "Khoản chi", source),
        ("Nội dung", voucher.about),
        ("Theo quyết định", _decision(voucher)),
        ("Hình thức", words.word("holding", voucher.holding)),
        ("Hiện vật", voucher.goods if voucher.holding == Account.GOODS else ""),
    ]
    back = getattr(voucher, "corrected_by", None)
    return VoucherPaper(
        head=head(voucher.fund, voucher),
        kind="PHIẾU THU" if is_income else "PHIẾU CHI",
        number=f"{voucher.number:02d}/{voucher.year}",
        fund=voucher.fund.name,
        rows=tuple((what, one) for what, one in told if one),
        amount=amount(voucher.amount),
        taken_back=""
        if back is None
        else f"Đã điều chỉnh bằng phiếu điều chỉnh số {back.number:02d}/{back.year} ngày {back.day:%d/%m/%Y}.",
        signers=("NGƯỜI LẬP PHIẾU", "NGƯỜI NỘP" if is_income else "NGƯỜI NHẬN", "THỦ QUỸ", "CHỦ TỊCH HỘI"),
        marks=(SAMPLE,) if voucher.fund.is_sample else (),
    )


def _correction(voucher: Voucher, wrong: Voucher) -> VoucherPaper:
    """What a counter-entry takes back, and what it does to the fund."""
    effect = ledger.effect(VoucherKind.CORRECTION, voucher.amount, VoucherKind(wrong.kind))
    what = "không đổi" if effect == 0 else "giảm đi" if effect < 0 else "tăng lên"
    told = [
        (
            "Điều chỉnh",
            f"{word('voucher', wrong.kind)} số {wrong.number:02d}/{wrong.year} ngày {wrong.day:%d/%m/%Y}",
        ),
        ("Người nộp, người nhận", wrong.party),
        ("Lý do", voucher.about),
        ("Hình thức", word("holding", voucher.holding) if voucher.holding else ""),
        ("Quỹ", what),
    ]
    return VoucherPaper(
        head=head(voucher.fund, voucher),
        kind="PHIẾU ĐIỀU CHỈNH",
        number=f"{voucher.number:02d}/{voucher.year}",
        fund=voucher.fund.name,
        rows=tuple((label, one) for label, one in told if one),
        amount=amount(voucher.amount),
        taken_back="",
        signers=("NGƯỜI LẬP PHIẾU", "THỦ QUỸ", "CHỦ TỊCH HỘI"),
        marks=(SAMPLE,) if voucher.fund.is_sample else (),
        sign="−" if effect < 0 else "",
    )


def head(fund: Fund, voucher: Voucher) -> Letterhead:
    return of_fund(fund, of_association(fund.place_id, voucher.day))


def of_fund(fund: Fund, of: Letterhead) -> Letterhead:
    """That of the place's association, or of the branch or clan whose fund it is, under the association."""
    owner = fund.branch or fund.body
    if owner is None:
        return of
    return Letterhead((" ".join(of.issuer),), (owner.name,), of.seat, of.day)


def _decision(voucher: Voucher) -> str:
    if not voucher.decision_number:
        return ""
    day = f" ngày {voucher.decision_day:%d/%m/%Y}" if voucher.decision_day else ""
    return f"số {voucher.decision_number}{day}"


def pdf(paper: VoucherPaper) -> bytes:
    """A4 upright."""
    return press.typeset(
        "voucher", paper, dated=paper.head.day, name=f"{paper.kind.capitalize()} số {paper.number}"
    )
