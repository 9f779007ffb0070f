"""The program itself, run as others run it."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from khuyenhoc import data
from tests.starting import started

HOUSEHOLD = dict(data.criteria_files())["household-mau@2023"]
HEAD = "case_id,X1,1.1,1.2,1.3,2.1.part,2.1.whole,2.2,2.3,3.1,3.2,4.1,4.2"
GOOD = "{},no,a,10,yes,2,2,a,10,yes,a,10,yes"
CO_IN_PIECES = "CO\u0301"
PERFECT = ["100.00", "100.00", "tot", "yes", ""]


class Desk:
    """A folder with a set, a file of answers and the program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.set = folder / "set.toml"
        self.set.write_text(HOUSEHOLD, encoding="utf-8")
        self.answers = folder / "answers.csv"
        self.out = folder / "out.csv"

    def score(
        self, content: str | bytes, *more: str, language: str = "vi"
    ) -> subprocess.CompletedProcess[str]:
        self.answers.write_bytes(content.encode() if isinstance(content, str) else content)
        return self.run("--set", str(self.set), "--answers", str(self.answers), "--out", str(self.out), *more,
                        language=language)  # fmt: skip

    def run(self, *arguments: str, language: str = "vi") -> subprocess.CompletedProcess[str]:
        return started("score", *arguments, environment=os.environ | {"KHUYENHOC_LANGUAGE": language})

    def rows(self) -> list[list[str]]:
        return list(csv.reader(self.out.read_text(encoding="utf-8").splitlines()))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_sound_rows_come_out_in_order_with_status_0(desk: Desk) -> None:
    done = desk.score(f"{HEAD}\n{GOOD.format('b')}\n{GOOD.format('a')}\n")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert desk.rows() == [
        ["case_id", "total_points", "percent", "rating", "passed", "reasons"],
        ["b", *PERFECT],
        ["a", *PERFECT],
    ]


SPELLINGS = {
    "with a byte order mark": b"\xef\xbb\xbf" + f"{HEAD}\n{GOOD.format('a')}\n".encode(),
    "with Windows line ends": f"{HEAD}\r\n{GOOD.format('a')}\r\n".encode(),
    "with semicolons": f"{HEAD}\n{GOOD.format('a')}\n".replace(",", ";").encode(),
    "with tabs": f"{HEAD}\n{GOOD.format('a')}\n".replace(",", "\t").encode(),
    "without a last line end": f"{HEAD}\n{GOOD.format('a')}".encode(),
    "with everything quoted": "\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in (HEAD, GOOD.format("a"))
    ).encode(),
    "with an empty line": f"{HEAD}\n\n{GOOD.format('a')}\n\n".encode(),
    "with empty cells at the end": f"{HEAD},,\n{GOOD.format('a')},,\n".encode(),
    "with words in capitals and pieces": f"{HEAD}\n{GOOD.format('a').replace('yes', CO_IN_PIECES)}\n".encode(),
}


@pytest.mark.parametrize("content", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_files_are_read_however_they_are_written(desk: Desk, content: bytes) -> None:
    done = desk.score(content)

    assert (done.returncode, done.stderr) == (0, "")
    assert desk.rows()[1:] == [["a", *PERFECT]]


def test_bad_rows_are_told_with_line_and_column_and_stop_nothing(desk: Desk) -> None:
    rows = [
        GOOD.format("a"),
        GOOD.format("b").replace(",10,yes,2", ",11,yes,2"),
        GOOD.format("a"),
        "d,no",
        GOOD.format(""),
        GOOD.format('"e\nf"').replace(",2,2,", ",3,2,"),
        GOOD.format("g"),
    ]

    done = desk.score("\n".join([HEAD, *rows]))

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Dòng 3, cột 1.2: không dùng được giá trị “11”; cần số điểm (bước trong ngoặc) từ 0 đến 10.00 (0.50).",
        "Dòng 4, cột case_id: mã “a” đã có ở dòng trên.",
        "Dòng 5: có 2 ô, dòng tiêu đề có 13 cột.",
        "Dòng 6, cột case_id: để trống.",
        "Dòng 7, cột 2.1.part, 2.1.whole: không dùng được giá trị “3 / 2”; "
        "cần hai số nguyên, phần không lớn hơn tổng.",
    ]
    out = list(csv.reader(io.StringIO(desk.out.read_text(encoding="utf-8"))))
    assert [row[0] for row in out] == ["case_id", "a", "b", "a", "d", "", "e\nf", "g"]
    assert [row[5] for row in out[2:7]] == ["BAD:1.2", "BAD:case_id", "BAD:row", "BAD:case_id", "BAD:2.1"]
    assert out[-1] == ["g", *PERFECT]


