"""A merge, split, rename, move or closing carried through everything that stood there."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps

from khuyenhoc.analytics import below, cases, five_titles, recount
from khuyenhoc.analytics import history as case_history
from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Entry
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import Custody, Place, PlaceVersion, Succession
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition import queries as recognitions
from khuyenhoc.apps.recognition.models import Decision, Recognition, StandingChange
from khuyenhoc.apps.reform import actions
from khuyenhoc.apps.reform.actions import PlaceInPlanAmbiguous, PlaceInPlanUnknown, Report
from khuyenhoc.apps.reform.models import Reform, ReformDay, ReformDeed
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds import queries as round_queries
from khuyenhoc.apps.rounds.models import Consent, Registration, Round
from khuyenhoc.apps.subjects import actions as subject_actions
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.actions import NewSubject
from khuyenhoc.apps.subjects.models import Relocation, Subject
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.reform.shaping import HamletsForgotten, PlaceClosed, TooEarly
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.workflow import State
from tests import make
from tests.make import NOON, Country, People

DAY = date(2023, 11, 1)
EVE = date(2023, 10, 31)
AFTER = datetime(2023, 11, 2, 9, tzinfo=VIETNAM)
PAPER = "Nghị quyết mẫu số 01 (chưa đối chiếu văn bản gốc)"
HEAD = f'title = "Sắp xếp mẫu"\non = {DAY}\nlegal_reference = "{PAPER}"\nrenew_grants = true\n'
MERGE = """
[[deed]]
kind = "merge"
places = ["xã Mẫu Đông", "xã Mẫu Tây"]
into = { unit = "xã", name = "Mẫu Mới", code = "00001" }
"""


@pytest.fixture
def other_people(land: Country, who: People) -> People:
    """Who works in the second commune."""
    return People(
        centre=who.centre,
        province=who.province,
        branch=make.user("far-branch", Role.BRANCH, land.other_commune),
        association=make.user("far-association", Role.COMMUNE_ASSOCIATION, land.other_commune),
        committee=make.user("far-committee", Role.DECIDING_BODY, land.other_commune),
    )


def carry_out(text: str, *, by: Any, at: datetime = AFTER, dry_run: bool = False) -> Report:
    return actions.reform(plans.read(text), by=by, at=at, dry_run=dry_run)


def merged(by: Any, text: str = HEAD + MERGE) -> Place:
    """The new commune after a merge of both."""
    carry_out(text, by=by)
    return Place.objects.get(versions__name="Mẫu Mới")


def tree(day: date) -> list[tuple[Any, ...]]:
    return sorted(PlaceVersion.objects.on(day).values_list("place", "unit", "name", "code", "parent", "path"))


def everything() -> dict[str, list[Any]]:
    """Every row of our tables."""
    return {
        model._meta.label: sorted(model._default_manager.values_list(), key=str)
        for model in apps.get_models()
        if model.__module__.startswith("khuyenhoc.apps.")
    }


def assess(registered: list[Registration], *, by: User) -> list[Assessment]:
    """Forms filled in after the reform."""
    entries = [Entry(one.pk, make.best(make.sets.rules(one.round.criteria_set))) for one in registered]
    return recognition.assess(entries, consent=Consent.SPOKEN, by=by, at=AFTER)


def states(ids: list[int]) -> set[str]:
    return set(Assessment.objects.filter(pk__in=ids).values_list("state", flat=True))


def test_a_merge_hangs_the_hamlets_below_the_new_commune_and_leaves_the_past_as_it_was(
    land: Country, who: People
) -> None:
    before = tree(EVE)

    new = merged(who.centre)

    assert tree(EVE) == before
    assert [str(one) for one in places.children(new, DAY)] == ["thôn Bản Hai", "thôn Bản Một", "thôn Bản Xa"]
    assert places.version(land.hamlet, DAY).path.endswith(f".{new.pk}.{land.hamlet.pk}.")
    assert places.version(land.commune, DAY).valid_to == DAY
    assert [str(one) for one in places.children(land.district, DAY)] == ["xã Mẫu Mới"]
    assert places.label(land.commune, EVE, now=DAY).endswith(
        "(nay là xã Mẫu Mới, huyện Mẫu Hà, tỉnh Mẫu Sơn)"
    )


def test_a_merge_says_who_follows_and_who_answers_and_on_what_paper(land: Country, who: People) -> None:
    new = merged(who.centre)

    rows = Succession.objects.order_by("predecessor").values_list(
        "predecessor", "successor", "kind", "is_default", "on", "legal_reference"
    )
    assert list(rows) == [
        (land.commune.pk, new.pk, "whole", True, DAY, PAPER),
        (land.other_commune.pk, new.pk, "whole", True, DAY, PAPER),
    ]
    held = Custody.objects.order_by("place").values_list("place", "custodian", "valid_from", "valid_to")
    assert list(held) == [
        (land.commune.pk, new.pk, DAY, None),
        (land.other_commune.pk, new.pk, DAY, None),
    ]
    assert ReformDeed.objects.get().legal_reference == PAPER
    assert ReformDeed.objects.get().places == sorted([land.commune.pk, land.other_commune.pk, new.pk])


def test_one_event_names_every_place(land: Country, who: People) -> None:
    new = merged(who.centre)

    (event,) = Event.objects.filter(deed__startswith="places.")
    assert event.deed == "places.reformed"
    assert event.by == "centre"
    assert {name: sorted(event.facts[name]) for name in ("closed", "opened", "changed", "carried")} == {
        "closed": [land.commune.pk, land.other_commune.pk],
        "opened": [new.pk],
        "changed": [],
        "carried": sorted([land.hamlet.pk, land.other_hamlet.pk, land.far_hamlet.pk]),
    }


def test_a_case_in_flight_is_worked_on_by_the_new_communes_people(
    land: Country, who: People, other_people: People
) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.commune, by=who.association)
    families = make.households(3, land.hamlet, by=who.branch)
    first, second, third = make.registered(opened, families, by=who.branch)
    reviewed, draft = make.assessed([first, second], by=who.branch)
    make.reviewed([reviewed], land.hamlet, by=who.branch)
    merged(who.centre)
    renewed = People(who.centre, who.province, who.branch, other_people.association, other_people.committee)

    assessments.verify([reviewed.pk], by=renewed.association, at=AFTER)
    new = Place.objects.get(versions__name="Mẫu Mới")
    recognition.propose([reviewed.pk], place=new.pk, by=renewed.association, at=AFTER)
    decision = recognition.decide(
        [reviewed.pk], {}, place=new.pk, signer="Chủ tịch", by=renewed.committee, at=AFTER
    )
    make.reviewed([draft], land.hamlet, by=who.branch)
    late = assess([third], by=who.branch)

    assert decision.body == "UBND xã Mẫu Mới"
    assert decision.round == opened
    assert states([draft.pk, late[0].pk]) == {State.REVIEWED, State.SELF_ASSESSED}
    assert Recognition.objects.get().place == land.hamlet
    assert recount.compare() == []


def test_a_proposal_from_before_is_decided_after_under_the_new_name(land: Country, who: People) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.commune, by=who.association)
    cases = make.assessed(
        make.registered(opened, make.households(2, land.hamlet, by=who.branch), by=who.branch), by=who.branch
    )
    make.reviewed(cases, land.hamlet, by=who.branch)
    ids = [case.pk for case in cases]
    assessments.verify(ids, by=who.association, at=NOON + timedelta(hours=3))
    recognition.propose(ids, place=land.commune.pk, by=who.association, at=NOON + timedelta(hours=4))
    new = merged(who.centre)

    decision = recognition.decide(ids, {}, place=new.pk, signer="Chủ tịch", by=who.committee, at=AFTER)

    assert (decision.body, decision.place) == ("UBND xã Mẫu Mới", new)
    assert recount.compare() == []


def test_a_decision_of_the_old_body_stays_under_its_name(land: Country, who: People) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.commune, by=who.association)
    families = make.households(1, land.hamlet, by=who.branch)
    decision = make.recognised(opened, families, land.hamlet, who, commune=land.commune)

    merged(who.centre)

    kept = Decision.objects.get(pk=decision.pk)
    assert (kept.body, kept.place, kept.number) == ("UBND xã Mẫu Đông", land.commune, decision.number)
    assert recognitions.signed_by(kept, EVE) == "UBND xã Mẫu Đông"
    now = "UBND xã Mẫu Đông (nay là xã Mẫu Mới, huyện Mẫu Hà, tỉnh Mẫu Sơn)"
    assert recognitions.signed_by(kept, DAY) == now
    case = Registration.objects.get()
    told = case_history.of_case(case.pk, seen_by=who.centre, on=DAY)
    assert told.deciding_body == now
    assert [step.facts["body"] for step in told.steps if step.what == State.RECOGNISED] == [now]


def test_an_organisation_moves_with_its_commune_and_its_old_case_stays(
    land: Country, who: People, other_people: People
) -> None:
    school = make.subject(Title.ORGANISATION, land.commune, by=who.association, name="Trường mẫu")
    opened = make.a_round(Title.ORGANISATION, land.commune, by=who.association)
    (registered,) = make.registered(opened, [school], by=who.association)

    new = merged(who.centre)
    (case,) = assess([registered], by=other_people.association)

    school.refresh_from_db()
    assert school.place == new
    assert case.place == land.commune
    moved = Relocation.objects.get()
    assert (moved.before, moved.after, moved.on, moved.is_assumed) == (land.commune, new, DAY, False)
    assert recount.compare() == []


def test_the_register_of_the_past_still_shows_where_everybody_was(land: Country, who: People) -> None:
    make.subject(Title.ORGANISATION, land.commune, by=who.association, name="Trường mẫu")
    new = merged(who.centre)

    then = subjects.counted_in(places.ids_below(land.commune, EVE), EVE)
    now = subjects.counted_in(places.ids_below(new, DAY), DAY)

    assert then == [(land.commune.pk, "organisation", "", 1)]
    assert now == [(new.pk, "organisation", "", 1)]


def test_a_communes_own_title_is_inherited_and_waits_for_review_and_its_hamlets_keep_theirs(
    land: Country, who: People
) -> None:
    commune = make.subject(
        Title.COMMUNITY, land.commune, by=who.association, name="Xã Mẫu Đông", level=Level.COMMUNE
    )
    hamlet = make.subject(
        Title.COMMUNITY, land.hamlet, by=who.branch, name="Thôn Bản Một", level=Level.HAMLET
    )
    families = make.households(3, land.hamlet, by=who.branch)
    household = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    make.recognised(household, families, land.hamlet, who, commune=land.commune)
    for subject, level, where in (
        (hamlet, Level.HAMLET, land.hamlet),
        (commune, Level.COMMUNE, land.commune),
    ):
        opened = make.a_round(Title.COMMUNITY, land.province, by=who.province, level=level)
        make.recognised(opened, [subject], where, who, commune=land.commune)

    new = merged(who.centre)

    doubted = Recognition.objects.get(subject=commune)
    assert doubted.state == State.TO_BE_REVIEWED
    change = StandingChange.objects.get(recognition=doubted)
    assert change.reason == (
        f"Kế thừa – chờ xét lại: xã Mẫu Đông nay là xã Mẫu Mới từ ngày 01/11/2023 theo {PAPER}"
    )
    assert Recognition.objects.get(subject=hamlet).state == State.RECOGNISED
    commune.refresh_from_db()
    hamlet.refresh_from_db()
    assert (commune.until, commune.place, hamlet.until) == (DAY, land.commune, None)
    assert Subject.objects.get(place=new).name == "Xã Mẫu Mới"
    assert recount.compare() == []
    recognition.confirm([doubted.pk], reason="Giữ nguyên", by=who.committee, at=AFTER)
    assert recount.compare() == []


def test_grants_on_closed_places_lapse_unless_the_plan_renews_them(
    land: Country, who: People, other_people: People
) -> None:
    carry_out(HEAD.replace("renew_grants = true", "") + MERGE, by=who.centre)

    assert not Grant.objects.filter(place=land.commune, valid_to__isnull=True).exists()
    assert set(Grant.objects.filter(place=land.commune).values_list("valid_to", flat=True)) == {DAY}
    with pytest.raises(OutsideScope):
        rounds.open_round(land.hamlet.pk, make.plan(Title.HOUSEHOLD), by=who.association, at=AFTER)


def test_renewed_grants_hold_on_the_successor_with_the_same_role_and_titles(
    land: Country, who: People
) -> None:
    make.user("clerk", Role.BRANCH, land.commune, titles=["household"])

    new = merged(who.centre)

    given = Grant.objects.filter(place=new).order_by("user__username")
    assert [(one.user.username, one.role, one.titles, one.valid_from) for one in given] == [
        ("association", "commune_association", [], DAY),
        ("branch", "branch", [], DAY),
        ("clerk", "branch", ["household"], DAY),
        ("committee", "deciding_body", [], DAY),
    ]


def test_a_round_of_a_closed_commune_goes_on_at_the_new_one(
    land: Country, who: People, other_people: People
) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.commune, by=who.association)
    family = make.households(1, land.far_hamlet, by=other_people.branch)[0]
    new = merged(who.centre)

    follower = round_queries.covering(
        land.far_hamlet.pk, year=2023, title=Title.HOUSEHOLD, level=Level.NONE, on=DAY
    )
    made = rounds.register(
        follower, [family.pk], consent=Consent.SPOKEN, by=who.association, at=AFTER, effective_on=DAY
    )

    assert (follower.place, follower.parent, follower.deciding_body) == (new, opened, "UBND xã Mẫu Mới")
    assert follower.criteria_set == opened.criteria_set
    assert made[0].round == follower


def test_two_rounds_that_meet_in_one_place_become_one(
    land: Country, who: People, other_people: People
) -> None:
    first = make.a_round(Title.HOUSEHOLD, land.commune, by=who.association)
    make.a_round(Title.HOUSEHOLD, land.other_commune, by=other_people.association)

    new = merged(who.centre)

    assert Round.objects.get(place=new).parent == first


def test_totals_are_the_same_before_and_after(land: Country, who: People) -> None:
    school = make.subject(Title.ORGANISATION, land.commune, by=who.association, name="Trường mẫu")
    for title, where, these in (
        (Title.HOUSEHOLD, land.hamlet, make.households(4, land.hamlet, by=who.branch)),
        (Title.CITIZEN, land.hamlet, [make.subject(Title.CITIZEN, land.hamlet, by=who.branch)]),
    ):
        opened = make.a_round(title, land.province, by=who.province)
        make.recognised(opened, these, where, who, commune=land.commune)
    make.registered(make.a_round(Title.ORGANISATION, land.province, by=who.province), [school], by=who.branch)

    def total(day: date) -> Counter[tuple[str, int, str]]:
        below = set(places.ids_below(land.root, day, with_custody=True))
        sums: Counter[tuple[str, int, str]] = Counter()
        for tally, value in counts.everything().items():
            if tally.place in below:
                sums[tally.title, tally.year, tally.state] += value
        return sums

    before, kept = total(EVE), counts.everything()
    new = merged(who.centre)

    assert total(DAY) == before
    assert counts.everything() == kept
    below = places.ids_below(new, DAY, with_custody=True)
    assert {land.commune.pk, land.other_commune.pk, land.hamlet.pk} <= set(below)


def test_the_table_of_the_year_keeps_what_was_won_at_the_communes_that_ended(
    land: Country, who: People
) -> None:
    schools = [
        make.subject(Title.ORGANISATION, land.commune, by=who.association, name=f"Trường mẫu {n}")
        for n in (1, 2)
    ]
    opened = make.a_round(Title.ORGANISATION, land.province, by=who.province)
    make.registered(opened, schools, by=who.association)

    def row(place: int, known_on: date | None = None) -> five_titles.Row:
        return five_titles.table(place, 2023, known_on=known_on).rows[-1]

    before = row(land.province.pk)
    new = merged(who.centre)

    assert (before.registered, row(land.province.pk).registered, row(new.pk).registered) == (2, 2, 2)
    assert row(new.pk, known_on=date(2023, 12, 1)).registered == 2
    (line,) = [one for one in below.lines(land.district.pk, 2023) if not one.is_empty]
    assert (line.place_id, line.cells[-1].registered) == (new.pk, 2)
    asked = cases.CaseQuery(new.pk, 2023, Title.ORGANISATION, "registrations")
    assert len(cases.find(asked, seen_by=who.centre, on=DAY).rows) == 2


def test_a_dry_run_tells_what_would_change_and_writes_nothing(land: Country, who: People) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.commune, by=who.association)
    registered = make.registered(opened, make.households(3, land.hamlet, by=who.branch), by=who.branch)
    make.assessed(registered[:1], by=who.branch)
    make.subject(Title.ORGANISATION, land.commune, by=who.association, name="Trường mẫu")
    before = everything()

    tried = carry_out(HEAD + MERGE, by=who.centre, dry_run=True)

    assert everything() == before
    (day,) = tried.days
    assert (day.affected.subjects, day.affected.open_registrations, day.affected.drafts) == (4, 2, 1)
    assert (day.affected.rounds, day.affected.grants, day.carried.grants_renewed) == (1, 3, 3)
    assert (day.carried.subjects_moved, day.carried.rounds_taken_over, day.carried_places) == (1, 1, 3)
    assert [one.label for one in day.closed] == [
        "xã Mẫu Đông, huyện Mẫu Hà, tỉnh Mẫu Sơn",
        "xã Mẫu Tây, huyện Mẫu Hà, tỉnh Mẫu Sơn",
    ]
    assert [(one.id, one.after, one.code) for one in day.opened] == [
        (None, "xã Mẫu Mới, huyện Mẫu Hà, tỉnh Mẫu Sơn", "00001")
    ]


def test_what_the_dry_run_told_is_what_happens(land: Country, who: People) -> None:
    make.households(2, land.hamlet, by=who.branch)
    tried = carry_out(HEAD + MERGE, by=who.centre, dry_run=True).as_json()

    done = carry_out(HEAD + MERGE, by=who.centre).as_json()

    (opened,) = done["days"][0]["opened"]
    assert opened.pop("id") == Place.objects.get(versions__name="Mẫu Mới").pk
    tried["days"][0]["opened"][0].pop("id")
    assert done | {"is_dry_run": True} == tried


def test_the_same_plan_again_changes_nothing_and_says_so(land: Country, who: People) -> None:
    carry_out(HEAD + MERGE, by=who.centre)
    before = everything()

    again = carry_out("# tệp chép lại\n" + HEAD + MERGE, by=who.centre)

    assert again.applied_on == date(2023, 11, 2)
    assert again.days == ()
    assert everything() == before


def test_only_who_may_reshape_places_does(land: Country, who: People) -> None:
    before = everything()

    with pytest.raises(OutsideScope):
        carry_out(HEAD + MERGE, by=who.province)

    assert everything() == before


def test_the_server_itself_may_and_its_dry_run_leaves_no_account(land: Country, who: People) -> None:
    before = everything()
    actions.reform_on_server(plans.read(HEAD + MERGE), at=AFTER, dry_run=True)
    assert everything() == before

    actions.reform_on_server(plans.read(HEAD + MERGE), at=AFTER)

    assert Reform.objects.get().recorded_by.username == "khuyenhoc"


def test_a_plan_for_a_day_to_come_writes_the_tree_and_carries_the_rest_when_the_day_has_come(
    land: Country, who: People
) -> None:
    school = make.subject(Title.ORGANISATION, land.commune, by=who.association, name="Trường mẫu")
    report = carry_out(HEAD + MERGE, by=who.centre, at=NOON)
    school.refresh_from_db()
    assert (report.days[0].waits, school.place) == (True, land.commune)
    assert actions.carry_due(by=who.centre, at=NOON + timedelta(days=1)) == 0

    carried = actions.carry_due(by=who.centre, at=AFTER)

    school.refresh_from_db()
    assert carried == 1
    assert school.place == Place.objects.get(versions__name="Mẫu Mới")
    assert ReformDay.objects.get().carried_at == AFTER
    assert actions.carry_due(by=who.centre, at=AFTER) == 0
    assert [one.deed for one in Event.objects.order_by("-pk")[:1]] == ["places.reform_carried"]


def test_a_split_sends_each_hamlet_where_the_plan_says(land: Country, who: People) -> None:
    school = make.subject(Title.ORGANISATION, land.commune, by=who.association, name="Trường mẫu")
    carry_out(
        HEAD
        + """
