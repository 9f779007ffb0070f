"""A register of very many is read along the names; nobody can tell from the list."""

from datetime import date

import pytest

from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.queries import RegisterQuery
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import Country, People


@pytest.mark.parametrize("search", ["", "mau 2", "khong co"])
def test_a_register_read_along_the_names_is_the_register_gathered_and_sorted(
    land: Country, who: People, search: str
) -> None:
    on = date(2023, 12, 31)
    for where in (land.hamlet, land.other_hamlet):
        make.households(3, where, by=who.branch)
    for place, asker in (
        (land.hamlet, who.branch),
        (land.province, who.province),
        (land.province, who.branch),
    ):
        asked = RegisterQuery(places.ids_below(place, on), Title.HOUSEHOLD, on, search=search, limit=2)
        gathered = list(subjects.whole_register(asked, seen_by=asker, on=on))

        assert list(subjects.whole_register(make.replace(asked, wide=0), seen_by=asker, on=on)) == gathered
        assert bool(gathered) == (search != "khong co")


def test_the_register_along_the_names_shows_only_what_the_person_may_see(land: Country, who: People) -> None:
    on = date(2023, 12, 31)
    make.households(3, land.hamlet, by=who.branch)
    stranger = make.user("stranger")
    asked = RegisterQuery(places.ids_below(land.province, on), Title.HOUSEHOLD, on, wide=0)

    assert subjects.register(asked, seen_by=stranger, on=on).rows == ()
