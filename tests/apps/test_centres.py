"""A commune has one centre, who came is counted once as people, and a rating takes two."""

from datetime import date, timedelta

import pytest

from khuyenhoc import data
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.centres import actions, queries
from khuyenhoc.apps.centres.models import Attendance, Centre, Class
from khuyenhoc.apps.places.models import Custody, PlaceVersion
from khuyenhoc.domain import answers
from khuyenhoc.domain.branches import Post as OfficerPost
from khuyenhoc.domain.centres import (
    DaysOutOfOrder,
    Field,
    HeadCount,
    NobodyCame,
    Office,
    Post,
    read_head_count,
)
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.written_numbers import Qualifier
from tests import make
from tests.make import NOON

pytestmark = pytest.mark.django_db
OPENED = date(2020, 1, 6)
BEGINS = date(2023, 3, 1)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def land() -> make.Country:
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


@pytest.fixture
def centre(land: make.Country, who: make.People) -> Centre:
    return actions.open_centre(land.commune.pk, "TTHTCĐ Mẫu Đông", since=OPENED, by=who.association, at=NOON)


def a_class(centre: Centre, where: int, who: make.People, topic: str = "Trồng chè (mẫu)") -> Class:
    new = actions.NewClass(topic, Field.TRADE, where, BEGINS, teachers="Mẫu A\n\n Mẫu  B ", cost=500_000)
    return actions.open_class(centre, new, by=who.association, at=NOON)


def test_a_commune_has_one_open_centre_and_nothing_else_has_any(
    land: make.Country, who: make.People, centre: Centre
) -> None:
    by = who.association
    with pytest.raises(actions.CentreAlready):
        actions.open_centre(land.commune.pk, "Thêm", since=OPENED, by=by, at=NOON)
    with pytest.raises(actions.CentreOfNoCommune):
        actions.open_centre(land.hamlet.pk, "Thôn", since=OPENED, by=by, at=NOON)
    with pytest.raises(OutsideScope):
        actions.open_centre(land.other_commune.pk, "Khác", since=OPENED, by=by, at=NOON)
    actions.close_centre(centre, on=date(2022, 1, 1), by=by, at=NOON)
    again = actions.open_centre(land.commune.pk, "Mới", since=date(2022, 1, 1), by=by, at=NOON)

    assert queries.at(land.commune.pk, date(2021, 5, 1)) == centre
    assert queries.at(land.commune.pk, NOON.date()) == again
    with pytest.raises(actions.CentreEnded):
        actions.close_centre(centre, on=date(2022, 2, 1), by=by, at=NOON)


def test_managers_and_rests_have_their_days(who: make.People, centre: Centre) -> None:
    by, spring = who.association, date(2021, 3, 1)
    first = actions.appoint(
        centre, "Mẫu A", post=Post.DIRECTOR, office=Office.CHAIR, since=OPENED, by=by, at=NOON
    )
    with pytest.raises(actions.DirectorAlready):
        actions.appoint(centre, "Mẫu B", post=Post.DIRECTOR, office=Office.NONE, since=spring, by=by, at=NOON)
    actions.end_post(centre, first.pk, on=spring, by=by, at=NOON)
    with pytest.raises(actions.ManagerGone):
        actions.end_post(centre, first.pk, on=spring, by=by, at=NOON)
    actions.appoint(centre, "Mẫu B", post=Post.DIRECTOR, office=Office.NONE, since=spring, by=by, at=NOON)

    actions.rest(centre, since=spring, reason="Sửa nhà", by=by, at=NOON)
    with pytest.raises(actions.CentreRests):
        actions.rest(centre, since=date(2021, 4, 1), reason="", by=by, at=NOON)
    assert queries.resting([centre.pk], date(2021, 3, 2)) == {centre.pk}
    actions.work_again(centre, since=date(2021, 5, 1), by=by, at=NOON)
    assert queries.resting([centre.pk], date(2021, 5, 1)) == set()
    with pytest.raises(actions.CentreDayToCome):
        actions.rest(centre, since=NOON.date() + timedelta(days=1), reason="", by=by, at=NOON)

    (listed,) = queries.centres_below(centre.place_id, 2023, seen_by=by, on=NOON.date())
    assert (listed.director, listed.managed, listed.works) == ("Mẫu B", False, True)


