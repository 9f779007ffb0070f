"""`khuyenhoc criteria`: check criteria-set files, list and show those that come with the program."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from khuyenhoc import data
from khuyenhoc.cli import asked, drafts
from khuyenhoc.domain import answers, criteria, explanation, numbers
from khuyenhoc.domain.criteria import CriteriaSet, CriteriaSetUnsound, Indicator, Status
from khuyenhoc.domain.criteria.derivation import FrameNotFound, NotComparable, breaches
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.sentences import language_of_terminal, sentence

FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng in ra."
)
UNCHECKED = {"vi": "chưa đối chiếu văn bản gốc", "en": "not checked against the original document"}
STATUS = {
    "vi": {Status.DRAFT: "dự thảo", Status.ISSUED: "đã ban hành", Status.SAMPLE: "mẫu"},
    "en": {Status.DRAFT: "draft", Status.ISSUED: "issued", Status.SAMPLE: "sample"},
}


class CriteriaFileUnreadable(RuleBroken):
    """The file can't be opened or is not UTF-8; facts: file, detail."""

    code = "CRITERIA_FILE_UNREADABLE"


class PackagedSetNotFound(RuleBroken):
    """No packaged set has this code, or code@version; facts: key."""

    code = "PACKAGED_SET_NOT_FOUND"


class PublishedRulesChanged(RuleBroken):
    """A published file's rules are not those the lock holds; facts: file, set."""

    code = "PUBLISHED_RULES_CHANGED"


