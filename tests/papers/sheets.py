"""Papers as records, without a database: a decision of as many households as wanted, and the like."""

from collections.abc import Sequence
from datetime import date

from khuyenhoc.papers import addresses, qr
from khuyenhoc.papers.amounts import amount
from khuyenhoc.papers.card import CardSheet, OneCard
from khuyenhoc.papers.certificate import Certificates, OneCertificate
from khuyenhoc.papers.decision import DecisionPaper, ProposedBy
from khuyenhoc.papers.letterhead import Letterhead
from khuyenhoc.papers.lists import Group, Line, NameList
from khuyenhoc.papers.naming import Naming

DAY = date(2023, 12, 5)
BODY = "Ủy ban nhân dân xã Mẫu Đông"
HEAD = Letterhead((), ("Ủy ban nhân dân", "xã Mẫu Đông"), "Mẫu Đông", DAY, "15/2023/QĐ-UBND")
HOUSEHOLDS = Naming("Gia đình học tập", 2023, "hộ gia đình", "Hộ gia đình")
CITIZENS = Naming("Công dân học tập", 2023, "công dân", "Họ và tên")


def names(given: Sequence[str], a_hamlet: int = 120) -> NameList:
    """In hamlets of so many each, in the order given."""
    lines = [Line(name, (f"{serial:05d}/2023",)) for serial, name in enumerate(given, start=1)]
    groups = [lines[start : start + a_hamlet] for start in range(0, len(lines), a_hamlet)]
    return NameList(
        tuple(
            Group(f"thôn {number}", amount(len(group)).figures, tuple(group))
            for number, group in enumerate(groups, start=1)
        ),
        amount(len(lines)),
    )


def decision(given: Sequence[str]) -> DecisionPaper:
    return DecisionPaper(
        head=HEAD,
        naming=HOUSEHOLDS,
        body=BODY,
        place="xã Mẫu Đông",
        legal_bases=("Bộ tiêu chí “Gia đình học tập (mẫu)”, phiên bản 2023",),
        proposed_by=(ProposedBy("Hội Khuyến học xã Mẫu Đông", date(2023, 12, 1)),),
        association="Hội Khuyến học xã Mẫu Đông",
        valid_from=DAY,
        valid_to=date(2024, 12, 4),
        signature=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        signer_name="",
        heads=("Số giấy công nhận",),
        names=names(given),
        marks=(),
    )


def certificates(given: Sequence[str], marks: tuple[str, ...] = ()) -> Certificates:
    return Certificates(
        head=HEAD,
        naming=HOUSEHOLDS,
        body=BODY,
        decided_on=DAY,
        valid_to=date(2024, 12, 4),
        signature=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        signer_name="",
        certificates=tuple(
            OneCertificate(
                name=name,
                place="thôn Bản Một, xã Mẫu Đông, tỉnh Mẫu Sơn",
                number=f"{serial:05d}/2023",
                code=f"7KD4-PXM2-{serial:04d}",
                address=addresses.shown(addresses.certificate("")),
                qr=qr.svg(addresses.certificate(f"7KD4-PXM2-{serial:04d}")),
            )
            for serial, name in enumerate(given, start=1)
        ),
        marks=marks,
    )


def cards(given: Sequence[tuple[str, str]]) -> CardSheet:
    """given: name and code."""
    return CardSheet(
        issued_on=DAY,
        place="xã Mẫu Đông, tỉnh Mẫu Sơn",
        naming=CITIZENS,
        cards=tuple(
            OneCard(
                name=name,
                place="thôn Bản Một",
                code=code,
                good_to=date(2023, 12, 31),
                address=addresses.shown(addresses.card("")),
                qr=qr.svg(addresses.card(code)),
            )
            for name, code in given
        ),
        marks=(),
    )
