"""`khuyenhoc places restate` and `report five-titles --basis` on a fresh machine."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests import ready_made
from tests.cli.test_places import khuyenhoc, told

FILE = """\
place,value
"Xã Hán Đà, Huyện Yên Bình, Tỉnh Yên Bái","1.234"
"P. Khai Quang, TP Vĩnh Yên, Vĩnh Phúc",100
HUYỆN HÀM TÂN,"2.000"
"phường 4, Tân An, Long An",10
"Xã Bạch Lưu, Huyện Sông Lô, Tỉnh Vĩnh Phúc",5
00901,50
"tt Tam Sown, Quanr Baj",011
"""
SHARES = """\
place;successor;share_percent
phường 4, Tân An;phường Tân Ninh, Tây Ninh;33,33
phường 4, Tân An;phường Long An, Tây Ninh;66,67%
"""
DAYS = ("--from", "2022-08-01", "--to", "2025-07-01")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ready_made.copied(ready_made.country(), tmp_path_factory.mktemp("khuyenhoc") / "var")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "số liệu.csv"
    written.write_text(FILE, encoding="utf-8-sig")
    return written


def restate(folder: Path, file: Path, *words: str) -> Any:
    done = khuyenhoc(folder, "restate", str(file), *words, "--format", "json")
    assert (done.returncode, done.stderr.replace("Đang nạp địa danh cả nước\n", "")) == (0, "")
    return told(done)


def test_a_file_is_restated_and_every_number_is_accounted_for(folder: Path, file: Path) -> None:
    khuyenhoc(folder, "find", "Hà Nội")

    found = restate(folder, file, *DAYS)

    waiting = found.pop("unattributed_rows")
    assert found == {
        "from": "2022-08-01",
        "to": "2025-07-01",
        "assumed": False,
        "total": 3410,
        "rows": [
            {
                "commune": commune,
                "province": province,
                "value": value,
                "exact": value,
                "estimated": 0,
                "code": code,
            }
            for commune, province, value, code in (
                ("xã Thác Bà", "tỉnh Lào Cai", 1234, "04717"),
                ("phường Vĩnh Phúc", "tỉnh Phú Thọ", 100, "08716"),
                ("xã Lùng Tám", "tỉnh Tuyên Quang", 50, "00901"),
                ("xã Quản Bạ", "tỉnh Tuyên Quang", 11, "00874"),
            )
        ],
        "unattributed": 2015,
    }
    assert [(one["place"], one["province"], one["value"], one["code"]) for one in waiting] == [
        ("huyện Hàm Tân, tỉnh Bình Thuận", "tỉnh Lâm Đồng", 2000, "KNOWN_ABOVE"),
        ("xã Bạch Lưu, huyện Sông Lô, tỉnh Vĩnh Phúc", "tỉnh Phú Thọ", 5, "NO_LINK"),
        ("phường 4, thành phố Tân An, tỉnh Long An", "tỉnh Tây Ninh", 10, "NO_SHARE"),
    ]


def test_stated_shares_make_estimates(folder: Path, file: Path, tmp_path: Path) -> None:
    shares = tmp_path / "shares.csv"
    shares.write_text(SHARES, encoding="utf-8")

    found = restate(folder, file, *DAYS, "--shares", str(shares))

    assert [
        (row["commune"], row["exact"], row["estimated"]) for row in found["rows"] if row["estimated"]
    ] == [
        ("phường Long An", 0, 7),
        ("phường Tân Ninh", 0, 3),
    ]
    assert sum(row["value"] for row in found["rows"]) + found["unattributed"] == found["total"]


def test_a_figure_from_before_2020_is_marked_as_assumed(folder: Path, file: Path) -> None:
    found = restate(folder, file, "--from", "31/12/2016", "--to", "2025-07-01")

    assert (found["from"], found["assumed"], found["total"]) == ("2016-12-31", True, 3410)


def test_a_bad_row_is_told_and_the_others_go_on(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "f.csv"
    file.write_text(
        'place,value\n"Xã Qqq, Hà Nội",3\n"Lùng Tám, Quản Bạ","1,5"\nxã Tân Lập,3\nA,B,3\n\n"Hán Đà",7\n',
        encoding="utf-8",
    )

    done = khuyenhoc(folder, "restate", str(file), *DAYS, "--format", "json")

    assert done.returncode == 1
    assert told(done)["total"] == 7
    assert done.stderr.splitlines() == [
        f"{file}, dòng 2, cột place: ngày 01/08/2022 không có địa danh nào khớp với “Xã Qqq, Hà Nội”.",
        f"{file}, dòng 3, cột value: “1,5” không phải là số nguyên không âm.",
        f"{file}, dòng 4, cột place: ngày 01/08/2022 có {done.stderr.split('có ')[2].split()[0]} địa danh khớp với "
        "“xã Tân Lập”; hãy ghi thêm loại đơn vị và đơn vị cấp trên.",
        f"{file}, dòng 5: có 3 ô trong khi có 2 cột; địa danh có dấu phẩy phải đặt trong dấu nháy kép.",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"place,value,place\nA,1,B\n", "dòng 1: cột “place” có hai lần."),
        (b"", "dòng 1: thiếu cột “place”."),
        (b"place,so\nA,1\n", "dòng 1: thiếu cột “value”."),
        (b"place,value\n\xff,1\n", "không đọc được tệp (UTF-8, byte 12); cần tệp CSV mã hóa UTF-8."),
    ],
)
def test_a_file_that_is_of_no_use_is_one_sentence(
    folder: Path, tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "f.csv"
    file.write_bytes(content)

    done = khuyenhoc(folder, "restate", str(file), *DAYS)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.rstrip().endswith(sentence)


def test_blanks_signs_and_separators_in_the_wrong_place_are_each_told_by_their_line(
    folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "f.csv"
    file.write_bytes(
        "\ufeffPlace;VALUE\r\nXã Lùng Tám, Quản Bạ;1.234\r\n;7\r\nXã Đông Hà, Quản Bạ;\r\n ;\r\n"
        "Xã Cán Tỷ, Quản Bạ;-5\r\nXã Cán Tỷ, Quản Bạ;1.23.4\r\nXÃ LÙNG TÁM, QUẢN BẠ;1 000\r\n".encode()
    )

    done = khuyenhoc(folder, "restate", str(file), *DAYS, "--format", "json")

    assert (done.returncode, told(done)["total"]) == (1, 2234)
    assert [line.removeprefix(f"{file}, ") for line in done.stderr.splitlines()] == [
        "dòng 8: “XÃ LÙNG TÁM, QUẢN BẠ” đã có ở dòng trên; hai số được cộng lại.",
        "dòng 3: cột place còn trống.",
        "dòng 4: cột value còn trống.",
        "dòng 6, cột value: “-5” không phải là số nguyên không âm.",
        "dòng 7, cột value: “1.23.4” không phải là số nguyên không âm.",
    ]


def test_a_file_that_is_not_there_is_a_wrong_call(folder: Path, tmp_path: Path) -> None:
    for file in (tmp_path / "none.csv", tmp_path):
        assert khuyenhoc(folder, "restate", str(file), *DAYS).returncode == 2


def test_backwards_is_refused(folder: Path, file: Path) -> None:
    done = khuyenhoc(folder, "restate", str(file), "--from", "2025-07-01", "--to", "2022-08-01")

    assert done.returncode == 1
    assert "Chỉ quy đổi số liệu sang một ngày sau đó" in done.stderr


def test_the_table_can_be_csv_or_plain_lines(folder: Path, file: Path) -> None:
    table = khuyenhoc(folder, "restate", str(file), *DAYS, "--format", "csv").stdout
    text = khuyenhoc(folder, "restate", str(file), *DAYS).stdout

    rows = list(csv.DictReader(io.StringIO(table)))
    assert sum(int(row["value"]) + int(row["unattributed"]) for row in rows) == 3410
    assert "  xã Thác Bà, tỉnh Lào Cai: 1.234\n" in text
    assert "Chưa phân bổ được: 2.015\n" in text


def test_a_name_that_changed_on_an_unknown_day_is_taken_on_either_side(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "f.csv"
    file.write_text('place,value\n"Xã Thiên Đức, Gia Lâm",2\n"Xã Dương Hà, Gia Lâm",3\n', encoding="utf-8")

    done = khuyenhoc(
        folder, "restate", str(file), "--from", "2024-12-31", "--to", "2025-07-01", "--format", "json"
    )

    assert [(row["commune"], row["value"]) for row in json.loads(done.stdout)["rows"]] == [("xã Phù Đổng", 5)]
    assert "hai số được cộng lại" in done.stderr
