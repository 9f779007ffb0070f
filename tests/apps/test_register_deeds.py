"""What is written down of a subject after it was entered: corrected, moved, ended, brought back, joined, left."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from khuyenhoc.analytics import recount
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.association import queries as members
from khuyenhoc.apps.association.actions import Whom
from khuyenhoc.apps.association.models import Membership, Officer
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import actions, queries
from khuyenhoc.apps.subjects.actions import Why
from khuyenhoc.apps.subjects.models import Affiliation, Ending, FormerEntry, Relocation, Subject
from khuyenhoc.domain.branches import Post
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Level, Title
from tests import make

pytestmark = pytest.mark.django_db
MAY = date(2023, 5, 1)


@pytest.fixture
def land() -> make.Country:
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


@pytest.fixture
def person(land: make.Country, who: make.People) -> Subject:
    return make.subject(Title.CITIZEN, land.hamlet, by=who.branch)


@pytest.fixture
def home(land: make.Country, who: make.People) -> Subject:
    return make.subject(Title.HOUSEHOLD, land.hamlet, by=who.branch, name="Hộ ông Mẫu Văn Đường")


def test_a_corrected_name_keeps_what_stood_before_and_the_event_holds_no_value(
    person: Subject, who: make.People
) -> None:
    held = (person.name, None, "")

    changed = actions.correct(
        person.pk, held=held, name="  Mẫu Thị  Xáng ", birth_year=1980, by=who.branch, at=make.NOON
    )

    person.refresh_from_db()
    former = FormerEntry.objects.get()
    event = Event.objects.get(deed="subject.corrected")
    assert changed
    assert (person.name, person.birth_year, person.search_key) == ("Mẫu Thị Xáng", 1980, "mau thi xang")
    assert (former.name, former.birth_year, former.corrected_by) == ("Mẫu Thị Sáng", None, who.branch)
    assert event.facts == {"changed": ["birth_year", "name"]}


def test_nothing_is_written_when_nothing_is_otherwise(person: Subject, who: make.People) -> None:
    held = (person.name, None, "")

    changed = actions.correct(
        person.pk, held=held, name=person.name, birth_year=None, by=who.branch, at=make.NOON
    )

    assert not changed
    assert FormerEntry.objects.count() == 0
    assert not Event.objects.filter(deed="subject.corrected").exists()


def test_whoever_corrects_what_somebody_else_just_corrected_is_told(
    person: Subject, who: make.People
) -> None:
    seen = (person.name, None, "")
    actions.correct(person.pk, held=seen, name="Mẫu Thị A", birth_year=None, by=who.branch, at=make.NOON)

    with pytest.raises(actions.RegisterChanged):
        actions.correct(person.pk, held=seen, name="Mẫu Thị B", birth_year=None, by=who.branch, at=make.NOON)


def test_a_household_moves_with_its_people_and_was_where_it_was(
    home: Subject, person: Subject, land: make.Country, who: make.People
) -> None:
    actions.move([home.pk, person.pk], land.other_hamlet.pk, on=MAY, by=who.branch, at=make.NOON)

    def living(place: int, on: date) -> int:
        rows = Subject.objects.filter(queries.living_in(places.ids_below(place, on), on))
        return rows.count()

    assert living(land.hamlet.pk, MAY - timedelta(days=1)) == 2
    assert living(land.hamlet.pk, MAY) == 0
    assert living(land.other_hamlet.pk, MAY) == 2


def test_moving_out_of_ones_scope_is_refused_like_a_place_that_is_not_there(
    home: Subject, land: make.Country, who: make.People
) -> None:
    with pytest.raises(OutsideScope):
        actions.move([home.pk], land.far_hamlet.pk, on=MAY, by=who.branch, at=make.NOON)

    assert Relocation.objects.count() == 0


@pytest.mark.parametrize(
    ("on", "error"),
    [
        (make.NOON.date() + timedelta(days=1), actions.DayToCome),
        (make.BORN, actions.MovesTooEarly),
    ],
)
def test_a_move_has_a_day_on_which_it_could_happen(
    on: date, error: type[Exception], home: Subject, land: make.Country, who: make.People
) -> None:
    with pytest.raises(error):
        actions.move([home.pk], land.other_hamlet.pk, on=on, by=who.branch, at=make.NOON)


def test_nobody_moves_to_where_they_live_or_to_a_commune(
    home: Subject, land: make.Country, who: make.People
) -> None:
    for where in (land.hamlet, land.commune):
        with pytest.raises(actions.MovesNowhere):
            actions.move([home.pk], where.pk, on=MAY, by=who.branch, at=make.NOON)


def test_a_community_never_moves(land: make.Country, who: make.People) -> None:
    hamlet = make.subject(Title.COMMUNITY, land.hamlet, by=who.branch, level=Level.HAMLET)

    with pytest.raises(actions.NeverMoves):
        actions.move([hamlet.pk], land.other_hamlet.pk, on=MAY, by=who.branch, at=make.NOON)


def test_a_mistaken_move_is_taken_back_and_the_members_are_counted_right(
    person: Subject, land: make.Country, who: make.People
) -> None:
    actions.move([person.pk], land.other_hamlet.pk, on=MAY, by=who.branch, at=make.NOON)
    (branch,) = association.open_branches(
        [(land.hamlet.pk, "Chi hội mẫu")], kind="chi_hoi", since=make.BORN, by=who.branch, at=make.NOON
    )
    association.join(branch, [person.pk], joined=MAY, by=who.branch, at=make.NOON + timedelta(minutes=1))

    association.take_back_move([person.pk], by=who.branch, at=make.NOON + timedelta(minutes=2))

    person.refresh_from_db()
    assert person.place_id == land.hamlet.pk
    assert Relocation.objects.count() == 0
    assert recount.compare() == []


def test_a_move_of_another_day_is_not_taken_back(
    person: Subject, land: make.Country, who: make.People
) -> None:
    actions.move([person.pk], land.other_hamlet.pk, on=MAY, by=who.branch, at=make.NOON)

    with pytest.raises(actions.NoMoveToTakeBack):
        actions.take_back_move([person.pk], by=who.branch, at=make.NOON + timedelta(days=1))


def test_who_ends_leaves_everything_and_comes_back_with_it(
    person: Subject, home: Subject, who: make.People
) -> None:
    make.belongs(Belonging.HOUSEHOLD_MEMBER, [person], home, by=who.branch)

    actions.end(person.pk, why=Why.DIED, on=MAY, by=who.branch, at=make.NOON)
    person.refresh_from_db()
    ended = person.until, Affiliation.objects.get().until
    actions.bring_back(person.pk, by=who.branch, at=make.NOON)
    person.refresh_from_db()

    assert ended == (MAY, MAY)
    assert (person.until, Affiliation.objects.get().until) == (None, None)
    assert Ending.objects.get().taken_back_at == make.NOON


def test_a_member_and_officer_who_ends_is_neither_from_that_day_and_both_again_when_it_was_a_mistake(
    person: Subject, land: make.Country, who: make.People
) -> None:
    branch, other = association.open_branches(
        [(land.hamlet.pk, "Chi hội mẫu"), (land.other_hamlet.pk, "Chi hội mẫu khác")],
        kind="chi_hoi",
        since=make.BORN,
        by=who.branch,
        at=make.NOON,
    )
    for one in (branch, other):
        association.join(one, [person.pk], joined=date(2020, 1, 1), by=who.branch, at=make.NOON)
    association.appoint(
        branch, Post.CHAIR, Whom(person.pk), since=date(2020, 2, 1), by=who.association, at=make.NOON
    )
    later = make.NOON + timedelta(minutes=1)
    association.leave(other, [person.pk], left=MAY, by=who.branch, at=make.NOON)
    with pytest.raises(association.PostEndsTooEarly):
        association.end(person.pk, why=Why.DIED, on=date(2020, 2, 1), by=who.branch, at=later)

    went = association.end(person.pk, why=Why.DIED, on=MAY, by=who.branch, at=later)

    row, post = Membership.objects.get(branch=branch), Officer.objects.get()
    assert (went, row.left, post.until) == (association.Went(1, 1), MAY, MAY)
    assert recount.compare() == []
    with pytest.raises(association.NoSuchPeople):
        association.join(branch, [person.pk], joined=MAY, by=who.branch, at=later)

    came = association.bring_back(person.pk, by=who.branch, at=later + timedelta(minutes=1))

    row.refresh_from_db()
    post.refresh_from_db()
    assert (came, row.left, post.until) == (association.Went(1, 1), None, None)
    assert Membership.objects.get(branch=other).left == MAY
    assert recount.compare() == []


def test_a_member_who_moves_goes_over_to_the_branch_there_if_wanted_and_is_to_be_looked_at_if_not(
    person: Subject, land: make.Country, who: make.People
) -> None:
    branch, there = association.open_branches(
        [(land.hamlet.pk, "Chi hội mẫu"), (land.other_hamlet.pk, "Chi hội mẫu khác")],
        kind="chi_hoi",
        since=make.BORN,
        by=who.branch,
        at=make.NOON,
    )
    association.join(branch, [person.pk], joined=date(2020, 1, 1), by=who.branch, at=make.NOON)
    today, later = make.NOON.date(), make.NOON + timedelta(minutes=1)

    def go(*, with_members: bool) -> tuple[list[int], list[int]]:
        to = land.other_hamlet.pk
        association.move([person.pk], to, on=MAY, with_members=with_members, by=who.branch, at=later)
        return (
            list(Membership.objects.filter(left=None).values_list("branch", flat=True)),
            [one.branch for one in members.to_settle(land.commune.pk, today)],
        )

    stayed = go(with_members=False)
    association.take_back_move([person.pk], by=who.branch, at=later)
    went_over = go(with_members=True)
    association.take_back_move([person.pk], by=who.branch, at=later)

    assert (stayed, went_over) == (([branch.pk], [branch.pk]), ([there.pk], []))
    assert [(one.branch_id, one.left) for one in Membership.objects.all()] == [(branch.pk, None)]
    assert recount.compare() == []


def test_what_had_ended_before_stays_ended_when_a_mistake_is_taken_back(
    person: Subject, home: Subject, who: make.People
) -> None:
    make.belongs(Belonging.HOUSEHOLD_MEMBER, [person], home, by=who.branch)
    row = Affiliation.objects.get()
    actions.part([row.pk], on=date(2023, 2, 1), by=who.branch, at=make.NOON)
    actions.end(person.pk, why=Why.MOVED_AWAY, on=MAY, by=who.branch, at=make.NOON)

    actions.bring_back(person.pk, by=who.branch, at=make.NOON)

    assert Affiliation.objects.get().until == date(2023, 2, 1)


def test_nothing_ends_before_it_began_twice_or_on_a_day_to_come(person: Subject, who: make.People) -> None:
    def end(on: date) -> None:
        actions.end(person.pk, why=Why.MISTAKE, on=on, by=who.branch, at=make.NOON)

    with pytest.raises(actions.EndsTooEarly):
        end(make.BORN)
    with pytest.raises(actions.DayToCome):
        end(make.NOON.date() + timedelta(days=1))
    end(MAY)
    with pytest.raises(actions.EndedAlready):
        end(MAY)


def test_whoever_was_not_ended_cannot_be_brought_back(person: Subject, who: make.People) -> None:
    with pytest.raises(actions.NoEndingToTakeBack):
        actions.bring_back(person.pk, by=who.branch, at=make.NOON)


def test_who_left_may_join_another_household_and_then_the_leaving_stands(
    person: Subject, home: Subject, land: make.Country, who: make.People
) -> None:
    make.belongs(Belonging.HOUSEHOLD_MEMBER, [person], home, by=who.branch)
    other = make.subject(Title.HOUSEHOLD, land.hamlet, by=who.branch, name="Hộ mẫu khác")
    row = Affiliation.objects.get()

    actions.part([row.pk], on=MAY, by=who.branch, at=make.NOON)
    make.belongs(Belonging.HOUSEHOLD_MEMBER, [person], other, by=who.branch)

    with pytest.raises(actions.BelongsElsewhere):
        actions.rejoin([row.pk], by=who.branch, at=make.NOON)


def test_none_of_it_is_done_by_somebody_from_elsewhere(
    person: Subject, home: Subject, land: make.Country, who: make.People
) -> None:
    make.belongs(Belonging.HOUSEHOLD_MEMBER, [person], home, by=who.branch)
    stranger = make.user("stranger", Role.BRANCH, land.other_commune)
    row = Affiliation.objects.get()
    before = Event.objects.count()
    deeds: list[Callable[[], object]] = [
        lambda: actions.correct(
            person.pk, held=(person.name, None, ""), name="X", birth_year=None, by=stranger, at=make.NOON
        ),
        lambda: actions.move([person.pk], land.far_hamlet.pk, on=MAY, by=stranger, at=make.NOON),
        lambda: actions.end(person.pk, why=Why.DIED, on=MAY, by=stranger, at=make.NOON),
        lambda: actions.bring_back(person.pk, by=stranger, at=make.NOON),
        lambda: actions.part([row.pk], on=MAY, by=stranger, at=make.NOON),
        lambda: actions.rejoin([row.pk], by=stranger, at=make.NOON),
        lambda: actions.take_back_move([person.pk], by=stranger, at=make.NOON),
    ]

    for deed in deeds:
        with pytest.raises(OutsideScope):
            deed()

    assert Event.objects.count() == before
