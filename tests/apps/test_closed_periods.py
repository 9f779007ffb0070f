"""Closed periods: what comes later needs a reason and leaves what was known as it was known."""

from datetime import date, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.figures import actions, queries
from khuyenhoc.apps.figures.actions import NewBase
from khuyenhoc.apps.figures.models import Base, ReportState
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.figures import PeriodUnclear
from tests.apps.telling_figures import END, draft, homes, later, submitted, tell, values
from tests.make import NOON, Country, People


def test_a_closed_period_is_corrected_where_it_was_closed_and_the_difference_stays(
    land: Country, who: People
) -> None:
    (figure,) = tell(homes(land.commune), who=who).figures
    lock = actions.lock_period(land.province.pk, "2023", by=who.province, at=later(1))
    new = homes(land.commune, "1.200")

    with pytest.raises(OutsideScope):
        actions.correct_figure(figure.pk, new, reason="Nhầm", by=who.association, at=later(2))
    with pytest.raises(actions.PeriodLocked):
        actions.correct_figure(figure.pk, new, reason="", by=who.province, at=later(2))
    with pytest.raises(actions.FigureIsClosed):
        actions.take_figure_away(figure.pk, by=who.association, at=later(2))
    corrected = actions.correct_figure(figure.pk, new, reason="Nhầm", by=who.province, at=later(2))
    with pytest.raises(actions.PeriodLocked):
        actions.report_figures([homes(land.commune, "9", source="B")], by=who.province, at=later(3))
    late = actions.report_figures(
        [homes(land.commune, "9", source="B")], reason="Báo cáo bổ sung", by=who.province, at=later(3)
    ).figures[0]

    assert queries.after_lock(lock.pk) == [(figure, corrected), (None, late)]
    assert values(land.commune, known_before=lock.recorded_at) == ["1.250"]


def test_a_lock_covers_what_ends_inside_and_below_and_nothing_else(land: Country, who: People) -> None:
    lock = actions.lock_period(land.district.pk, "2023", by=who.province, at=NOON)

    assert queries.lock_over(land.hamlet.pk, END) == lock
    assert queries.lock_over(land.hamlet.pk, date(2023, 6, 30)) == lock
    assert queries.lock_over(land.hamlet.pk, date(2022, 12, 31)) is None
    assert queries.lock_over(land.province.pk, END) is None
    assert queries.lock_over(land.hamlet.pk, END, known_before=NOON) is None
    with pytest.raises(actions.LockedAlready):
        actions.lock_period(land.district.pk, "2023", by=who.province, at=later(1))
    with pytest.raises(PeriodUnclear):
        actions.lock_period(land.district.pk, "target 2023", by=who.province, at=later(1))
    with pytest.raises(OutsideScope):
        actions.lock_period(land.district.pk, "2022", by=who.association, at=later(1))


def test_a_return_that_comes_after_the_lock_needs_a_reason(land: Country, who: People) -> None:
    report = submitted(land, who)
    lock = actions.lock_period(land.province.pk, "2023", by=who.province, at=later(2))

    with pytest.raises(actions.PeriodLocked):
        actions.approve_report(report.pk, revision=report.revision, by=who.province, at=later(3))
    actions.approve_report(
        report.pk, revision=report.revision, reason="Nộp muộn", by=who.province, at=later(3)
    )

    assert values(land.commune) == ["1.250"]
    assert values(land.commune, known_before=lock.recorded_at) == []
    assert [one.reason for _, one in queries.after_lock(lock.pk)] == ["Nộp muộn"]


def test_a_place_still_writes_its_late_return_though_the_period_is_closed(land: Country, who: People) -> None:
    actions.lock_period(land.province.pk, "2023", by=who.province, at=NOON)
    report = draft(land, who)
    (figure,) = queries.in_report(report.pk)
    new = homes(land.commune, "1.240")
    actions.correct_figure(figure.pk, new, reason="", by=who.association, at=later(1))
    handed = actions.submit_report(report.pk, revision=0, by=who.association, at=later(2))

    with pytest.raises(actions.PeriodLocked):
        actions.approve_report(handed.pk, revision=handed.revision, by=who.province, at=later(3))
    actions.approve_report(handed.pk, revision=handed.revision, reason="Muộn", by=who.province, at=later(3))

    assert values(land.commune) == ["1.240"]


