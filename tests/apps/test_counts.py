"""Whatever is done in whatever order, the counts are what the cases add up to."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction
from django.db.models import Q

from khuyenhoc.analytics import recount
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Entry
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.association.models import Branch, Membership
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.counts import queries as counted
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.actions import NothingNamed
from khuyenhoc.apps.rounds.models import Consent, Registration, Round
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.review import Votes
from khuyenhoc.domain.tallies import Tally
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.workflow import State
from tests import make
from tests.faults.dose import dose
from tests.make import NOON, Country, People

DEEDS = 40


class Year:
    """A year in a commune, one deed after the other, drawn from those that the rules allow."""

    def __init__(self, land: Country, who: People, seed: int) -> None:
        self.land, self.who, self.luck, self.at = land, who, Random(seed), NOON
        homes = [
            *make.households(8, land.hamlet, by=who.branch),
            *make.households(4, land.other_hamlet, by=who.branch),
        ]
        commune = make.subject(Title.COMMUNITY, land.commune, by=who.branch, level=Level.COMMUNE)
        self.people = [
            make.subject(Title.CITIZEN, where, by=who.branch) for where in (land.hamlet, land.other_hamlet)
        ]
        opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
        communes = make.a_round(Title.COMMUNITY, land.province, by=who.province, level=Level.COMMUNE)
        self.rounds = [(opened, homes), (communes, [commune])]
        places = [(land.hamlet.pk, "Chi hội Một"), (land.commune.pk, "Ban Mẫu")]
        self.branches = association.open_branches(
            places, kind="chi_hoi", since=make.BORN, by=who.branch, at=NOON
        )
        self.taken: list[str] = []

    def take_a_deed(self) -> None:
        self.at += timedelta(hours=self.luck.randint(1, 400))
        for deed in self.luck.sample(DEEDS_OF_A_YEAR, len(DEEDS_OF_A_YEAR)):
            with suppress(RuleBroken), transaction.atomic():
                deed(self)
                self.taken.append(deed.__name__)
                return

    def some(self, found: Iterable[int]) -> list[int]:
        ids = list(found)
        return self.luck.sample(ids, self.luck.randint(-(-len(ids) // 2), len(ids)))

    def seldom(self) -> None:
        if self.luck.random() < 0.7:
            raise NothingNamed

    def a_round(self) -> tuple[Round, list[Subject]]:
        return self.luck.choices(self.rounds, weights=(4, 1))[0]

    def cases(self, *states: State) -> list[int]:
        opened, _ = self.a_round()
        return self.some(
            Assessment.objects.filter(round=opened, state__in=states)
            .order_by("pk")
            .values_list("pk", flat=True)
        )

    def titles(self) -> list[int]:
        return self.some(Recognition.objects.order_by("pk").values_list("pk", flat=True))

    def register(self) -> None:
        opened, subjects = self.a_round()
        ids = self.some([one.pk for one in subjects])
        rounds.register(
            opened, ids, consent=Consent.SPOKEN, by=self.who.branch, at=self.at, effective_on=date(2023, 5, 5)
        )

    def assess(self) -> None:
        opened, _ = self.a_round()
        waiting = (
            Registration.objects.filter(Q(assessment=None) | Q(assessment__state=State.RETURNED))
            .filter(round=opened, withdrawn_at=None)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        best = make.best(make.sets.rules(opened.criteria_set))
        entries = [Entry(pk, best if self.luck.random() < 0.8 else {}) for pk in self.some(waiting)]
        recognition.assess(entries, consent=Consent.SIGNED, by=self.who.branch, at=self.at, reason="Nhập lại")

    def review(self) -> None:
        votes = {
            pk: self.luck.choice((make.ALL_AGREE, make.ALL_AGREE, Votes(5, 19, 0)))
            for pk in self.cases(State.SELF_ASSESSED)
        }
        assessments.review_cases(
            self.land.commune.pk,
            votes,
            attendance=make.MEETING,
            not_carried="Chưa nhất trí",
            by=self.who.branch,
            at=self.at,
        )

    def verify(self) -> None:
        assessments.verify(self.cases(State.REVIEWED), by=self.who.association, at=self.at)

    def send_back(self) -> None:
        self.seldom()
        ids = self.cases(State.SELF_ASSESSED, State.REVIEWED, State.VERIFIED)
        assessments.send_back(ids, reason="Thiếu", by=self.who.association, at=self.at)

    def propose(self) -> None:
        recognition.propose(
            [pk for pk in self.cases(State.VERIFIED) if Assessment.objects.get(pk=pk).passed],
            place=self.land.commune.pk,
            by=self.who.association,
            at=self.at,
        )

    def decide(self) -> None:
        ids = self.cases(State.PROPOSED, State.VERIFIED)
        refused = {pk: "Chưa đạt" for pk in ids if self.luck.random() < 0.2}
        recognition.decide(
            [pk for pk in ids if pk not in refused],
            refused,
            place=self.land.commune.pk,
            signer="Chủ tịch",
            by=self.who.committee,
            at=self.at,
        )

    def withdraw(self) -> None:
        self.seldom()
        assessments.withdraw(self.cases(*State)[:1], reason="Chuyển đi", by=self.who.branch, at=self.at)

    def withdraw_early(self) -> None:
        self.seldom()
        waiting = Registration.objects.order_by("pk").values_list("pk", flat=True)
        rounds.withdraw(self.some(waiting)[:2], reason="Đổi ý", by=self.who.branch, at=self.at)

    def revoke(self) -> None:
        self.seldom()
        recognition.revoke(self.titles()[:1], reason="Khai sai", by=self.who.committee, at=self.at)

    def confirm(self) -> None:
        recognition.confirm(self.titles()[:1], reason="Đã xét lại", by=self.who.committee, at=self.at)

    def expire(self) -> None:
        if not recognition.expire(on=self.at.date(), by=self.who.committee, at=self.at):
            raise NothingNamed

    def join(self) -> None:
        people = self.some([one.pk for one in self.people])
        day = NOON.date() + timedelta(days=self.luck.randint(-900, 900))
        association.join(self.luck.choice(self.branches), people, joined=day, by=self.who.branch, at=self.at)

    def leave(self) -> None:
        people = self.some([one.pk for one in self.people])
        day = NOON.date() + timedelta(days=self.luck.randint(-900, 900))
        association.leave(self.luck.choice(self.branches), people, left=day, by=self.who.branch, at=self.at)


DEEDS_OF_A_YEAR: tuple[Callable[[Year], None], ...] = (
    Year.register,
    Year.assess,
    Year.assess,
    Year.review,
    Year.review,
    Year.verify,
    Year.verify,
    Year.send_back,
    Year.propose,
    Year.propose,
    Year.decide,
    Year.decide,
    Year.withdraw,
    Year.withdraw_early,
    Year.revoke,
    Year.confirm,
    Year.expire,
    Year.join,
    Year.join,
    Year.leave,
    Year.leave,
)


@pytest.mark.parametrize("seed", range(dose(40, 1_000)))
def test_counts_equal_their_cases_after_every_deed(seed: int, land: Country, who: People) -> None:
    year = Year(land, who, seed)

    for _ in range(DEEDS):
        year.take_a_deed()
        assert recount.compare() == [], year.taken

    assert len(year.taken) > DEEDS // 3  # the others were refused, or the year came to its end


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
