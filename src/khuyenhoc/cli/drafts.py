"""`khuyenhoc criteria rehearse | comments | used`: drafts on real cases, what is said of them, what a year used."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khuyenhoc.cli import asked, database
from khuyenhoc.domain import numbers
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.days import day_of, last_day
from khuyenhoc.sentences import language_of_terminal, words
from khuyenhoc.sentences.counting import filled

if TYPE_CHECKING:
    from khuyenhoc.analytics.rehearsal import Rehearsal
    from khuyenhoc.apps.criteria.queries import Opinion

NAMED = ("gains", "loses", "unanswered")  # outcomes worth a list
CASE_COLUMNS = (
    *("registration", "name", "outcome", "set_before", "rating_before", "percent_before"),
    *("rating", "percent", "reasons"),
)
COMMENT_COLUMNS = (
    *("id", "set", "indicator", "text", "author", "role", "place", "recorded_at", "of_older_draft"),
    *("verdict", "reason", "answered_by", "answered_at"),
)
_WORDS = {
    "vi": {
        "head": "Thử {set} ({status}) trên {number} hồ sơ năm {year} của {place}, so với {against}.",
        "nothing": "Chưa có hồ sơ nào để thử.",
        "paper": "Chỉ là tính thử: không hồ sơ, danh hiệu, số đếm nào thay đổi.",
        "unknown": "Chưa chấm được, vì bộ này còn để trống:",
        "anew": "Câu hỏi mới hoặc hỏi khác, chưa có câu trả lời: {codes}",
        "lacking": "  {code}: {number} hồ sơ thiếu câu trả lời",
        "outcome": "  {told}: {number}",
        "ratings": "Xếp loại trước → sau (chỉ hồ sơ chấm được):",
        "rating": "  {before} → {after}: {number}",
        "none": "không đạt",
        "passed": "đạt",
        "case": "  {who} (#{id}): {told}; {before} → {after}{reasons}",
        "no_comments": "Chưa có góp ý nào.",
        "all": "cả bộ",
        "comment": "#{id} {where} · {author}, {role}, {place} · {day}: {text}",
        "older": " (góp ý cho bản dự thảo trước)",
        "answer": "    → {verdict}{reason} ({by}, {day})",
        "sum": "{number} góp ý: {told}.",
        "used": "{title}: {key} · {cases} hồ sơ, {passed} đạt, {recognised} đang giữ danh hiệu",
        "none_used": "Năm {year} ở đây chưa có hồ sơ nào.",
    },
    "en": {
        "head": "{set} ({status}) tried on {number:case|cases} of {year} of {place}, compared with {against}.",
        "nothing": "There are no cases to try it on.",
        "paper": "On paper only: no case, title or count changes.",
        "unknown": "Nothing can be scored, because this set leaves open:",
        "anew": "New questions, or asked otherwise, without an answer: {codes}",
        "lacking": "  {code}: {number:case|cases} without an answer",
        "outcome": "  {told}: {number}",
        "ratings": "Rating before → after (only cases that could be scored):",
        "rating": "  {before} → {after}: {number}",
        "none": "not passed",
        "passed": "passed",
        "case": "  {who} (#{id}): {told}; {before} → {after}{reasons}",
        "no_comments": "There are no comments.",
        "all": "whole set",
        "comment": "#{id} {where} · {author}, {role}, {place} · {day}: {text}",
        "older": " (on an earlier draft)",
        "answer": "    → {verdict}{reason} ({by}, {day})",
        "sum": "{number:comment|comments}: {told}.",
        "used": "{title}: {key} · {cases:case|cases}, {passed:passes|pass}, {recognised:holds|hold} the title",
        "none_used": "There are no cases here in {year}.",
    },
}
YEAR = click.option("--year", required=True, type=click.IntRange(2014, 2100), help="Năm của các hồ sơ.")
PLACE = click.option(
    "--place", "name", required=True, help="Tên địa danh hoặc mã, theo địa giới cuối năm đó."
)


@click.command()
@click.argument("key", metavar="CODE@VERSION|FILE")
@PLACE
@YEAR
@click.option(
    "--against", metavar="CODE@VERSION", help="So với bộ này; không ghi thì so với kết quả đang có."
)
@click.option("--cases", is_flag=True, help="Nêu từng hồ sơ sẽ được thêm, mất đi hoặc chưa đủ câu trả lời.")
@asked.list_format
def rehearse(key: str, name: str, year: int, against: str | None, cases: bool, form: str) -> None:
    """Thử một bộ tiêu chí (kể cả dự thảo) trên các hồ sơ đang có: ai thêm, ai mất, mỗi xếp loại bao nhiêu.

    Không ghi gì. Dạng csv nêu từng hồ sơ. Bộ còn số chưa biết thì nói rõ chỗ nào nên chưa chấm được.
    """
    database.ready()
    from django.utils import timezone

    from khuyenhoc.analytics import rehearsal
    from khuyenhoc.apps.criteria import queries as criteria

    place = asked.place(name, last_day(year))
    listing = NAMED if cases or form == "csv" else ()
    found = rehearsal.rehearse(
        _set(key),
        place,
        year,
        on=day_of(timezone.now()),
        against=None if against is None else criteria.rules(criteria.get(against)),
        listing=frozenset(map(rehearsal.Outcome, listing)),
    )
    if form == "json":
        asked.print_json(as_json(found))
    elif form == "csv":
        asked.print_csv(_case_rows(found), CASE_COLUMNS)
    else:
        click.echo("\n".join(_told(found, name)))


def _set(key: str) -> CriteriaSet:
    """A set of the database by its key, else one of a file. Errors: SetNotFound, CriteriaFileUnreadable …"""
    from khuyenhoc.apps.criteria import queries as criteria
    from khuyenhoc.cli.criteria import packaged, read_set

    if Path(key).is_file():
        return read_set(Path(key))
    shipped = {one.key: one for one in packaged()}
    try:
        return criteria.rules(criteria.get(key))
    except criteria.SetNotFound:
        if key not in shipped:
            raise
        return shipped[key]


def as_json(found: "Rehearsal") -> dict[str, Any]:
    """Percents per cent with two decimals; "" as a rating is not passing."""
    return {
        "set": found.set_key,
        "status": found.set_status,
        "place": found.place_id,
        "year": found.year,
        "against": list(found.against),
        "cases": found.number,
        "unknown": list(found.unknown),
        "asked_anew": list(found.asked_anew),
        "lacking": found.lacking,
        "outcomes": {outcome.value: number for outcome, number in sorted(found.outcomes.items())},
        "ratings": [
            {"before": before, "after": after, "cases": number}
            for (before, after), number in sorted(found.ratings.items())
        ],
        "named": _case_rows(found),
    }


def _case_rows(found: "Rehearsal") -> list[dict[str, Any]]:
    return [
        {
            "registration": one.registration_id,
            "name": one.name,
            "outcome": one.outcome.value,
            "set_before": one.set_before,
            "rating_before": one.rating_before,
            "percent_before": None if one.percent_before is None else one.percent_before / 100,
            "rating": one.rating,
            "percent": None if one.percent is None else one.percent / 100,
            "reasons": ";".join(one.reasons),
        }
        for one in found.cases
    ]


def _told(found: "Rehearsal", place: str) -> list[str]:
    language = language_of_terminal()
    status = words.word("status", found.set_status, language)
    if not found.number:
        return [_word("nothing")]
    against = ", ".join(found.against)
    lines = [
        _word(
            "head",
            set=found.set_key,
            status=status,
            number=found.number,
            year=found.year,
            place=place,
            against=against,
        ),
        _word("paper"),
    ]
    if found.asked_anew:
        lines.append(_word("anew", codes=", ".join(found.asked_anew)))
    if found.unknown:
        return [*lines, _word("unknown"), *(f"  {where}" for where in found.unknown)]
    lines += [
        _word("outcome", told=words.word("outcome", outcome.value, language), number=number)
        for outcome, number in sorted(found.outcomes.items())
    ]
    lines += [_word("lacking", code=code, number=number) for code, number in found.lacking.items()]
    if found.ratings:
        lines.append(_word("ratings"))
    lines += [
        _word("rating", before=_rating(before), after=_rating(after), number=number)
        for (before, after), number in sorted(found.ratings.items(), reverse=True)
    ]
    lines += [
        _word(
            "case",
            who=one.name,
            id=one.registration_id,
            told=words.word("outcome", one.outcome.value, language),
            before=_percent(one.percent_before),
            after=_percent(one.percent),
            reasons=f"; {', '.join(one.reasons)}" if one.reasons else "",
        )
        for one in found.cases
    ]
    return lines


def _rating(code: str) -> str:
    return _word("none") if not code else _word("passed") if code == "passed" else code


def _percent(hundredths: int | None) -> str:
    return "–" if hundredths is None else numbers.percent(hundredths, language=language_of_terminal())


@click.command()
@click.argument("key", metavar="CODE@VERSION")
@asked.list_format
def comments(key: str, form: str) -> None:
    """Các góp ý cho một bộ dự thảo, của ai, ở đâu, và đã tiếp thu hay chưa."""
    database.ready()
    from django.utils import timezone

    from khuyenhoc.apps.criteria import queries as criteria
    from khuyenhoc.apps.places import queries as places

    said = criteria.opinions(criteria.get(key))
    labels = places.labels({one.comment.place_id for one in said}, day_of(timezone.now()))
    if form == "text":
        click.echo("\n".join(_discussed(said, labels)))
        return
    rows = [_comment_row(key, one, labels) for one in said]
    if form == "json":
        asked.print_json({"summary": criteria.summary(said), "comments": rows})
    else:
        asked.print_csv(rows, COMMENT_COLUMNS)


def _comment_row(key: str, one: "Opinion", labels: dict[int, str]) -> dict[str, Any]:
    said, reply = one.comment, one.reply
    return {
        "id": said.pk,
        "set": key,
        "indicator": said.indicator,
        "text": said.text,
        "author": said.author.full_name,
        "role": said.role,
        "place": labels.get(said.place_id, ""),
        "recorded_at": said.recorded_at.isoformat(),
        "of_older_draft": one.is_of_older,
        "verdict": reply.verdict if reply else "",
        "reason": reply.reason if reply else "",
        "answered_by": reply.answered_by.full_name if reply else "",
        "answered_at": reply.recorded_at.isoformat() if reply else "",
    }


def _discussed(said: "list[Opinion]", labels: dict[int, str]) -> list[str]:
    language = language_of_terminal()
    if not said:
        return [_word("no_comments")]
    lines, numbers_of = [], dict[str, int]()
    for one in said:
        comment, reply = one.comment, one.reply
        verdict = words.word("verdict", reply.verdict if reply else "", language)
        numbers_of[verdict] = numbers_of.get(verdict, 0) + 1
        line = _word(
            "comment",
            id=comment.pk,
            where=comment.indicator or _word("all"),
            author=comment.author.full_name,
            role=words.word("role", comment.role, language),
            place=labels.get(comment.place_id, ""),
            day=asked.shown(day_of(comment.recorded_at)),
            text=comment.text,
        )
        lines.append(line + (_word("older") if one.is_of_older else ""))
        if reply:
            reason = f": {reply.reason}" if reply.reason else ""
            day = asked.shown(day_of(reply.recorded_at))
            lines.append(
                _word("answer", verdict=verdict, reason=reason, by=reply.answered_by.full_name, day=day)
            )
    told = ", ".join(f"{verdict} {number}" for verdict, number in sorted(numbers_of.items()))
    return [*lines, _word("sum", number=len(said), told=told)]


@click.command()
@PLACE
@YEAR
@asked.list_format
def used(name: str, year: int, form: str) -> None:
    """Năm ấy ở đó đã dùng những phiên bản nào của bộ tiêu chí, mỗi phiên bản cho bao nhiêu hồ sơ."""
    database.ready()
    from khuyenhoc.analytics import sets_used

    found = sets_used.used(asked.place(name, last_day(year)), year)
    columns = ("title", "level", "key", "cases", "passed", "recognised")
    rows = [{column: getattr(one, column) for column in columns} for one in found]
    if form == "json":
        asked.print_json(rows)
    elif form == "csv":
        asked.print_csv(rows, columns)
    else:
        language = language_of_terminal()
        lines = [
            _word("used", **{**row, "title": words.title(row["title"], row["level"], language)})
            for row in rows
        ]
        click.echo("\n".join(lines or [_word("none_used", year=year)]))


def _word(name: str, **facts: object) -> str:
    language = language_of_terminal()
    return filled(_WORDS[language][name], facts, language)
