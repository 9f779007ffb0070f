"""When a part of the work is open: the latest day that anybody on the way up named."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.features import (
    NEVER,
    Feature,
    FeatureClosed,
    FeatureNotOpen,
    opens_on,
    require_open,
)

JUNE = date(2026, 6, 1)


def test_nothing_said_is_open() -> None:
    assert opens_on([]) is None
    require_open(Feature.ASSESSMENT, None, JUNE)


@given(st.lists(st.dates(), min_size=1), st.dates())
def test_one_more_day_named_never_opens_anything_earlier(days: list[date], more: date) -> None:
    before, after = opens_on(days), opens_on([*days, more])

    assert before is not None
    assert after is not None
    assert after >= before


def test_it_opens_on_its_day_and_not_the_day_before() -> None:
    require_open(Feature.ASSESSMENT, JUNE, JUNE)
    with pytest.raises(FeatureNotOpen):
        require_open(Feature.ASSESSMENT, JUNE, JUNE - timedelta(days=1))


def test_what_is_closed_names_no_day() -> None:
    with pytest.raises(FeatureClosed):
        require_open(Feature.CARDS, opens_on([JUNE, NEVER]), JUNE)