def test_a_missing_column_is_a_caution_and_its_answers_are_missing(desk: Desk) -> None:
    done = desk.score("case_id,1.1\na,a\n")

    assert done.returncode == 0
    assert "2.1.part, 2.1.whole" in done.stderr
    assert desk.rows()[1][5].startswith("MISSING:1.2;MISSING:1.3;MISSING:2.1;")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (f"{HEAD},1.9\n", "1.9"),
        (f"{HEAD},1.1\n", "1.1"),
        (HEAD.replace("case_id", "1.9"), "case_id"),
        ("", "trống"),
        ("case_id,1.1\na,có\n".encode("utf-16"), "UTF-8"),
        (b"case_id,1.1\na,\xff\n", "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_ends_with_status_1_and_one_sentence(
    desk: Desk, content: str | bytes, told: str
) -> None:
    done = desk.score(content)

    assert done.returncode == 1
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not desk.out.exists()


def test_an_unsound_set_tells_every_fault(desk: Desk) -> None:
    desk.set.write_text(
        HOUSEHOLD.replace("semantics = 1", "semantics = 9").replace('"0.50"', '"0.505"'), encoding="utf-8"
    )

    done = desk.score(f"{HEAD}\n")

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 2


def test_an_old_result_survives_a_file_that_cannot_be_used(desk: Desk) -> None:
    desk.out.write_text("old", encoding="utf-8")

    desk.score("nothing")

    assert desk.out.read_text(encoding="utf-8") == "old"
    assert sorted(file.name for file in desk.folder.iterdir()) == ["answers.csv", "out.csv", "set.toml"]


def test_one_case_is_explained_in_the_language_asked_for(desk: Desk) -> None:
    content = f"{HEAD}\n{GOOD.format('a')}\n"

    assert desk.score(content, "--explain", "a").stdout.endswith("Kết luận: ĐẠT\n")
    assert desk.score(content, "--explain", "a", language="en").stdout.endswith("Conclusion: PASSED\n")
    unknown = desk.score(content, "--explain", "z")
    assert (unknown.returncode, unknown.stdout) == (1, "")


def test_a_command_line_that_lacks_something_ends_with_status_2(desk: Desk) -> None:
    assert desk.run().returncode == 2
    assert desk.run("--help").returncode == 0


def test_files_that_are_not_there_are_a_wrong_call(desk: Desk) -> None:
    for missing in ("--set", "--answers"):
        named = {
            "--set": str(desk.set),
            "--answers": str(desk.set),
            "--out": str(desk.out),
            missing: "nowhere",
        }
        done = desk.run(*(word for pair in named.items() for word in pair))
        assert (done.returncode, "nowhere" in done.stderr) == (2, True)


def test_scoring_needs_neither_a_database_nor_the_engine_for_a_small_file(desk: Desk) -> None:
    desk.answers.write_text(f"{HEAD}\n{GOOD.format('a')}\n", encoding="utf-8")
    arguments = ["score", "--set", str(desk.set), "--answers", str(desk.answers), "--out", str(desk.out)]
    program = (
        f"import sys\nfrom khuyenhoc.cli.main import program\ntry: program({arguments!r})\nexcept SystemExit: pass\n"
        "print([name for name in ('django', 'duckdb', 'ibis', 'polars') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout == "[]\n"


def test_a_flood_of_faults_is_cut_and_counted(desk: Desk) -> None:
    done = desk.score("\n".join([HEAD, *("x" for _ in range(1500))]))

    lines = done.stderr.splitlines()
    assert len(lines) == 1001
    assert lines[-1] == "… và 500 lỗi nữa."