[[deed]]
kind = "split"
place = "xã Mẫu Đông"
[[deed.part]]
into = { name = "xã Mẫu Nam" }
hamlets = ["Bản Một"]
share = "60.00"
[[deed.part]]
into = "xã Mẫu Tây"
hamlets = ["thôn Bản Hai"]
share = 40
""",
        by=who.centre,
    )

    south = Place.objects.get(versions__name="Mẫu Nam")
    assert [str(one) for one in places.children(south, DAY)] == ["thôn Bản Một"]
    assert [str(one) for one in places.children(land.other_commune, DAY)] == ["thôn Bản Hai", "thôn Bản Xa"]
    shares = Succession.objects.order_by("-share").values_list("successor", "kind", "share", "is_default")
    assert list(shares) == [(south.pk, "part", 6000, True), (land.other_commune.pk, "part", 4000, False)]
    assert places.custodian(land.commune, DAY) == south.pk
    moved = Relocation.objects.get(subject=school)
    assert (moved.after, moved.is_assumed) == (south, True)


def test_a_split_that_forgets_a_hamlet_changes_nothing(land: Country, who: People) -> None:
    before = everything()
    text = """
[[deed]]
kind = "split"
place = "xã Mẫu Đông"
[[deed.part]]
into = { name = "xã Mẫu Nam" }
hamlets = ["Bản Một"]
[[deed.part]]
into = "xã Mẫu Tây"
"""

    with pytest.raises(HamletsForgotten) as refused:
        carry_out(HEAD + text, by=who.centre)

    assert refused.value.facts["hamlets"] == ["thôn Bản Hai"]
    assert everything() == before


def test_merging_hamlets_moves_their_people_and_keeps_the_counts_whole(land: Country, who: People) -> None:
    people = [make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=f"Mẫu Văn {i}") for i in range(3)]
    (branch,) = association.open_branches(
        [(land.commune.pk, "Hội mẫu")], kind="commune", since=date(2020, 1, 1), by=who.association, at=NOON
    )
    association.join(branch, [one.pk for one in people], joined=date(2023, 3, 1), by=who.association, at=NOON)
    families = make.households(3, land.hamlet, by=who.branch)
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    make.recognised(opened, families, land.hamlet, who, commune=land.commune)
    carry_out(
        HEAD
        + """
