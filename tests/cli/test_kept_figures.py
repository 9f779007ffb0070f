"""`khuyenhoc figures load` and `figures show`: what was published is kept, and shown as it was written."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from khuyenhoc.apps.figures.models import Base, Reported, Target
from khuyenhoc.cli.figures import command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

HEAD = "id,source,place_then,period,indicator,level,value,qualifier,unit,rate_percent,base_kind,base_value_or_range"
AT = datetime(2026, 1, 5, 5, tzinfo=UTC)


def figures(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


def written(folder: Path, *lines: str) -> str:
    file = folder / "mau.csv"
    file.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return str(file)


def test_the_published_figures_are_loaded_once(db: None) -> None:
    first = figures("load", "--published")
    again = figures("load", "--published")

    assert first.exit_code == again.exit_code == 0
    assert (Reported.objects.count(), Target.objects.count()) == (42, 19)
    assert first.stdout == "Đã ghi 42 số liệu và 19 chỉ tiêu; 0 dòng đã có sẵn, không đổi.\n"
    assert again.stdout == "Đã ghi 0 số liệu và 0 chỉ tiêu; 61 dòng đã có sẵn, không đổi.\n"
    assert "Mã 4: Không mẫu số nguyên nào cho 60,04%" in first.stderr


def test_figures_are_shown_as_they_were_written() -> None:
    figures("load", "--published")

    told = figures("show", "huyện Hàm Tân, tỉnh Bình Thuận").stdout.splitlines()
    members = figures("show", "tỉnh Vĩnh Phúc", "--indicator", "members", "--format", "json")
    aims = csv.DictReader(io.StringIO(figures("show", "tỉnh Hà Giang", "--format", "csv").stdout))

    assert "2020  Số dòng họ được công nhận Dòng họ học tập: 07 dòng họ; nguồn: Hàm Tân 2020" in told
    assert (
        "2020  Số đơn vị được công nhận Đơn vị học tập (do cấp xã quản lý): 45 đơn vị; "
        "100% số đơn vị do cấp xã quản lý; số đơn vị do cấp xã quản lý: 45; nguồn: Hàm Tân 2020"
    ) in told
    assert "2016..2020  Tiền học bổng: gần 7,4 tỷ đồng; nguồn: Hàm Tân 2020" in told
    (one,) = json.loads(members.stdout)
    assert (one["value"], one["rate"]) == ("hơn 300.000", "gần 26")
    assert {row["rate"] for row in aims if row["period"] == "chỉ tiêu 2024"} >= {"37", "70"}


def test_what_contradicts_is_refused_with_its_sentence(tmp_path: Path) -> None:
    file = written(tmp_path, "1,Mẫu,tỉnh Hà Giang,2023,recognised_clan,,12,,,,all clans,10")

    refused = CliRunner().invoke(command, ["load", file])
    kept = figures("load", file, "--keep", "Như bản in")

    assert refused.exception is not None
    assert "Mã 1: Tử số 12 lớn hơn mẫu số 10." in refused.stderr
    assert kept.exit_code == 0
    assert Reported.objects.get().kept_with_note == "Như bản in"


def test_a_file_or_the_packaged_one() -> None:
    assert CliRunner().invoke(command, ["load"]).exit_code == 2


def test_of_a_place_without_figures_that_is_said() -> None:
    assert figures("show", "tỉnh Hà Giang").stdout == "Chưa có số liệu báo cáo nào của nơi này.\n"


BASES = "place,year,kind,value,source"


def test_bases_are_taken_in_and_shown_with_what_contradicts_them(tmp_path: Path) -> None:
    figures("load", "--published")
    file = tmp_path / "mau_so.csv"
    lines = [
        "tỉnh Hà Giang,2023,Tổng số đơn vị,khoảng 900,Niên giám mẫu",
        "tỉnh Hà Giang,2023,adults,560.000,Niên giám mẫu",
    ]
    file.write_text("\n".join([BASES, *lines]) + "\n", encoding="utf-8")

    first = figures("bases", str(file))
    again = figures("bases", str(file), "--place", "tỉnh Hà Giang", "--year", "2023")

    assert first.stdout == "Đã ghi 2 mẫu số mới; 0 dòng đã có từ trước.\n"
    told = again.stdout.splitlines()
    assert told[0] == "Đã ghi 0 mẫu số mới; 2 dòng đã có từ trước."
    assert "2023  Người trưởng thành: 560.000 (nhập từ văn bản; Niên giám mẫu)" in told
    conflict = "  ← các nguồn mâu thuẫn"
    assert f"2023  Tổng số đơn vị: khoảng 900 (nhập từ văn bản; Niên giám mẫu){conflict}" in told
    assert f"2023  Tổng số đơn vị: 834 (báo cáo; Hà Giang 12/2023){conflict}" in told


def test_a_file_of_bases_with_a_fault_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "mau_so.csv"
    lines = [
        "tỉnh Hà Giang,2023,adults,560.000,Mẫu",
        "tỉnh Không Có,2023,adults,1,Mẫu",
        "tỉnh Hà Giang,hai nghìn,adults,1,Mẫu",
    ]
    file.write_text("\n".join([BASES, *lines]) + "\n", encoding="utf-8")

    refused = figures("bases", str(file))

    assert refused.exit_code == 1
    assert "“hai nghìn” không phải là một năm." in refused.stderr
    assert not Base.objects.exists()


def test_a_file_or_a_place_and_a_year_are_asked_for() -> None:
    assert CliRunner().invoke(command, ["bases", "--place", "tỉnh Hà Giang"]).exit_code == 2
