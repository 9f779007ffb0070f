"""Large files go through columns; they must come out as if every row had been scored alone."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from khuyenhoc import data
from khuyenhoc.batch import answer_columns, answer_file
from khuyenhoc.batch.answer_file import Outcome, read_header, score_file
from khuyenhoc.domain import answers, criteria
from khuyenhoc.domain.criteria import CriteriaSet, Indicator, Kind

SETS = {
    key: found for key, text in data.criteria_files() if (found := criteria.load(text, file=key)).is_complete
}
ODD = ["", " ", "zz", "na", "Không áp dụng", "KAD", "-1", "99999", "1e1", "7.505", "7.5000"]
ODD += [" 7 ", "0,5", "007", '"', "a", "x", "có", "2500", "1000000000000"]


def cell(indicator: Indicator | None, dice: random.Random) -> str:
    if indicator is None:
        return dice.choice(["", "no", "không", "Có", "x", "0"])
    match indicator.kind:
        case Kind.POINTS:
            value = dice.randrange(0, indicator.max_points + 1, indicator.step)
            return dice.choice([f"{value / 100:.2f}", f"{value / 100:.2f}".replace(".", ",")])
        case Kind.YES_NO:
            return dice.choice(["yes", "có", "CÓ", "no", "x", "0"])
        case Kind.CHOICE:
            return dice.choice([option.code for option in indicator.options])
        case Kind.LEVEL:
            return str(dice.randint(0, indicator.levels[-1]))
        case _:
            return str(dice.randint(0, 20))


def lines(criteria_set: CriteriaSet, rows: int, *, odd: float, delimiter: str = ",") -> list[str]:
    dice = random.Random(criteria_set.key)
    indicators = {i.code: i for i in criteria_set.indicators}
    columns = answers.columns(criteria_set)
    names = [name for pair in columns.values() for name in pair]
    found = [delimiter.join(["case_id", *names])]
    for number in range(rows):
        cells = [f"hộ {number}" if dice.random() >= odd else dice.choice(["", "hộ 1", "x\u0301"])]
        for code, pair in columns.items():
            for name in pair:
                sound = (
                    str(dice.randint(20, 40)) if name.endswith(".whole") else cell(indicators.get(code), dice)
                )
                if name.endswith(".part"):
                    sound = str(dice.randint(0, 20))
                cells.append(dice.choice(ODD) if dice.random() < odd else sound)
        quoted = ['"' + c.replace('"', '""') + '"' if delimiter in c or '"' in c else c for c in cells]
        found.append(delimiter.join(quoted))
    return found


def both_ways(
    criteria_set: CriteriaSet, source: Path, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[str, Outcome]]:
    found = []
    for name, large in (("rows", 1 << 60), ("columns", 0)):
        monkeypatch.setattr(answer_file, "LARGE", large)
        out = source.with_name(f"{name}.csv")
        outcome = score_file(criteria_set, source, out)
        found.append((out.read_text(encoding="utf-8"), outcome))
    return found


def by_columns(criteria_set: CriteriaSet, source: Path) -> bool:
    """Whether the columns took the file at all, rather than leaving it to the rows."""
    with source.open(encoding="utf-8", newline="") as file:
        header = read_header(criteria_set, file, source)
    out = source.with_name("taken.csv")
    return answer_columns.score_columns(criteria_set, source, out, header, Outcome())


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("key", sorted(SETS))
def test_columns_and_rows_write_the_same_file_and_tell_the_same_faults(
    key: str, delimiter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "answers.csv"
    content = "\n".join(lines(SETS[key], 400, odd=0.01, delimiter=delimiter))
    source.write_text(content, encoding="utf-8")

    assert by_columns(SETS[key], source)
    (rows, told), (columns, also_told) = both_ways(SETS[key], source, monkeypatch)

    assert columns == rows
    assert [str(fault) for fault in also_told.faults] == [str(fault) for fault in told.faults]
    assert (also_told.rows, also_told.bad_rows) == (told.rows, told.bad_rows)
    assert 0 < told.bad_rows < told.rows


BROKEN: dict[str, Callable[[list[str]], list[str]]] = {
    "a row too short": lambda rows: [*rows[:5], "hộ x,1", *rows[5:]],
    "a row too long": lambda rows: [*rows[:5], rows[5] + ",x", *rows[6:]],
    "an empty line": lambda rows: [*rows[:5], "", *rows[5:]],
    "a line break in a cell": lambda rows: [*rows[:5], '"hộ\nx"' + rows[5][rows[5].index(",") :], *rows[6:]],
    "a quote that never ends": lambda rows: [*rows[:5], '"hộ', *rows[5:]],
    "a stray quote": lambda rows: [*rows[:5], 'hộ "x"' + rows[5][rows[5].index(",") :], *rows[6:]],
    "old line ends": lambda rows: ["\r".join(rows)],
}


@pytest.mark.parametrize("how", BROKEN)
def test_files_out_of_shape_come_out_the_same_either_way(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    criteria_set = SETS["household-mau@2023"]
    source = tmp_path / "answers.csv"
    source.write_bytes("\n".join(BROKEN[how](lines(criteria_set, 50, odd=0))).encode())

    (rows, told), (columns, also_told) = both_ways(criteria_set, source, monkeypatch)

    assert columns == rows
    assert [str(fault) for fault in also_told.faults] == [str(fault) for fault in told.faults]


def test_points_with_more_values_than_are_spelled_out_are_read_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = criteria.load("""code = "w"
version = "1"
semantics = 1
title = "household"
name = { vi = "Rộng" }
status = "sample"
logic = "points"
[[criterion]]
code = "1"
indicator = [{ code = "1.1", kind = "points", max = "1000.00" }]
""")
    source = tmp_path / "answers.csv"
    cells = ["0", "1000", "1000.00", "999.99", "1000.01", "0.5", '"7,25"', "", "1e2", "007"]
    source.write_text(
        "\n".join(["case_id,1.1", *(f"{n},{c}" for n, c in enumerate(cells))]), encoding="utf-8"
    )

    (rows, _), (columns, _) = both_ways(wide, source, monkeypatch)

    assert columns == rows
    assert [line.split(",")[1] for line in rows.splitlines()[1:]] == [
        *("0.00", "1000.00", "1000.00", "999.99", "", "0.50", "7.25", "0.00", "", "7.00")
    ]
