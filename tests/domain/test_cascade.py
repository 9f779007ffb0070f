"""Who is inside whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.cascade import (
    RELATIONS,
    Belonging,
    Inside,
    NothingInside,
    Relation,
    relation,
)
from khuyenhoc.domain.titles import Level, Title


def test_every_title_says_what_is_inside_it() -> None:
    assert set(RELATIONS) == set(Title)


@given(st.sampled_from(Title), st.sampled_from(Inside))
def test_what_a_title_cannot_hold_is_refused_by_name(title: Title, counts: Inside) -> None:
    if counts in RELATIONS[title]:
        assert relation(title, counts) == RELATIONS[title][counts]
    else:
        with pytest.raises(NothingInside) as refused:
            relation(title, counts)
        assert refused.value.facts == {"title": title.value, "counts": counts.value}


@pytest.mark.parametrize(
    ("title", "counts", "inside"),
    [
        (Title.HOUSEHOLD, Inside.MEMBERS, Relation(Title.CITIZEN, belonging=Belonging.HOUSEHOLD_MEMBER)),
        (Title.CLAN, Inside.HOUSEHOLDS, Relation(Title.HOUSEHOLD, belonging=Belonging.CLAN_HOUSEHOLD)),
        (Title.COMMUNITY, Inside.HOUSEHOLDS, Relation(Title.HOUSEHOLD)),
        (Title.COMMUNITY, Inside.HAMLETS, Relation(Title.COMMUNITY, Level.HAMLET)),
        (
            Title.ORGANISATION,
            Inside.MEMBERS,
            Relation(Title.CITIZEN, belonging=Belonging.ORGANISATION_MEMBER),
        ),
    ],
)
def test_titles_stand_on_each_other_as_the_programme_says(
    title: Title, counts: Inside, inside: Relation
) -> None:
    assert relation(title, counts) == inside


def test_a_citizen_stands_on_nothing() -> None:
    assert RELATIONS[Title.CITIZEN] == {}
