"""A place's return: entered, handed in, given back, approved above; and who has not reported."""

import pytest

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.figures import actions, queries
from khuyenhoc.apps.figures.models import Report, ReportState
from khuyenhoc.domain.roles import Role
from tests import make
from tests.apps.telling_figures import END, approved, draft, homes, later, submitted, values
from tests.make import NOON, Country, People


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


def test_a_draft_without_figures_is_discarded_and_comes_back_when_its_period_is_opened(
    land: Country, who: People
) -> None:
    report = actions.open_report(land.commune.pk, "6/2023", by=who.association, at=NOON)
    full = draft(land, who)
    with pytest.raises(OutsideScope):
        actions.discard_report(report.pk, by=who.branch, at=later(1))
    with pytest.raises(actions.ReportHoldsFigures):
        actions.discard_report(full.pk, by=who.association, at=later(1))

    actions.discard_report(report.pk, by=who.association, at=later(1))
    gone = queries.reports([land.commune.pk])
    with pytest.raises(queries.ReportUnknown):
        queries.report(report.pk)
    with pytest.raises(actions.ReportNotDraft):
        actions.discard_report(report.pk, by=who.association, at=later(2))
    with pytest.raises(queries.ReportUnknown):
        actions.report_figures(
            [homes(land.commune, period="6/2023")], report=report.pk, by=who.association, at=later(2)
        )
    again = actions.open_report(land.commune.pk, "2023-06", by=who.association, at=later(2))

    assert gone == [full]
    assert (again.pk, again.state) == (report.pk, ReportState.DRAFT)
    deeds = Event.objects.filter(object_id=report.pk, kind="report").order_by("pk")
    assert [event.deed for event in deeds] == ["report.opened", "report.discarded", "report.opened"]


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
