"""Setting papers in type: every letter, every page, every time the same."""

import hashlib
import os
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from khuyenhoc.domain.short_codes import short_code
from khuyenhoc.papers import addresses, card, certificate, decision, press
from tests.papers import reading, sheets

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]
NAMES = ["Lý Seo Dín", "Giàng A Páo", "Y Êban", "H'Lan Niê", "H’Bia Kđoh", "K'Brêu", "Mẫu"]
LONG = "Hộ bà Công Tằng Tôn Nữ Nguyễn Phúc Hoàng Thiên Hương Ngọc Minh Châu Quỳnh Như"


def test_every_vietnamese_letter_can_be_read_back_from_the_paper() -> None:
    small, large = "".join(LETTERS), "".join(LETTERS).upper()
    words = [small[start : start + 10] for start in range(0, len(small), 10)]
    words += [large[start : start + 10] for start in range(0, len(large), 10)]

    made = decision.pdf(sheets.decision(words + NAMES))

    text = reading.whole(made)
    assert [name for name in words + NAMES if name not in text] == []
    assert reading.is_archivable(made)


def test_letters_with_loose_marks_come_out_whole() -> None:
    loose = unicodedata.normalize("NFD", "Nguyễn Thị Ước Phượng Đặng Quỳnh Ữ Ặ ẵ ỡ")

    made = certificate.pdf(sheets.certificates([loose]))

    text = reading.whole(made)
    assert unicodedata.normalize("NFC", loose) in text
    assert reading.is_nfc(text)
    assert made == certificate.pdf(sheets.certificates([unicodedata.normalize("NFC", loose)]))


@pytest.mark.parametrize(
    "make",
    [
        lambda: decision.pdf(sheets.decision(["Lý Seo Dín"])),
        lambda: certificate.pdf(sheets.certificates(["Lý Seo Dín"])),
        lambda: card.pdf(sheets.cards([("Lý Seo Dín", short_code(5))])),
    ],
    ids=["decision", "certificate", "card"],
)
def test_a_paper_is_fit_for_the_archive_and_always_the_same(make: Callable[[], bytes]) -> None:
    once = make()

    assert reading.is_archivable(once)
    assert make() == once


def test_another_process_sets_the_same_bytes() -> None:
    told = (
        "import django; django.setup(); from khuyenhoc.papers import decision; from tests.papers import sheets; "
        "import hashlib; print(hashlib.sha256(decision.pdf(sheets.decision(['Lý Seo Dín']))).hexdigest())"
    )
    here = decision.pdf(sheets.decision(["Lý Seo Dín"]))

    done = subprocess.run([sys.executable, "-c", told], env=environment(), capture_output=True, text=True)

    assert done.stdout.strip() == hashlib.sha256(here).hexdigest(), done.stderr


def environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": "7"}


def test_threads_set_papers_side_by_side() -> None:
    alone = certificate.pdf(sheets.certificates(NAMES))
    made: list[bytes] = []

    threads = [
        threading.Thread(target=lambda: made.append(certificate.pdf(sheets.certificates(NAMES))))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == [alone] * 4


def test_a_sign_that_no_font_has_does_not_stop_the_paper() -> None:
    made = decision.pdf(sheets.decision(["Lý Seo Dín", "Lý 家 Dín"]))

    assert "Lý Seo Dín" in reading.whole(made)
    assert not reading.is_archivable(made)


@examples(max_examples=25)
@given(st.text(max_size=60))
def test_a_name_is_never_read_as_layout(name: str) -> None:
    made = certificate.pdf(sheets.certificates([name, "#pagebreak() *đậm* $x$ <nhãn> @ai \\ // ``"]))

    found = reading.pages(made)
    assert len(found) == 2
    assert "#pagebreak() *đậm* $x$ <nhãn> @ai \\ // ``" in found[1]


def test_a_list_of_three_hundred_has_its_head_on_every_page_and_each_name_once() -> None:
    given = [f"Hộ mẫu số {number}" for number in range(1, 290)] + [f"{LONG} {number}" for number in range(11)]

    made = decision.pdf(sheets.decision(given))

    paper, first, *following = reading.pages(made)
    reading.kept(made, "decision-300")
    assert "300 (ba trăm) hộ gia đình" in paper
    assert [page for page in (first, *following) if "STT Hộ gia đình Số giấy công nhận" not in page] == []
    assert [page.split()[0] for page in following] == [str(number) for number in range(2, len(following) + 2)]
    assert not first.startswith("1 ")
    annex = " ".join((first, *following)) + " "
    assert [name for name in given if annex.count(f"{name} 0") != 1] == []
    assert "Tổng cộng: 300 (ba trăm) hộ gia đình." in following[-1]
    assert "Thôn 3 (60)" in annex


def test_a_long_name_stays_inside_its_certificate_and_its_card() -> None:
    made = certificate.pdf(sheets.certificates([LONG, "Ai"]))
    sheet = card.pdf(sheets.cards([(LONG, short_code(number)) for number in range(8)]))

    reading.kept(made, "certificate-long-names")
    reading.kept(sheet, "card-long-names")
    assert [LONG in page for page in reading.pages(made)] == [True, False]
    assert reading.sizes(made) == {(297, 210)}
    assert len(reading.pages(sheet)) == 1


def test_a_body_may_use_templates_of_its_own(tmp_path: Path, settings: Any) -> None:
    for file in (press.FOLDER / "templates").glob("*.typ"):
        text = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(text.replace("GIẤY CÔNG NHẬN", "BẰNG CÔNG NHẬN"), encoding="utf-8")

    settings.PAPER_TEMPLATES = str(tmp_path)

    assert "BẰNG CÔNG NHẬN" in reading.whole(certificate.pdf(sheets.certificates(["Lý Seo Dín"])))


def test_a_telephone_reads_the_address_from_every_certificate_and_card() -> None:
    made = certificate.pdf(sheets.certificates(NAMES[:3]))
    codes = [short_code(number * 10**10) for number in range(9)]
    sheet = card.pdf(sheets.cards([("Lý Seo Dín", code) for code in codes]))

    assert [reading.scanned(made, page) for page in range(3)] == [
        [addresses.certificate(f"7KD4-PXM2-000{number}")] for number in (1, 2, 3)
    ]
    assert sorted(reading.scanned(sheet, 0) + reading.scanned(sheet, 1)) == sorted(
        addresses.card(code) for code in codes
    )


def test_many_certificates_go_into_several_files_and_none_is_lost() -> None:
    paper = sheets.certificates([f"Hộ {number}" for number in range(certificate.PAGES_A_FILE + 1)])

    first, second = certificate.in_files(paper)

    assert first.certificates + second.certificates == paper.certificates
    assert len(reading.pages(certificate.pdf(second))) == 1
    assert certificate.in_files(first) == [first]


def test_what_is_made_up_is_marked_across_the_certificate() -> None:
    paper = sheets.certificates(["Lý Seo Dín"])

    real, sample = certificate.pdf(paper), certificate.pdf(replace(paper, marks=("Dữ liệu trình diễn.",)))

    assert "MẪU" not in reading.whole(real).replace("MẪU ĐÔNG", "")
    assert {"MẪU", "diễn."} <= set(reading.whole(sample).replace("MẪU ĐÔNG", "").split())
