"""The form of a place's figures: given out, filled in, taken back, wrong rows told by cell."""

import io
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.figures import actions, queries
from khuyenhoc.apps.figures.actions import NewFigure
from khuyenhoc.apps.figures.models import Reported
from khuyenhoc.sentences import sentence
from khuyenhoc.workbooks import figures_form as form
from khuyenhoc.workbooks import figures_intake, marking
from tests.make import NOON, Country, People

LATER = NOON + timedelta(hours=1)


def given(folder: Path, land: Country, who: People, period: str = "2023") -> Path:
    file = folder / "bieu.xlsx"
    with file.open("wb") as out:
        form.write_form(land.commune.pk, period, out, by=who.association, at=NOON)
    return file


def filled(file: Path, rows: Mapping[tuple[str, str], Mapping[str, object]]) -> Path:
    """The form with cells written into rows of (indicator, level's words)."""
    book = openpyxl.load_workbook(file)
    sheet = book[form.SHEET]
    titles = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        name = sheet.cell(row, titles[form.CODE]).value, sheet.cell(row, titles[form.LEVEL]).value or ""
        for title, value in rows.get(name, {}).items():
            sheet.cell(row, titles[title]).value = value
    book.save(file)
    return file


HOMES = {("recognised_household", ""): {form.VALUE: "hơn 1.250", form.RATE: "66,60", form.BASE: 1878}}


def take(
    file: Path, land: Country, who: People, period: str = "2023"
) -> tuple[figures_intake.FormComparison, bool]:
    return figures_intake.take_in(file, land.commune.pk, period, by=who.association, at=LATER)


def told(file: Path, land: Country, who: People, period: str = "2023") -> figures_intake.FormComparison:
    return figures_intake.compare(file, land.commune.pk, period, by=who.association, at=LATER)


def test_every_indicator_stands_on_the_form_with_its_unit(tmp_path: Path, land: Country, who: People) -> None:
    sheet = openpyxl.load_workbook(given(tmp_path, land, who))[form.SHEET]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))

    assert {row[0] for row in rows} == {
        one.code
        for one in queries.catalogue().indicators.values()
        if set(one.levels) & {"", "hamlet", "commune"}
    }
    assert ("recognised_community", "cấp thôn") in {(row[0], row[2]) for row in rows}
    assert ("recognised_community", "cấp tỉnh") not in {(row[0], row[2]) for row in rows}
    assert {row[4] for row in rows if row[0] == "fund_raised"} == {"đồng"}


def test_a_filled_form_becomes_the_places_return(tmp_path: Path, land: Country, who: People) -> None:
    rows = HOMES | {
        ("recognised_organisation", "do cấp xã quản lý"): {form.VALUE: 45},
        ("fund_raised", ""): {form.VALUE: "gần 7,4 triệu", form.NOTE: "cả năm"},
    }

    found, written = take(filled(given(tmp_path, land, who), rows), land, who)

    report = queries.report_of(land.commune.pk, "2023")
    assert report is not None
    kept = {one.indicator: one for one in queries.in_report(report.pk)}
    assert (written, dict(found.counts), found.faults) == (True, {"new": 3}, [])
    assert (kept["recognised_household"].value_text, kept["recognised_household"].base_kind) == (
        "hơn 1.250",
        "all households",
    )
    assert kept["recognised_organisation"].level == "commune"
    assert (kept["fund_raised"].value_low, kept["fund_raised"].note) == (7_400_000, "cả năm")
    assert kept["fund_raised"].source == queries.source_of(report)


def test_the_same_file_twice_changes_nothing(tmp_path: Path, land: Country, who: People) -> None:
    file = filled(given(tmp_path, land, who), HOMES)
    take(file, land, who)
    before = list(Reported.objects.values())

    found, written = take(file, land, who)

    assert (written, dict(found.counts)) == (False, {"same": 1})
    assert list(Reported.objects.values()) == before


def test_the_form_given_out_again_holds_what_was_entered_and_changes_nothing(
    tmp_path: Path, land: Country, who: People
) -> None:
    report = actions.open_report(land.commune.pk, "2023", by=who.association, at=NOON)
    new = NewFigure(
        land.commune.pk,
        "2023",
        "members",
        "",
        value="1.700",
        qualifier="hơn",
        rate="gần 26",
        base_kind="population",
    )
    actions.report_figures([new], report=report.pk, by=who.association, at=NOON)

    file = given(tmp_path, land, who)
    found, written = take(file, land, who)

    sheet = openpyxl.load_workbook(file)[form.SHEET]
    cells = [row for row in sheet.iter_rows(values_only=True) if row[0] == "members"]
    assert [(row[3], row[5], row[6]) for row in cells] == [("hơn 1.700", "gần 26", "Dân số")]
    assert (written, dict(found.counts)) == (False, {"same": 1})


