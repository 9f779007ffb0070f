"""Figures as reported: entered with their qualifier, held against what is known, corrected, taken away."""

from dataclasses import replace
from datetime import date

import pytest

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.figures import actions, queries
from khuyenhoc.apps.figures.models import Reported
from khuyenhoc.domain.catalogue import BaseKindUnknown, IndicatorUnknown, LevelUnknown
from khuyenhoc.domain.figures import PeriodUnclear
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.written_numbers import Qualifier
from tests import make
from tests.apps.telling_figures import END, homes, later, tell, values
from tests.make import NOON, Country, People


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
