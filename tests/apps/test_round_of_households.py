"""One household's year, and what may go wrong on the way."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from khuyenhoc.analytics import recount
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import (
    CasesUnknown,
    ChangedMeanwhile,
    Entry,
    NotPassing,
    OtherRound,
    ReasonMissing,
    VerifiesOwnEntry,
)
from khuyenhoc.apps.assessments.actions.cases import move
from khuyenhoc.apps.assessments.models import AnswerChange, Assessment, Return, ReviewMeeting, Vote
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.counts.models import Count
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.actions import DecidesOwnVerification, TakesEffectTooEarly
from khuyenhoc.apps.recognition.models import Certificate, Decision, Recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.actions import (
    AlreadyRegistered,
    NothingNamed,
    OutsideParentRound,
    RegistrationClosed,
    RoundExists,
    SetDoesNotFit,
)
from khuyenhoc.apps.rounds.models import Consent, Registration, Round
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.eligibility import NotEligible
from khuyenhoc.domain.review import NoQuorum, Votes
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.tallies import Measure, Tally
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State, Step, StepNotAllowed
from tests import make
from tests.make import NOON, Country, People

LATER = NOON + timedelta(days=1)


@pytest.fixture
def opened(land: Country, who: People) -> Round:
    return make.a_round(Title.HOUSEHOLD, land.province, by=who.province)


@pytest.fixture
def three(land: Country, who: People) -> list[Subject]:
    return make.households(3, land.hamlet, by=who.branch)


@pytest.fixture
def assessed(opened: Round, three: list[Subject], who: People) -> list[Assessment]:
    return make.assessed(make.registered(opened, three, by=who.branch), by=who.branch)


@pytest.fixture
def verified(assessed: list[Assessment], land: Country, who: People) -> list[int]:
    make.reviewed(assessed, land.hamlet, by=who.branch)
    ids = [case.pk for case in assessed]
    assessments.verify(ids, by=who.association, at=LATER)
    return ids


def states(ids: list[int]) -> set[str]:
    return set(Assessment.objects.filter(pk__in=ids).values_list("state", flat=True))


def test_a_hall_registers_three_hundred_households_in_one_event_that_names_them_all(
    opened: Round, land: Country, who: People
) -> None:
    hall = make.households(300, land.hamlet, by=who.branch)

    made = make.registered(opened, hall, by=who.branch)

    event = Event.objects.get(deed="round.registered")
    assert event.cases == [registration.pk for registration in made]
    assert len(event.cases) == 300
    assert event.by == "branch"


def test_the_whole_way_gives_a_title_a_number_and_a_certificate(
    opened: Round, three: list[Subject], land: Country, who: People
) -> None:
    decision = make.recognised(opened, three, land.hamlet, who, commune=land.commune)

    assert decision.number == "01/2023/QĐ-UBND"
    held = Recognition.objects.filter(decision=decision)
    assert {one.state for one in held} == {State.RECOGNISED}
    assert {one.valid_to for one in held} == {date(2024, 10, 10)}
    assert sorted(Certificate.objects.values_list("serial", flat=True)) == [1, 2, 3]
    assert len(set(Certificate.objects.values_list("code", flat=True))) == 3


def test_counts_follow_every_step_and_equal_what_the_cases_add_up_to(
    opened: Round, three: list[Subject], land: Country, who: People
) -> None:
    make.recognised(opened, three, land.hamlet, who, commune=land.commune)

    kept = counts.everything()
    assert kept[Tally(land.hamlet.pk, "household", "", 2023, Measure.HELD)] == 3
    assert kept[Tally(land.hamlet.pk, "household", "", 2023, Measure.REGISTRATIONS)] == 3
    assert recount.compare() == []


def test_a_count_that_somebody_altered_is_found(
    opened: Round, three: list[Subject], land: Country, who: People
) -> None:
    make.recognised(opened, three, land.hamlet, who, commune=land.commune)
    Count.objects.filter(state=Measure.HELD).update(value=4)

    found = recount.compare()

    assert [(one.kept, one.counted) for one in found] == [(4, 3)]


def test_nobody_verifies_what_they_entered(
    opened: Round, three: list[Subject], land: Country, who: People
) -> None:
    cases = make.assessed(make.registered(opened, three, by=who.association), by=who.association)
    make.reviewed(cases, land.hamlet, by=who.branch)

    with pytest.raises(VerifiesOwnEntry):
        assessments.verify([case.pk for case in cases], by=who.association, at=LATER)

    assert states([case.pk for case in cases]) == {State.REVIEWED}


def test_the_database_itself_refuses_a_verifier_who_entered(assessed: list[Assessment], who: People) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=assessed[0].pk).update(verified_by=who.branch, verified_at=NOON)


def test_nobody_decides_what_they_verified(verified: list[int], land: Country, who: People) -> None:
    recognition.propose(verified, place=land.commune.pk, by=who.association, at=LATER)
    both = make.user("both", Role.DECIDING_BODY, land.commune)
    Assessment.objects.filter(pk=verified[0]).update(verified_by=both)

    with pytest.raises(DecidesOwnVerification):
        recognition.decide(verified, {}, place=land.commune.pk, signer="Chủ tịch", by=both, at=LATER)

    assert not Decision.objects.exists()


def test_who_once_entered_may_not_verify_after_somebody_else_corrected(
    assessed: list[Assessment], land: Country, who: People
) -> None:
    colleague = make.user("colleague", Role.COMMUNE_ASSOCIATION, land.commune)
    case = assessed[0]
    make.reviewed([case], land.hamlet, by=who.branch)
    assessments.send_back([case.pk], reason="Thiếu minh chứng", by=who.association, at=LATER)
    answers = make.best(make.sets.rules(case.round.criteria_set))
    recognition.assess(
        [Entry(case.registration_id, answers)],
        consent=Consent.SPOKEN,
        by=colleague,
        at=LATER,
        reason="Đã bổ sung minh chứng",
    )
    make.reviewed([case], land.hamlet, by=who.branch)
    both = make.user("both", Role.COMMUNE_ASSOCIATION, land.commune)

    with pytest.raises(VerifiesOwnEntry):
        assessments.verify([case.pk], by=colleague, at=LATER)
    assessments.verify([case.pk], by=both, at=LATER)

    assert set(Assessment.objects.get(pk=case.pk).authors) == {who.branch.pk, colleague.pk}


def test_a_returned_case_keeps_its_earlier_answers_and_the_reason_of_each_change(
    assessed: list[Assessment], land: Country, who: People
) -> None:
    case = assessed[0]
    make.reviewed([case], land.hamlet, by=who.branch)
    assessments.send_back(
        [case.pk], reason="Xem lại chỉ tiêu 1.1", indicators=["1.1"], by=who.association, at=LATER
    )
    answers = {**make.best(make.sets.rules(case.round.criteria_set)), "1.1": "khong-ap-dung-sai"}
    recognition.assess(
        [Entry(case.registration_id, answers)],
        consent=Consent.SPOKEN,
        by=who.branch,
        at=LATER,
        reason="Nhập lại theo góp ý",
    )

    change = AnswerChange.objects.get()
    assert (change.indicator, change.reason) == ("1.1", "Nhập lại theo góp ý")
    assert change.before == case.answers["1.1"]
    assert Return.objects.get().indicators == ["1.1"]


def test_a_correction_needs_a_reason(assessed: list[Assessment], land: Country, who: People) -> None:
    case = assessed[0]
    assessments.send_back([case.pk], reason="Thiếu", permission=make.REVIEW, by=who.branch, at=LATER)

    with pytest.raises(ReasonMissing):
        recognition.assess([Entry(case.registration_id, {})], consent=Consent.SPOKEN, by=who.branch, at=LATER)


def test_a_meeting_without_quorum_moves_nothing(
    assessed: list[Assessment], land: Country, who: People
) -> None:
    few = assessments.Attendance(date(2023, 10, 10), invited=30, present=19, chair="A", secretary="B")

    with pytest.raises(NoQuorum):
        assessments.review_cases(
            land.hamlet.pk,
            {assessed[0].pk: Votes(19, 0, 0)},
            attendance=few,
            not_carried="Không nhất trí",
            by=who.branch,
            at=LATER,
        )

    assert states([assessed[0].pk]) == {State.SELF_ASSESSED}


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2023, 10, 12)])
def test_nobody_meets_before_the_round_begins_nor_tomorrow(
    day: date, assessed: list[Assessment], land: Country, who: People
) -> None:
    with pytest.raises(assessments.MeetingOutOfTime) as refused:
        assessments.review_cases(
            land.hamlet.pk,
            {assessed[0].pk: make.ALL_AGREE},
            attendance=replace(make.MEETING, held_on=day),
            not_carried="",
            by=who.branch,
            at=LATER,
        )

    assert refused.value.facts == {"day": day, "opens": date(2023, 1, 1), "today": LATER.date()}
    assert not ReviewMeeting.objects.exists()


def test_what_a_meeting_does_not_carry_goes_back_with_the_reason(
    assessed: list[Assessment], land: Country, who: People
) -> None:
    yes, no, _ = (case.pk for case in assessed)

    assessments.review_cases(
        land.hamlet.pk,
        {yes: make.ALL_AGREE, no: Votes(agree=11, disagree=13, abstain=0)},
        attendance=make.MEETING,
        not_carried="Cuộc họp chưa nhất trí",
        by=who.branch,
        at=LATER,
    )

    assert states([yes]) == {State.REVIEWED}
    assert states([no]) == {State.RETURNED}
    assert Return.objects.get(assessment=no).reason == "Cuộc họp chưa nhất trí"
    assert recount.compare() == []


def test_the_minutes_of_several_meetings_are_entered_as_one_list(
    assessed: list[Assessment], land: Country, who: People
) -> None:
    one, two, three = (case.pk for case in assessed)
    agreed, not_agreed = make.ALL_AGREE, Votes(agree=11, disagree=13, abstain=0)
    minutes = [
        assessments.Minutes(land.hamlet.pk, {one: agreed, three: not_agreed}, make.MEETING),
        assessments.Minutes(land.commune.pk, {two: agreed}, make.MEETING),
    ]

    meetings = assessments.review_meetings(minutes, not_carried="Chưa nhất trí", by=who.branch, at=LATER)

    assert states([one, two]) == {State.REVIEWED}
    assert states([three]) == {State.RETURNED}
    assert dict(Vote.objects.values_list("assessment", "meeting")) == {
        one: meetings[0].pk,
        three: meetings[0].pk,
        two: meetings[1].pk,
    }
    told = Event.objects.filter(deed="assessment.reviewed").order_by("pk")
    assert [(event.object_id, event.cases, event.facts) for event in told] == [
        (meetings[0].pk, [one], {"returned": [three]}),
        (meetings[1].pk, [two], {"returned": []}),
    ]
    assert recount.compare() == []


def test_no_case_stands_in_the_minutes_of_two_meetings(
    assessed: list[Assessment], land: Country, who: People
) -> None:
    minutes = [
        assessments.Minutes(place.pk, {assessed[0].pk: make.ALL_AGREE}, make.MEETING)
        for place in (land.hamlet, land.commune)
    ]

    with pytest.raises(assessments.ReviewedTwice):
        assessments.review_meetings(minutes, not_carried="Chưa nhất trí", by=who.branch, at=LATER)

    assert states([assessed[0].pk]) == {State.SELF_ASSESSED}


def test_each_case_goes_back_for_its_own_gap(assessed: list[Assessment], who: People) -> None:
    one, two, _ = (case.pk for case in assessed)

    assessments.send_back_each({one: ["1.1"], two: []}, reason="Thiếu", by=who.association, at=LATER)

    assert states([one, two]) == {State.RETURNED}
    assert dict(Return.objects.values_list("assessment", "indicators")) == {one: ["1.1"], two: []}


def test_of_two_officers_on_one_case_the_second_is_told_who_was_quicker(
    assessed: list[Assessment], land: Country, who: People
) -> None:
    make.reviewed(assessed, land.hamlet, by=who.branch)
    read_before = assessments.read_cases([assessed[0].pk])
    assessments.verify([assessed[0].pk], by=who.association, at=LATER)

    with pytest.raises(ChangedMeanwhile), transaction.atomic():
        move(read_before, Step.VERIFY)


def test_a_step_out_of_order_is_refused_for_the_whole_list(
    assessed: list[Assessment], land: Country, who: People
) -> None:
    make.reviewed(assessed[:2], land.hamlet, by=who.branch)

    with pytest.raises(StepNotAllowed):
        assessments.verify([case.pk for case in assessed], by=who.association, at=LATER)

    assert Assessment.objects.filter(state=State.VERIFIED).count() == 0


def test_what_does_not_pass_cannot_be_proposed(
    opened: Round, three: list[Subject], land: Country, who: People
) -> None:
    registration = make.registered(opened, three[:1], by=who.branch)[0]
    case = recognition.assess([Entry(registration.pk, {})], consent=Consent.SPOKEN, by=who.branch, at=LATER)[
        0
    ]
    make.reviewed([case], land.hamlet, by=who.branch)
    assessments.verify([case.pk], by=who.association, at=LATER)

    with pytest.raises(NotPassing):
        recognition.propose([case.pk], place=land.commune.pk, by=who.association, at=LATER)


def test_a_refusal_keeps_its_reason_and_gives_no_title(
    verified: list[int], land: Country, who: People
) -> None:
    recognition.propose(verified[:2], place=land.commune.pk, by=who.association, at=LATER)

    recognition.decide(
        verified[:2],
        {verified[2]: "Chưa đủ minh chứng"},
        place=land.commune.pk,
        signer="Chủ tịch",
        by=who.committee,
        at=LATER,
    )

    refused = Assessment.objects.get(pk=verified[2])
    assert (refused.state, refused.closed_reason) == (State.NOT_RECOGNISED, "Chưa đủ minh chứng")
    assert Recognition.objects.count() == 2
    assert recount.compare() == []


def test_a_decision_cannot_take_effect_before_its_list_was_proposed(
    verified: list[int], land: Country, who: People
) -> None:
    recognition.propose(verified, place=land.commune.pk, by=who.association, at=LATER)

    with pytest.raises(TakesEffectTooEarly):
        recognition.decide(
            verified,
            {},
            place=land.commune.pk,
            signer="Chủ tịch",
            by=who.committee,
            at=LATER,
            effective_on=date(2023, 1, 1),
        )


def test_a_decision_that_fails_leaves_no_gap_in_the_numbers(
    verified: list[int], land: Country, who: People
) -> None:
    recognition.propose(verified, place=land.commune.pk, by=who.association, at=LATER)
    with pytest.raises(CasesUnknown):
        recognition.decide(
            [*verified, 999_999], {}, place=land.commune.pk, signer="Chủ tịch", by=who.committee, at=LATER
        )

    first = recognition.decide(
        verified[:1], {}, place=land.commune.pk, signer="Chủ tịch", by=who.committee, at=LATER
    )
    second = recognition.decide(
        verified[1:], {}, place=land.commune.pk, signer="Chủ tịch", by=who.committee, at=LATER
    )

    assert (first.serial, second.serial) == (1, 2)
    assert sorted(Certificate.objects.values_list("serial", flat=True)) == [1, 2, 3]


def test_withdrawing_lowers_the_registrations_and_frees_the_year(
    opened: Round, assessed: list[Assessment], three: list[Subject], land: Country, who: People
) -> None:
    assessments.withdraw([assessed[0].pk], reason="Gia đình chuyển đi", by=who.branch, at=LATER)

    kept = counts.everything()
    assert kept[Tally(land.hamlet.pk, "household", "", 2023, Measure.REGISTRATIONS)] == 2
    assert kept[Tally(land.hamlet.pk, "household", "", 2023, State.WITHDRAWN)] == 1
    assert recount.compare() == []
    make.registered(opened, three[:1], by=who.branch)
    assert recount.compare() == []


def test_withdrawing_before_any_answer_is_possible_too(
    opened: Round, three: list[Subject], who: People
) -> None:
    made = make.registered(opened, three, by=who.branch)

    rounds.withdraw([made[0].pk], reason="Đổi ý", by=who.branch, at=LATER)

    assert Registration.objects.filter(withdrawn_at__isnull=True).count() == 2
    assert recount.compare() == []


def test_a_subject_registers_once_a_year_even_when_named_in_a_list_of_new_ones(
    opened: Round, three: list[Subject], who: People
) -> None:
    make.registered(opened, three[:1], by=who.branch)

    with pytest.raises(AlreadyRegistered) as refused:
        make.registered(opened, three, by=who.branch)

    assert refused.value.facts["subjects"] == [three[0].pk]
    assert Registration.objects.count() == 1


def test_registering_outside_the_window_is_refused(opened: Round, three: list[Subject], who: People) -> None:
    with pytest.raises(RegistrationClosed):
        rounds.register(
            opened,
            [three[0].pk],
            consent=Consent.SIGNED,
            by=who.branch,
            at=NOON,
            effective_on=date(2022, 12, 31),
        )


def test_a_clan_cannot_register_in_a_round_of_households(opened: Round, land: Country, who: People) -> None:
    clan = make.subject(Title.CLAN, land.hamlet, by=who.branch)

    with pytest.raises(NotEligible):
        make.registered(opened, [clan], by=who.branch)


def test_registering_nobody_says_so(opened: Round, who: People) -> None:
    with pytest.raises(NothingNamed):
        make.registered(opened, [], by=who.branch)


def test_a_branch_cannot_register_the_next_communes_households(
    opened: Round, land: Country, who: People
) -> None:
    theirs = make.user("theirs", Role.BRANCH, land.other_commune)
    far = make.households(1, land.far_hamlet, by=theirs)

    with pytest.raises(OutsideScope):
        make.registered(opened, far, by=who.branch)


def test_a_grant_limited_to_clans_does_not_reach_households(
    opened: Round, three: list[Subject], land: Country
) -> None:
    clans_only = make.user("clans", Role.BRANCH, land.commune, titles=["clan"])

    with pytest.raises(OutsideScope):
        make.registered(opened, three, by=clans_only)


def test_a_local_round_takes_its_set_and_rules_from_its_parent(
    opened: Round, land: Country, who: People
) -> None:
    local = rounds.derive_round(
        opened, land.commune.pk, by=who.association, at=NOON, registration_from=date(2023, 2, 1)
    )

    assert local.parent == opened
    assert local.criteria_set == opened.criteria_set
    assert (local.quorum, local.majority) == (opened.quorum, opened.majority)
    assert local.registration_from == date(2023, 2, 1)


def test_a_local_round_cannot_reach_beyond_its_parents_dates(
    opened: Round, land: Country, who: People
) -> None:
    with pytest.raises(OutsideParentRound):
        rounds.derive_round(
            opened, land.commune.pk, by=who.association, at=NOON, registration_to=date(2024, 1, 31)
        )


def test_a_place_has_one_round_a_year_for_a_title(opened: Round, land: Country, who: People) -> None:
    with pytest.raises(RoundExists):
        make.a_round(Title.HOUSEHOLD, land.province, by=who.province)


def test_a_set_of_another_title_cannot_carry_a_round(land: Country, who: People) -> None:
    wrong = make.plan(Title.HOUSEHOLD)

    with pytest.raises(SetDoesNotFit):
        rounds.open_round(
            land.province.pk,
            make.replace(wrong, title=Title.CLAN),
            by=who.province,
            at=NOON,
        )


def test_cases_of_two_rounds_are_not_put_on_one_list(
    opened: Round, verified: list[int], land: Country, who: People
) -> None:
    citizen_round = make.a_round(Title.CITIZEN, land.province, by=who.province)
    citizen = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    case = make.assessed(make.registered(citizen_round, [citizen], by=who.branch), by=who.branch)[0]
    make.reviewed([case], land.hamlet, by=who.branch)
    assessments.verify([case.pk], by=who.association, at=LATER)

    with pytest.raises(OtherRound):
        recognition.propose([*verified, case.pk], place=land.commune.pk, by=who.association, at=LATER)
