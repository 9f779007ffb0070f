import tomllib
from typing import Any

from khuyenhoc import data
from khuyenhoc.domain.criteria.lines import Path, lines_of

TEXT = '''# a remark with a = "b"
title = "x"
"quoted key" = 1
inline = { vi = "a, }", en = "b", group.farmer.vi = "c" }
list = [
  "one",  # ] a remark
  { code = "two" }, { code = "three" },
  { points = "1.00" },
]
text = """
[not a table]
he said "x" """
literal = \'\'\'
a = 1\'\'\'
[pass]
min_criterion_percent = { "1" = "40.00" }
[a.b]
c.d = 2020-01-01
[[criterion]]
code = "1"
  [[criterion.indicator]]
  code = "1.1"
  [[criterion.indicator]]
  code = "1.2"
[[criterion]]
  [[criterion.indicator]]
  escaped = "\\\\\\" ]"
  code = "2.1"
'''


def paths(value: Any, at: Path = ()) -> set[Path]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {at}.union(*(paths(inner, (*at, step)) for step, inner in below))


def test_every_key_stands_on_its_line() -> None:
    lines = lines_of(TEXT)

    assert lines["title",] == 2
    assert lines["quoted key",] == 3
    assert lines["inline", "group", "farmer", "vi"] == 4
    assert lines["list", 0] == 6
    assert lines["list", 3, "points"] == 8
    assert lines["literal",] == 13
    assert lines["pass", "min_criterion_percent", "1"] == 16
    assert lines["a", "b", "c", "d"] == 18
    assert lines["criterion", 0, "indicator", 1, "code"] == 24
    assert lines["criterion", 1, "indicator", 0, "code"] == 28


def test_the_walk_finds_what_the_reader_finds() -> None:
    assert set(lines_of(TEXT)) == paths(tomllib.loads(TEXT))


def test_line_breaks_of_windows_count_once() -> None:
    assert lines_of(TEXT.replace("\n", "\r\n")) == lines_of(TEXT)


def test_the_walk_reads_every_packaged_file_whole() -> None:
    for _, text in data.criteria_files():
        assert set(lines_of(text)) == paths(tomllib.loads(text))
