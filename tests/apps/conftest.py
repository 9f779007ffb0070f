"""A small country and the people who work the round in it."""

import pytest

from tests import make


@pytest.fixture
def land(db: None) -> make.Country:
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    make.published_sets()
    return make.people(land)
