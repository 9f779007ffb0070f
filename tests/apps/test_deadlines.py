"""By which day returns are due: what the place above set, the nearest first, and what is asked of whom."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.figures import actions, queries
from khuyenhoc.apps.figures.actions import NewDeadline
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.figures import PeriodKind, current, days_of, due_after, kind_of, known_period
from tests.apps.telling_figures import later, submitted
from tests.make import NOON, Country, People

TODAY = day_of(NOON)
YEAR_END = date(2023, 12, 31)


@given(st.sampled_from(PeriodKind), st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_the_current_period_of_a_kind_holds_the_day_and_follows_the_one_before(
    kind: PeriodKind, on: date
) -> None:
    now, before = (known_period(text) for text in current(kind, on))

    assert kind_of(now) == kind_of(before) == kind
    assert days_of(now)[0] <= on <= days_of(now)[1]
    assert due_after(before, 1) == days_of(now)[0]


def test_the_nearest_place_above_sets_the_day_and_one_place_alone_goes_before_all(
    land: Country, who: People
) -> None:
    far, near, alone = (TODAY + timedelta(days=number) for number in (20, 10, 5))

    def day(place: int) -> date | None:
        return queries.due_day(place, "2023", TODAY)

    rules = [
        NewDeadline(land.province.pk, kind=PeriodKind.YEAR, days_after=15),
        NewDeadline(land.province.pk, period="2023", due=far),
        NewDeadline(land.district.pk, period="2023", due=near),
        NewDeadline(land.district.pk, period="2023", due=alone, only=land.commune.pk),
    ]
    found = []
    made = []
    for number, new in enumerate(rules):
        made.append(actions.set_deadline(new, by=who.province, at=later(number)))
        found.append((day(land.commune.pk), day(land.other_commune.pk), day(land.province.pk)))
    actions.take_deadline_away(made[3].pk, by=who.province, at=later(9))

    assert found == [
        (YEAR_END + timedelta(days=15), YEAR_END + timedelta(days=15), None),
        (far, far, None),
        (near, near, None),
        (alone, near, None),
    ]
    assert queries.due_days([land.commune.pk], "2023", land.district.pk, TODAY) == {land.commune.pk: near}
    assert queries.due_day(land.commune.pk, "2022", TODAY) is None  # over when the rule was made


def test_what_is_missing_is_asked_for_below_and_at_the_place_until_it_was_handed_in(
    land: Country, who: People
) -> None:
    due = TODAY + timedelta(days=2)
    actions.set_deadline(NewDeadline(land.district.pk, period="2023", due=due), by=who.province, at=NOON)
    late = due + timedelta(days=3)

    soon = queries.due_below(land.district.pk, TODAY)
    too_early = queries.due([land.commune.pk], TODAY - timedelta(days=60))
    mine = queries.due([land.commune.pk], TODAY)
    submitted(land, who)

    assert [(one.period, one.day, one.number, one.late) for one in soon] == [("2023", due, 2, 0)]
    assert too_early == []
    assert [(one.period, one.day, one.report_id) for one in mine] == [("2023", due, None)]
    assert queries.due([land.commune.pk], late) == []
    assert [(one.number, one.late) for one in queries.due_below(land.district.pk, late)] == [(1, 1)]
    assert queries.due_below(land.commune.pk, late) == []  # hamlets hand nothing in
    assert queries.due_below(land.district.pk, late + timedelta(days=400)) == []


def test_only_who_sets_figures_there_sets_a_deadline_and_none_before_its_period(
    land: Country, who: People
) -> None:
    new = NewDeadline(land.district.pk, period="2023", due=TODAY)

    with pytest.raises(OutsideScope):
        actions.set_deadline(new, by=who.association, at=NOON)
    with pytest.raises(OutsideScope):
        actions.set_deadline(
            NewDeadline(land.commune.pk, period="2023", due=TODAY, only=land.other_commune.pk),
            by=who.association,
            at=NOON,
        )
    with pytest.raises(actions.DeadlineTooEarly):
        actions.set_deadline(
            NewDeadline(land.district.pk, period="2024", due=TODAY), by=who.province, at=NOON
        )
    with pytest.raises(actions.DeadlineFarOff):
        actions.set_deadline(
            NewDeadline(land.district.pk, kind=PeriodKind.MONTH, days_after=900), by=who.province, at=NOON
        )
    made = actions.set_deadline(new, by=who.province, at=NOON)
    actions.take_deadline_away(made.pk, by=who.province, at=later(1))
    with pytest.raises(actions.DeadlineGone):
        actions.take_deadline_away(made.pk, by=who.province, at=later(2))
