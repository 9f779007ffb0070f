"""The sentence a report would print for one row of the table, and for the members."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khuyenhoc.analytics.five_titles import Members, Row
from khuyenhoc.domain import numbers
from khuyenhoc.sentences import words
from khuyenhoc.sentences.counting import so_many


def of_row(row: Row, place: str, year: int) -> str:
    """ "Năm 2023, tỉnh …: 125.071/187.794 hộ được công nhận “Gia đình học tập”, đạt 66,60%, tăng … so với năm 2022."

    Empty when nothing is known of the row.
    """
    if row.recognised is None:
        return ""
    language = "en" if get_language() == "en" else "vi"
    facts: dict[str, object] = {
        "year": year,
        "place": place,
        "title": words.title(row.title, row.level, language),
        "recognised": numbers.grouped(row.recognised, language=language),
        "base": "" if row.base is None else numbers.grouped(row.base, language=language),
        "base_name": so_many(words.word("base", row.base_kind, language), row.base),
        "subjects": so_many(words.word("subject", row.title, language), row.recognised),
        "percent": "" if row.percent is None else numbers.percent(row.percent, language=language),
    }
    if row.percent is None:
        told = _("Năm %(year)s, %(place)s: %(recognised)s %(subjects)s được công nhận “%(title)s”") % facts
    else:
        told = (
            _(
                "Năm %(year)s, %(place)s: %(recognised)s/%(base)s %(base_name)s được công nhận “%(title)s”, "
                "đạt %(percent)s"
            )
            % facts
        )
    return f"{told}{_change(row.change, year, language)}."


def of_members(members: Members, place: str, year: int) -> str:
    """ "Năm 2023, tỉnh …: 350.000 hội viên Hội Khuyến học, bằng 37,39% dân số, tăng … so với năm 2022."

    Empty where there are none.
    """
    if not members.count:
        return ""
    language = "en" if get_language() == "en" else "vi"
    facts: dict[str, object] = {
        "year": year,
        "place": place,
        "number": numbers.grouped(members.count, language=language),
        "members": so_many(_("hội viên Hội Khuyến học"), members.count),
    }
    told = _("Năm %(year)s, %(place)s: %(number)s %(members)s") % facts
    if members.percent is not None:
        told += _(", bằng %(percent)s dân số") % {
            "percent": numbers.percent(members.percent, language=language)
        }
    return f"{told}{_change(members.change, year, language)}."


def _change(change: int | None, year: int, language: str) -> str:
    if change is None:
        return ""
    facts = {"number": numbers.grouped(abs(change), language=language), "before": year - 1}
    if change > 0:
        return _(", tăng %(number)s so với năm %(before)s") % facts
    if change < 0:
        return _(", giảm %(number)s so với năm %(before)s") % facts
    return _(", bằng năm %(before)s") % facts