def test_a_corrected_form_replaces_what_the_return_held(tmp_path: Path, land: Country, who: People) -> None:
    file = given(tmp_path, land, who)
    take(filled(file, HOMES), land, who)

    found, written = take(
        filled(file, {("recognised_household", ""): {form.VALUE: "1.251", form.RATE: "66,61"}}), land, who
    )

    report = queries.report_of(land.commune.pk, "2023")
    assert report is not None
    assert (written, dict(found.counts)) == (True, {"changed": 1})
    assert [one.value_text for one in queries.in_report(report.pk)] == ["1.251"]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({form.VALUE: "nhiều"}, "FIGURE_UNREADABLE", form.VALUE),
        ({form.VALUE: 1.25}, "FIGURES_FORM_NUMBER_BROKEN", form.VALUE),
        ({form.VALUE: "5", form.RATE: 0.666}, "FIGURES_FORM_NUMBER_BROKEN", form.RATE),
        ({form.VALUE: "5", form.CODE: "happiness"}, "INDICATOR_UNKNOWN", form.CODE),
        ({form.VALUE: "5", form.LEVEL: "cấp trời"}, "LEVEL_UNKNOWN", form.LEVEL),
        ({form.VALUE: "5", form.RATE: "5", form.BASE_KIND: "Mơ ước"}, "BASE_KIND_UNKNOWN", form.BASE_KIND),
        ({form.VALUE: "50", form.BASE: "40"}, "FIGURES_FORM_CONTRADICTS", form.VALUE),
        ({form.VALUE: "5", form.CODE: "registered_household"}, "FIGURES_FORM_ROW_TWICE", form.CODE),
    ],
)
def test_a_wrong_row_is_told_by_its_cell_and_nothing_is_taken_in(
    tmp_path: Path, land: Country, who: People, cells: dict[str, object], code: str, column: str
) -> None:
    homes: dict[str, object] = {form.VALUE: "7"}
    rows = {("registered_household", ""): homes, ("recognised_household", ""): cells}
    file = filled(given(tmp_path, land, who), rows)

    found = told(file, land, who)

    assert [(fault.error.code, fault.column) for fault in found.faults] == [(code, column)]
    assert sentence(found.faults[0].error)
    with pytest.raises(figures_intake.FormHasFaults):
        take(file, land, who)
    assert not Reported.objects.exists()
    out = io.BytesIO()
    marking.mark(file, found.faults, out, told=sentence)
    marked = openpyxl.load_workbook(out)[form.SHEET]
    assert marked.cell(found.faults[0].row, marked.max_column).value.startswith(column)


def test_a_reason_keeps_what_contradicts(tmp_path: Path, land: Country, who: People) -> None:
    cells = {form.VALUE: "50", form.BASE: "40", form.KEEP: "Như bản in"}

    take(filled(given(tmp_path, land, who), {("recognised_household", ""): cells}), land, who)

    assert Reported.objects.get().kept_with_note == "Như bản in"


def test_a_form_of_another_place_or_period_is_refused(tmp_path: Path, land: Country, who: People) -> None:
    file = filled(given(tmp_path, land, who), HOMES)

    with pytest.raises(figures_intake.FormOfAnother):
        take(file, land, who, period="2024")
    with pytest.raises(figures_intake.FormOfAnother):
        figures_intake.compare(file, land.other_commune.pk, "2023", by=who.province, at=LATER)


def test_a_workbook_without_the_form_is_refused(tmp_path: Path, land: Country, who: People) -> None:
    file = tmp_path / "khac.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Họ và tên"])
    book.save(file)

    with pytest.raises(figures_intake.FormNotFound):
        told(file, land, who)


def test_nobody_fills_in_the_form_of_a_place_outside_theirs(
    tmp_path: Path, land: Country, who: People
) -> None:
    with pytest.raises(OutsideScope):
        form.write_form(land.other_commune.pk, "2023", io.BytesIO(), by=who.association, at=NOON)
    file = given(tmp_path, land, who)
    with pytest.raises(OutsideScope):
        figures_intake.compare(file, land.commune.pk, "2023", by=who.branch, at=LATER)
