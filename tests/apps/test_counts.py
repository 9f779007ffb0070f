"""Whatever is done in whatever order, the counts are what the cases add up to."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from khuyenhoc.analytics import recount
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.association.models import Branch, Membership
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.counts import queries as counted
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.tallies import Tally
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from tests import make
from tests.faults.dose import dose
from tests.make import NOON, Country, People
from tests.year import Life, lived, lives


@settings(max_examples=dose(40, 1_000), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=lives(10, 30))
def test_counts_equal_their_cases_after_every_deed(life: Life, land: Country, who: People) -> None:
    counts.rebundle()
    with lived(land, who, Life(life.seed, [])) as year:
        for first in life.deeds:
            year.take_a_deed(first)
            assert recount.compare() == [], year.taken

        assert len(year.taken) > 5  # the others were refused, or the year came to its end


def test_changes_of_one_count_add_up_and_end_at_nought(land: Country) -> None:
    tally = Tally(land.hamlet.pk, "clan", "", 2023, State.REGISTERED)

    for change in (3, 4, -7):
        counts.add({tally: change})

    assert counted.everything() == {}


class TestMembers:
    """A person is one member, however many branches they sit in and in whatever order it is told."""

    @pytest.fixture
    def person(self, land: Country, who: People) -> Subject:
        return make.subject(Title.CITIZEN, land.hamlet, by=who.branch)

    @pytest.fixture
    def two(self, land: Country, who: People) -> list[Branch]:
        return association.open_branches(
            [(land.hamlet.pk, "Chi hội"), (land.commune.pk, "Ban")],
            kind="chi_hoi",
            since=make.BORN,
            by=who.branch,
            at=NOON,
        )

    def join(self, branch: Branch, person: Subject, day: date, who: People) -> int:
        return association.join(branch, [person.pk], joined=day, by=who.branch, at=NOON)

    def leave(self, branch: Branch, person: Subject, day: date, who: People) -> int:
        return association.leave(branch, [person.pk], left=day, by=who.branch, at=NOON)

    def test_one_list_of_two_branches_counts_nobody_twice(
        self, person: Subject, two: list[Branch], land: Country, who: People
    ) -> None:
        other = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
        lists = [(two[0], [person.pk, other.pk]), (two[1], [person.pk])]

        new = association.join_branches(lists, joined=date(2022, 1, 1), by=who.branch, at=NOON)

        assert new == 2
        assert recount.compare() == []
        told = Event.objects.filter(deed="members.joined").order_by("pk").values_list("object_id", "cases")
        assert list(told) == [(two[0].pk, [person.pk, other.pk]), (two[1].pk, [person.pk])]

    def test_nobody_joins_one_branch_twice_in_a_list(
        self, person: Subject, two: list[Branch], who: People
    ) -> None:
        lists = [(two[0], [person.pk]), (two[0], [person.pk])]

        with pytest.raises(association.AlreadyMember):
            association.join_branches(lists, joined=date(2022, 1, 1), by=who.branch, at=NOON)

    def test_joining_a_second_branch_counts_nobody_twice(
        self, person: Subject, two: list[Branch], who: People
    ) -> None:
        assert self.join(two[0], person, date(2022, 1, 1), who) == 1
        assert self.join(two[1], person, date(2023, 1, 1), who) == 0
        assert self.leave(two[0], person, date(2023, 5, 1), who) == 0
        assert self.leave(two[1], person, date(2023, 6, 1), who) == 1

        assert recount.compare() == []

    def test_an_earlier_membership_told_later_moves_the_year_of_joining(
        self, person: Subject, two: list[Branch], land: Country, who: People
    ) -> None:
        self.join(two[0], person, date(2023, 1, 1), who)
        self.join(two[1], person, date(2020, 1, 1), who)

        assert {(t.year, t.state): n for t, n in counted.everything().items()} == {(2020, "joined"): 1}
        assert recount.compare() == []

    def test_changing_the_branch_on_one_day_is_neither_leaving_nor_joining(
        self, person: Subject, two: list[Branch], who: People
    ) -> None:
        self.join(two[0], person, date(2022, 1, 1), who)
        self.leave(two[0], person, date(2023, 5, 1), who)
        self.join(two[1], person, date(2023, 5, 1), who)

        assert {(t.year, t.state): n for t, n in counted.everything().items()} == {(2022, "joined"): 1}
        assert recount.compare() == []

    def test_joining_a_branch_twice_says_so(self, person: Subject, two: list[Branch], who: People) -> None:
        self.join(two[0], person, date(2022, 1, 1), who)

        with pytest.raises(association.AlreadyMember):
            self.join(two[0], person, date(2023, 1, 1), who)

        assert Membership.objects.count() == 1

    def test_only_people_of_the_register_become_members(
        self, two: list[Branch], land: Country, who: People
    ) -> None:
        home = make.households(1, land.hamlet, by=who.branch)[0]

        for unknown in (home.pk, 999_999):
            with pytest.raises(association.NoSuchPeople):
                association.join(two[0], [unknown], joined=date(2022, 1, 1), by=who.branch, at=NOON)

    def test_leaving_before_joining_is_refused(self, person: Subject, two: list[Branch], who: People) -> None:
        self.join(two[0], person, date(2022, 1, 1), who)

        with pytest.raises(association.LeavesTooEarly):
            self.leave(two[0], person, date(2021, 1, 1), who)
