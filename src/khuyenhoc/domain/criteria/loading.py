"""Reads a criteria-set file (docs/guide: "Bộ tiêu chí là một tệp") and checks all of it."""

import re
import tomllib
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from khuyenhoc.domain.criteria import faults
from khuyenhoc.domain.criteria.digest import with_digests
from khuyenhoc.domain.criteria.faults import CriteriaSetUnsound
from khuyenhoc.domain.criteria.indicators import read_indicator
from khuyenhoc.domain.criteria.lines import Path, lines_of
from khuyenhoc.domain.criteria.model import (
    CriteriaSet,
    Criterion,
    Exclusion,
    Logic,
    PassRule,
    Prerequisite,
    Rating,
    Status,
)
from khuyenhoc.domain.criteria.reading import Literal, Page, Table
from khuyenhoc.domain.criteria.words import COUNTED, LEVELS, SEMANTICS, TITLES

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def load(text: str, *, file: str = "<text>") -> CriteriaSet:
    """The set a TOML text describes.

    file: how the faults name the text.
    Errors: CriteriaSetUnsound, which lists every fault found, each with its line.
    Source: the format of criteria-set files, docs/adr/0011.
    """
    text = text.removeprefix("\ufeff")
    try:
        data = tomllib.loads(text, parse_float=Literal)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else text.rstrip().count("\n") + 1
        unreadable = faults.TomlUnreadable(file=file, line=line, where="", detail=str(error))
        raise CriteriaSetUnsound(file, [unreadable]) from error
    except RecursionError as error:  # brackets in brackets, more than any set has
        unreadable = faults.TomlUnreadable(file=file, line=1, where="", detail="nested too deeply")
        raise CriteriaSetUnsound(file, [unreadable]) from error
    page = Page(file, lines_of(text), is_draft=data.get("status") == Status.DRAFT)
    criteria_set = _read(Table(page, (), data), page)
    if page.found:
        raise CriteriaSetUnsound(file, sorted(page.found, key=lambda fault: int(fault.facts["line"])))
    return with_digests(criteria_set)


def _read(top: Table, page: Page) -> CriteriaSet:
    sections = [key for key in top.data if key in ("exclusion", "prerequisite", "criterion")]
    logic = Logic(top.word("logic", list(Logic), Logic.POINTS, required=True))
    code, version = top.code(), top.code("version")
    semantics = top.whole("semantics", 1, required=True)
    if semantics not in SEMANTICS:
        top.fault(
            faults.SemanticsUnknown, "semantics", value=semantics, allowed=", ".join(map(str, SEMANTICS))
        )
    in_force, scope = top.table("in_force"), top.table("scope")
    first, last = in_force.day("from", required=bool(in_force.data) and not page.is_draft), in_force.day("to")
    if first and last and last < first:
        in_force.fault(faults.DatesOutOfOrder, "to")
    place, alone = scope.text("place"), scope.text("organisation")
    if alone and not place:  # a name alone does not tell organisations apart
        scope.fault(faults.KeyMissing, "place")
    exclusions = tuple(_exclusion(table) for table in top.tables("exclusion"))
    prerequisites = tuple(_prerequisite(table) for table in top.tables("prerequisite"))
    criteria = tuple(_criterion(table, logic) for table in top.tables("criterion", required=True))
    ratings = tuple(_rating(table, logic) for table in top.tables("rating"))
    criteria_set = CriteriaSet(
        code=code,
        version=version,
        semantics=semantics,
        title=top.word("title", TITLES, TITLES[0], required=True),
        level=_level(top),
        name=top.words("name"),
        issuer=top.text("issuer"),
        legal_basis=top.texts("legal_basis"),
        status=Status(top.word("status", list(Status), Status.DRAFT, required=True)),
        checked_against_original=top.flag("checked_against_original"),
        in_force_from=first,
        in_force_to=last,
        scope_place=place,
        scope_organisation_kind=scope.text("organisation_kind"),
        scope_organisation=alone,
        derives_from=_frame(top),
        logic=logic,
        validity_months=top.whole("validity_months", 12),
        upgrade_after_months=top.whole("upgrade_after_months"),
        pass_rule=_pass_rule(top, logic, criteria),
        ratings=ratings,
        exclusions=exclusions,
        prerequisites=prerequisites,
        criteria=criteria,
        columns_order=_order(sections, exclusions, prerequisites, criteria),
        unknown=tuple(page.unknown),
        rules_digest="",
        texts_digest="",
    )
    for table in (in_force, scope, top):
        table.close()
    _check_codes(page, criteria_set)
    _check_ratings(page, criteria_set)
    if logic is Logic.POINTS and criteria_set.is_complete and not page.found and not criteria_set.max_points:
        top.fault(faults.NothingToScore, "criterion")
    return criteria_set


def _level(top: Table) -> str:
    value = top.text("level")
    for level in value.split("|") if value else ():
        if level not in LEVELS:
            top.fault(faults.ValueUnknown, "level", value=level, allowed=", ".join(LEVELS))
    return value


def _frame(top: Table) -> str:
    value = top.text("derives_from")
    code, _, version = value.partition("@")
    if value and not (code and version):
        top.fault(faults.ValueUnknown, "derives_from", value=value, allowed="code@version")
    return value


def _exclusion(table: Table) -> Exclusion:
    found = Exclusion(table.code(), table.words("text"), table.words("help"), table.text("source"))
    table.close()
    return found


