"""Figures out of the program: what DHIS2 imports, what a spreadsheet opens, and one file written part by part."""

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pytest

from khuyenhoc.analytics import records
from khuyenhoc.analytics.indicators import Wanted
from khuyenhoc.analytics.records import Asked, Record
from khuyenhoc.apps.figures import actions
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.actions import NewFigure
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.workbooks import interchange
from khuyenhoc.workbooks.interchange import dhis2
from khuyenhoc.workbooks.interchange.files import NotForDhis2
from tests import make

UID = re.compile("[A-Za-z][A-Za-z0-9]{10}")


def told(place: int, what: str, value: str, period: str = "2023", **more: Any) -> NewFigure:
    return NewFigure(indicator=what, period=period, value=value, source="Báo cáo mẫu", place=place, **more)


@pytest.fixture
def rows(land: make.Country, who: make.People) -> list[Record]:
    """Members and branches of two communes in 2023, told with qualifiers."""
    news = [
        told(land.commune.pk, "members", "gần 1.200 người"),
        told(land.other_commune.pk, "members", "800"),
        told(land.commune.pk, "recognised_clan", "12", base_kind="all clans", base="20"),
    ]
    actions.report_figures(news, by=who.province, at=make.NOON)
    asked = Asked((Wanted("members"), Wanted("recognised_clan")), "2023", Basis.REPORTED, date(2024, 1, 1))
    return list(records.figures([land.commune.pk, land.other_commune.pk], asked))


def written(kind: str, form: str, rows: Any) -> bytes:
    out = io.BytesIO()
    interchange.write(kind, form, rows, out)
    return out.getvalue()


def test_dhis2_gets_each_number_once_with_its_base_and_what_was_written(
    rows: list[Record], land: make.Country
) -> None:
    found = json.loads(written("figures", "dhis2", rows))

    first, second = dhis2.place_code(land.commune.pk), dhis2.place_code(land.other_commune.pk)
    assert found["idScheme"] == "CODE"
    assert [
        (one["orgUnit"], one["dataElement"], one["period"], one["value"]) for one in found["dataValues"]
    ] == [
        (first, "KH_MEMBERS", "2023", "1200"),
        (first, "KH_RECOGNISED_CLAN", "2023", "12"),
        (first, "KH_BASE_ALL_CLANS", "2023", "20"),
        (second, "KH_MEMBERS", "2023", "800"),
    ]
    assert found["dataValues"][0]["comment"] == "gần 1.200 người (Báo cáo mẫu)"
    assert {*found["dataValues"][0]} <= {"dataElement", "period", "orgUnit", "value", "comment"}


def test_the_metadata_names_every_code_once_and_what_is_above_first(land: make.Country, db: None) -> None:
    known, out = figures.catalogue(), io.BytesIO()
    asked = [
        (one.code, level, kind)
        for one in known.indicators.values()
        for level in one.levels
        for kind in one.bases
        if kind in known.bases
    ]

    dhis2.write_metadata(
        dhis2.elements_of(asked), [[land.commune.pk], [land.far_hamlet.pk]], date(2023, 12, 31), out
    )

    found = json.loads(out.getvalue())
    elements, units = found["dataElements"], found["organisationUnits"]
    for told_of in (elements, units):
        assert len({one["code"] for one in told_of}) == len({one["id"] for one in told_of}) == len(told_of)
        assert [one["id"] for one in told_of if not UID.fullmatch(one["id"])] == []
        assert [one for one in told_of if max(len(one["code"]), len(one["shortName"])) > 50] == []
        assert [one for one in told_of if len(one["name"]) > 230] == []
    assert len({one["name"] for one in elements}) == len(elements)
    named = {one["id"]: number for number, one in enumerate(units)}
    assert [one for one in units if "parent" in one and named[one["parent"]["id"]] >= named[one["id"]]] == []
    assert [one["code"] for one in units if "parent" not in one] == [dhis2.place_code(land.root.pk)]
    assert dhis2.place_code(land.far_hamlet.pk) in {one["code"] for one in units}


@pytest.mark.parametrize(
    ("first", "until", "told"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), "2023"),
        (date(2023, 1, 1), date(2023, 6, 30), "2023S1"),
        (date(2023, 7, 1), date(2023, 12, 31), "2023S2"),
        (date(2023, 10, 1), date(2023, 12, 31), "2023Q4"),
        (date(2024, 2, 1), date(2024, 2, 29), "202402"),
        (date(2023, 2, 1), date(2023, 7, 31), None),
        (date(2023, 1, 1), date(2023, 9, 30), None),
        (date(2022, 1, 1), date(2023, 12, 31), None),
    ],
)
def test_a_period_is_told_as_dhis2_names_it_or_not_at_all(first: date, until: date, told: str | None) -> None:
    assert dhis2.period_of(first, until) == told


def test_targets_go_to_dhis2_and_claims_of_bases_do_not(land: make.Country, who: make.People) -> None:
    aim = NewFigure(
        indicator="recognised_household",
        period="target 2025",
        rate="ít nhất 70%",
        base_kind="all households",
        source="Kế hoạch mẫu",
        place=land.commune.pk,
    )
    actions.report_figures([aim], by=who.province, at=make.NOON)

    found = json.loads(written("targets", "dhis2", records.targets([land.commune.pk])))["dataValues"]

    assert [(one["dataElement"], one["period"], one["value"]) for one in found] == [
        ("KH_TARGET_RECOGNISED_HOUSEHOLD_ALL_HOUSEHOLDS", "2025", "70.00")
    ]
    with pytest.raises(NotForDhis2):
        written("bases", "dhis2", [])


@pytest.mark.parametrize("kind", ["figures", "reported"])
def test_a_spreadsheet_gets_numbers_as_numbers_and_no_formula(
    kind: str, rows: list[Record], land: make.Country
) -> None:
    these = rows if kind == "figures" else list(records.reported([land.commune.pk]))
    these = [{**row, "note": "=1+1", "base_source": "=cmd|x"} for row in these]

    table = list(csv.reader(io.StringIO(written(kind, "csv", these).decode("utf-8-sig"))))
    book = written(kind, "xlsx", these)

    assert book.startswith(b"PK")
    assert "1200" in table[1]
    assert "gần 1.200" in " ".join(table[1])
    assert not any(cell.startswith("=") for row in table for cell in row)
    assert json.loads(written(kind, "json", these))[kind] == these


def test_rows_are_written_while_they_come(rows: list[Record]) -> None:
    out, lengths = io.BytesIO(), list[int]()

    def come() -> Any:
        for _ in range(50):
            lengths.append(len(out.getvalue()))
            yield rows[0]

    for form in ("csv", "json", "dhis2"):
        out.seek(0)
        out.truncate()
        lengths.clear()
        interchange.write("figures", form, come(), out)
        if form != "dhis2":  # the same number of one place and period is told once there
            assert lengths == sorted(set(lengths))
