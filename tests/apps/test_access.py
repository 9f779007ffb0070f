"""Who may see and do what, where and when; everybody else finds nothing there."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyenhoc.apps.access import actions, queries
from khuyenhoc.apps.access.actions import NewGrant
from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places.models import Custody, Place, PlaceVersion
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.places import REFORM
from khuyenhoc.domain.roles import PERMISSIONS, Permission, Role
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import Country

TODAY = date(2023, 10, 10)
WHERE = ("own", "child", "parent", "sibling", "cousin")
LIMITS = (date(2020, 1, 1), date(2023, 1, 1), TODAY, TODAY + timedelta(days=1), date(2030, 1, 1))


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), VIETNAM)


def granted(
    user: User,
    role: Role,
    where: Place,
    since: date = date(2020, 1, 1),
    until: date | None = None,
    titles: tuple[str, ...] = (),
) -> Grant:
    return Grant.objects.create(
        user=user,
        role=role,
        place=where,
        titles=list(titles),
        valid_from=since,
        valid_to=until,
        granted_by="test",
        recorded_at=noon(since),
    )


def lives(where: Place, kind: Title = Title.HOUSEHOLD) -> Subject:
    return Subject.objects.create(
        kind=kind, name="Mẫu", search_key="mau", sort_key="1", place=where, since=make.BORN, bucket=0
    )


def permitted(user: User, where: Place, on: date = TODAY, title: str = "") -> set[Permission]:
    """Everything the person may do there; what `require` says of it must be the same."""
    found = {one for one in Permission if queries.may(user, one, where.pk, on=on, title=title)}
    for one in Permission:
        try:
            queries.require(user, one, [where.pk], at=noon(on), titles=[title] if title else [])
        except OutsideScope:
            assert one not in found
        else:
            assert one in found
    return found


def sees(user: User, row: Subject, on: date = TODAY) -> bool:
    return queries.visible(Subject.objects.all(), user, on, title="kind").filter(pk=row.pk).exists()


@pytest.fixture
def around(land: Country) -> dict[str, Place]:
    """Where a row lies, seen from the first commune."""
    return {
        "own": land.commune,
        "child": land.hamlet,
        "parent": land.district,
        "sibling": land.other_commune,
        "cousin": land.far_hamlet,
    }


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("where", WHERE)
def test_a_role_reaches_its_own_place_and_what_lies_below(
    role: Role, where: str, land: Country, around: dict[str, Place]
) -> None:
    person = make.user("person", role, land.commune)
    inside = where in ("own", "child")

    assert permitted(person, around[where]) == (PERMISSIONS[role] if inside else set())
    assert sees(person, lives(around[where])) == inside


@pytest.mark.parametrize(
    ("since", "until"),
    [(date(2020, 1, 1), TODAY), (TODAY + timedelta(days=1), None)],
    ids=["ended", "future"],
)
def test_a_grant_that_ended_or_is_still_to_come_opens_nothing(
    since: date, until: date | None, land: Country
) -> None:
    person = make.user("person")
    granted(person, Role.COMMUNE_ASSOCIATION, land.commune, since, until)

    assert permitted(person, land.commune) == set()
    assert not sees(person, lives(land.hamlet))


def test_a_grant_holds_on_its_first_day_and_no_longer_on_its_last(land: Country) -> None:
    person = make.user("person")
    granted(person, Role.OBSERVER, land.commune, TODAY, TODAY + timedelta(days=1))

    assert [bool(queries.scope(person, TODAY + timedelta(days=n))) for n in (-1, 0, 1)] == [
        False,
        True,
        False,
    ]


def test_a_grant_for_households_shows_and_moves_no_clan(land: Country) -> None:
    person = make.user("person", Role.COMMUNE_ASSOCIATION, land.commune, titles=[Title.HOUSEHOLD])

    assert permitted(person, land.hamlet, title=Title.HOUSEHOLD) == PERMISSIONS[Role.COMMUNE_ASSOCIATION]
    assert permitted(person, land.hamlet, title=Title.CLAN) == set()
    assert sees(person, lives(land.hamlet))
    assert not sees(person, lives(land.hamlet, Title.CLAN))


def test_an_account_that_was_closed_has_no_rights_left(land: Country) -> None:
    person = make.user("person", Role.CENTRE, land.root)
    person.is_active = False
    person.save()

    assert permitted(person, land.commune) == set()
    assert queries.permissions_of(person, TODAY) == set()
    assert not sees(person, lives(land.hamlet))


def test_every_place_of_a_list_must_lie_in_the_scope(land: Country) -> None:
    person = make.user("person", Role.BRANCH, land.commune)

    with pytest.raises(OutsideScope):
        queries.require(person, Permission.REGISTER, [land.hamlet.pk, land.far_hamlet.pk], at=noon(TODAY))


def test_a_deed_that_names_no_place_is_nobodys(land: Country) -> None:
    person = make.user("person", Role.CENTRE, land.root)

    with pytest.raises(OutsideScope):
        queries.require(person, Permission.SEE, [], at=noon(TODAY))


def test_two_grants_together_reach_what_neither_reaches_alone(land: Country) -> None:
    person = make.user("person", Role.BRANCH, land.hamlet)
    granted(person, Role.BRANCH, land.far_hamlet)

    queries.require(person, Permission.REGISTER, [land.hamlet.pk, land.far_hamlet.pk], at=noon(TODAY))

    assert permitted(person, land.other_hamlet) == set()


def test_nobody_gives_more_titles_than_they_have(land: Country) -> None:
    giver = make.user("giver", Role.PROVINCE, land.province, titles=[Title.HOUSEHOLD])
    taker = make.user("taker")

    with pytest.raises(OutsideScope):
        actions.grant([NewGrant(taker, Role.BRANCH, land.hamlet.pk, TODAY)], by=giver, at=noon(TODAY))

    narrow = NewGrant(taker, Role.BRANCH, land.hamlet.pk, TODAY, titles=(Title.HOUSEHOLD,))
    assert len(actions.grant([narrow], by=giver, at=noon(TODAY))) == 1


def test_nobody_gives_themselves_a_role(land: Country) -> None:
    giver = make.user("giver", Role.PROVINCE, land.province)

    with pytest.raises(actions.GrantsToSelf):
        actions.grant([NewGrant(giver, Role.DECIDING_BODY, land.commune.pk, TODAY)], by=giver, at=noon(TODAY))

    assert not Grant.objects.filter(user=giver, role=Role.DECIDING_BODY).exists()


def test_nobody_gives_roles_outside_their_own_places(land: Country) -> None:
    giver = make.user("giver", Role.PROVINCE, land.district)

    with pytest.raises(OutsideScope):
        actions.grant(
            [NewGrant(make.user("taker"), Role.BRANCH, land.province.pk, TODAY)], by=giver, at=noon(TODAY)
        )


# -- a merger: two communes close, a new one takes their hamlets ---------------------------------------------


@dataclass
class Merged:
    land: Country
    commune: Place


@pytest.fixture
def merged(land: Country) -> Merged:
    """On the day of the reform both communes become one, right below the province; hamlets follow."""
    new = Place.objects.create(kind="commune", bucket=0)
    above = PlaceVersion.objects.get(place=land.province)
    version(new, "Mẫu Mới", f"{above.path}{new.pk}.", land.province)
    for old, hamlets in (
        (land.commune, [land.hamlet, land.other_hamlet]),
        (land.other_commune, [land.far_hamlet]),
    ):
        PlaceVersion.objects.filter(place=old).update(valid_to=REFORM)
        Custody.objects.create(place=old, custodian=new, valid_from=REFORM, recorded_at=noon(REFORM))
        for hamlet in hamlets:
            PlaceVersion.objects.filter(place=hamlet).update(valid_to=REFORM)
            version(hamlet, "Bản", f"{above.path}{new.pk}.{hamlet.pk}.", new)
    return Merged(land, new)


def version(place: Place, name: str, path: str, parent: Place) -> None:
    PlaceVersion.objects.create(
        place=place,
        name=name,
        parent=parent,
        path=path,
        valid_from=REFORM,
        recorded_at=noon(REFORM),
        search_key=name.lower(),
        source="test",
    )


def test_who_works_for_the_new_commune_reaches_what_happened_in_the_old_ones(merged: Merged) -> None:
    person = make.user("person", Role.COMMUNE_ASSOCIATION, merged.commune)

    for where in (merged.land.hamlet, merged.land.far_hamlet, merged.land.commune, merged.commune):
        assert Permission.VERIFY in permitted(person, where, REFORM)
        assert sees(person, lives(where), REFORM)


def test_before_its_first_day_a_new_commune_gives_nobody_anything(merged: Merged) -> None:
    person = make.user("person", Role.COMMUNE_ASSOCIATION, merged.commune)
    eve = REFORM - timedelta(days=1)

    assert permitted(person, merged.land.hamlet, eve) == set()
    assert not sees(person, lives(merged.land.hamlet), eve)


def test_a_grant_lapses_with_its_commune(merged: Merged) -> None:
    person = make.user("person", Role.COMMUNE_ASSOCIATION, merged.land.commune)

    assert Permission.VERIFY in permitted(person, merged.land.hamlet, REFORM - timedelta(days=1))
    for where in (merged.land.hamlet, merged.land.commune, merged.commune):
        assert permitted(person, where, REFORM) == set()


def test_a_grant_given_anew_for_a_closed_commune_reaches_that_alone(merged: Merged) -> None:
    person = make.user("person")
    granted(person, Role.OBSERVER, merged.land.commune, REFORM)

    assert permitted(person, merged.land.commune, REFORM) == PERMISSIONS[Role.OBSERVER]
    assert permitted(person, merged.land.hamlet, REFORM) == set()


def test_a_hamlets_own_people_keep_it_through_the_merger(merged: Merged) -> None:
    person = make.user("person", Role.BRANCH, merged.land.hamlet)

    assert permitted(person, merged.land.hamlet, REFORM) == PERMISSIONS[Role.BRANCH]
    assert permitted(person, merged.land.far_hamlet, REFORM) == set()


# -- any tree, any grants ------------------------------------------------------------------------------------

TREES = st.lists(st.integers(0, 9), min_size=1, max_size=6)
GRANTS = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.sampled_from(Role),
        st.sampled_from(LIMITS),
        st.sampled_from((None, *LIMITS)),
        st.sampled_from(((), (Title.HOUSEHOLD.value,), (Title.CLAN.value, Title.CITIZEN.value))),
    ),
    max_size=4,
)


@pytest.mark.django_db
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(tree=TREES, grants=GRANTS, active=st.sampled_from((True, True, True, False)))
def test_rows_buttons_and_deeds_agree_with_the_plain_meaning_of_the_grants(
    db: None,
    tree: list[int],
    grants: list[tuple[int, Role, date, date | None, tuple[str, ...]]],
    active: bool,
) -> None:
    with transaction.atomic():
        above = {0: {0}}
        nodes = [make.place("country", "0")]
        for number, parent in enumerate(tree, start=1):
            parent %= number
            nodes.append(make.place("hamlet", str(number), nodes[parent]))
            above[number] = above[parent] | {number}
        person = make.user("person")
        person.is_active = active
        held = [
            (where % len(nodes), role, titles)
            for where, role, since, until, titles in grants
            if (until is None or until > since)
            and granted(person, role, nodes[where % len(nodes)], since, until, titles)
            and active
            and since <= TODAY
            and (until is None or until > TODAY)
        ]
        for number, node in enumerate(nodes):
            for kind in (Title.HOUSEHOLD, Title.CLAN):
                meant = frozenset().union(
                    *(
                        PERMISSIONS[role]
                        for where, role, titles in held
                        if where in above[number] and (not titles or kind in titles)
                    )
                )
                assert permitted(person, node, title=kind) == meant
                assert sees(person, lives(node, kind)) == (Permission.SEE in meant)
        transaction.set_rollback(True)
