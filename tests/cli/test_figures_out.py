"""`khuyenhoc figures export`: many places into one file, for people, programs and DHIS2."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from khuyenhoc.cli.figures import command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def export(*words: str) -> bytes:
    done = CliRunner().invoke(command, ["export", *words])
    assert done.exit_code == 0, done.output
    return done.stdout_bytes


def test_published_figures_of_many_places_come_out_in_every_form(tmp_path: Path) -> None:
    CliRunner().invoke(command, ["load", "--published"], catch_exceptions=False)
    asked = ("--below", "Việt Nam", "--period", "2023", "--indicator", "members")

    table = list(csv.DictReader(io.StringIO(export(*asked).decode("utf-8-sig"))))
    told = json.loads(export(*asked, "--format", "json"))["figures"]
    every = json.loads(export(*asked, "--format", "json", "--with-unknown"))["figures"]
    values = json.loads(export(*asked, "--format", "dhis2"))["dataValues"]
    file = tmp_path / "so-lieu.xlsx"
    export(*asked, "--format", "xlsx", "--out", str(file))
    metadata = json.loads(export(*asked, "--what", "metadata"))

    assert len(every) == 63  # the provinces of that year
    assert 0 < len(told) < len(every)
    assert [(int(row["Mã nơi trong hệ thống"])) for row in table] == [row["place"] for row in told]
    assert file.read_bytes().startswith(b"PK")
    numbers = {one["orgUnit"]: one["value"] for one in values if one["dataElement"] == "KH_MEMBERS"}
    assert numbers == {f"KH_{row['place']}": str(row["value"]) for row in told if row["value"] is not None}
    assert {one["dataElement"] for one in values} <= {one["code"] for one in metadata["dataElements"]}
    assert {one["orgUnit"] for one in values} <= {one["code"] for one in metadata["organisationUnits"]}


def test_reported_figures_targets_and_bases_come_out_as_they_were_told() -> None:
    CliRunner().invoke(command, ["load", "--published"], catch_exceptions=False)

    told = {
        what: json.loads(
            export("--what", what, "--place", "tỉnh Hà Giang", "--period", period, "--format", "json")
        )[what]
        for what, period in (("reported", "2023"), ("bases", "2023"), ("targets", "2024"))
    }

    assert {row["source"] for row in told["reported"]} == {"Hà Giang 12/2023"}
    assert {(row["indicator"], row["percent"]) for row in told["targets"]} >= {
        ("members", "37.00"),
        ("recognised_household", "70.00"),
    }
    assert {row["provenance"] for row in told["bases"]} == {"reported"}


def test_a_command_that_names_no_place_or_no_file_is_wrong() -> None:
    for words in (("--period", "2023"), ("--place", "tỉnh Hà Giang", "--period", "2023", "--format", "xlsx")):
        assert CliRunner().invoke(command, ["export", *words]).exit_code == 2
