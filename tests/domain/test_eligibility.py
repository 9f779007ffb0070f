"""Who may register in a round."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.eligibility import Candidate, NotEligible, Why, require_eligible, why_not
from khuyenhoc.domain.titles import Level, Title

CUT_OFF = date(2023, 9, 1)
DAY = timedelta(days=1)


def candidate(
    since: date = date(2010, 1, 1),
    until: date | None = None,
    kind: Title = Title.HOUSEHOLD,
    level: Level = Level.NONE,
    organisation_kind: str = "",
    number: int = 1,
) -> Candidate:
    return Candidate(number, kind, level, since, until, organisation_kind)


def why(
    found: Candidate, title: Title = Title.HOUSEHOLD, level: Level = Level.NONE, of: str = ""
) -> Why | None:
    return why_not(found, title=title, level=level, cut_off=CUT_OFF, organisation_kind=of)


def test_who_exists_on_the_cut_off_day_may_register() -> None:
    assert why(candidate(since=CUT_OFF)) is None
    assert why(candidate(until=CUT_OFF + DAY)) is None


def test_who_begins_after_the_cut_off_is_not_there_yet() -> None:
    assert why(candidate(since=CUT_OFF + DAY)) is Why.NOT_THERE_YET


def test_who_ended_on_the_cut_off_day_is_no_longer_there() -> None:
    assert why(candidate(until=CUT_OFF)) is Why.NO_LONGER_THERE


def test_another_kind_is_refused_before_anything_else() -> None:
    assert why(candidate(kind=Title.CLAN, until=CUT_OFF)) is Why.OTHER_KIND


def test_a_round_for_hamlets_takes_no_commune() -> None:
    commune = candidate(kind=Title.COMMUNITY, level=Level.COMMUNE)

    assert why(commune, Title.COMMUNITY, Level.HAMLET) is Why.OTHER_LEVEL


def test_a_round_without_a_level_takes_every_level() -> None:
    school = candidate(kind=Title.ORGANISATION, level=Level.DISTRICT)

    assert why(school, Title.ORGANISATION) is None


def test_a_round_for_schools_takes_no_other_organisation() -> None:
    company = candidate(kind=Title.ORGANISATION, organisation_kind="company")

    assert why(company, Title.ORGANISATION, of="school") is Why.OTHER_ORGANISATION
    assert why(company, Title.ORGANISATION) is None


@given(
    st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    st.integers(1, 2000),
    st.dates(date(2020, 1, 1), date(2026, 1, 1)),
)
def test_existing_is_half_open(since: date, length: int, cut_off: date) -> None:
    until = since + timedelta(days=length)
    found = why_not(candidate(since, until), title=Title.HOUSEHOLD, level=Level.NONE, cut_off=cut_off)

    assert (found is None) == (since <= cut_off < until)


def test_everybody_refused_for_the_first_reason_is_named() -> None:
    late = [candidate(since=CUT_OFF + DAY, number=number) for number in (3, 5)]

    with pytest.raises(NotEligible) as refused:
        require_eligible(
            [*late, candidate(number=1)], title=Title.HOUSEHOLD, level=Level.NONE, cut_off=CUT_OFF
        )

    assert refused.value.facts == {"subjects": [3, 5], "why": "not_there_yet", "number": 2}