def _prerequisite(table: Table) -> Prerequisite:
    found = Prerequisite(
        code=table.code(),
        counts=table.word("counts", COUNTED, required=True),
        holding=table.word("holding", TITLES, required=True),
        min_percent=table.percent("min_percent", required=True) or 0,
        text=table.words("text"),
        help=table.words("help"),
        source=table.text("source"),
    )
    table.close()
    return found


def _criterion(table: Table, logic: Logic) -> Criterion:
    if table.data.get("indicator") == [] and table.page.is_draft:
        table.note_unknown("indicator")
        table.data.pop("indicator")
        indicators = []
    else:
        indicators = [read_indicator(t, logic) for t in table.tables("indicator", required=True)]
    found = Criterion(
        table.code(), table.words("text"), table.words("help"), table.text("source"), tuple(indicators)
    )
    table.close()
    return found


def _rating(table: Table, logic: Logic) -> Rating:
    floor, level = None, None
    if logic is Logic.POINTS:
        table.drop(["level"], faults.NotForLogic, logic=logic)
        floor = table.percent("min_total_percent", required=True)
    else:
        table.drop(["min_total_percent"], faults.NotForLogic, logic=logic)
        written = table.text("level", required=True)
        if written.isascii() and written.isdigit():
            level = int(written)
        elif written:
            table.fault(faults.LevelUnknown, "level", value=written)
    found = Rating(table.code(), table.words("name"), floor, level)
    table.close()
    return found


def _pass_rule(top: Table, logic: Logic, criteria: Sequence[Criterion]) -> PassRule:
    table = top.table("pass")
    if logic is Logic.LEVELS:
        table.drop(list(table.data), faults.NotForLogic, logic=logic)
        return PassRule()
    floors = table.table("min_criterion_percent")
    by_criterion = {}
    for code in list(floors.data):
        if code not in [criterion.code for criterion in criteria]:
            floors.take(code)
            floors.fault(faults.CriterionUnknown, code, value=code)
        else:
            by_criterion[code] = floors.percent(code)
    rule = PassRule(
        min_total_percent=table.percent("min_total_percent"),
        min_criterion_percent=tuple(
            (c.code, floor) for c in criteria if (floor := by_criterion.get(c.code)) is not None
        ),
        min_indicator_points=table.decimal("min_indicator_points"),
    )
    for indicator in (indicator for criterion in criteria for indicator in criterion.indicators):
        most = indicator.max_points
        if most and rule.min_indicator_points and rule.min_indicator_points > most:
            value = f"{rule.min_indicator_points / 100:.2f}"
            table.fault(
                faults.FloorAboveMaximum, "min_indicator_points", value=value, most=f"{most / 100:.2f}"
            )
            break
    table.close()
    return rule


def _order(
    sections: Sequence[str],
    exclusions: Sequence[Exclusion],
    prerequisites: Sequence[Prerequisite],
    criteria: Sequence[Criterion],
) -> tuple[str, ...]:
    codes = {
        "exclusion": [exclusion.code for exclusion in exclusions],
        "prerequisite": [prerequisite.code for prerequisite in prerequisites],
        "criterion": [indicator.code for criterion in criteria for indicator in criterion.indicators],
    }
    return tuple(code for section in sections for code in codes[section])


def _check_codes(page: Page, s: CriteriaSet) -> None:
    """Columns share one space of names, whatever their case; criteria and ratings have their own."""
    columns: list[tuple[str, Path]] = []
    columns += [(e.code, ("exclusion", at, "code")) for at, e in enumerate(s.exclusions)]
    columns += [(p.code, ("prerequisite", at, "code")) for at, p in enumerate(s.prerequisites)]
    for at, criterion in enumerate(s.criteria):
        for below, indicator in enumerate(criterion.indicators):
            columns.append((indicator.code, ("criterion", at, "indicator", below, "code")))
    _check_repeats(page, columns)
    _check_repeats(page, [(c.code, ("criterion", at, "code")) for at, c in enumerate(s.criteria)])
    _check_repeats(page, [(r.code, ("rating", at, "code")) for at, r in enumerate(s.ratings)])


def _check_repeats(page: Page, codes: list[tuple[str, Path]]) -> None:
    first: dict[str, int] = {}
    for code, path in sorted(codes, key=lambda entry: page.line(entry[1])):
        folded = code.casefold()
        if code and folded in first:
            page.fault(faults.CodeRepeated, path, value=code, first_line=first[folded])
        first.setdefault(folded, page.line(path))


def _check_ratings(page: Page, s: CriteriaSet) -> None:
    """From best to worst; a level nobody asks for would be met by everybody."""
    key = "min_total_percent" if s.logic is Logic.POINTS else "level"
    floors: list[Any] = [getattr(rating, key) for rating in s.ratings]
    for at, (better, worse) in enumerate(pairwise(floors), start=1):
        if better is not None and worse is not None and worse >= better:
            page.fault(faults.OutOfOrder, ("rating", at, key), value=s.ratings[at].code)
    for at, rating in enumerate(s.ratings):
        if rating.level is not None and rating.level not in s.levels and not _leaves_levels_open(s):
            page.fault(faults.LevelUnknown, ("rating", at, "level"), value=rating.level)


def _leaves_levels_open(s: CriteriaSet) -> bool:
    return any(not criterion.indicators for criterion in s.criteria)