def test_attendances_and_people_are_counted_apart_and_sessions_taken_back(
    land: make.Country, who: make.People, centre: Centre
) -> None:
    by = who.association
    people = [make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=f"Mẫu {n}").pk for n in range(3)]
    far = make.user("far", Role.COMMUNE_ASSOCIATION, land.other_commune)
    stranger = make.subject(Title.CITIZEN, land.far_hamlet, by=far, name="Mẫu Xa").pk
    held = a_class(centre, land.hamlet.pk, who)
    day = BEGINS + timedelta(days=7)

    with pytest.raises(NobodyCame):
        actions.hold_session(held, day, [], others=HeadCount(), by=by, at=NOON)
    with pytest.raises(actions.NoSuchLearners):
        actions.hold_session(held, day, [stranger], others=HeadCount(), by=by, at=NOON)
    with pytest.raises(actions.SessionOutside):
        actions.hold_session(held, BEGINS - timedelta(days=1), people, others=HeadCount(), by=by, at=NOON)
    with pytest.raises(OutsideScope):
        actions.hold_session(held, day, people, others=HeadCount(), by=far, at=NOON)
    actions.hold_session(held, BEGINS, people, others=HeadCount(), by=by, at=NOON)
    more = actions.hold_session(held, day, people[:2], others=read_head_count("hơn 20"), by=by, at=NOON)
    with pytest.raises(actions.SessionAlready):
        actions.hold_session(held, day, people[:1], others=HeadCount(), by=by, at=NOON)
    actions.hold_session(held, day, people, others=HeadCount(), by=by, at=NOON)  # one more, ticked later

    (line,) = queries.lines([held])
    assert (line.sessions, line.turnout.people, line.turnout.attendances) == (2, 3, 26)
    assert line.turnout.qualifier is Qualifier.MORE_THAN
    assert queries.attendances_of([centre.pk], 2023) == {centre.pk: 26}
    assert queries.year_of(centre.pk, 2023) == line.turnout
    assert [(one.topic, one.sessions) for one in queries.learned(people[:1], 2023)] == [
        ("Trồng chè (mẫu)", 2)
    ]
    assert queries.learned(people, 2022) == []
    assert held.teachers == "Mẫu A\nMẫu B"

    actions.take_back_session(held, more.pk, by=by, at=LATER)
    with pytest.raises(actions.SessionGone):
        actions.take_back_session(held, more.pk, by=by, at=LATER)
    assert Attendance.objects.count() == 3
    assert "Mẫu" not in "".join(str(event.facts) for event in Event.objects.filter(kind="class"))


def test_a_class_stays_in_its_commune_and_the_second_to_change_it_is_told(
    land: make.Country, who: make.People, centre: Centre
) -> None:
    held = a_class(centre, land.commune.pk, who)
    new = actions.NewClass("Khác", Field.LAW, land.hamlet.pk, BEGINS, ends=BEGINS)
    with pytest.raises(actions.ClassElsewhere):
        a_class(centre, land.far_hamlet.pk, make.People(**{**vars(who), "association": who.centre}))
    wrong = actions.NewClass("Khác", Field.LAW, land.hamlet.pk, BEGINS, ends=OPENED)
    with pytest.raises(DaysOutOfOrder):
        actions.change_class(held, wrong, revision=1, by=who.association, at=NOON)
    actions.change_class(held, new, revision=1, by=who.association, at=NOON)
    with pytest.raises(actions.ClassChangedMeanwhile):
        actions.change_class(held, new, revision=1, by=who.association, at=NOON)

    held.refresh_from_db()
    assert (held.topic, held.place_id, held.cost) == ("Khác", land.hamlet.pk, None)


def test_a_rating_counts_once_another_confirmed_it(who: make.People, centre: Centre) -> None:
    by = who.association
    rules = queries.set_for(2023)
    cells = {"1.1": "có", "1.2": "a", "2.1": "b", "2.2": "10", "3.1": "10", "3.2": "12"}
    with pytest.raises(actions.RatingNotWhole):
        actions.rate(centre, 2023, answers.read(rules, {**cells, "3.2": ""}), by=by, at=NOON)
    with pytest.raises(actions.RatingYearToCome):
        actions.rate(centre, 2024, answers.read(rules, cells), by=by, at=NOON)
    actions.rate(centre, 2023, answers.read(rules, {**cells, "1.1": "không"}), by=by, at=NOON)
    actions.rate(centre, 2023, answers.read(rules, cells), by=by, at=NOON)
    with pytest.raises(actions.RatingOwnHand):
        actions.confirm_rating(centre, 2023, by=by, at=LATER)
    with pytest.raises(actions.RatingReasonMissing):
        actions.return_rating(centre, 2023, reason=" ", by=who.committee, at=LATER)
    actions.return_rating(centre, 2023, reason="Thiếu sổ lớp", by=who.committee, at=LATER)
    assert queries.rating_of(centre, 2023) is None
    back = queries.sent_back(centre, 2023)
    assert back is not None
    assert back.reason == "Thiếu sổ lớp"

    actions.rate(centre, 2023, answers.read(rules, cells), by=by, at=LATER)
    assert queries.ratings_of([centre.pk], 2023) == {}
    actions.confirm_rating(centre, 2023, by=who.committee, at=LATER)
    assert queries.ratings_of([centre.pk], 2023) == {centre.pk: "kha"}
    with pytest.raises(actions.RatingDecided):
        actions.rate(centre, 2023, answers.read(rules, cells), by=by, at=LATER)
    rated = queries.rating_of(centre, 2023)
    assert rated is not None
    assert rated.card.total_points == rated.rating.points == 7_500


