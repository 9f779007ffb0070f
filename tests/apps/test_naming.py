"""What is written down of who agrees to be named: all or none, by the right one, taken back by mistake."""

from datetime import date, timedelta

import pytest

from khuyenhoc.analytics import naming
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.subjects import actions
from khuyenhoc.apps.subjects.actions import DayToCome, NewSubject
from khuyenhoc.apps.subjects.models import Naming, Subject
from khuyenhoc.domain.naming import TEXT, NamingNotAsked, NamingWantsOther, Teller
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import NOON, Country, People

pytestmark = pytest.mark.django_db
DAY = date(2023, 10, 1)


def person(land: Country, who: People, birth: int | None, name: str = "Mẫu Thị Sáng") -> Subject:
    new = NewSubject(Title.CITIZEN, name, land.hamlet.pk, make.BORN, birth_year=birth)
    return actions.enter([new], by=who.branch, at=NOON, is_sample=True)[0]


def say(
    these: list[Subject],
    who: People,
    *,
    agrees: bool,
    teller: Teller = Teller.PERSON,
    by: User | None = None,
    told_on: date = DAY,
) -> list[int]:
    return actions.say_naming(
        [one.pk for one in these],
        agrees=agrees,
        teller=teller,
        channel=Naming.Channel.SPOKEN,
        told_on=told_on,
        by=by or who.branch,
        at=NOON,
    )


def test_what_was_said_is_kept_with_day_way_words_and_who(land: Country, who: People) -> None:
    one = person(land, who, 1980)

    say([one], who, agrees=False)

    row = naming.said([one.pk])[one.pk]
    assert (row.agrees, row.teller, row.channel, row.told_on) == (False, "person", "spoken", DAY)
    assert (row.text, row.recorded_by, row.recorded_at) == (TEXT, who.branch, NOON)
    event = Event.objects.latest("pk")
    assert (event.deed, event.cases) == ("subjects.naming_said", [one.pk])


def test_the_last_word_holds_and_taken_back_the_one_before(land: Country, who: People) -> None:
    one = person(land, who, 1980)
    say([one], who, agrees=False)
    later = say([one], who, agrees=True)
    assert naming.said([one.pk])[one.pk].agrees

    actions.take_back_naming(later, by=who.branch, at=NOON)
    actions.take_back_naming(later, by=who.branch, at=NOON)

    assert not naming.said([one.pk])[one.pk].agrees
    assert Naming.objects.count() == 2


def test_of_many_one_child_whose_guardian_was_not_asked_holds_all_back(land: Country, who: People) -> None:
    grown, child = person(land, who, 1980), person(land, who, 2015, "Mẫu Văn Bé")

    with pytest.raises(NamingWantsOther):
        say([grown, child], who, agrees=True)
    say([child], who, agrees=False)
    say([child], who, agrees=True, teller=Teller.GUARDIAN_AND_CHILD)

    assert set(naming.said([grown.pk, child.pk])) == {child.pk}


def test_for_a_household_its_head_speaks_and_bodies_are_not_asked(land: Country, who: People) -> None:
    home = make.households(1, land.hamlet, by=who.branch)[0]
    clan = make.subject(Title.CLAN, land.hamlet, by=who.branch)

    with pytest.raises(NamingWantsOther):
        say([home], who, agrees=False)
    with pytest.raises(NamingNotAsked):
        say([clan], who, agrees=False, teller=Teller.HEAD)
    say([home], who, agrees=False, teller=Teller.HEAD)

    assert not naming.said([home.pk])[home.pk].agrees


def test_nobody_writes_it_down_for_another_place_or_a_day_to_come(land: Country, who: People) -> None:
    one = person(land, who, 1980)
    other = make.user("other", Role.BRANCH, land.far_hamlet)
    unknown = Subject(pk=10**9)

    with pytest.raises(OutsideScope):
        say([one], who, agrees=True, by=other)
    with pytest.raises(OutsideScope):
        say([one, unknown], who, agrees=True)
    with pytest.raises(DayToCome):
        say([one], who, agrees=True, told_on=NOON.date() + timedelta(days=1))
    made = say([one], who, agrees=True)
    with pytest.raises(OutsideScope):
        actions.take_back_naming(made, by=other, at=NOON)
