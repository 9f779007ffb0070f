"""`khuyenhoc score`: a CSV file of answers against one criteria-set file, without a database."""

import sys
from pathlib import Path

import click

from khuyenhoc.batch import answer_file
from khuyenhoc.cli import asked
from khuyenhoc.cli.criteria import read_set
from khuyenhoc.domain import explanation
from khuyenhoc.domain.criteria import CriteriaSetUnsound
from khuyenhoc.sentences import language_of_terminal, sentence


@click.command(short_help="Chấm điểm một tệp CSV theo một bộ tiêu chí.")
@click.option("--set", "set_file", required=True, type=asked.INPUT, help="Tệp bộ tiêu chí (TOML).")
@click.option("--answers", required=True, type=asked.INPUT, help="Tệp câu trả lời (CSV, UTF-8).")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Tệp kết quả sẽ ghi (CSV).")
@click.option("--explain", "case", help="In cách tính điểm của một trường hợp (case_id).")
def command(set_file: Path, answers: Path, out: Path, case: str | None) -> None:
    """Chấm điểm mọi dòng của tệp câu trả lời, ghi kết quả theo đúng thứ tự dòng.

    Cột vào: case_id, mã từng chỉ tiêu (tỷ lệ và điều kiện: MÃ.part và MÃ.whole), mã điều loại trừ.
    Cột ra: case_id, total_points, percent, rating, passed, reasons.
    Mã thoát: 0 mọi dòng đều tốt; 1 có dòng sai hoặc tệp không dùng được; 2 gọi lệnh sai.
    """
    language = language_of_terminal()
    try:
        criteria_set = read_set(set_file)
    except CriteriaSetUnsound as error:
        for fault in error.faults:
            click.echo(sentence(fault, language), err=True)
        sys.exit(1)
    outcome = answer_file.score_file(criteria_set, answers, out)
    told = [sentence(fault, language) for fault in [*outcome.cautions, *outcome.faults]]
    if outcome.fault_count > len(outcome.faults):
        more = outcome.fault_count - len(outcome.faults)
        told.append(f"… and {more} more faults." if language == "en" else f"… và {more} lỗi nữa.")
    for line in told:
        click.echo(line, err=True)
    if case is not None:
        found = answer_file.answers_of(criteria_set, answers, case)
        explained = explanation.explain(criteria_set, found, language)
        click.echo(explanation.as_text(explained))
    sys.exit(1 if outcome.bad_rows else 0)
