"""Every address × role × {own, child, parent, sibling, cousin, moved}: nobody reads or changes what is not theirs."""

import pytest
from django.db import connection

from tests.faults.dose import dose
from tests.web import matrix
from tests.web.canaries import Country, build
from tests.web.tally import keep

# Pages that tell the most; the others are opened only while a word has not been read yet.
TELLING = (
    *("cases", "minutes", "people", "invited", "case", "verify_case", "verify_visits", "subjects", "home"),
    *(
        "stories",
        "story",
        "class",
        "centres_file",
        "gatherings",
        "gathering_add",
        "training",
        "fund",
        "award",
    ),
)
CHECKS = 20_000  # at the full dose; a tenth in the test command
ONE_IN = 40  # pairs of viewer and address in the test command, others on each database


@pytest.fixture
def country(db: None) -> Country:
    return build()


def test_no_page_list_or_file_shows_a_foreign_word(country: Country) -> None:
    these = matrix.addresses(country)
    begin = 0 if connection.vendor == "sqlite" else ONE_IN // 2  # the first come last: none is left out
    found = matrix.look(country, these[begin:] + these[:begin], every=dose(1, 1, small=ONE_IN))

    keep("pages", found.checks)
    assert found.leaks == {}
    assert found.broken == []
    assert found.checks >= dose(CHECKS, CHECKS)


def test_every_word_is_read_by_whoever_works_there(country: Country) -> None:
    """Else a word that no page shows would never be found where it does not belong."""
    own = [viewer for viewer in country.viewers if viewer.name in ("association", "committee")]

    words = frozenset(matrix.word(one) for one in country.canaries if one.spot[0] == "own")
    shown = country.scenes["own"]
    telling = [one for name in TELLING for one in matrix.named(shown, name)]

    found = matrix.look(country, [*telling, *matrix.addresses_of(shown)], viewers=own, until=words)

    assert words - found.read == set()


def test_whoever_never_signed_in_reads_the_recognised_and_no_more(country: Country) -> None:
    found = matrix.look_from_outside(country)

    assert found.leaks == {}
    assert found.read == {matrix.word(one) for one in country.canaries if one.told}
