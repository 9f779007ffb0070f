"""The register of legal documents, what rests on them, and tasks of plans: kept once, by whom they are, for good."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.directives import actions, queries
from khuyenhoc.apps.directives.actions import NewInstrument, NewTask
from khuyenhoc.apps.directives.models import Instrument, PlanTask, Reliance
from khuyenhoc.apps.directives.queries import InstrumentQuery
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.instruments import InstrumentKind, RestsKind, Standing
from khuyenhoc.domain.plan_tasks import Outcome, Review, Stage, TaskState
from khuyenhoc.domain.roles import Role
from tests import make
from tests.make import NOON, Country, People

DAY = NOON.date()
PLAN = NewInstrument("12/KH-HKH", InstrumentKind.PLAN, "Kế hoạch mẫu năm 2023", issued_on=date(2023, 1, 5))
TASK = NewTask(
    2023, "Mở lớp tập huấn (mẫu)", DAY + timedelta(days=10), lead="Chi hội Một", partners="Nhà trường"
)


@pytest.fixture
def plan(land: Country, who: People) -> Instrument:
    return actions.enter_instrument(land.commune.pk, PLAN, by=who.association, at=NOON)


@pytest.fixture
def task(land: Country, who: People, plan: Instrument) -> PlanTask:
    new = replace(TASK, instrument=plan.pk)
    return actions.set_tasks(land.commune.pk, [new], by=who.association, at=NOON)[0]


def test_a_number_stands_once_in_a_place_however_it_is_spaced(
    land: Country, who: People, plan: Instrument
) -> None:
    with pytest.raises(RuleBroken, match="INSTRUMENT_KNOWN"):
        actions.enter_instrument(land.commune.pk, replace(PLAN, number="12 / kh-hkh"), by=who.branch, at=NOON)
    elsewhere = actions.enter_instrument(land.hamlet.pk, PLAN, by=who.branch, at=NOON)

    assert elsewhere.number_key == plan.number_key
    assert [event.deed for event in Event.objects.filter(kind="instrument")] == ["directive.entered"] * 2


def test_who_keeps_no_books_there_changes_nothing(land: Country, who: People, plan: Instrument) -> None:
    stranger = make.user("stranger", Role.COMMUNE_ASSOCIATION, land.other_commune)
    before = Event.objects.count()

    for by in (stranger, who.committee):
        with pytest.raises(OutsideScope):
            actions.change_instrument(plan.pk, PLAN, revision=0, by=by, at=NOON)
        with pytest.raises(OutsideScope):
            actions.set_tasks(land.commune.pk, [NewTask(2023, "Nhiệm vụ mẫu", DAY)], by=by, at=NOON)
    with pytest.raises(Instrument.DoesNotExist):
        queries.instrument(plan.pk, seen_by=stranger, on=DAY)
    assert Event.objects.count() == before


def test_two_who_change_an_entry_do_not_overwrite_each_other(
    land: Country, who: People, plan: Instrument
) -> None:
    actions.change_instrument(plan.pk, replace(PLAN, title="Sửa"), revision=0, by=who.association, at=NOON)

    with pytest.raises(RuleBroken, match="INSTRUMENT_CHANGED"):
        actions.change_instrument(plan.pk, replace(PLAN, title="Khác"), revision=0, by=who.branch, at=NOON)

    plan.refresh_from_db()
    assert (plan.title, plan.revision) == ("Sửa", 1)


def test_what_replaced_what_never_goes_round(land: Country, who: People, plan: Instrument) -> None:
    later = actions.enter_instrument(
        land.commune.pk, replace(PLAN, number="13/KH-HKH"), by=who.association, at=NOON
    )
    new = replace(PLAN, replaced_by=later.pk)
    actions.change_instrument(plan.pk, new, revision=0, by=who.association, at=NOON)

    back = replace(PLAN, number="13/KH-HKH", replaced_by=plan.pk)
    with pytest.raises(RuleBroken, match="REPLACES_ITSELF"):
        actions.change_instrument(later.pk, back, revision=0, by=who.association, at=NOON)

    plan.refresh_from_db()
    assert queries.standing(plan, DAY) is Standing.ENDED
    assert queries.replaced(later) == [plan]


def test_the_rows_of_a_standing_are_those_of_which_the_rule_says_so(land: Country, who: People) -> None:
    ends = (None, DAY - timedelta(days=30), DAY, DAY + timedelta(days=30))
    for at, (first, until) in enumerate((a, b) for a in ends for b in ends if not (a and b and b <= a)):
        for by in (None, 0):
            new = replace(PLAN, number=f"{at}{by or ''}/KH-{by}", in_force_from=first, in_force_until=until)
            made = actions.enter_instrument(land.commune.pk, new, by=who.association, at=NOON)
            if by is not None:
                Instrument.objects.filter(pk=made.pk).update(replaced_by=Instrument.objects.first())
    everything = list(Instrument.objects.all())

    for wanted in Standing:
        asked = InstrumentQuery(land.commune.pk, standing=wanted.value)
        found = {one.pk for one in queries.whole(asked, seen_by=who.association, on=DAY)}
        assert found == {one.pk for one in everything if queries.standing(one, DAY) is wanted}, wanted


def test_documents_are_found_in_any_spelling_and_page_by_page(land: Country, who: People) -> None:
    for number in range(5):
        new = replace(PLAN, number=f"{number}/KH-HKH", title=f"Đẩy mạnh học tập {number}")
        actions.enter_instrument(land.commune.pk, new, by=who.association, at=NOON)

    asked = InstrumentQuery(land.commune.pk, search="day manh", limit=3)
    first = queries.page(asked, seen_by=who.association, on=DAY)
    rest = queries.page(replace(asked, after=first.next), seen_by=who.association, on=DAY)

    assert [one.number for one in (*first.rows, *rest.rows)] == [f"{n}/KH-HKH" for n in range(5)]
    assert rest.next is None


def test_what_comes_with_the_program_is_entered_once_for_everybody(country: None, db: None) -> None:
    Instrument.objects.update(replaced_by=None)
    Instrument.objects.all().delete()

    entered = actions.load_shipped(by="server", at=NOON)
    again = actions.load_shipped(by="server", at=NOON)
    told = queries.cited_in(["Quyết định 387/QĐ-TTg ngày 25/3/2022"])

    assert (entered, again) == (len(actions.shipped()), 0)
    assert told["387/QĐ-TTG"].issued_on == date(2022, 3, 25)
    assert Instrument.objects.get(number="244/QĐ-KHVN").replaced_by == Instrument.objects.get(
        number="324/QĐ-KHVN"
    )
    assert not Instrument.objects.filter(is_checked=True).exists()


def test_something_rests_on_a_document_until_the_link_is_taken_away(
    land: Country, who: People, plan: Instrument
) -> None:
    here = (7, land.commune.pk)
    made = actions.rest_on(plan.pk, RestsKind.ROUND, [here], by=who.association, at=NOON)
    with pytest.raises(RuleBroken, match="RESTS_ALREADY"):
        actions.rest_on(plan.pk, RestsKind.ROUND, [here], by=who.association, at=NOON)
    with pytest.raises(OutsideScope):
        actions.let_go(made[0].pk, by=make.user("nobody"), at=NOON)

    assert queries.grounds_of(RestsKind.ROUND, [7]) == {7: [plan]}
    actions.let_go(made[0].pk, by=who.association, at=NOON)
    assert not Reliance.objects.exists()


def test_a_document_does_not_rest_on_itself(land: Country, who: People, plan: Instrument) -> None:
    own = [(plan.pk, land.commune.pk)]
    with pytest.raises(RuleBroken, match="RESTS_ON_ITSELF"):
        actions.rest_on(plan.pk, RestsKind.INSTRUMENT, own, by=who.association, at=NOON)


def test_a_task_is_told_when_it_is_soon_due_and_no_more_once_it_is_reviewed(
    land: Country, who: People, task: PlanTask
) -> None:
    told = queries.due([land.commune.pk], DAY)
    actions.review_task(
        task.pk, Review(Stage.INTERIM, Outcome.BEHIND, DAY), note="Chậm", by=who.association, at=NOON
    )
    still = queries.due([land.commune.pk], DAY)
    actions.review_task(task.pk, Review(Stage.FINAL, Outcome.DONE, DAY), by=who.association, at=NOON)

    assert [one.state for one in told] == [TaskState.SOON]
    assert [len(one.reviews) for one in still] == [1]
    assert queries.due([land.commune.pk], DAY) == []
    assert queries.task(task.pk, seen_by=who.association, on=DAY).state is TaskState.DONE
    with pytest.raises(RuleBroken, match="TASK_REVIEWED_ALREADY"):
        actions.review_task(task.pk, Review(Stage.FINAL, Outcome.DONE, DAY), by=who.association, at=NOON)


def test_a_dropped_task_leaves_the_list_and_can_be_taken_up_again(
    land: Country, who: People, task: PlanTask
) -> None:
    actions.drop_task(task.pk, reason="Không còn cần", by=who.association, at=NOON)
    with pytest.raises(RuleBroken, match="TASK_DROPPED"):
        actions.change_task(task.pk, TASK, revision=0, by=who.association, at=NOON)
    gone = queries.tasks(land.commune.pk, 2023, seen_by=who.association, on=DAY)
    actions.take_up_again(task.pk, by=who.association, at=NOON)

    assert gone == []
    assert [one.task.pk for one in queries.tasks(land.commune.pk, 2023, seen_by=who.association, on=DAY)] == [
        task.pk
    ]


def test_a_deadline_belongs_to_the_plans_year_or_the_next(land: Country, who: People) -> None:
    late = replace(TASK, deadline=date(2025, 1, 1))
    with pytest.raises(RuleBroken, match="DEADLINE_OUTSIDE_PLAN"):
        actions.set_tasks(land.commune.pk, [late], by=who.association, at=NOON)
