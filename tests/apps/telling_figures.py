"""Figures, told and handed in, for tests."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from khuyenhoc.apps.figures import actions, queries
from khuyenhoc.apps.figures.actions import NewFigure
from khuyenhoc.apps.figures.models import Report
from khuyenhoc.apps.places.models import Place
from tests.make import NOON, Country, People

SOURCE = "Báo cáo mẫu 2023"
END = date(2023, 12, 31)


def later(hours: int) -> datetime:
    return NOON + timedelta(hours=hours)


def homes(where: Place, value: str = "1.250", **changes: str) -> NewFigure:
    new = NewFigure(
        place=where.pk, period="2023", indicator="recognised_household", source=SOURCE, value=value, unit="hộ"
    )
    return replace(new, **changes)  # type: ignore[arg-type]  # every field given is a text


def tell(*news: NewFigure, who: People, hours: int = 0, **more: object) -> actions.Kept:
    return actions.report_figures(news, by=who.association, at=later(hours), **more)  # type: ignore[arg-type]


def draft(land: Country, who: People, value: str = "1.250", place: Place | None = None) -> Report:
    where = place or land.commune
    by = who.association if place is None else who.province
    report = actions.open_report(where.pk, "2023", by=by, at=NOON)
    actions.report_figures([homes(where, value)], report=report.pk, by=by, at=NOON)
    return report


def submitted(land: Country, who: People) -> Report:
    report = draft(land, who)
    return actions.submit_report(report.pk, revision=0, by=who.association, at=later(1))


def approved(land: Country, who: People) -> Report:
    report = submitted(land, who)
    return actions.approve_report(report.pk, revision=report.revision, by=who.province, at=later(2))


def values(where: Place, **more: object) -> list[str]:
    return [one.value_text for one in queries.figures_of([where.pk], **more)]  # type: ignore[arg-type]
