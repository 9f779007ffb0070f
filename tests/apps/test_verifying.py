"""Verifying, drawing cases by lot to visit them again, and taking back what was pressed by mistake."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from khuyenhoc.analytics import recount
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import (
    CasesUnknown,
    Entry,
    Finding,
    NothingToDraw,
    ReasonMissing,
    RevisitDiffers,
    RevisitMissing,
    RevisitsOpen,
    VisitsOwnEntry,
)
from khuyenhoc.apps.assessments.models import Assessment, Revisit, SpotCheck, TakenBack
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.rounds.models import Consent, Round
from khuyenhoc.domain.drawing import drawn
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State, StepNotAllowed
from tests import make
from tests.make import NOON, Country, People

LATER = NOON + timedelta(days=1)
SEED = "hạt giống mẫu"


@pytest.fixture
def opened(land: Country, who: People) -> Round:
    return make.a_round(Title.HOUSEHOLD, land.province, by=who.province)


@pytest.fixture
def ten(opened: Round, land: Country, who: People) -> list[int]:
    """Reviewed and waiting for verification."""
    homes = make.households(10, land.hamlet, by=who.branch)
    cases = make.assessed(make.registered(opened, homes, by=who.branch), by=who.branch)
    make.reviewed(cases, land.hamlet, by=who.branch)
    return sorted(case.pk for case in cases)


@pytest.fixture
def check(opened: Round, ten: list[int], land: Country, who: People) -> SpotCheck:
    return draw(opened, land, who)


def draw(opened: Round, land: Country, who: People, number: int = 3) -> SpotCheck:
    return assessments.draw_spot_check(
        opened, place=land.commune.pk, number=number, seed=SEED, by=who.association, at=LATER
    )


def visited(check: SpotCheck) -> list[int]:
    return sorted(check.revisits.values_list("assessment", flat=True))


def states(ids: list[int]) -> set[str]:
    return set(Assessment.objects.filter(pk__in=ids).values_list("state", flat=True))


class TestDrawing:
    def test_a_draw_can_be_repeated_from_what_is_kept_of_it(
        self, check: SpotCheck, ten: list[int], who: People
    ) -> None:
        kept = SpotCheck.objects.get(pk=check.pk)

        assert kept.candidates == ten
        assert visited(check) == sorted(drawn(kept.candidates, 3, kept.seed))
        event = Event.objects.get(deed="assessment.spot_check_drawn")
        assert (event.by, event.cases) == (who.association.username, visited(check))
        assert event.facts == {"seed": SEED, "candidates": 10}

    def test_nobody_draws_again_before_the_drawn_cases_were_visited(
        self, check: SpotCheck, opened: Round, land: Country, who: People
    ) -> None:
        with pytest.raises(RevisitsOpen) as refused:
            draw(opened, land, who)

        assert refused.value.facts == {"number": 3}
        assert SpotCheck.objects.get() == check

    def test_a_second_draw_takes_only_what_was_not_drawn_before(
        self, check: SpotCheck, opened: Round, land: Country, who: People, ten: list[int]
    ) -> None:
        found = dict.fromkeys(visited(check), Finding(matches=True))
        assessments.note_revisits(found, by=who.association, at=LATER)

        again = draw(opened, land, who, number=50)

        assert visited(again) == sorted(set(ten) - set(visited(check)))
        assessments.note_revisits(
            dict.fromkeys(visited(again), Finding(matches=True)), by=who.association, at=LATER
        )
        with pytest.raises(NothingToDraw):
            draw(opened, land, who)

    def test_who_does_not_verify_there_does_not_draw(
        self, opened: Round, ten: list[int], land: Country, who: People
    ) -> None:
        for stranger in (who.branch, who.committee):
            with pytest.raises(OutsideScope):
                assessments.draw_spot_check(
                    opened, place=land.commune.pk, number=3, seed=SEED, by=stranger, at=LATER
                )

        assert not Revisit.objects.filter(assessment__in=ten).exists()


class TestVisiting:
    def test_a_drawn_case_is_verified_only_after_its_visit_is_noted(
        self, check: SpotCheck, ten: list[int], who: People
    ) -> None:
        with pytest.raises(RevisitMissing) as refused:
            assessments.verify(ten, by=who.association, at=LATER)

        assert refused.value.facts == {"cases": visited(check), "number": 3}
        assert states(ten) == {State.REVIEWED}

        found = dict.fromkeys(visited(check), Finding(matches=True))
        assessments.note_revisits(found, by=who.association, at=LATER)
        assessments.verify(ten, by=who.association, at=LATER)

        assert states(ten) == {State.VERIFIED}

    def test_cases_that_were_not_drawn_need_no_visit(
        self, check: SpotCheck, ten: list[int], who: People
    ) -> None:
        others = sorted(set(ten) - set(visited(check)))

        assessments.verify(others, by=who.association, at=LATER)

        assert states(others) == {State.VERIFIED}

    def test_a_case_found_to_differ_is_verified_only_after_it_was_handed_in_anew(
        self, check: SpotCheck, opened: Round, land: Country, who: People
    ) -> None:
        case = Assessment.objects.get(pk=visited(check)[0])
        assessments.note_revisits(
            {case.pk: Finding(matches=False, note="Không có góc học tập")}, by=who.association, at=LATER
        )
        with pytest.raises(RevisitDiffers):
            assessments.verify([case.pk], by=who.association, at=LATER)

        assessments.send_back([case.pk], reason="Khác với phiếu", by=who.association, at=LATER)
        mended = Entry(case.registration_id, make.best(make.sets.rules(opened.criteria_set)))
        after = LATER + timedelta(hours=1)
        recognition.assess([mended], consent=Consent.SPOKEN, by=who.branch, at=after, reason="Đã sửa")
        make.reviewed([case], land.hamlet, by=who.branch)
        assessments.verify([case.pk], by=who.association, at=after)

        assert states([case.pk]) == {State.VERIFIED}

    def test_a_difference_is_told_in_words(self, check: SpotCheck, who: People) -> None:
        with pytest.raises(ReasonMissing):
            assessments.note_revisits(
                {visited(check)[0]: Finding(matches=False, note=" ")}, by=who.association, at=LATER
            )

    def test_what_was_noted_may_be_noted_anew_until_the_case_is_verified(
        self, check: SpotCheck, who: People
    ) -> None:
        case = visited(check)[0]
        assessments.note_revisits({case: Finding(False, "Nhầm nhà")}, by=who.association, at=LATER)
        assessments.note_revisits({case: Finding(True)}, by=who.association, at=LATER)
        assessments.verify([case], by=who.association, at=LATER)

        with pytest.raises(StepNotAllowed):
            assessments.note_revisits({case: Finding(False, "Lại thấy khác")}, by=who.association, at=LATER)

        assert Revisit.objects.get(assessment=case).result == Revisit.Result.MATCHES

    def test_a_case_that_was_not_drawn_has_no_visit_to_note(
        self, check: SpotCheck, ten: list[int], who: People
    ) -> None:
        other = next(case for case in ten if case not in visited(check))

        with pytest.raises(CasesUnknown):
            assessments.note_revisits({other: Finding(True)}, by=who.association, at=LATER)

    def test_nobody_notes_the_visit_of_what_they_entered(
        self, opened: Round, land: Country, who: People
    ) -> None:
        homes = make.households(2, land.hamlet, by=who.branch)
        cases = make.assessed(make.registered(opened, homes, by=who.branch), by=who.association)
        make.reviewed(cases, land.hamlet, by=who.branch)
        check = draw(opened, land, who)

        with pytest.raises(VisitsOwnEntry):
            assessments.note_revisits({visited(check)[0]: Finding(True)}, by=who.association, at=LATER)

    def test_the_database_itself_refuses_a_difference_without_a_word(
        self, check: SpotCheck, who: People
    ) -> None:
        row = Revisit.objects.get(assessment=visited(check)[0])

        with pytest.raises(IntegrityError), transaction.atomic():
            Revisit.objects.filter(pk=row.pk).update(
                result="differs", visited_by=who.association, noted_at=LATER
            )


class TestTakingBack:
    @pytest.fixture
    def verified(self, ten: list[int], who: People) -> list[int]:
        assessments.verify(ten, by=who.association, at=LATER)
        return ten

    def test_a_verification_taken_back_waits_again_and_who_verified_stays_on_record(
        self, verified: list[int], who: People
    ) -> None:
        assessments.take_back_verification(verified[:2], reason="Bấm nhầm", by=who.association, at=LATER)

        assert states(verified[:2]) == {State.REVIEWED}
        assert states(verified[2:]) == {State.VERIFIED}
        kept = TakenBack.objects.filter(assessment__in=verified)
        assert {(row.verified_by_id, row.reason) for row in kept} == {(who.association.pk, "Bấm nhầm")}
        assert recount.compare() == []
        assessments.verify(verified[:2], by=who.association, at=LATER)

    def test_a_proposal_taken_back_leaves_the_cases_verified_and_off_the_list(
        self, verified: list[int], land: Country, who: People
    ) -> None:
        listed = recognition.propose(verified, place=land.commune.pk, by=who.association, at=LATER)

        assessments.take_back_proposal(verified[:3], reason="Còn thiếu", by=who.association, at=LATER)

        assert states(verified[:3]) == {State.VERIFIED}
        assert listed.assessments.count() == 7
        assert TakenBack.objects.filter(proposal=listed).count() == 3
        assert recount.compare() == []

    def test_what_was_decided_is_not_taken_back(
        self, verified: list[int], land: Country, who: People
    ) -> None:
        recognition.propose(verified, place=land.commune.pk, by=who.association, at=LATER)
        recognition.decide(verified, {}, place=land.commune.pk, signer="Chủ tịch", by=who.committee, at=LATER)

        for take_back in (assessments.take_back_proposal, assessments.take_back_verification):
            with pytest.raises(StepNotAllowed):
                take_back(verified[:1], reason="Bấm nhầm", by=who.association, at=LATER)

    def test_only_the_station_that_did_it_takes_it_back(self, verified: list[int], who: People) -> None:
        for stranger in (who.branch, who.committee):
            with pytest.raises(OutsideScope):
                assessments.take_back_verification(verified, reason="Bấm nhầm", by=stranger, at=LATER)

        assert states(verified) == {State.VERIFIED}