[[deed]]
kind = "merge"
places = ["thôn Bản Một, xã Mẫu Đông", "thôn Bản Hai, xã Mẫu Đông"]
into = { name = "thôn Bản Chung" }
""",
        by=who.centre,
    )

    common = Place.objects.get(versions__name="Bản Chung")
    association.leave(branch, [people[0].pk], left=date(2023, 12, 1), by=who.association, at=AFTER)

    assert set(Subject.objects.filter(kind="citizen").values_list("place", flat=True)) == {common.pk}
    assert recount.compare() == []
    rules = make.sets.rules(make.sets.get("hamlet-mau@2023"))
    new = NewSubject(Title.COMMUNITY, "Thôn Bản Chung", common.pk, DAY, Level.HAMLET)
    (hamlet,) = subject_actions.enter([new], by=who.association, at=AFTER)
    counted = recognitions.measure(rules, [hamlet.pk], DAY)[hamlet.pk]
    assert (3, 3) in counted.values()


def test_rename_recode_and_move_keep_the_place_itself(land: Country, who: People) -> None:
    carry_out(
        HEAD
        + """
[[deed]]
kind = "rename"
place = "xã Mẫu Đông"
name = "phường Mẫu Sáng"
[[deed]]
kind = "recode"
place = "xã Mẫu Đông"
code = "00002"
[[deed]]
kind = "move"
place = "thôn Bản Hai, xã Mẫu Đông"
to = "xã Mẫu Tây"
""",
        by=who.centre,
    )

    held = places.version(land.commune, DAY)
    assert (str(held), held.code, held.valid_from) == ("phường Mẫu Sáng", "00002", DAY)
    assert places.version(land.hamlet, DAY).valid_from != DAY  # its path names the same ids as before
    assert places.version(land.other_hamlet, DAY).parent == land.other_commune
    assert str(places.version(land.commune, EVE)) == "xã Mẫu Đông"
    assert not Custody.objects.exists()


def test_a_closed_hamlet_is_answered_for_by_its_commune(land: Country, who: People) -> None:
    carry_out(HEAD + '[[deed]]\nkind = "close"\nplace = "thôn Bản Xa, xã Mẫu Tây"\n', by=who.centre)

    assert places.custodian(land.far_hamlet, DAY) == land.other_commune.pk
    assert places.children(land.other_commune, DAY) == []
    assert not Succession.objects.exists()


def test_who_answered_for_a_closed_place_hands_it_on_when_it_ends_itself(land: Country, who: People) -> None:
    new = merged(who.centre)
    later = HEAD.replace(str(DAY), "2024-03-01") + (
        '[[deed]]\nkind = "merge"\nplaces = ["xã Mẫu Mới"]\ninto = { name = "phường Mẫu Cuối" }\n'
    )
    carry_out(later, by=who.centre, at=AFTER + timedelta(days=200))

    last = Place.objects.get(versions__name="Mẫu Cuối")
    day = date(2024, 3, 1)
    assert {places.custodian(one, day) for one in (land.commune, land.other_commune, new)} == {last.pk}
    assert places.custodian(land.commune, DAY) == new.pk
    assert places.label(land.commune, EVE, now=day).endswith(
        "(nay là phường Mẫu Cuối, huyện Mẫu Hà, tỉnh Mẫu Sơn)"
    )


def test_a_whole_province_goes_over_with_everything_below_it(land: Country, who: People) -> None:
    make.place("province", "Mẫu Biển", land.root, "tỉnh")
    report = carry_out(
        HEAD + '[[deed]]\nkind = "merge"\nplaces = ["tỉnh Mẫu Sơn"]\ninto = "tỉnh Mẫu Biển"\n', by=who.centre
    )

    assert report.days[0].carried_places == 6
    assert [one.name for one in places.ancestors(land.hamlet, DAY)] == [
        "Đất Nước Mẫu", "Mẫu Biển", "Mẫu Hà", "Mẫu Đông",
    ]  # fmt: skip


def test_a_plan_may_go_on_from_day_to_day(land: Country, who: People) -> None:
    carry_out(
        HEAD
        + """
