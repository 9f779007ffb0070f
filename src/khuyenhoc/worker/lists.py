"""Lists of the pages as files: the same rows in the same order, as whoever asked may see them now."""

from datetime import date
from typing import Any

from khuyenhoc.analytics.cases import CaseQuery
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects.queries import RegisterQuery
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.workbooks import given_out
from khuyenhoc.workbooks.tables import CSV, XLSX, Table, as_csv, as_xlsx
from khuyenhoc.worker.desk import Desk, Finish


def subjects_out(desk: Desk) -> Finish:
    """facts: kind, day, level, search, sort, without, as RegisterQuery has them; form, "xlsx" or "csv"; name."""
    asked, day = desk.facts, date.fromisoformat(desk.facts["day"])
    query = RegisterQuery(
        places=places.ids_below(desk.place, day),
        kind=Title(asked["kind"]),
        day=day,
        level=asked["level"],
        search=asked["search"],
        sort=asked["sort"],
        without=tuple(asked["without"]),
    )
    return _put(
        desk, given_out.register_table(desk.place, query, language=desk.language, by=desk.by, at=desk.now())
    )


def cases_out(desk: Desk) -> Finish:
    """facts: year, title, measure, level, search, rating, sort, as CaseQuery has them; names, the word for each
    rating; form and name of the file.
    """
    asked = desk.facts
    query = CaseQuery(
        place_id=desk.place,
        year=asked["year"],
        title=Title(asked["title"]),
        measure=asked["measure"],
        level=Level(asked["level"]),
        search=asked["search"],
        rating=asked["rating"],
        sort=asked["sort"],
    )
    table = given_out.case_table(
        query, names=asked["names"], language=desk.language, by=desk.by, at=desk.now()
    )
    return _put(desk, table)


def _put(desk: Desk, table: Table) -> Finish:
    form, name = desk.facts["form"], desk.facts["name"]
    content = as_csv(table) if form == "csv" else as_xlsx([table])
    desk.put(content, name=f"{name}.{form}", kind=CSV if form == "csv" else XLSX, label=form.upper())
    number: dict[str, Any] = {}
    return lambda _at: number
