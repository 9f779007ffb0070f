"""Figures as reported: entered, corrected, handed in, approved, closed, and asked for as they were known."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.figures import actions, queries
from khuyenhoc.apps.figures.actions import NewBase, NewFigure
from khuyenhoc.apps.figures.models import Base, Report, Reported, ReportState
from khuyenhoc.apps.places.models import Place
from khuyenhoc.domain.catalogue import BaseKindUnknown, IndicatorUnknown, LevelUnknown
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.figures import PeriodUnclear
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.written_numbers import Qualifier
from tests import make
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


def test_a_figure_is_kept_as_it_was_written_with_its_qualifier(land: Country, who: People) -> None:
    tell(
        homes(land.commune, "gần 1,2 nghìn", rate="66,6%", base_kind="all households", base="1.800"), who=who
    )

    (kept,) = queries.figures_of([land.commune.pk])
    number = queries.written(kept, "value")
    assert (kept.value_text, kept.rate_text, kept.base_text) == ("gần 1,2 nghìn", "66,6%", "1.800")
    assert number is not None
    assert (number.low, number.qualifier) == (1200, Qualifier.NEARLY)
    assert (kept.first, kept.until, kept.place_written) == (
        date(2023, 1, 1),
        END,
        "xã Mẫu Đông, huyện Mẫu Hà, tỉnh Mẫu Sơn",
    )
    assert [event.deed for event in Event.objects.filter(kind="reported")] == ["figures.reported"]


def test_a_qualifier_in_a_cell_of_its_own_belongs_to_the_value(land: Country, who: People) -> None:
    tell(homes(land.commune, "1.700", qualifier="hơn"), who=who)

    assert queries.figures_of([land.commune.pk])[0].value_qualifier == Qualifier.MORE_THAN


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"indicator": "happiness"}, IndicatorUnknown),
        ({"level": "hamlet"}, LevelUnknown),
        ({"base_kind": "all dreams"}, BaseKindUnknown),
        ({"base_kind": "population"}, queries.BaseNotOfIndicator),
        ({"period": "mùa thu"}, PeriodUnclear),
        ({"period": "2023..2016"}, PeriodUnclear),
        ({"value": ""}, queries.NothingTold),
        ({"value": "nhiều lắm"}, queries.FigureUnreadable),
        ({"value": "9" * 19}, queries.NumberTooLarge),
        ({"source": " "}, queries.SourceMissing),
        ({"note": "x" * 401}, queries.TextTooLong),
    ],
)
def test_what_cannot_be_understood_is_refused(
    land: Country, who: People, changes: dict[str, str], fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        tell(homes(land.commune, **changes), who=who)


def test_one_source_tells_a_figure_once(land: Country, who: People) -> None:
    with pytest.raises(queries.FigureTwice):
        tell(homes(land.commune), homes(land.commune, "1.251"), who=who)
    tell(homes(land.commune), who=who)
    with pytest.raises(actions.FigureKnown):
        tell(homes(land.commune, "1.251"), who=who)

    again = tell(homes(land.commune), who=who)

    assert (again.figures, again.unchanged) == ((), 1)


def test_two_sources_may_differ(land: Country, who: People) -> None:
    tell(homes(land.commune), homes(land.commune, "1.251", source="Báo khác"), who=who)

    assert values(land.commune) == ["1.250", "1.251"]


def test_nobody_reports_outside_their_places_or_titles(land: Country, who: People) -> None:
    clans = make.user("clans", Role.COMMUNE_ASSOCIATION, land.commune, titles=[Title.CLAN])

    with pytest.raises(OutsideScope):
        tell(homes(land.other_commune), who=who)
    with pytest.raises(OutsideScope):
        actions.report_figures([homes(land.commune)], by=clans, at=NOON)
    with pytest.raises(OutsideScope):
        actions.report_figures([homes(land.commune)], by=who.branch, at=NOON)


def test_a_contradiction_is_refused_until_a_note_keeps_it(land: Country, who: People) -> None:
    wrong = homes(land.commune, "1.900", base_kind="all households", base="1.800")
    with pytest.raises(actions.FiguresContradict) as refused:
        tell(wrong, who=who)
    (entry,) = refused.value.facts["entries"]
    assert [one.code for one in entry.findings] == ["PART_ABOVE_WHOLE"]

    tell(replace(wrong, kept_with_note="Đúng như bản in"), who=who)

    assert queries.figures_of([land.commune.pk])[0].kept_with_note == "Đúng như bản in"


def test_a_figure_is_held_against_what_is_known(land: Country, who: People) -> None:
    tell(homes(land.commune, base_kind="all households", base="1.800"), who=who)
    other = homes(land.commune, "1.300", base_kind="all households", base="1.900", source="Báo khác")

    with pytest.raises(actions.FiguresContradict) as refused:
        tell(other, who=who)

    (entry,) = refused.value.facts["entries"]
    assert [(one.code, one.other) for one in entry.findings] == [
        ("BASE_CONFLICT", f"#{Reported.objects.get().pk}")
    ]


def test_a_target_below_what_was_reached_is_told(land: Country, who: People) -> None:
    tell(homes(land.commune, rate="71,7", base_kind="all households"), who=who)
    aim = homes(land.commune, "", rate="60", base_kind="all households", period="chỉ tiêu 2024")

    with pytest.raises(actions.FiguresContradict):
        tell(aim, who=who)
    kept = tell(replace(aim, kept_with_note="Theo kế hoạch"), who=who)

    assert [(one.year, one.percent, one.percent_text) for one in kept.targets] == [(2024, 6_000, "60")]
    line = [land.commune.pk]
    found = queries.target(line, year=2024, title=Title.HOUSEHOLD, level="", base_kind="all households")
    assert found == kept.targets[0]


def test_figures_of_a_return_count_once_it_is_approved(land: Country, who: People) -> None:
    report = submitted(land, who)
    assert values(land.commune) == []
    assert values(land.commune, also_waiting=True) == ["1.250"]

    actions.approve_report(report.pk, revision=report.revision, by=who.province, at=later(2))

    assert values(land.commune) == ["1.250"]
    assert values(land.commune, known_before=later(2)) == []
    assert values(land.commune, known_before=later(3)) == ["1.250"]
    assert [event.deed for event in Event.objects.filter(kind__in=["report", "reported"]).order_by("pk")] == [
        "report.opened",
        "figures.reported",
        "report.submitted",
        "report.approved",
    ]


def test_a_draft_is_written_anew_and_the_earlier_figure_stays_behind(land: Country, who: People) -> None:
    report = draft(land, who)

    actions.report_figures([homes(land.commune, "1.260")], report=report.pk, by=who.association, at=later(1))

    (now,) = queries.in_report(report.pk)
    assert [one.value_text for one in queries.history(now.pk)] == ["1.260", "1.250"]
    assert actions.open_report(land.commune.pk, " 2023", by=who.association, at=later(2)).pk == report.pk


def test_what_was_handed_in_is_not_written_in(land: Country, who: People) -> None:
    report = submitted(land, who)
    (figure,) = queries.in_report(report.pk)

    with pytest.raises(actions.ReportNotOpen):
        actions.report_figures([homes(land.commune, "3")], report=report.pk, by=who.association, at=later(2))
    with pytest.raises(actions.ReportNotOpen):
        actions.correct_figure(
            figure.pk, homes(land.commune, "3"), reason="x", by=who.association, at=later(2)
        )
    with pytest.raises(actions.ReportNotOpen):
        actions.submit_report(report.pk, revision=report.revision, by=who.association, at=later(2))
    with pytest.raises(actions.FigureIsClosed):
        actions.take_figure_away(figure.pk, by=who.association, at=later(2))


def test_an_empty_return_is_not_handed_in(land: Country, who: People) -> None:
    report = actions.open_report(land.commune.pk, "2023", by=who.association, at=NOON)

    with pytest.raises(actions.ReportEmpty):
        actions.submit_report(report.pk, revision=0, by=who.association, at=later(1))


def test_a_return_holds_figures_of_its_own_place_only(land: Country, who: People) -> None:
    report = actions.open_report(land.commune.pk, "2023", by=who.association, at=NOON)

    aim = homes(land.commune, period="target 2024")
    with pytest.raises(actions.TargetNotAFigure):
        actions.report_figures([aim], report=report.pk, by=who.association, at=later(1))
    with pytest.raises(actions.FigureOfAnotherPlace):
        actions.report_figures([homes(land.hamlet)], report=report.pk, by=who.association, at=later(1))


def test_a_return_given_back_is_corrected_and_handed_in_again(land: Country, who: People) -> None:
    report = submitted(land, who)
    with pytest.raises(actions.ReturnWithoutReason):
        actions.return_report(report.pk, reason=" ", revision=1, by=who.province, at=later(2))
    actions.return_report(report.pk, reason="Thiếu mẫu số", revision=1, by=who.province, at=later(2))
    (figure,) = queries.in_report(report.pk)
    actions.correct_figure(
        figure.pk, homes(land.commune, "1.249"), reason="", by=who.association, at=later(3)
    )
    actions.submit_report(report.pk, revision=2, by=who.association, at=later(4))
    actions.approve_report(report.pk, revision=3, by=who.province, at=later(5))

    assert values(land.commune) == ["1.249"]
    assert queries.report(report.pk).state == ReportState.APPROVED


def test_a_return_is_decided_above_and_never_by_who_wrote_it(land: Country, who: People) -> None:
    report = submitted(land, who)
    deputy = make.user("deputy", Role.COMMUNE_ASSOCIATION, land.commune)

    for person in (who.association, deputy, who.branch):
        with pytest.raises(OutsideScope):
            actions.approve_report(report.pk, revision=report.revision, by=person, at=later(2))

    mine = draft(land, who, place=land.other_commune)
    handed = actions.submit_report(mine.pk, revision=0, by=who.province, at=later(2))
    with pytest.raises(actions.ApprovesOwnFigures):
        actions.approve_report(handed.pk, revision=handed.revision, by=who.province, at=later(3))
    actions.approve_report(handed.pk, revision=handed.revision, by=who.centre, at=later(3))
    assert values(land.other_commune) == ["1.250"]


def test_of_two_who_decide_the_slower_one_is_told(land: Country, who: People) -> None:
    report = submitted(land, who)

    with pytest.raises(actions.ReportChangedMeanwhile):
        actions.approve_report(report.pk, revision=0, by=who.province, at=later(2))
    with pytest.raises(actions.ReportNotWaiting):
        actions.return_report(
            approved_again(report, who).pk, reason="x", revision=2, by=who.province, at=later(3)
        )


def approved_again(report: Report, who: People) -> Report:
    return actions.approve_report(report.pk, revision=report.revision, by=who.province, at=later(2))


def test_what_was_approved_is_corrected_above_with_a_reason(land: Country, who: People) -> None:
    report = approved(land, who)
    (figure,) = queries.in_report(report.pk)
    new = homes(land.commune, "1.200")

    with pytest.raises(OutsideScope):
        actions.correct_figure(figure.pk, new, reason="Nhầm", by=who.association, at=later(3))
    with pytest.raises(actions.CorrectionWithoutReason):
        actions.correct_figure(figure.pk, new, reason=" ", by=who.province, at=later(3))
    actions.correct_figure(figure.pk, new, reason="Cộng nhầm một thôn", by=who.province, at=later(3))

    assert values(land.commune) == ["1.200"]
    assert values(land.commune, known_before=later(3)) == ["1.250"]
    with pytest.raises(actions.FigureChangedMeanwhile):
        actions.correct_figure(figure.pk, new, reason="Lại nhầm", by=who.province, at=later(4))


def test_a_correction_stays_with_its_place_and_is_no_target(land: Country, who: People) -> None:
    (figure,) = tell(homes(land.commune), who=who).figures

    with pytest.raises(actions.FigureOfAnotherPlace):
        actions.correct_figure(figure.pk, homes(land.hamlet), reason="x", by=who.association, at=later(1))
    with pytest.raises(actions.TargetNotAFigure):
        actions.correct_figure(
            figure.pk, homes(land.commune, period="target 2024"), reason="x", by=who.association, at=later(1)
        )
    tell(homes(land.commune, "7", source="Báo khác"), who=who)
    with pytest.raises(actions.FigureKnown):
        actions.correct_figure(
            figure.pk, homes(land.commune, source="Báo khác"), reason="x", by=who.association, at=later(1)
        )
    with pytest.raises(actions.FigureUnknown):
        actions.correct_figure(0, homes(land.commune), reason="x", by=who.association, at=later(1))


def test_what_was_typed_by_mistake_is_taken_away(land: Country, who: People) -> None:
    (figure,) = tell(homes(land.commune), who=who).figures

    actions.take_figure_away(figure.pk, by=who.association, at=later(1))

    assert values(land.commune) == []
    assert values(land.commune, known_before=later(1)) == ["1.250"]


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


def test_who_has_not_reported_is_told_of_every_place_right_below(land: Country, who: People) -> None:
    submitted(land, who)

    standings = queries.standings(land.district.pk, "2023")

    assert [(one.label.split(",")[0], one.state) for one in standings] == [
        ("xã Mẫu Đông", ReportState.SUBMITTED),
        ("xã Mẫu Tây", None),
    ]
    assert [one.place_id for one in queries.not_reported(land.district.pk, "2023")] == [land.other_commune.pk]
    assert [period for _, period, _ in queries.periods_below(land.district.pk, END)] == ["2023"]
    assert queries.report_of(land.commune.pk, "năm 2023") is None
    assert [one.place_id for one in queries.reports([land.commune.pk], states=[ReportState.SUBMITTED])] == [
        land.commune.pk
    ]
    with pytest.raises(queries.ReportUnknown):
        queries.report(0)


def test_the_latest_figure_is_that_of_the_latest_period(land: Country, who: People) -> None:
    tell(
        homes(land.commune, "1.100", period="2022"),
        homes(land.commune),
        homes(land.commune, "1.180", period="6/2023"),
        who=who,
    )
    where = [land.commune.pk, land.other_commune.pk]

    def latest(**more: object) -> dict[int, str]:
        found = queries.latest(where, "recognised_household", **more)  # type: ignore[arg-type]
        return {place: one.value_text for place, one in found.items()}

    assert latest() == {land.commune.pk: "1.250"}
    assert latest(until=date(2023, 11, 30)) == {land.commune.pk: "1.180"}
    assert latest(since=date(2023, 1, 1), until=date(2023, 3, 31)) == {}
    assert latest(base_kind="all households") == {}


def test_bases_of_several_sources_stand_side_by_side_and_their_conflict_is_shown(
    land: Country, who: People
) -> None:
    make.households(3, land.hamlet, by=who.branch)
    actions.count_bases(land.commune.pk, 2023, source="Sổ", by=who.association, at=NOON)
    told = [
        NewBase(land.commune.pk, 2023, "Tổng số hộ", "khoảng 1.800", "Niên giám mẫu"),
        NewBase(land.commune.pk, 2023, "population", "7.000 - 7.100", "Niên giám mẫu", "reported"),
    ]
    actions.set_bases(told, by=who.association, at=NOON)
    assert actions.set_bases(told, by=who.association, at=later(1)) == []
    tell(homes(land.commune, "1.250", base_kind="all households", base="1.900"), who=who)

    found = queries.told_bases([land.commune.pk], years=[2023])

    assert [(one.kind, one.provenance, one.low, one.high, one.qualifier) for one in found] == [
        ("all households", "reported", 1900, 1900, "exact"),
        ("all households", "typed", 1800, 1800, "about"),
        ("all households", "counted", 3, 3, "exact"),
        ("population", "reported", 7000, 7100, "range"),
    ]
    assert [(one.kind, len(one.told)) for one in queries.conflicts(found)] == [("all households", 3)]


def test_a_base_told_anew_supersedes_that_of_the_same_source(land: Country, who: People) -> None:
    first = NewBase(land.commune.pk, 2023, "all households", "1.800", "Niên giám mẫu")
    actions.set_bases([first], by=who.association, at=NOON)
    actions.set_bases([replace(first, text="1.810")], by=who.association, at=later(1))

    assert [one.low for one in queries.told_bases([land.commune.pk], years=[2023])] == [1810]
    then = queries.told_bases([land.commune.pk], years=[2023], known_before=later(1))
    assert [one.low for one in then] == [1800]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"text": "1,5"}, actions.BaseNotWhole),
        ({"text": "-3"}, actions.BaseNotWhole),
        ({"text": "9" * 19}, queries.NumberTooLarge),
        ({"source": ""}, queries.SourceMissing),
        ({"year": 23}, actions.YearUnlikely),
        ({"kind": "all dreams"}, BaseKindUnknown),
    ],
)
def test_a_base_is_a_whole_number_of_a_known_kind_and_source(
    land: Country, who: People, changes: dict[str, object], fault: type[Exception]
) -> None:
    new = NewBase(land.commune.pk, 2023, "all households", "1.800", "Niên giám mẫu")

    with pytest.raises(fault):
        actions.set_bases([replace(new, **changes)], by=who.association, at=NOON)  # type: ignore[arg-type]


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
