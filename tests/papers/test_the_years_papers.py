"""What the papers of a real round say, gathered from the data: who is on them, who is not, and the sums."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.models import ReviewMeeting
from khuyenhoc.apps.cards import actions as cards
from khuyenhoc.apps.cards import queries as card_queries
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Decision, Recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.actions import NewSubject
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.review import Votes
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.papers import addresses, card, certificate, decision, minutes, proposal, registration
from khuyenhoc.papers.certificate import NoCertificateInForce
from khuyenhoc.papers.decision import DecisionAmbiguous, DecisionNotFound
from khuyenhoc.papers.lists import NothingToPrint, PaperNotFound
from tests import make
from tests.make import NOON, Country, People
from tests.papers import reading

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=8)
NAMES = ("Lý Seo Dín", "Giàng A Páo", "Mẫu Thị Ước")


def homes(land: Country, who: People) -> list[Subject]:
    """Three households, two in the first hamlet and one in the other."""
    where = (land.hamlet, land.other_hamlet, land.hamlet)
    return [
        make.subject(Title.HOUSEHOLD, place, by=who.branch, name=f"Hộ {name}")
        for name, place in zip(NAMES, where, strict=True)
    ]


@pytest.fixture
def opened(land: Country, who: People) -> Round:
    return make.a_round(Title.HOUSEHOLD, land.province, by=who.province)


@pytest.fixture
def decided(land: Country, who: People, opened: Round) -> Decision:
    return make.recognised(opened, homes(land, who), land.commune, who, commune=land.commune)


def test_the_registration_list_names_who_registered_hamlet_by_hamlet(
    land: Country, who: People, opened: Round
) -> None:
    these = make.registered(opened, homes(land, who), by=who.branch)
    gone = make.registered(
        opened, [make.subject(Title.HOUSEHOLD, land.hamlet, by=who.branch, name="Hộ rút")], by=who.branch
    )
    rounds.withdraw([gone[0].pk], reason="Chuyển đi", by=who.branch, at=LATER)

    made = registration.pdf(
        registration.of(land.commune.pk, year=2023, title=Title.HOUSEHOLD, on=date(2023, 10, 10))
    )

    reading.kept(made, "registration")
    text = reading.whole(made)
    assert "HỘI KHUYẾN HỌC HUYỆN MẪU HÀ HỘI KHUYẾN HỌC XÃ MẪU ĐÔNG" in text
    assert "Mẫu Đông, ngày 10 tháng 10 năm 2023" in text
    assert "Hộ gia đình đăng ký danh hiệu “Gia đình học tập” năm 2023" in text
    assert text.index("Thôn Bản Hai (1)") < text.index("Hộ Giàng A Páo")
    assert text.index("Thôn Bản Một (2)") < text.index("Hộ Lý Seo Dín") < text.index("Hộ Mẫu Thị Ước")
    assert "Tổng cộng: 3 (ba) hộ gia đình." in text
    assert text.count("đồng ý bằng lời") == len(these)
    assert "Hộ rút" not in text
    assert "Dữ liệu trình diễn – không có thật. Chấm theo bộ tiêu chí mẫu." in text


def test_citizens_are_told_apart_by_their_year_of_birth_on_the_list_they_sign(
    land: Country, who: People
) -> None:
    citizens = make.a_round(Title.CITIZEN, land.province, by=who.province)
    new = [
        NewSubject(Title.CITIZEN, "Giàng A Páo", land.hamlet.pk, make.BORN, birth_year=year)
        for year in (1961, 1989)
    ]
    make.registered(citizens, subjects.enter(new, by=who.branch, at=NOON), by=who.branch)

    paper = registration.of(land.hamlet.pk, year=2023, title=Title.CITIZEN, on=date(2023, 10, 10))

    text = reading.whole(registration.pdf(paper))
    assert "1 Giàng A Páo 1961" in text
    assert "2 Giàng A Páo 1989" in text
    assert "CHI HỘI KHUYẾN HỌC THÔN BẢN MỘT" in text
    assert "Dữ liệu trình diễn" not in text


def test_nobody_registered_is_said_and_not_printed(land: Country, opened: Round) -> None:
    with pytest.raises(NothingToPrint):
        registration.of(land.commune.pk, year=2023, title=Title.HOUSEHOLD, on=date(2023, 10, 10))


def test_the_minutes_tell_attendance_votes_and_what_followed(
    land: Country, who: People, opened: Round
) -> None:
    cases = make.assessed(make.registered(opened, homes(land, who), by=who.branch), by=who.branch)
    said = [make.ALL_AGREE, Votes(agree=5, disagree=15, abstain=4), make.ALL_AGREE]
    meeting = assessments.review_cases(
        land.commune.pk,
        {case.pk: votes for case, votes in zip(cases, said, strict=True)},
        attendance=make.MEETING,
        not_carried="Chưa nhất trí",
        by=who.branch,
        at=LATER,
    )

    made = minutes.pdf(minutes.of(minutes.find(land.commune.pk, year=2023, title=Title.HOUSEHOLD)))

    reading.kept(made, "minutes")
    text = reading.whole(made)
    assert ReviewMeeting.objects.get() == meeting
    assert "ngày 10 tháng 10 năm 2023" in text
    assert "Được mời: 30 (ba mươi) người. Có mặt: 24 (hai mươi bốn) người, đạt 80,00%" in text
    assert "tối thiểu 66,67%" in text
    assert "Hộ Giàng A Páo 5 15 4 Không đạt" in text
    assert text.count(" 24 0 0 Đạt") == 2
    assert "Đạt: 2 (hai) hộ gia đình. Không đạt: 1 (một) hộ gia đình." in text
    assert "THƯ KÝ Thư ký CHỦ TRÌ Chi hội trưởng" in text


def test_the_proposal_gives_points_rating_and_votes_and_leaves_out_who_was_sent_back(
    land: Country, who: People, opened: Round
) -> None:
    cases = make.assessed(make.registered(opened, homes(land, who), by=who.branch), by=who.branch)
    make.reviewed(cases, land.commune, by=who.branch)
    ids = [case.pk for case in cases]
    assessments.verify(ids, by=who.association, at=LATER)
    recognition.propose(ids, place=land.commune.pk, by=who.association, at=LATER)
    assessments.send_back(
        [ids[0]],
        reason="Thiếu minh chứng",
        permission=Permission.PROPOSE,
        by=who.association,
        at=LATER,
    )

    made = proposal.pdf(proposal.of(proposal.find(land.commune.pk, year=2023, title=Title.HOUSEHOLD)))

    reading.kept(made, "proposal")
    text = reading.whole(made)
    assert "Kính gửi: Ủy ban nhân dân xã Mẫu Đông" in text
    assert "Hội Khuyến học xã Mẫu Đông đề nghị Ủy ban nhân dân xã Mẫu Đông công nhận" in text
    assert "cho 2 (hai) hộ gia đình" in text
    assert "Hộ Giàng A Páo 100/100 100,00% Tốt 24/24" in text
    assert "Trong đó xếp loại: Tốt: 2 (hai)." in text
    assert "Lý Seo Dín" not in text


def test_the_decision_says_what_was_signed_and_its_annex_who(land: Country, decided: Decision) -> None:
    made = decision.pdf(
        decision.of(decided.pk, signer_name="Mẫu Văn Ký", legal_bases=["Luật Mẫu số 1/2000/QH"])
    )

    reading.kept(made, "decision")
    paper, annex = reading.pages(made)
    assert (
        "ỦY BAN NHÂN DÂN XÃ MẪU ĐÔNG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in paper
    )
    assert f"Số: {decided.number}" in paper
    assert "Mẫu Đông, ngày 10 tháng 10 năm 2023" in paper
    assert "Căn cứ Luật Mẫu số 1/2000/QH;" in paper
    assert (
        "Theo đề nghị của Hội Khuyến học xã Mẫu Đông tại danh sách đề nghị ngày 10 tháng 10 năm 2023."
        in paper
    )
    assert "cho 3 (ba) hộ gia đình thuộc xã Mẫu Đông (có danh sách kèm theo)" in paper
    assert "từ ngày 10 tháng 10 năm 2023 đến hết ngày 09 tháng 10 năm 2024" in paper
    assert "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Mẫu Văn Ký" in paper
    assert (
        f"(Kèm theo Quyết định số {decided.number} ngày 10 tháng 10 năm 2023 của Ủy ban nhân dân xã Mẫu Đông)"
        in annex
    )
    for one in Recognition.objects.select_related("subject", "certificate"):
        assert f"{one.subject.name} {one.certificate.number}" in annex
    assert reading.is_archivable(made)


def test_a_title_revoked_since_stands_in_the_decision_and_gets_no_certificate(
    who: People, decided: Decision
) -> None:
    first = Recognition.objects.order_by("pk")[0]
    recognition.revoke([first.pk], reason="Khai sai", by=who.committee, at=LATER)

    annex = reading.whole(decision.pdf(decision.of(decided.pk)))
    given = certificate.pdf(certificate.of(decided.pk))

    reading.kept(given, "certificate")
    papers = reading.pages(given)
    assert first.subject.name in annex
    assert len(papers) == 2
    assert not [text for text in papers if first.subject.name in text]
    with pytest.raises(NoCertificateInForce):
        certificate.of(decided.pk, numbers=[first.certificate.number])


def test_a_certificate_shows_name_and_hamlet_and_nothing_else_of_anybody(land: Country, who: People) -> None:
    citizens = make.a_round(Title.CITIZEN, land.province, by=who.province)
    new = NewSubject(Title.CITIZEN, "Giàng A Páo", land.hamlet.pk, make.BORN, birth_year=1961)
    person = subjects.enter([new], by=who.branch, at=NOON)
    decided = make.recognised(citizens, person, land.hamlet, who, commune=land.commune)
    given = Recognition.objects.get().certificate

    made = certificate.pdf(certificate.of(decided.pk))

    (text,) = reading.pages(made)
    for known in (
        *("ỦY BAN NHÂN DÂN XÃ MẪU ĐÔNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        *(
            "GIẤY CÔNG NHẬN",
            "Ủy ban nhân dân xã Mẫu Đông công nhận",
            "Giàng A Páo",
            "đạt danh hiệu",
            "CÔNG DÂN HỌC TẬP",
        ),
        *(
            "Thôn Bản Một, xã Mẫu Đông, huyện Mẫu Hà, tỉnh Mẫu Sơn",
            "NĂM 2023",
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
        ),
        f"Theo Quyết định số {decided.number} ngày 10 tháng 10 năm 2023; có giá trị đến hết",
        *("ngày 09 tháng 10 năm 2024", f"Số: {given.number}", f"Mã kiểm tra: {given.code}"),
        *("Quét mã, hoặc gõ mã kiểm tra tại", addresses.shown(addresses.certificate(""))),
        "Mẫu Đông, ngày 10 tháng 10 năm 2023",
    ):
        assert known in text
        text = text.replace(known, "", 1)
    assert text.split() == []
    assert reading.scanned(made) == [addresses.certificate(given.code)]


def test_a_community_stands_on_its_decision_with_its_rating(
    land: Country, who: People, opened: Round
) -> None:
    everybody = [make.subject(Title.HOUSEHOLD, land.hamlet, by=who.branch, name="Hộ mẫu")]
    make.recognised(opened, everybody, land.hamlet, who, commune=land.commune)
    hamlets = make.a_round(Title.COMMUNITY, land.province, by=who.province, level=Level.HAMLET)
    named = make.subject(Title.COMMUNITY, land.hamlet, by=who.branch, name="Thôn Bản Một", level=Level.HAMLET)
    decided = make.recognised(hamlets, [named], land.hamlet, who, commune=land.commune)
    given = Recognition.objects.get(subject=named).certificate

    annex = reading.pages(decision.pdf(decision.of(decided.pk)))[1]

    assert "STT Cộng đồng Xếp loại Số giấy công nhận" in annex
    assert f"1 Thôn Bản Một Tốt {given.number} Tổng cộng: 1 (một) cộng đồng." in annex


def test_a_round_without_its_paper_says_so(land: Country, opened: Round) -> None:
    for find in (minutes.find, proposal.find):
        with pytest.raises(PaperNotFound):
            find(land.commune.pk, year=2023, title=Title.HOUSEHOLD)
    for of in (minutes.of, proposal.of, decision.of, certificate.of):
        with pytest.raises(PaperNotFound):
            of(4_000_000)


def test_a_decision_is_found_by_its_number_and_where_numbers_repeat_by_its_place(
    land: Country, decided: Decision
) -> None:
    assert decision.find(f" {decided.number} ") == decided.pk
    other = make.copy_of(decided, place=land.other_commune)

    with pytest.raises(DecisionAmbiguous):
        decision.find(decided.number)
    assert decision.find(decided.number, place=land.other_commune.pk) == other.pk
    with pytest.raises(DecisionNotFound):
        decision.find("99/2023/QĐ-UBND")
    with pytest.raises(NothingToPrint):
        decision.of(other.pk)


def test_a_place_that_calls_the_title_otherwise_reads_so_on_its_papers(
    land: Country, who: People, decided: Decision
) -> None:
    rounds.name_title(
        land.commune.pk,
        Title.HOUSEHOLD,
        "Gia đình hiếu học",
        valid_from=date(2023, 1, 1),
        by=who.association,
        at=NOON,
    )

    assert "GIA ĐÌNH HIẾU HỌC" in reading.whole(certificate.pdf(certificate.of(decided.pk)))


def test_the_cards_just_issued_open_the_forms_of_those_they_name(land: Country, who: People) -> None:
    citizens = make.a_round(Title.CITIZEN, land.province, by=who.province)
    people = [make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=name) for name in NAMES]
    these = make.registered(citizens, people, by=who.branch)
    wanted = card_queries.to_be_issued(land.commune.pk, year=2023, on=date(2023, 10, 10))
    numbers = iter(range(10**12, 10**13, 10**11))

    issued = cards.issue(wanted, draw=lambda _most: next(numbers), by=who.branch, at=NOON)
    made = card.pdf(card.of(issued, place=land.commune.pk, on=date(2023, 10, 10)))

    reading.kept(made, "card")
    text = reading.whole(made)
    assert [name for name in NAMES if name not in text] == []
    assert "Thẻ dùng đến hết 31/12/2023" in text
    codes = [address.rstrip("/").rpartition("/")[2] for address in reading.scanned(made)]
    assert [code for code in codes if code not in text] == []
    opened = {card_queries.find(code, on=date(2023, 11, 1)).registration_id for code in codes}
    assert opened == {one.pk for one in these}
    assert card_queries.to_be_issued(land.commune.pk, year=2023, on=date(2023, 10, 10)) == []
    assert card_queries.to_be_issued(land.commune.pk, year=2023, on=date(2023, 10, 10), again=True) == wanted


def test_gathering_asks_no_more_questions_for_a_longer_list(
    land: Country, who: People, opened: Round, decided: Decision
) -> None:
    many = make.households(60, land.hamlet, by=who.branch)
    long = make.recognised(opened, many, land.hamlet, who, commune=land.commune)

    assert asked(decision.of, long) <= asked(decision.of, decided)
    assert asked(certificate.of, long) <= asked(certificate.of, decided)


def asked(of: Callable[[int], object], decided: Decision) -> int:
    with CaptureQueriesContext(connection) as questions:
        of(decided.pk)
    return len(questions)