def test_bases_of_a_closed_year_need_a_reason(land: Country, who: People) -> None:
    actions.lock_period(land.province.pk, "2023", by=who.province, at=NOON)
    new = NewBase(land.commune.pk, 2023, "all households", "1.800", "Niên giám mẫu")

    with pytest.raises(actions.PeriodLocked):
        actions.set_bases([new], by=who.province, at=later(1))
    with pytest.raises(actions.PeriodLocked):
        actions.count_bases(land.commune.pk, 2023, source="Sổ", by=who.province, at=later(1))
    actions.set_bases([new], reason="Niên giám in muộn", by=who.province, at=later(1))

    assert Base.objects.get().reason == "Niên giám in muộn"
    base = Base.objects.get().pk
    with pytest.raises(actions.PeriodLocked):
        actions.take_base_away(base, by=who.province, at=later(2))
    with pytest.raises(OutsideScope):
        actions.take_base_away(base, reason="Nhầm", by=who.association, at=later(2))
    actions.take_base_away(base, reason="Nhầm", by=who.province, at=later(2))
    with pytest.raises(actions.BaseGone):
        actions.take_base_away(base, reason="Nhầm", by=who.province, at=later(3))
    assert Base.objects.get().superseded_at == later(2)


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["tell", "correct", "return", "base", "away", "lock"]),
        st.integers(0, 1),
        st.integers(1, 9_000),
    ),
    max_size=12,
)


def known(land: Country, before: datetime) -> list[tuple[object, ...]]:
    """All that is known of the two communes' 2023 at a moment."""
    places = [land.commune.pk, land.other_commune.pk]
    figures = queries.figures_of(places, first=date(2023, 1, 1), until=END, known_before=before)
    bases = queries.told_bases(places, years=[2023], known_before=before)
    return [*((one.pk, one.value_text) for one in figures), *((one.base_id, one.text) for one in bases)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS, after=DEEDS)
def test_whatever_comes_later_what_was_known_at_the_lock_stays(
    land: Country, who: People, deeds: list[tuple[str, int, int]], after: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        hours = 0
        for step in deeds:
            hours += 1
            work(step, hours, land, who)
        hours += 1
        actions.lock_period(land.root.pk, "2023", by=who.centre, at=later(hours))
        moment = later(hours)
        before = known(land, moment)
        for step in after:
            hours += 1
            work(step, hours, land, who)
            assert known(land, moment) == before
        transaction.set_rollback(True)


def work(step: tuple[str, int, int], hours: int, land: Country, who: People) -> None:
    """One deed of the centre, with a reason; what the rules refuse leaves nothing."""
    deed, which, number = step
    where = (land.commune, land.other_commune)[which]
    by, at = who.centre, later(hours)
    current = queries.figures_of([where.pk], also_waiting=True)
    try:
        match deed:
            case "tell":
                new = homes(where, str(number), source=f"Nguồn {number % 3}")
                actions.report_figures([new], reason="Bổ sung", by=by, at=at)
            case "correct" if current:
                actions.correct_figure(current[-1].pk, homes(where, str(number)), reason="Nhầm", by=by, at=at)
            case "away" if current:
                actions.take_figure_away(current[-1].pk, by=by, at=at)
            case "return":
                report = actions.open_report(where.pk, "2023", by=who.province, at=at)
                if report.state == ReportState.DRAFT:
                    new = homes(where, str(number), source="Báo cáo")
                    actions.report_figures([new], report=report.pk, reason="Muộn", by=who.province, at=at)
                    report = actions.submit_report(
                        report.pk, revision=report.revision, by=who.province, at=at
                    )
                actions.approve_report(report.pk, revision=report.revision, reason="Muộn", by=by, at=at)
            case "base":
                base = NewBase(where.pk, 2023, "all households", str(number), "Niên giám mẫu")
                actions.set_bases([base], reason="Muộn", by=by, at=at)
            case "lock":
                actions.lock_period(where.pk, "2023", by=by, at=at)
    except RuleBroken:
        return
