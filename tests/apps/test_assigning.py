"""A split sends subjects to its default part only by assumption; somebody says where they belong."""

from datetime import date, datetime

import pytest

from khuyenhoc.analytics import recount
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.association import queries as members
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.reform import actions, queries
from khuyenhoc.apps.reform.actions import NotAPart, NothingAssumed
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import Country, People

DAY, EVE = date(2023, 11, 1), date(2023, 10, 31)
AFTER = datetime(2023, 11, 2, 9, tzinfo=VIETNAM)
LATER = datetime(2023, 12, 1, 9, tzinfo=VIETNAM)
SPLIT = f"""
title = "Chia tách mẫu"
on = {DAY}
legal_reference = "Nghị quyết mẫu (chưa đối chiếu văn bản gốc)"
renew_grants = true
[[deed]]
kind = "split"
place = "xã Mẫu Đông"
[[deed.part]]
into = {{ name = "xã Mẫu Nam" }}
hamlets = ["Bản Một"]
share = 60
[[deed.part]]
into = "xã Mẫu Tây"
hamlets = ["Bản Hai"]
share = 40
"""


@pytest.fixture
def person(land: Country, who: People) -> Subject:
    """Sits at the commune itself, which is split afterwards; the first part is the default."""
    found = make.subject(Title.CITIZEN, land.commune, by=who.branch)
    actions.reform(plans.read(SPLIT), by=who.centre, at=AFTER)
    found.refresh_from_db()
    return found


@pytest.fixture
def south(person: Subject) -> Place:
    return person.place


def test_who_follows_only_by_assumption_is_listed(person: Subject, south: Place, land: Country) -> None:
    assert [(row.subject_id, row.before_id, row.after_id) for row in queries.assumed()] == [
        (person.pk, land.commune.pk, south.pk)
    ]
    assert queries.assumed(below=places.ids_below(land.other_commune, DAY)) == []


def test_who_is_assigned_to_another_part_belongs_there_since_the_split(
    person: Subject, south: Place, land: Country, who: People
) -> None:
    assert actions.assign([person.pk], land.other_commune.pk, by=who.branch, at=LATER) == 1

    then, since = (
        Subject.objects.filter(subjects.living_in(places.ids_below(place, day), day), pk=person.pk).exists()
        for place, day in ((land.commune, EVE), (land.other_commune, DAY))
    )
    assert (then, since) == (True, True)
    assert not Subject.objects.filter(subjects.living_in(places.ids_below(south, DAY), DAY), pk=person.pk)
    assert queries.assumed() == []


def test_naming_the_part_where_they_sit_confirms_it(
    person: Subject, south: Place, land: Country, who: People
) -> None:
    assert actions.assign([person.pk], south.pk, by=who.branch, at=LATER) == 0

    assert queries.assumed() == []
    with pytest.raises(NothingAssumed):
        actions.assign([person.pk], land.other_commune.pk, by=who.branch, at=LATER)


def test_the_counts_of_members_follow_and_hold_against_a_recount(
    person: Subject, south: Place, land: Country, who: People
) -> None:
    branch = association.open_branches(
        [(south.pk, "Chi hội Nam")], kind="chi_hoi", since=make.BORN, by=who.branch, at=AFTER
    )[0]
    association.join(branch, [person.pk], joined=date(2023, 11, 5), by=who.branch, at=AFTER)

    actions.assign([person.pk], land.other_commune.pk, by=who.branch, at=LATER)

    end = date(2023, 12, 31)
    assert members.members(south.pk, end, [2023]) == {2023: 0}
    assert members.members(land.other_commune.pk, end, [2023]) == {2023: 1}
    assert recount.compare() == []


def test_a_place_that_is_no_part_is_refused(person: Subject, land: Country, who: People) -> None:
    with pytest.raises(NotAPart):
        actions.assign([person.pk], land.far_hamlet.pk, by=who.branch, at=LATER)


def test_only_who_keeps_the_register_there_assigns(person: Subject, land: Country, who: People) -> None:
    stranger = make.user("stranger", Role.COMMUNE_ASSOCIATION, land.other_commune)

    with pytest.raises(OutsideScope):
        actions.assign([person.pk], land.other_commune.pk, by=stranger, at=LATER)


def test_one_event_names_who_moved_from_where_to_where(
    person: Subject, south: Place, land: Country, who: People
) -> None:
    actions.assign_on_server([person.pk], land.other_commune.pk, by="khuyenhoc", at=LATER)

    event = Event.objects.latest("pk")
    assert (event.deed, event.facts["to"]) == ("subjects.assigned", land.other_commune.pk)
    assert event.facts["from"] == [south.pk]
