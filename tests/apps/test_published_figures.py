"""Every figure of the known reports goes in through the deeds and comes out as it was published."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from khuyenhoc import data
from khuyenhoc.analytics import restated
from khuyenhoc.apps.figures import actions, queries
from khuyenhoc.apps.figures.models import Reported, Target
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.figures import Reader, RowFault, check, rows_of
from khuyenhoc.domain.restatement import Reason
from khuyenhoc.domain.roles import Role
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

AT = datetime(2026, 1, 5, 5, tzinfo=UTC)
TODAY = date(2026, 1, 5)
FILE = "figures.csv"
ROWS = {
    row["id"]: (line, row)
    for line, _, row in rows_of(data.published_figures().encode(), FILE)
    if isinstance(row, dict)
}
KEEP = "Giữ nguyên như đã công bố"


def told(keep: str = KEEP) -> list[actions.NewFigure]:
    return queries.published(((line, row) for line, row in ROWS.values()), file=FILE, keep=keep)


def load() -> actions.Kept:
    return actions.report_figures_on_server(told(), by="server", at=AT)


def figure(row_id: str) -> Reported:
    row = ROWS[row_id][1]
    return Reported.objects.get(
        place_written=row["place_then"],
        indicator=row["indicator"],
        period_written=row["period"],
        base_kind=row["base_kind"],
    )


def test_every_row_is_kept_as_a_figure_or_a_target() -> None:
    kept = load()

    targets = sum(row["period"].startswith("target") for _, row in ROWS.values())
    assert (len(kept.figures), len(kept.targets), kept.unchanged) == (len(ROWS) - targets, targets, 0)
    assert Counter(one.source for one in kept.figures) + Counter(
        one.source for one in kept.targets
    ) == Counter(row["source"] for _, row in ROWS.values())


def test_a_figure_keeps_its_words_its_qualifier_and_its_source() -> None:
    kept = load()
    rows = [row for _, row in ROWS.values() if not row["period"].startswith("target")]

    for made, row in zip(kept.figures, rows, strict=True):
        assert (made.value_text, made.rate_text, made.base_text) == (
            row["value"],
            row["rate_percent"],
            row["base_value_or_range"],
        )
        assert (made.place_written, made.period_written, made.unit, made.note, made.source) == (
            row["place_then"],
            row["period"],
            row["unit"],
            row["note"],
            row["source"],
        )
        if row["value"]:
            assert made.value_qualifier == row["qualifier"]


def test_targets_keep_their_share_and_what_it_is_a_share_of() -> None:
    kept = load()
    rows = [row for _, row in ROWS.values() if row["period"].startswith("target")]

    assert [(one.year, one.percent, one.base_kind, one.indicator) for one in kept.targets] == [
        (int(row["period"].split()[1]), int(row["rate_percent"]) * 100, row["base_kind"], row["indicator"])
        for row in rows
    ]


def test_the_checks_find_in_what_is_kept_what_they_find_in_the_file() -> None:
    kept = load()
    reader = Reader(FILE)
    in_file = check([reader.row(row, line) for line, row in ROWS.values()])

    def codes(entries: object) -> dict[str, list[str]]:
        return {
            entry.row.id: [one.code for one in entry.findings]
            for entry in entries  # type: ignore[attr-defined]  # both are lists of entries
            if entry.findings
        }

    assert codes(kept.entries) == codes(in_file)
    assert codes(kept.entries) != {}


def test_a_figure_the_checks_object_to_is_refused_until_a_note_keeps_it() -> None:
    with pytest.raises(actions.FiguresContradict) as refused:
        actions.report_figures_on_server(told(keep=""), by="server", at=AT)

    assert {"4", "13", "14"} <= set(refused.value.facts["refs"])
    assert not Reported.objects.exists()


def test_the_same_file_twice_changes_nothing() -> None:
    load()
    before = list(Reported.objects.order_by("pk").values()), list(Target.objects.order_by("pk").values())

    again = actions.report_figures_on_server(told(), by="server", at=AT)

    assert (again.figures, again.targets, again.unchanged) == ((), (), len(ROWS))
    assert before == (
        list(Reported.objects.order_by("pk").values()),
        list(Target.objects.order_by("pk").values()),
    )


def test_places_are_those_of_the_figures_time() -> None:
    load()

    ham_tan = places.resolve("huyện Hàm Tân, tỉnh Bình Thuận", date(2020, 12, 31))
    assert figure("38").place == ham_tan
    assert {one.indicator for one in queries.figures_of([ham_tan.pk])} >= {
        "recognised_household",
        "scholarships",
    }
    then = places.resolve("tỉnh Vĩnh Phúc", date(2022, 8, 31))
    assert {one.year for one in queries.targets([then.pk])} == {2025, 2030}


def test_a_figure_of_two_places_names_both_and_is_nobodys_alone() -> None:
    load()
    day = date(2020, 12, 31)
    both = [places.resolve(name, day).pk for name in ("huyện Trấn Yên", "thành phố Yên Bái")]
    made = figure("59")

    assert made.several
    assert made.place == places.resolve("tỉnh Yên Bái", day)
    assert sorted(made.places.values_list("place", flat=True)) == sorted(both)
    assert made in queries.figures_of([both[1]])
    assert queries.latest([*both, made.place_id], "pilot_citizens") == {}


def where(row_id: str) -> tuple[list[str], list[tuple[str, Reason]]]:
    """Communes of today that hold some of the figure, and the province and reason of what belongs to none."""
    made = figure(row_id)
    low = made.value_low or 0
    table = restated.table({made.place_id: low}, made.until, TODAY)
    assert sum(line.value for line in table.lines) + table.unattributed == low
    return [line.commune for line in table.lines], [(one.province, one.reason) for one in table.waiting]


@pytest.mark.parametrize(
    ("row", "province"),
    [("38", "Lâm Đồng"), ("42", "Lâm Đồng"), ("24", "Phú Thọ"), ("20", "Phú Thọ"), ("3", "Tuyên Quang")],
)
def test_what_is_known_above_the_communes_lies_in_todays_province_and_in_no_commune(
    row: str, province: str
) -> None:
    load()

    communes, waiting = where(row)

    assert communes == []
    assert [(name.removeprefix("tỉnh "), reason) for name, reason in waiting] == [
        (province, Reason.KNOWN_ABOVE)
    ]


def test_what_is_known_of_a_commune_moves_with_it() -> None:
    load()

    communes, waiting = where("58")

    assert [name.split(",")[0] for name in communes] == ["xã Thác Bà"]
    assert waiting == []


def test_a_row_whose_place_nobody_knows_is_refused_with_its_line() -> None:
    line, row = ROWS["1"]
    with pytest.raises(RowFault) as refused:
        queries.published([(line, row | {"place_then": "tỉnh Không Có"})], file=FILE)

    assert (refused.value.code, refused.value.facts["line"]) == ("FIGURES_PLACE_UNCLEAR", line)


def test_a_lock_of_todays_province_closes_what_it_answers_for() -> None:
    load()
    who = make.user("tinh", Role.PROVINCE, places.resolve("tỉnh Tuyên Quang", TODAY))
    today = places.resolve("tỉnh Tuyên Quang", TODAY)
    lock = actions.lock_period(today.pk, "2023", by=who, at=AT)
    row = figure("3")

    assert queries.lock_over(row.place_id, row.until) == lock
    with pytest.raises(actions.PeriodLocked):
        actions.correct_figure(row.pk, replace(told()[2], value="125.072"), reason="", by=who, at=AT)
    assert queries.lock_over(figure("20").place_id, row.until) is None