[[deed]]
kind = "merge"
on = 2023-10-20
places = ["xã Mẫu Đông"]
into = { name = "xã Mẫu Giữa", key = "giua" }
[[deed]]
kind = "merge"
places = ["@giua", "xã Mẫu Tây"]
into = { name = "xã Mẫu Mới" }
""",
        by=who.centre,
    )

    new = Place.objects.get(versions__name="Mẫu Mới")
    assert len(places.children(new, DAY)) == 3
    assert places.custodian(land.commune, DAY) == new.pk
    assert [str(one) for one in places.children(land.district, date(2023, 10, 25))] == [
        "xã Mẫu Giữa",
        "xã Mẫu Tây",
    ]


@pytest.mark.parametrize(
    ("places_named", "error"),
    [
        ('["xã Không Có"]', PlaceInPlanUnknown),
        ('["Bản Một", "Bản Hai"]', PlaceClosed),
        ('["thôn Bản Đôi"]', PlaceInPlanAmbiguous),
    ],
)
def test_a_place_that_is_unknown_unclear_or_gone_is_refused_with_its_entry(
    land: Country, who: People, places_named: str, error: type[Exception]
) -> None:
    for commune in (land.commune, land.other_commune):
        make.place("hamlet", "Bản Đôi", commune, "thôn")
    carry_out(HEAD + '[[deed]]\nkind = "close"\nplace = "Bản Một"\n', by=who.centre)
    before = everything()
    later = HEAD.replace(str(DAY), "2023-11-02")

    with pytest.raises(error) as refused:
        carry_out(
            f'{later}[[deed]]\nkind = "merge"\nplaces = {places_named}\ninto = {{ name = "thôn X" }}\n',
            by=who.centre,
        )

    assert refused.value.facts["entry"] == 1  # type: ignore[attr-defined]
    assert everything() == before


def test_a_deed_before_the_last_change_below_is_refused(land: Country, who: People) -> None:
    carry_out(HEAD + '[[deed]]\nkind = "rename"\nplace = "Bản Một"\nname = "thôn Bản Mốt"\n', by=who.centre)

    with pytest.raises(TooEarly) as refused:
        carry_out(HEAD.replace(str(DAY), "2023-10-15") + MERGE, by=who.centre)

    assert (refused.value.facts["place"], refused.value.facts["last"]) == ("thôn Bản Một", DAY)