def test_centres_of_merged_communes_go_over_into_that_of_the_commune_after_them(
    land: make.Country, who: make.People, centre: Centre
) -> None:
    far = make.user("far", Role.COMMUNE_ASSOCIATION, land.other_commune)
    old = actions.open_centre(land.other_commune.pk, "TTHTCĐ Mẫu Tây", since=OPENED, by=far, at=NOON)
    actions.appoint(old, "Mẫu C", post=Post.DIRECTOR, office=Office.NONE, since=OPENED, by=far, at=NOON)
    on = date(2023, 7, 1)
    PlaceVersion.objects.filter(place=land.other_commune).update(valid_to=on)
    Custody.objects.create(place=land.other_commune, custodian=land.commune, valid_from=on, recorded_at=NOON)

    assert queries.of_closed_places(land.commune.pk, NOON.date()) == [old]
    with pytest.raises(actions.CentreMergesIntoItself):
        actions.merge_centres([centre], centre, on=on, by=who.association, at=NOON)
    actions.merge_centres([old], centre, on=on, by=who.association, at=NOON)

    assert queries.of_closed_places(land.commune.pk, NOON.date()) == []
    assert queries.merged_into(centre) == [old]
    assert queries.managers(old)[0].until == on
    (listed,) = queries.centres_below(land.commune.pk, 2023, seen_by=who.association, on=NOON.date())
    assert listed.centre == centre


def test_needs_are_told_again_not_twice(who: make.People, centre: Centre) -> None:
    by = who.association
    for typed in ("gần 40", "50"):
        made = actions.tell_need(
            centre, 2023, "Chăn nuôi", field=Field.TRADE, people=read_head_count(typed), by=by, at=NOON
        )
    assert [(one.number, one.qualifier) for one in queries.needs(centre, 2023)] == [(50, "exact")]
    assert actions.drop_need(centre, made.pk, by=by, at=NOON)
    assert not actions.drop_need(centre, made.pk, by=by, at=NOON)


def test_published_rating_sets_keep_their_rules_and_say_that_they_are_samples() -> None:
    lines = [line.split() for line in data.centre_set_lock().splitlines() if not line.startswith("#")]

    assert [[one.key, one.rules_digest, one.texts_digest] for one in queries.sets()] == lines
    assert all("mẫu" in one.name.vi and not one.checked_against_original for one in queries.sets())


def test_an_officer_of_the_association_helps_to_run_the_centre_while_the_post_is_held(
    land: make.Country, who: make.People, centre: Centre
) -> None:
    by, spring = who.association, date(2022, 3, 1)
    new = [(land.commune.pk, "Hội Khuyến học xã mẫu")]
    (branch,) = association.open_branches(new, kind="base", since=OPENED, by=by, at=NOON)
    whom = association.Whom(name="Mẫu Thị Chủ Tịch")
    chair = association.appoint(branch, OfficerPost.CHAIR, whom, since=OPENED, by=by, at=NOON)
    with pytest.raises(actions.NoSuchOfficer):
        actions.appoint(
            centre,
            "",
            post=Post.DEPUTY,
            office=Office.NONE,
            since=OPENED,
            officer=chair.pk + 1,
            by=by,
            at=NOON,
        )
    made = actions.appoint(
        centre, "", post=Post.DEPUTY, office=Office.NONE, since=OPENED, officer=chair.pk, by=by, at=NOON
    )
    assert (made.name, made.office) == ("Mẫu Thị Chủ Tịch", "chair")
    assert queries.centres_below(centre.place_id, 2023, seen_by=by, on=NOON.date())[0].managed
    association.step_down(chair, on=spring, by=by, at=NOON)
    assert not queries.centres_below(centre.place_id, 2023, seen_by=by, on=NOON.date())[0].managed
