"""`khuyenhoc health`: whether the server can be relied on; exit status 1 when it cannot."""

import json
import sys

import click

from khuyenhoc.cli import database
from khuyenhoc.sentences import language_of_terminal
from khuyenhoc.sentences.counting import filled

_WORDS = {
    "vi": {
        "ok": "tốt",
        "bad": "CÓ VẤN ĐỀ",
        "database": "Cơ sở dữ liệu: {ok}",
        "migrations": "Cấu trúc bảng: {ok}, {waiting} thay đổi chưa áp dụng",
        "disk": "Dung lượng đĩa: {ok}, còn trống {free_mebibytes} MiB",
        "log": "Nhật ký: {ok}, {sealed} thao tác đã niêm phong, chờ niêm phong lâu nhất {waiting_seconds} giây",
        "jobs": "Việc dài: {ok}, {waiting} việc chưa xong, lâu nhất {waiting_seconds} giây",
        "clock": "Đồng hồ: {ok}, chậm {behind_seconds} giây",
        "unknown": "{part}: {ok} ({detail})",
    },
    "en": {
        "ok": "well",
        "bad": "NOT WELL",
        "database": "Database: {ok}",
        "migrations": "Tables: {ok}, {waiting:change|changes} not applied",
        "disk": "Disk: {ok}, {free_mebibytes} MiB free",
        "log": "Log: {ok}, {sealed:deed|deeds} sealed, the longest wait for a seal is {waiting_seconds} s",
        "jobs": "Long work: {ok}, {waiting} not done, the longest for {waiting_seconds} s",
        "clock": "Clock: {ok}, {behind_seconds} s behind",
        "unknown": "{part}: {ok} ({detail})",
    },
}


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng in ra.")
def command(form: str) -> None:
    """Kiểm tra cơ sở dữ liệu, cấu trúc bảng, dung lượng đĩa, nhật ký, đồng hồ; có vấn đề thì thoát với mã 1."""
    database.started()
    from django.utils import timezone

    from khuyenhoc.operating import health

    findings = health.look(at=timezone.now())
    is_well = all(finding.is_well for finding in findings)
    if form == "json":
        parts = {finding.part.value: {"ok": finding.is_well, **finding.facts} for finding in findings}
        click.echo(json.dumps({"ok": is_well, "parts": parts}, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            told = "unknown" if "detail" in finding.facts else finding.part.value
            ok = _word("ok" if finding.is_well else "bad")
            click.echo(_word(told, part=finding.part.value, ok=ok, **finding.facts))
    if not is_well:
        sys.exit(1)


def _word(name: str, **facts: object) -> str:
    language = language_of_terminal()
    return filled(_WORDS[language][name], facts, language)
