"""Gatherings and who came: numbered once a term, a person counted once, seen by whom they are for."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.directives import actions as directives
from khuyenhoc.apps.directives.actions import NewInstrument
from khuyenhoc.apps.gatherings import actions, queries
from khuyenhoc.apps.gatherings.actions import NewGathering, NewGuest
from khuyenhoc.apps.gatherings.models import Attendance, Feed, Gathering
from khuyenhoc.apps.gatherings.queries import GatheringQuery
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.gatherings import GatheringKind, Occasion, Term
from khuyenhoc.domain.instruments import InstrumentKind
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from tests import make
from tests.at_once import at_once
from tests.make import NOON, Country, People

DAY = NOON.date()
COURSE = NewGathering(
    GatheringKind.COURSE, "Tập huấn bộ tiêu chí (mẫu)", DAY, partners="Trường mẫu\n\n  Đoàn xã "
)
FIFTH = NewGathering(
    GatheringKind.MEETING,
    "Hội nghị lần thứ 5 (mẫu)",
    DAY,
    body="Ban Chấp hành",
    term=Term(2021, 2026),
    number=5,
)


@pytest.fixture
def course(land: Country, who: People) -> Gathering:
    return actions.plan(land.commune.pk, COURSE, by=who.association, at=NOON)


def guests(land: Country, who: People, *, came: bool = True) -> list[NewGuest]:
    return [
        NewGuest(user=who.branch.pk, is_present=came),
        NewGuest(
            name="Mẫu Văn Khách", role="Hiệu trưởng", place=land.hamlet.pk, is_cadre=False, is_present=came
        ),
        NewGuest(name="Mẫu Thị Cán", place=land.other_hamlet.pk, is_present=came),
    ]


def test_a_meetings_number_is_taken_once_in_a_term(land: Country, who: People) -> None:
    held = actions.plan(land.commune.pk, FIFTH, by=who.association, at=NOON)
    with pytest.raises(RuleBroken, match="GATHERING_NUMBER_TAKEN"):
        actions.plan(land.commune.pk, FIFTH, by=who.association, at=NOON)
    actions.plan(land.commune.pk, replace(FIFTH, body="Ban Thường vụ"), by=who.association, at=NOON)
    actions.cancel(held.pk, reason="Ghi nhầm", by=who.association, at=NOON)
    again = actions.plan(land.commune.pk, FIFTH, by=who.association, at=NOON)

    assert queries.last_number(land.commune.pk, "Ban Chấp hành", 2021) == 5
    with pytest.raises(RuleBroken, match="GATHERING_NUMBER_TAKEN"):
        actions.hold_after_all(held.pk, by=who.association, at=NOON)
    assert again.cancelled_at is None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_number_at_once_one_is_told(land: Country, who: People) -> None:
    def take() -> Gathering:
        return actions.plan(land.commune.pk, FIFTH, by=who.association, at=NOON)

    told = at_once([take, take])

    assert Gathering.objects.filter(number=5).count() == 1
    assert [type(one).__name__ for one in told if isinstance(one, Exception)] == ["NumberTaken"]


def test_partners_are_one_a_line_and_two_who_change_do_not_overwrite(course: Gathering, who: People) -> None:
    assert course.partners == "Trường mẫu\nĐoàn xã"
    actions.change(course.pk, replace(COURSE, where="Nhà văn hóa"), revision=0, by=who.branch, at=NOON)
    with pytest.raises(RuleBroken, match="GATHERING_CHANGED"):
        actions.change(course.pk, COURSE, revision=0, by=who.association, at=NOON)


def test_who_is_ticked_counts_and_as_long_as_nobody_is_the_number_told_does(
    land: Country, who: People
) -> None:
    told = actions.plan(land.commune.pk, replace(COURSE, present=40, cadres=30), by=who.branch, at=NOON)
    listed = actions.list_guests(told.pk, guests(land, who, came=False), by=who.association, at=NOON)
    told.refresh_from_db()
    assert (told.present_counted, told.cadres_counted) == (None, None)

    came = [listed[0].pk, listed[1].pk]
    number = actions.tick(told.pk, came=came, of=[one.pk for one in listed], by=who.association, at=NOON)
    told.refresh_from_db()

    assert (number, told.present_counted, told.cadres_counted) == (2, 2, 1)
    actions.strike(told.pk, came, by=who.association, at=NOON)
    told.refresh_from_db()
    assert told.present_counted is None


def test_only_shown_rows_change_when_a_page_of_the_list_is_ticked(
    land: Country, who: People, course: Gathering
) -> None:
    first, second, third = actions.list_guests(course.pk, guests(land, who), by=who.association, at=NOON)

    actions.tick(course.pk, came=[], of=[first.pk], by=who.association, at=NOON)

    shown = {one.pk: one.is_present for one in queries.attendances(course)}
    assert shown == {first.pk: False, second.pk: True, third.pk: True}


def test_nobody_is_listed_twice_or_came_before_the_day(land: Country, who: People, course: Gathering) -> None:
    actions.list_guests(course.pk, guests(land, who), by=who.association, at=NOON)
    with pytest.raises(RuleBroken, match="LISTED_ALREADY"):
        actions.list_guests(course.pk, guests(land, who)[:1], by=who.association, at=NOON)
    later = actions.plan(
        land.commune.pk, replace(COURSE, held_on=DAY + timedelta(days=1)), by=who.association, at=NOON
    )
    with pytest.raises(RuleBroken, match="NOT_HELD_YET"):
        actions.list_guests(later.pk, guests(land, who), by=who.association, at=NOON)
    assert not Attendance.objects.filter(gathering=later).exists()


def test_a_stranger_to_the_place_is_no_guest_by_account_register_or_place(
    land: Country, who: People, course: Gathering
) -> None:
    outsider = make.user("outsider", Role.BRANCH, land.far_hamlet)
    person = make.subject(Title.CITIZEN, land.far_hamlet, by=outsider)
    for new in (
        NewGuest(user=outsider.pk),
        NewGuest(subject=person.pk),
        NewGuest(name="Mẫu Văn Xa", place=land.far_hamlet.pk),
    ):
        with pytest.raises(RuleBroken, match="NO_SUCH_GUEST"):
            actions.list_guests(course.pk, [new], by=who.association, at=NOON)
    with pytest.raises(OutsideScope):
        actions.tick(course.pk, came=[], of=[], by=outsider, at=NOON)


def test_a_list_taken_in_twice_changes_nothing_the_second_time(
    land: Country, who: People, course: Gathering
) -> None:
    rows = [
        NewGuest(name=who.branch.full_name, place=land.commune.pk, is_present=True),
        NewGuest(name="Mẫu Thị Cán", place=land.other_hamlet.pk),
    ]
    first = actions.take_in(course.pk, rows, by=who.association, at=NOON)
    events = Event.objects.count()
    second = actions.take_in(course.pk, rows, by=who.association, at=NOON)
    third = actions.take_in(course.pk, [replace(rows[1], is_present=True)], by=who.association, at=NOON)

    assert (first, second, third) == ((2, 0), (0, 0), (0, 1))
    assert Event.objects.count() == events + 1
    # the account of that name at that place is the same person
    assert Attendance.objects.filter(user=who.branch).count() == 1


def test_a_person_of_two_courses_is_one_cadre_who_came_twice(
    land: Country, who: People, course: Gathering
) -> None:
    other = actions.plan(land.commune.pk, replace(COURSE, title="Lớp hai"), by=who.association, at=NOON)
    for one in (course, other):
        actions.list_guests(one.pk, guests(land, who), by=who.association, at=NOON)

    found = queries.cadres_on_lists(land.commune.pk, DAY, year=2023, kinds=[GatheringKind.COURSE])

    assert sorted((one.name, one.times) for one in found) == [("Branch", 2), ("Mẫu Thị Cán", 2)]
    assert {one.name for one in queries.cadres(land.commune.pk, DAY)} == {"Association", "Branch"}
    assert [one.name for one in queries.guests(course, DAY)] == ["Association"]


def test_a_briefing_tells_which_documents_it_made_known(land: Country, who: People) -> None:
    paper = directives.enter_instrument(
        land.commune.pk,
        NewInstrument("9/HD-HKH", InstrumentKind.GUIDANCE, "Hướng dẫn mẫu"),
        by=who.association,
        at=NOON,
    )
    new = replace(COURSE, kind=GatheringKind.BRIEFING, instruments=(paper.pk,))
    held = actions.plan(land.commune.pk, new, by=who.association, at=NOON)
    actions.list_guests(held.pk, guests(land, who), by=who.association, at=NOON)

    assert queries.documents_of([held.pk]) == {held.pk: [paper]}
    assert queries.made_known(paper.pk, seen_by=who.association, on=DAY) == [held]
    reached = queries.cadres_on_lists(land.commune.pk, DAY, instrument=paper.pk)
    assert {one.name for one in reached} == {"Branch", "Mẫu Thị Cán"}


def test_a_gathering_is_seen_at_its_place_above_it_and_by_who_is_asked_to_come(
    land: Country, who: People
) -> None:
    far = make.user("far", Role.COMMUNE_ASSOCIATION, land.other_commune)
    near = make.user("near", Role.BRANCH, land.hamlet)
    of_province = actions.plan(land.province.pk, COURSE, by=who.province, at=NOON)
    actions.list_guests(of_province.pk, [NewGuest(user=near.pk)], by=who.province, at=NOON)

    def sees(user: User) -> bool:
        return any(one.pk == of_province.pk for one in queries.coming_to(user, DAY, DAY))

    assert [sees(one) for one in (who.province, who.centre, near, far)] == [True, True, True, False]
    with pytest.raises(Gathering.DoesNotExist):
        queries.gathering(of_province.pk, seen_by=far, on=DAY)
    with pytest.raises(OutsideScope):
        queries.page(GatheringQuery(land.province.pk), seen_by=near, on=DAY)


def test_a_list_of_a_place_is_by_year_kind_and_name(land: Country, who: People, course: Gathering) -> None:
    new = replace(
        COURSE,
        kind=GatheringKind.EVENT,
        occasion=Occasion.LEARNING_WEEK,
        title="Tuần lễ học tập",
        held_on=date(2022, 10, 1),
        until=date(2022, 10, 7),
    )
    week = actions.plan(land.hamlet.pk, new, by=who.branch, at=NOON)

    def found(**asked: object) -> list[int]:
        query = replace(GatheringQuery(land.commune.pk), **asked)  # type: ignore[arg-type]  # each of its own kind
        return [one.pk for one in queries.page(query, seen_by=who.association, on=DAY).rows]

    assert found() == [course.pk, week.pk]
    assert found(year=2022) == found(kind="event") == found(search="tuan le") == [week.pk]
    assert found(below=False) == [course.pk]
    assert queries.years_of(land.commune.pk, DAY) == [2023, 2022]


def test_an_address_of_a_feed_is_its_owners_until_it_is_renewed(who: People) -> None:
    at = datetime(2023, 10, 11, 9, tzinfo=VIETNAM)
    first = actions.make_feed(who.branch, draw=lambda _: 1, at=NOON)
    second = actions.make_feed(who.branch, draw=lambda _: 2, at=at)

    assert queries.feed(first) is None
    held = queries.feed(second)
    assert held is not None
    assert held.user == who.branch
    assert second not in held.digest
    who.branch.is_active = False
    who.branch.save()
    assert queries.feed(second) is None
    actions.drop_feed(who.branch, at=at)
    assert not Feed.objects.exists()
