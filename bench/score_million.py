"""Times scoring: cases in memory by one expression, and a CSV file to a CSV file by the program.

    python bench/score_million.py [--cases 1000000] [--times 5] [--folder DIR]

Prints a table and, last, one line of JSON. The dataset is made up with a fixed seed: a set of 20 indicators of all
points kinds, answers at random, about one case in five passes.
"""

import argparse
import json
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import ibis
import polars

from khuyenhoc.batch.answer_file import OUT_COLUMNS
from khuyenhoc.batch.scoring import compiled, encode
from khuyenhoc.domain import answers, criteria
from khuyenhoc.domain.criteria import CriteriaSet

KINDS = {
    "points": 'kind = "points"\nmax = "5.00"\nstep = "0.25"',
    "yes_no": 'kind = "yes_no"\nmax = "5.00"',
    "choice": 'kind = "choice"\noptions = [{ code = "a", points = "5" }, { code = "b", points = "3" }, '
    '{ code = "c", points = "0" }]',
    "share": 'kind = "share"\nbands = [{ min_percent = "80", points = "5" }, { min_percent = "50", points = "3" }]',
}
RATINGS = {"tot": 85, "kha": 70}
ORDER = ["points", "choice", "yes_no", "points", "share"] * 4


def example() -> str:
    """Twenty indicators in four criteria, 100 points: the text of the file."""
    lines = ['code = "bench"\nversion = "1"\nsemantics = 1\ntitle = "household"\nname = { vi = "Đo" }']
    lines += ['status = "sample"\nlogic = "points"\n[pass]\nmin_total_percent = "60"']
    lines += [
        '[[rating]]\ncode = "tot"\nmin_total_percent = "85"\n[[rating]]\ncode = "kha"\nmin_total_percent = "70"'
    ]
    for number, kind in enumerate(ORDER):
        if number % 5 == 0:
            lines.append(f'[[criterion]]\ncode = "{number // 5 + 1}"')
        code = f"{number // 5 + 1}.{number % 5 + 1}"
        lines.append(f'[[criterion.indicator]]\ncode = "{code}"\n{KINDS[kind]}')
    return "\n".join(lines)


def cells(criteria_set: CriteriaSet, cases: int) -> dict[str, list[str]]:
    """Column -> cells at random, as a file holds them."""
    dice = random.Random(20)
    choices = {
        "points": [f"{n / 4:.2f}" for n in range(21)],
        "yes_no": ["yes", "no"],
        "choice": ["a", "b", "c"],
    }
    found: dict[str, list[str]] = {}
    for indicator, kind in zip(criteria_set.indicators, ORDER, strict=True):
        if kind == "share":
            found[f"{indicator.code}.part"] = dice.choices([str(n) for n in range(41)], k=cases)
            found[f"{indicator.code}.whole"] = dice.choices([str(n) for n in range(40, 61)], k=cases)
        else:
            found[indicator.code] = dice.choices(choices[kind], k=cases)
    return found


def numbers(criteria_set: CriteriaSet, texts: dict[str, list[str]]) -> polars.DataFrame:
    """The same cells as the expression takes them; each different pair of texts is read once."""
    columns = {}
    for names in answers.columns(criteria_set).values():
        pairs = list(zip(*(texts[name] for name in names), strict=True))
        read = {
            pair: encode(criteria_set, answers.read(criteria_set, dict(zip(names, pair, strict=True))))
            for pair in set(pairs)
        }
        for name in names:
            columns[name] = [read[pair][name] for pair in pairs]
    return polars.DataFrame(columns, schema=dict.fromkeys(columns, polars.Int64))


def median_of(times: int, work: Callable[[], Any]) -> float:
    work()  # the first run warms up and is not counted
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def fetched(con: duckdb.DuckDBPyConnection, query: str) -> list[Any]:
    return con.execute(query).fetchall()


def in_memory(criteria_set: CriteriaSet, frame: polars.DataFrame, times: int) -> dict[str, float]:
    """Seconds per engine, without and with the text of reasons; results are summed up, so that all are worked out."""
    con = ibis.duckdb.connect()
    con.con.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
    con.con.execute("SET enable_progress_bar = false")
    con.con.register("arriving", frame.to_arrow())
    con.con.execute("CREATE TABLE answered AS SELECT * FROM arriving")
    found = {}
    for told in (False, True):
        seen = compiled(criteria_set, con.table("answered"))
        result = {
            "total": seen.total_points.sum(),
            "percent": seen.percent.sum(),
            "passed": seen.passed.sum(),
        }
        result["rated"] = (seen.rating.length()).sum()
        if told:
            result["told"] = seen.reasons.length().sum()
        query = str(ibis.to_sql(seen.aggregate(**result), dialect="duckdb"))
        label = "with reasons" if told else "points, percent, rating, passed"
        found[f"DuckDB {duckdb.__version__}, {label}"] = median_of(times, partial(fetched, con.con, query))
    engine = ibis.polars.connect({"answered": frame.lazy()})
    lazy = engine.compile(
        compiled(criteria_set, engine.table("answered"))[["total_points", "percent", "rating", "passed"]]
    )
    label = f"Polars {polars.__version__}, points, percent, rating, passed"
    found[label] = median_of(times, lambda: lazy.sum().collect())
    return found


def csv_to_csv(set_text: str, texts: dict[str, list[str]], folder: Path, times: int) -> float:
    """Seconds of the whole program, from its start to its end."""
    source, out, set_file = folder / "answers.csv", folder / "out.csv", folder / "set.toml"
    set_file.write_text(set_text, encoding="utf-8")
    names = list(texts)
    with source.open("w", encoding="utf-8") as file:
        file.write(",".join(["case_id", *names]) + "\n")
        for number, row in enumerate(zip(*texts.values(), strict=True)):
            file.write(f"case-{number:07d},{','.join(row)}\n")
    program = [sys.executable, "-c", "from khuyenhoc.cli.main import main; main()", "score"]
    arguments = ["--set", str(set_file), "--answers", str(source), "--out", str(out)]
    taken = median_of(times, lambda: subprocess.run([*program, *arguments], check=True))
    with out.open(encoding="utf-8") as file:
        assert next(file).strip() == ",".join(OUT_COLUMNS)
        assert sum(1 for _ in file) == len(texts[names[0]])
    return taken


def commit() -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(asked, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--cases", type=int, default=1_000_000)
    arguments.add_argument("--times", type=int, default=5)
    arguments.add_argument(
        "--folder", type=Path, help="where the files are written; a throwaway folder by default"
    )
    asked = arguments.parse_args()
    criteria_set = criteria.load(example())
    texts = cells(criteria_set, asked.cases)
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        file_seconds = csv_to_csv(example(), texts, Path(folder), asked.times)
    seconds = in_memory(criteria_set, numbers(criteria_set, texts), asked.times)
    print(f"{asked.cases:,} cases x 20 indicators, seed 20; commit {commit()}; median of {asked.times}")
    print(f"{'CSV to CSV, the whole program':<60}{file_seconds:8.2f} s")
    for label, taken in seconds.items():
        print(f"{'in memory, ' + label:<60}{taken:8.3f} s {asked.cases / taken / 1e6:8.1f} M cases/s")
    result = {
        "dataset": f"{asked.cases} cases x 20 indicators, seed 20",
        "commit": commit(),
        "python": platform.python_version(),
        "times": asked.times,
        "csv_to_csv_seconds": round(file_seconds, 3),
        "in_memory_seconds": {label: round(taken, 4) for label, taken in seconds.items()},
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
