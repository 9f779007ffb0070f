"""Scoring a file is killed at any moment: no half file has the name asked for, and the next run ends as ever."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from khuyenhoc import data
from tests.demo.folders import MAIN
from tests.faults.dose import dose

HEAD = "case_id,X1,1.1,1.2,1.3,2.1.part,2.1.whole,2.2,2.3,3.1,3.2,4.1,4.2"
ROW = "case-{:0{}},no,{},10,yes,2,2,a,10,yes,a,{},yes"
EARLIER = "của lần trước"


@pytest.mark.timeout(7_200)
# Scored row by row, and, because of its long names a large file, as columns.
@pytest.mark.parametrize(("rows", "digits"), [(6_000, 1), (10_000, 200)])
def test_scoring_killed_at_any_moment_leaves_the_file_of_before_or_the_whole_new_one(
    tmp_path: Path, rows: int, digits: int
) -> None:
    luck = Random(rows)
    (tmp_path / "set.toml").write_text(dict(data.criteria_files())["household-mau@2023"], encoding="utf-8")
    lines = [HEAD, *(ROW.format(n, digits, luck.choice("ab?"), luck.randint(0, 12)) for n in range(rows))]
    (tmp_path / "answers.csv").write_text("\n".join(lines), encoding="utf-8")
    begun = time.monotonic()
    scoring(tmp_path, "whole.csv").wait()
    duration = time.monotonic() - begun
    whole = (tmp_path / "whole.csv").read_text(encoding="utf-8")
    assert whole.count("\n") == rows + 1
    out = tmp_path / "out.csv"

    for _ in range(dose(20, 1_000) // 2 or 1):
        out.write_text(EARLIER, encoding="utf-8")
        with scoring(tmp_path, out.name) as program:
            time.sleep(luck.uniform(0.3, 1) * duration)  # the program itself needs a while to begin
            program.send_signal(signal.SIGKILL)
        assert out.read_text(encoding="utf-8") in (EARLIER, whole)
        scoring(tmp_path, out.name).wait()
        assert out.read_text(encoding="utf-8") == whole


def scoring(folder: Path, out: str) -> "subprocess.Popen[bytes]":
    words = ["score", "--set", "set.toml", "--answers", "answers.csv", "--out", out]
    return subprocess.Popen(
        [sys.executable, "-c", MAIN, *words],
        cwd=folder,
        env=os.environ | {"PYTHONUTF8": "1"},
        stderr=subprocess.DEVNULL,
    )
