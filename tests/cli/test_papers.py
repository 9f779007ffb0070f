"""`khuyenhoc papers`: PDF files from the data of a year, whole or not at all."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.demo.folders import khuyenhoc
from tests.papers import reading

YEAR = "2023"
LAST_FOR_EVER = (
    "UPDATE rounds_round SET decide_to = '2199-12-31' WHERE title = 'citizen' AND year = 2023 RETURNING id"
)
REGISTERED_CITIZENS = (
    "SELECT place_id FROM rounds_registration WHERE title = 'citizen' AND year = 2023 "
    "AND withdrawn_at IS NULL ORDER BY id"
)
BRANCH_OF = (
    "SELECT username FROM accounts_user u JOIN access_grant g ON g.user_id = u.id "
    "WHERE g.role = 'branch' AND g.place_id = ?"
)


@pytest.fixture(scope="module")
def commune(demonstration: Path) -> str:
    """A commune of the demonstration, as #id."""
    deciding = "SELECT place_id FROM recognition_decision WHERE year = 2023 ORDER BY id"
    return f"#{found(demonstration, deciding)}"


def found(folder: Path, question: str, *values: object) -> str:
    with sqlite3.connect(folder / "khuyenhoc.sqlite3") as database:
        return str(database.execute(question, values).fetchone()[0])


def papers(folder: Path, out: Path, *words: str) -> bytes:
    done = khuyenhoc(folder, "papers", *words, "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert str(out) in done.stdout
    return out.read_bytes()


@pytest.mark.parametrize("paper", ["registration", "proposal"])
def test_the_lists_of_a_commune_are_written(
    demonstration: Path, commune: str, paper: str, tmp_path: Path
) -> None:
    made = papers(
        *(demonstration, tmp_path / f"{paper}.pdf", paper),
        *("--place", commune, "--year", YEAR, "--title", "household"),
    )

    text = reading.whole(made)
    assert "danh hiệu “Gia đình " in text
    assert "Dữ liệu trình diễn – không có thật." in text


def test_the_minutes_of_a_hamlet_are_written(demonstration: Path, tmp_path: Path) -> None:
    question = (
        "SELECT m.place_id FROM assessments_reviewmeeting m JOIN rounds_round r ON r.id = m.round_id "
        "WHERE r.title = 'household' AND r.year = 2023 ORDER BY m.id"
    )

    made = papers(
        *(
            demonstration,
            tmp_path / "minutes.pdf",
            "minutes",
            "--place",
            f"#{found(demonstration, question)}",
        ),
        *("--year", YEAR, "--title", "household"),
    )

    assert "Họp bình xét danh hiệu “Gia đình hiếu học (mẫu)” năm 2023" in reading.whole(made)


def test_a_decision_and_its_certificates_are_written(
    demonstration: Path, commune: str, tmp_path: Path
) -> None:
    number = found(demonstration, "SELECT number FROM recognition_decision WHERE year = 2023 ORDER BY id")
    which = ("--place", commune)

    decision = papers(demonstration, tmp_path / "decision.pdf", "decision", "--number", number, *which)
    given = papers(demonstration, tmp_path / "all.pdf", "certificates", "--decision", number, *which)

    assert f"Số: {number}" in reading.pages(decision)[0]
    assert reading.sizes(given) == {(297, 210)}
    assert [page for page in reading.pages(given) if number not in page] == []


def test_cards_are_issued_and_printed_in_one_go_and_only_once(demonstration: Path, tmp_path: Path) -> None:
    folder = tmp_path / "var"
    shutil.copytree(demonstration, folder)
    found(folder, LAST_FOR_EVER)
    place = found(folder, REGISTERED_CITIZENS)
    username = found(folder, BRANCH_OF, place)
    asked = ("card", "--place", f"#{place}", "--year", YEAR, "--as", username)

    made = papers(folder, tmp_path / "cards.pdf", *asked)
    again = khuyenhoc(folder, "papers", *asked, "--out", str(tmp_path / "again.pdf"))

    codes = reading.scanned(made)
    assert codes
    assert len(set(codes)) == len(codes)
    assert again.returncode == 1
    assert not (tmp_path / "again.pdf").exists()
    assert found(folder, "SELECT count(*) FROM cards_card") == str(
        sum(len(reading.scanned(made, page)) for page in range(len(reading.pages(made))))
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("decision", "--number", "999/2023/QĐ-UBND"), "Không có quyết định số 999/2023/QĐ-UBND."),
        (("certificates", "--decision", "999/2023/QĐ-UBND"), "Không có quyết định số 999/2023/QĐ-UBND."),
        (
            ("minutes", "--place", "Hà Giang", "--year", "2023", "--title", "clan"),
            "Không có biên bản nào như vậy.",
        ),
        (
            ("card", "--place", "Hà Giang", "--year", "2023", "--as", "nobody-here"),
            "Không có tài khoản “nobody-here”.",
        ),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence_and_no_file_is_left(
    demonstration: Path, words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = khuyenhoc(demonstration, "papers", *words, "--out", str(tmp_path / "out.pdf"))

    assert (done.returncode, done.stderr.strip()) == (1, said)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_what_stood_there(
    demonstration: Path, commune: str, tmp_path: Path
) -> None:
    taken = tmp_path / "taken.pdf"
    (taken / "inside").mkdir(parents=True)
    asked = ("registration", "--place", commune, "--year", YEAR, "--title", "household")

    onto_a_folder = khuyenhoc(demonstration, "papers", *asked, "--out", str(taken))
    nowhere = khuyenhoc(demonstration, "papers", *asked, "--out", str(tmp_path / "none" / "out.pdf"))
    unnamed = khuyenhoc(demonstration, "papers", *asked, "--out", str(tmp_path / "out.doc"))

    assert [done.returncode for done in (onto_a_folder, nowhere, unnamed)] == [1, 1, 2]
    assert onto_a_folder.stderr.startswith("Không ghi được tệp")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["inside", "taken.pdf"]
