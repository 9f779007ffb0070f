"""Another criteria set in mid-period: what was assessed stays as it was, what was not takes the new one."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from khuyenhoc.analytics import history, recount
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments import queries
from khuyenhoc.apps.assessments.actions import ReasonMissing
from khuyenhoc.apps.assessments.actions.switching import (
    FollowsParentRound,
    NoSwitchToUndo,
    RoundDecided,
    SwitchChangesNothing,
    SwitchInUse,
    SwitchOutOfOrder,
    SwitchOutsideRound,
    SwitchWithoutGrounds,
)
from khuyenhoc.apps.assessments.models import AnswerChange, Assessment, Return
from khuyenhoc.apps.assessments.queries import Effect
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds import queries as round_queries
from khuyenhoc.apps.rounds.models import Consent, Registration, Round, SetSwitch
from khuyenhoc.domain.answers import from_json
from khuyenhoc.domain.criteria.carrying import Anew
from khuyenhoc.domain.criteria.scope import SetDoesNotFit
from khuyenhoc.domain.explanation import explain
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from tests import make
from tests.make import NOON, Country, People

OLD = "household-mau@2023"
SWITCH_DAY = date(2023, 10, 20)
AFTER = NOON + timedelta(days=12)
CHANGES = (
    ('vi = "Trẻ trong độ tuổi đều được đi học"', 'vi = "Mọi trẻ trong độ tuổi đều đi học"'),
    ('max = "10.00"\n  step = "0.50"', 'max = "12.00"\n  step = "0.50"'),
    ('code = "1.3"', 'code = "1.9"'),
    ("validity_months = 12", "validity_months = 24"),
)


@pytest.fixture
def opened(land: Country, who: People) -> Round:
    return make.a_round(Title.HOUSEHOLD, land.province, by=who.province)


@pytest.fixture
def newer(who: People) -> CriteriaSetVersion:
    return make.version_of(OLD, "2024", *CHANGES)


@pytest.fixture
def registered(opened: Round, land: Country, who: People) -> list[Registration]:
    return make.registered(opened, make.households(4, land.hamlet, by=who.branch), by=who.branch)


def switch(opened: Round, to: CriteriaSetVersion, who: People, on: date = SWITCH_DAY) -> Effect:
    return assessments.switch_set(
        opened,
        to,
        effective_on=on,
        legal_reference="Công văn mẫu số 01",
        reason="Có bộ mới",
        by=who.province,
        at=NOON,
    )


def entered_after(rows: list[Registration], who: People, reason: str = "") -> list[Assessment]:
    rules = make.sets.rules(make.sets.get("household-mau@2024"))
    return recognition.assess(
        [assessments.Entry(row.pk, make.best(rules)) for row in rows],
        consent=Consent.SPOKEN,
        by=who.branch,
        at=AFTER,
        reason=reason,
    )


def test_what_was_assessed_keeps_its_set_its_score_and_its_explanation(
    opened: Round, registered: list[Registration], newer: CriteriaSetVersion, who: People
) -> None:
    case = make.assessed(registered[:1], by=who.branch)[0]
    before = Assessment.objects.values().get(pk=case.pk)
    told = explain(
        make.sets.rules(case.criteria_set), from_json(make.sets.rules(case.criteria_set), case.answers)
    )

    switch(opened, newer, who)

    shown = history.of_case(registered[0].pk, seen_by=who.province, on=date(2023, 12, 1))
    assert Assessment.objects.values().get(pk=case.pk) == before
    assert shown.set_key == OLD
    assert shown.answers is not None
    assert explain(shown.rules, shown.answers) == told


def test_what_was_not_assessed_is_assessed_by_the_new_set_from_its_day_on(
    opened: Round, registered: list[Registration], newer: CriteriaSetVersion, who: People
) -> None:
    switch(opened, newer, who)

    eve = make.assessed(registered[:1], by=who.branch)[0]  # at NOON, before the day
    after = entered_after(registered[1:2], who)[0]

    assert (eve.criteria_set.key, after.criteria_set.key) == (OLD, newer.key)
    assert "1.9" in after.answers
    assert "1.9" not in eve.answers
    assert after.max_points == eve.max_points + 200 if eve.max_points else False


def test_counts_do_not_change_with_a_switch_and_stay_what_the_cases_add_up_to(
    opened: Round, registered: list[Registration], newer: CriteriaSetVersion, who: People
) -> None:
    make.assessed(registered[:2], by=who.branch)
    before = counts.everything()

    switch(opened, newer, who)

    assert counts.everything() == before
    entered_after(registered[2:], who)
    assert recount.compare() == []


def test_a_form_that_came_back_brings_along_what_is_asked_alike_and_says_what_to_answer_anew(
    opened: Round, registered: list[Registration], newer: CriteriaSetVersion, who: People
) -> None:
    case = make.assessed(registered[:1], by=who.branch)[0]
    assessments.send_back([case.pk], reason="Thiếu", permission=make.REVIEW, by=who.branch, at=NOON)

    told = switch(opened, newer, who)

    (form,) = told.in_flight
    given = from_json(make.sets.rules(case.criteria_set), case.answers)
    assert (form.registration_id, form.is_returned) == (registered[0].pk, True)
    assert form.carried.anew == {"1.2": Anew.OTHER_SCALE, "1.9": Anew.NEW_QUESTION}
    assert form.carried.look_again == ("1.1",)
    assert set(form.carried.left) == {"1.2", "1.3"}
    assert {**form.carried.answers, **form.carried.left} == given
    assert (told.keep, told.blank) == ({}, 3)


def test_a_form_that_came_back_is_handed_in_to_the_new_set_and_its_past_stays_on_record(
    opened: Round, registered: list[Registration], newer: CriteriaSetVersion, who: People
) -> None:
    case = make.assessed(registered[:1], by=who.branch)[0]
    assessments.send_back([case.pk], reason="Thiếu", permission=make.REVIEW, by=who.branch, at=NOON)
    switch(opened, newer, who)

    entered_after(registered[:1], who, reason="Bộ mới")

    case.refresh_from_db()
    assert case.criteria_set.key == newer.key
    assert Return.objects.get().criteria_set.key == OLD
    changed = {one.indicator: (one.before, one.after) for one in AnswerChange.objects.all()}
    assert changed["1.3"] == (True, None)
    assert changed["1.9"] == (None, True)
    assert recount.compare() == []


def test_a_draft_typed_before_the_day_comes_to_the_new_set_with_nothing_lost(
    opened: Round, registered: list[Registration], newer: CriteriaSetVersion, who: People
) -> None:
    typed = make.best(make.sets.rules(make.sets.get(OLD)))
    kept = assessments.keep_draft(registered[0].pk, typed, {}, revision=0, by=who.branch, at=NOON)

    told = switch(opened, newer, who)
    form = queries.form_today(kept, opened, SWITCH_DAY)

    assert [(one.registration_id, one.is_returned) for one in told.in_flight] == [(registered[0].pk, False)]
    assert told.blank == 3
    assert {**form.cells, **form.left} == {name: text for name, text in typed.items() if text}
    assert set(form.left) == {"1.2", "1.3"}
    assert set(form.anew) == {"1.2", "1.9"}
    assert queries.form_today(kept, opened, SWITCH_DAY - timedelta(days=1)).cells == kept.cells


def test_a_draft_handed_in_after_the_day_never_answers_a_new_question_with_an_old_answer(
    opened: Round, registered: list[Registration], newer: CriteriaSetVersion, who: People
) -> None:
    typed = make.best(make.sets.rules(make.sets.get(OLD)))
    assessments.keep_draft(registered[0].pk, typed, {}, revision=0, by=who.branch, at=NOON)
    switch(opened, newer, who)

    case = recognition.hand_in(registered[0].pk, revision=1, consent=Consent.SPOKEN, by=who.branch, at=AFTER)

    assert case.criteria_set.key == newer.key
    assert {"MISSING:1.2", "MISSING:1.9"} <= set(case.reasons)
    assert case.answers["1.1"] == typed["1.1"]


def test_a_title_holds_as_long_as_the_set_says_that_its_case_was_assessed_by(
    opened: Round, registered: list[Registration], newer: CriteriaSetVersion, land: Country, who: People
) -> None:
    cases = make.assessed(registered[:1], by=who.branch)
    switch(opened, newer, who)
    cases += entered_after(registered[1:2], who)
    make.reviewed(cases, land.hamlet, by=who.branch)
    ids = [case.pk for case in cases]
    assessments.verify(ids, by=who.association, at=AFTER)
    recognition.propose(ids, place=land.commune.pk, by=who.association, at=AFTER)

    recognition.decide(ids, {}, place=land.commune.pk, signer="Chủ tịch", by=who.committee, at=AFTER)

    titles = Recognition.objects.order_by("assessment")
    assert [one.valid_to.year for one in titles] == [2024, 2025]
    assert [one.counted_to for one in titles] == [2023, 2024]
    assert recount.compare() == []


def test_a_case_tells_which_switch_it_met_and_whether_it_took_the_new_set(
    opened: Round, registered: list[Registration], newer: CriteriaSetVersion, who: People
) -> None:
    make.assessed(registered[:1], by=who.branch)
    switch(opened, newer, who)
    entered_after(registered[1:2], who)

    def met(row: Registration) -> dict[str, object]:
        steps = history.of_case(row.pk, seen_by=who.province, on=date(2023, 12, 1)).steps
        return next(step.facts for step in steps if step.what == "set_switched")

    facts = {"old_version": OLD, "new_version": newer.key, "legal_reference": "Công văn mẫu số 01"}
    assert met(registered[0]) == {**facts, "takes_new": False, "reason": "Có bộ mới"}
    assert met(registered[1]) == {**facts, "takes_new": True, "reason": "Có bộ mới"}


def test_local_rounds_follow_the_switch_whether_derived_before_or_after(
    opened: Round, newer: CriteriaSetVersion, land: Country, who: People
) -> None:
    early = rounds.derive_round(opened, land.commune.pk, by=who.association, at=NOON)
    switch(opened, newer, who)
    late = rounds.derive_round(opened, land.other_commune.pk, by=who.province, at=NOON)

    for local in (early, late):
        assert round_queries.set_on(local, SWITCH_DAY - timedelta(days=1)).key == OLD
        assert round_queries.set_on(local, SWITCH_DAY).key == newer.key
    with pytest.raises(FollowsParentRound):
        switch(early, newer, who, on=date(2023, 11, 1))


def test_a_round_may_be_switched_again_but_not_before_the_last_time(
    opened: Round, newer: CriteriaSetVersion, who: People
) -> None:
    switch(opened, newer, who)

    with pytest.raises(SwitchOutOfOrder):
        switch(opened, make.sets.get(OLD), who, on=SWITCH_DAY)
    with pytest.raises(SwitchChangesNothing):
        switch(opened, newer, who, on=date(2023, 11, 1))
    switch(opened, make.sets.get(OLD), who, on=date(2023, 11, 1))

    days = (date(2023, 10, 19), SWITCH_DAY, date(2023, 10, 31), date(2023, 11, 1))
    assert [round_queries.set_on(opened, day).version for day in days] == ["2023", "2024", "2024", "2023"]


def test_a_switch_that_nothing_was_assessed_under_is_taken_back_and_stays_on_record(
    opened: Round, newer: CriteriaSetVersion, land: Country, who: People
) -> None:
    local = rounds.derive_round(opened, land.commune.pk, by=who.association, at=NOON)
    switch(opened, newer, who)

    assessments.undo_switch(opened, reason="Nhầm văn bản", by=who.province, at=NOON)

    assert round_queries.set_on(opened, SWITCH_DAY).key == OLD
    assert round_queries.set_on(local, SWITCH_DAY).key == OLD
    assert [one.cancelled_reason for one in SetSwitch.objects.all()] == ["Nhầm văn bản"] * 2
    switch(opened, newer, who)  # the same day is free again
    with pytest.raises(ReasonMissing):
        assessments.undo_switch(opened, reason=" ", by=who.province, at=NOON)


def test_a_switch_in_use_is_not_taken_back_nor_one_that_is_not_there(
    opened: Round, registered: list[Registration], newer: CriteriaSetVersion, who: People
) -> None:
    with pytest.raises(NoSwitchToUndo):
        assessments.undo_switch(opened, reason="Nhầm", by=who.province, at=NOON)
    switch(opened, newer, who)
    entered_after(registered[:1], who)

    with pytest.raises(SwitchInUse) as refused:
        assessments.undo_switch(opened, reason="Nhầm", by=who.province, at=AFTER)

    assert refused.value.facts == {"number": 1, "set": newer.key}


def test_a_round_that_is_decided_and_closed_is_not_switched(
    land: Country, newer: CriteriaSetVersion, who: People
) -> None:
    plan = make.replace(make.plan(Title.HOUSEHOLD), registration_to=date(2023, 10, 15))
    opened = rounds.open_round(land.province.pk, plan, by=who.province, at=NOON)
    homes = make.households(2, land.hamlet, by=who.branch)
    make.recognised(opened, homes, land.hamlet, who, commune=land.commune)

    with pytest.raises(RoundDecided):
        switch(opened, newer, who)


def test_a_switch_rests_on_a_paper_and_a_reason_within_the_round_and_never_in_the_past(
    opened: Round, newer: CriteriaSetVersion, who: People
) -> None:
    def tried(on: date = SWITCH_DAY, reference: str = "CV 01", reason: str = "Có bộ mới") -> None:
        assessments.switch_set(
            opened, newer, effective_on=on, legal_reference=reference, reason=reason, by=who.province, at=NOON
        )

    for day in (date(2023, 10, 9), date(2024, 1, 1)):
        with pytest.raises(SwitchOutsideRound):
            tried(on=day)
    with pytest.raises(SwitchWithoutGrounds):
        tried(reference=" ")
    with pytest.raises(ReasonMissing):
        tried(reason="")

    assert not SetSwitch.objects.exists()


def test_only_a_set_that_fits_may_be_switched_to(opened: Round, who: People) -> None:
    draft = make.version_of(OLD, "2099", ('status = "sample"', 'status = "draft"'))
    later = make.version_of(OLD, "2098", ("from = 2022-01-01", "from = 2024-01-01"))

    for wrong in (draft, later, make.sets.get("clan-mau@2023")):
        with pytest.raises(SetDoesNotFit):
            switch(opened, wrong, who)


def test_whoever_may_open_the_round_may_switch_it_and_nobody_else(
    opened: Round, newer: CriteriaSetVersion, who: People
) -> None:
    for stranger in (who.branch, who.association, who.committee):
        with pytest.raises(OutsideScope):
            assessments.switch_set(
                opened,
                newer,
                effective_on=SWITCH_DAY,
                legal_reference="CV 01",
                reason="Có bộ mới",
                by=stranger,
                at=NOON,
            )

    switch(opened, newer, who)
    assert [one.deed for one in Event.objects.order_by("-pk")[:1]] == ["round.set_switched"]


def test_the_database_itself_takes_one_switch_a_day(
    opened: Round, newer: CriteriaSetVersion, who: People
) -> None:
    switch(opened, newer, who)

    with pytest.raises(IntegrityError), transaction.atomic():
        make.copy_of(SetSwitch.objects.get())


def test_a_returned_case_stands_in_the_list_of_the_year_until_it_is_handed_in(
    opened: Round, registered: list[Registration], newer: CriteriaSetVersion, who: People
) -> None:
    make.assessed(registered[:2], by=who.branch)

    told = queries.effect(opened, newer, SWITCH_DAY)

    assert told == Effect(keep={State.SELF_ASSESSED: 2}, blank=2, in_flight=())