def read_set(file: Path) -> CriteriaSet:
    """The set in a file. Errors: CriteriaFileUnreadable, CriteriaSetUnsound."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        detail = error.strerror if isinstance(error, OSError) else f"UTF-8, byte {error.start}"
        raise CriteriaFileUnreadable(file=str(file), detail=detail) from error
    return criteria.load(text, file=str(file))


def packaged() -> list[CriteriaSet]:
    """Every set that comes with the program, by title, code and version."""
    found = [criteria.load(text, file=key) for key, text in data.criteria_files()]
    return sorted(found, key=lambda s: (s.title, s.code, s.version))


def locked() -> dict[str, str]:
    """code@version -> digest of the rules it was published with."""
    lines = [line.split() for line in data.criteria_lock().splitlines() if line and not line.startswith("#")]
    return {key: rules for key, rules, _ in lines}


@click.group(short_help="Kiểm tra, liệt kê và xem các bộ tiêu chí.")
def command() -> None:
    """Bộ tiêu chí: kiểm tra tệp, liệt kê và xem các bộ đi kèm phần mềm."""


@command.command("check")
@click.argument("files", nargs=-1, required=True, type=asked.INPUT)
def check(files: tuple[Path, ...]) -> None:
    """Kiểm tra tệp bộ tiêu chí. Mỗi lỗi một dòng; mã thoát 1 khi có tệp sai.

    Bộ dẫn xuất (derives_from) còn được đối chiếu với bộ khung: lấy trong các tệp nêu ở đây, rồi trong các bộ đi
    kèm phần mềm.
    """
    language = language_of_terminal()
    read: dict[Path, CriteriaSet] = {}
    found: dict[Path, list[RuleBroken]] = {file: [] for file in files}
    for file in files:
        try:
            read[file] = read_set(file)
        except CriteriaSetUnsound as error:
            found[file] += error.faults
        except RuleBroken as error:
            found[file].append(error)
    frames = {s.key: s for s in [*packaged(), *read.values()]}
    for file, s in read.items():
        if s.is_published and locked().get(s.key, s.rules_digest) != s.rules_digest:
            found[file].append(PublishedRulesChanged(file=str(file), set=s.key))
        found[file] += against_frame(s, frames)
    for file, faults in found.items():
        for fault in faults:
            click.echo(sentence(fault, language), err=True)
        if not faults:
            click.echo(f"{file}: {summary(read[file], language)}")
    sys.exit(1 if any(found.values()) else 0)


def against_frame(s: CriteriaSet, frames: Mapping[str, CriteriaSet]) -> list[RuleBroken]:
    """Every change that breaks the comparison of a derived set with its frame; nothing for a set of its own."""
    if not s.derives_from:
        return []
    frame = frames.get(s.derives_from)
    if frame is None:
        return [FrameNotFound(set=s.key, frame=s.derives_from)]
    return [
        NotComparable(set=s.key, frame=frame.key, change=breach.change.value, where=breach.where)
        for breach in breaches(frame, s)
    ]


@command.command("list")
@FORMAT
def list_(form: str) -> None:
    """Liệt kê các bộ tiêu chí đi kèm phần mềm."""
    found = packaged()
    if form == "json":
        click.echo(json.dumps([facts(s) for s in found], ensure_ascii=False, indent=2))
        return
    for s in found:
        click.echo(summary(s, language_of_terminal()))


@command.command("show")
@click.argument("key", metavar="CODE[@VERSION]")
@FORMAT
def show(key: str, form: str) -> None:
    """In toàn bộ một bộ tiêu chí; không ghi VERSION thì lấy bản mới nhất."""
    found = [s for s in packaged() if key in (s.code, s.key)]
    if not found:
        raise PackagedSetNotFound(key=key)
    if form == "json":
        click.echo(json.dumps(everything(found[-1]), ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(_shown(found[-1], language_of_terminal())))


command.add_command(drafts.rehearse)
command.add_command(drafts.comments)
command.add_command(drafts.used)


def summary(s: CriteriaSet, language: str) -> str:
    """One line: key, name, status and the marks a reader must see."""
    marks = [STATUS[language][s.status]]
    if not s.checked_against_original:
        marks.append(UNCHECKED[language])
    if s.unknown:
        open_ = len(s.unknown)
        marks.append(f"còn {open_} chỗ chưa biết" if language == "vi" else f"{open_} unknown")
    worth = numbers.points(s.max_points, language=language)
    unit = "điểm" if language == "vi" else "points"
    measure = f"{worth} {unit}" if s.logic == "points" else ("theo mức" if language == "vi" else "levels")
    return f"{s.key}: {s.name.say(language)}; {measure}; {'; '.join(marks)}"


def facts(s: CriteriaSet) -> dict[str, Any]:
    """What a list of sets shows of one, as plain data; points in hundredths."""
    return {
        "key": s.key,
        "code": s.code,
        "version": s.version,
        "title": s.title,
        "level": s.level,
        "name": {"vi": s.name.vi, "en": s.name.en},
        "status": str(s.status),
        "checked_against_original": s.checked_against_original,
        "complete": s.is_complete,
        "logic": str(s.logic),
        "max_points": s.max_points,
        "in_force_from": s.in_force_from.isoformat() if s.in_force_from else None,
        "in_force_to": s.in_force_to.isoformat() if s.in_force_to else None,
        "rules_digest": s.rules_digest,
        "texts_digest": s.texts_digest,
    }


def everything(s: CriteriaSet) -> dict[str, Any]:
    """The whole set as plain data; points and percents in hundredths."""
    rule = s.pass_rule
    return facts(s) | {
        "issuer": s.issuer,
        "legal_basis": s.legal_basis,
        "validity_months": s.validity_months,
        "upgrade_after_months": s.upgrade_after_months,
        "pass": {
            "min_total_percent": rule.min_total_percent,
            "min_criterion_percent": dict(rule.min_criterion_percent),
            "min_indicator_points": rule.min_indicator_points,
        },
        "ratings": [
            {"code": r.code, "name": r.name.vi, "min_total_percent": r.min_total_percent, "level": r.level}
            for r in s.ratings
        ],
        "exclusions": [{"code": e.code, "text": e.text.vi} for e in s.exclusions],
        "prerequisites": [
            {"code": p.code, "counts": p.counts, "holding": p.holding, "min_percent": p.min_percent}
            for p in s.prerequisites
        ],
        "criteria": [
            {"code": c.code, "text": c.text.vi, "indicators": [_indicator_data(i) for i in c.indicators]}
            for c in s.criteria
        ],
        "unknown": s.unknown,
    }


def _indicator_data(i: Indicator) -> dict[str, Any]:
    return {
        "code": i.code,
        "text": i.text.vi,
        "help": i.help.vi,
        "evidence": i.evidence.vi,
        "source": i.source,
        "kind": str(i.kind),
        "max_points": i.max_points,
        "options": [{"code": o.code, "text": o.text.vi, "points": o.points} for o in i.options],
        "bands": [{"min_percent": b.min_percent, "points": b.points} for b in i.bands],
        "levels": i.levels,
        "not_applicable": str(i.not_applicable),
    }


_SHOWN = {
    "vi": {
        "exclusion": "Loại trừ {code}: {text} (trả lời có hoặc không; để trống là không)",
        "prerequisite": "Điều kiện {code}: {text} ≥ {percent} (hệ thống đếm; trong tệp: {code}.part, {code}.whole)",
        "total": "Đạt khi tổng điểm từ {percent} điểm tối đa",
        "criterion": "Đạt khi tiêu chí {code} từ {percent} điểm tối đa của nó",
        "indicator": "Đạt khi mọi chỉ tiêu áp dụng từ {points} điểm",
        "rating": "Xếp loại {code}: {name} từ {floor}",
        "level": "mức {level}",
        "columns": "Cột của tệp trả lời: {columns}",
    },
    "en": {
        "exclusion": "Exclusion {code}: {text} (yes or no; blank is no)",
        "prerequisite": "Prerequisite {code}: {text} ≥ {percent} (counted; in a file: {code}.part, {code}.whole)",
        "total": "Passes with at least {percent} of the maximum",
        "criterion": "Passes with at least {percent} of criterion {code}'s maximum",
        "indicator": "Passes with every applicable indicator at {points} points or more",
        "rating": "Rating {code}: {name} from {floor}",
        "level": "level {level}",
        "columns": "Columns of an answer file: {columns}",
    },
}


def _shown(s: CriteriaSet, language: str) -> list[str]:
    """All that is needed to fill in a form by hand and to work out what it is worth."""
    say = _SHOWN[language]
    rules: dict[str, str] = {}
    if s.is_complete:
        told = explanation.explain(s, {}, language)
        rules = {line.code: line.rule for group in told.criteria for line in group.lines}
    lines = [summary(s, language), *s.legal_basis, ""]
    lines += [say["exclusion"].format(code=e.code, text=e.text.say(language)) for e in s.exclusions]
    for p in s.prerequisites:
        percent = numbers.percent(p.min_percent, language=language)
        lines.append(say["prerequisite"].format(code=p.code, text=p.text.say(language), percent=percent))
    for c in s.criteria:
        lines.append(f"{c.code}. {c.text.say(language)}")
        for i in c.indicators:
            worth = f" ({numbers.points(i.max_points, language=language)})" if i.max_points else ""
            lines.append(f"  {i.code}  {i.text.say(language)}{worth}")
            lines += [f"        {text}" for text in (i.help.say(language), rules.get(i.code, "")) if text]
            lines += [f"        {o.code}: {o.text.say(language)}" for o in i.options]
    lines += ["", *_minima(s, language)]
    if s.is_complete:
        names = [name for pair in answers.columns(s).values() for name in pair]
        lines.append(say["columns"].format(columns=",".join(["case_id", *names])))
    return lines


def _minima(s: CriteriaSet, language: str) -> list[str]:
    say, rule = _SHOWN[language], s.pass_rule

    def percent(hundredths: int) -> str:
        return numbers.percent(hundredths, language=language)

    lines = []
    if rule.min_total_percent is not None:
        lines.append(say["total"].format(percent=percent(rule.min_total_percent)))
    lines += [say["criterion"].format(code=c, percent=percent(p)) for c, p in rule.min_criterion_percent]
    if rule.min_indicator_points is not None:
        lines.append(
            say["indicator"].format(points=numbers.points(rule.min_indicator_points, language=language))
        )
    for one in s.ratings:
        by_level = say["level"].format(level=one.level)
        floor = percent(one.min_total_percent or 0) if one.level is None else by_level
        lines.append(say["rating"].format(code=one.code, name=one.name.say(language), floor=floor))
    return lines
