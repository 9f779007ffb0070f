"""A year in a commune as nobody would plan it: deeds drawn at random from those that the rules allow.

`lives(least, most)` draws years for a property, `lived` goes through one and leaves nothing of it behind.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.db.models import Q
from hypothesis import strategies as st

from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Entry, Finding
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.actions import NothingNamed
from khuyenhoc.apps.rounds.models import Consent, Registration, Round
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.review import Votes
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.workflow import State
from tests import make
from tests.make import NOON, Country, People


class Year:
    """take_a_deed does one; `taken` names those done so far."""

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

    def take_a_deed(self, first: int | None = None) -> None:
        """first: which of DEEDS_OF_A_YEAR is tried before the others, which follow in any order."""
        self.at += timedelta(hours=self.luck.randint(1, 400))
        tried = self.luck.sample(DEEDS_OF_A_YEAR, len(DEEDS_OF_A_YEAR))
        if first is not None:
            tried.insert(0, DEEDS_OF_A_YEAR[first])
        for deed in tried:
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

    def take_back_verification(self) -> None:
        self.seldom()
        ids = self.cases(State.VERIFIED)
        assessments.take_back_verification(ids, reason="Bấm nhầm", by=self.who.association, at=self.at)

    def take_back_proposal(self) -> None:
        self.seldom()
        ids = self.cases(State.PROPOSED)
        assessments.take_back_proposal(ids, reason="Bấm nhầm", by=self.who.association, at=self.at)

    def draw_spot_check(self) -> None:
        opened, _ = self.a_round()
        seed, place = str(self.luck.random()), self.land.commune.pk
        assessments.draw_spot_check(
            opened, place=place, number=2, seed=seed, by=self.who.association, at=self.at
        )

    def note_revisits(self) -> None:
        drawn = Assessment.objects.filter(revisit__result="", state=State.REVIEWED).values_list(
            "pk", flat=True
        )
        found = {pk: Finding(matches=self.luck.random() < 0.7, note="Thiếu sổ") for pk in drawn}
        assessments.note_revisits(found, by=self.who.association, at=self.at)

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

    def move_members(self) -> None:
        people = self.some([one.pk for one in self.people])
        day = NOON.date() + timedelta(days=self.luck.randint(-300, 300))
        one, other = self.luck.sample(self.branches, 2)
        association.move_members(one, people, into=other, on=day, by=self.who.branch, at=self.at)

    def take_members_back(self) -> None:
        people = self.some([one.pk for one in self.people])[:1]
        branch = self.luck.choice(self.branches)
        deed = self.luck.choice([association.take_back_leaving, association.take_back_joining])
        deed(branch, people, by=self.who.branch, at=self.at)


DEEDS_OF_A_YEAR: tuple[Callable[[Year], None], ...] = (
    Year.register,
    Year.assess,
    Year.assess,
    Year.review,
    Year.review,
    Year.verify,
    Year.verify,
    Year.send_back,
    Year.take_back_verification,
    Year.take_back_proposal,
    Year.draw_spot_check,
    Year.note_revisits,
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
    Year.move_members,
    Year.take_members_back,
)


@dataclass(frozen=True)
class Life:
    """deeds: what is tried first at each turn, as a place in DEEDS_OF_A_YEAR; seed: of all else left to luck."""

    seed: int
    deeds: list[int]


def lives(least: int, most: int) -> st.SearchStrategy[Life]:
    deeds = st.lists(st.integers(0, len(DEEDS_OF_A_YEAR) - 1), min_size=least, max_size=most)
    return st.builds(Life, st.integers(0, 2**32 - 1), deeds)


@contextmanager
def lived(land: Country, who: People, life: Life) -> Iterator[Year]:
    """The year after all deeds of the life; everything it wrote is undone at the end."""
    with transaction.atomic():
        year = Year(land, who, life.seed)
        for first in life.deeds:
            year.take_a_deed(first)
        yield year
        transaction.set_rollback(True)
