"""Sets made for a place, a kind of organisation or one organisation, in the database and in rounds."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from khuyenhoc.apps.criteria import queries
from khuyenhoc.apps.criteria.actions import ScopePlaceUnknown
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds import queries as round_queries
from khuyenhoc.apps.rounds.actions import (
    MoreSpecificSetHolds,
    OutsideParentRound,
    RoundExists,
    SetDoesNotFit,
)
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.actions import NewSubject
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.criteria.scope import Misfit, Use
from khuyenhoc.domain.eligibility import NotEligible
from khuyenhoc.domain.titles import Level, Title
from tests import make
from tests.make import NOON, Country, People

HOUSEHOLD, ORGANISATION = "household-mau@2023", "organisation-mau@2023"
EVERYWHERE = 'scope = { place = "", organisation_kind = "" }'
COMMUNE = "Xã Mẫu Đông, Huyện Mẫu Hà, Tỉnh Mẫu Sơn"


def local(key: str, version: str, scope: str, *changes: tuple[str, str]) -> CriteriaSetVersion:
    return make.version_of(key, version, (EVERYWHERE, f"scope = {{ {scope} }}"), *changes)


def opened(land: Country, who: People, where: Place, title: Title = Title.HOUSEHOLD, **changes: Any) -> Round:
    plan = make.replace(make.plan(title), **changes)
    return rounds.open_round(where.pk, plan, by=who.province, at=NOON)


def school(land: Country, who: People, name: str = "Trường Mẫu A") -> Subject:
    new = NewSubject(
        Title.ORGANISATION, name, land.commune.pk, make.BORN, level=Level.COMMUNE, organisation_kind="school"
    )
    return subjects.enter([new], by=who.association, at=NOON, is_sample=True)[0]


def test_a_set_for_a_place_is_used_in_it_and_below_and_refused_elsewhere(land: Country, who: People) -> None:
    own = local(HOUSEHOLD, "2024", f'place = "{COMMUNE}"')

    assert own.place_id == land.commune.pk
    assert opened(land, who, land.commune, criteria_set=own).criteria_set == own
    assert opened(land, who, land.hamlet, criteria_set=own, year=2022, cut_off=date(2022, 9, 1)).pk
    for elsewhere in (land.province, land.other_commune):
        with pytest.raises(SetDoesNotFit) as refused:
            opened(land, who, elsewhere, criteria_set=own)
        assert refused.value.facts["why"] == Misfit.OTHER_PLACE.value


def test_where_a_set_was_made_for_the_place_the_general_one_is_refused(land: Country, who: People) -> None:
    local(HOUSEHOLD, "2024", f'place = "{COMMUNE}"')

    with pytest.raises(MoreSpecificSetHolds) as refused:
        opened(land, who, land.commune)
    opened(land, who, land.province)  # above it the general one holds

    assert refused.value.facts == {"set": HOUSEHOLD, "holds": "household-mau@2024"}


def test_the_sets_to_choose_from_come_the_winner_first(land: Country, who: People) -> None:
    own = local(HOUSEHOLD, "2024", f'place = "{COMMUNE}"')
    wider = local(HOUSEHOLD, "2025", 'place = "Tỉnh Mẫu Sơn"')
    line = (land.hamlet.pk, land.commune.pk, land.district.pk, land.province.pk, land.root.pk)

    found = queries.holding(Use("household", "", line, date(2023, 9, 1)))

    assert [one.key for one in found] == [own.key, wider.key, HOUSEHOLD]


def test_a_place_that_nobody_or_several_are_called_is_told_and_nothing_is_taken_in(
    land: Country, who: People
) -> None:
    make.place("commune", "Mẫu Đông", make.place("province", "Mẫu Khác", land.root, "tỉnh"), "xã")

    for name, number in (("Xã Không Có", 0), ("Xã Mẫu Đông", 2)):
        with pytest.raises(ScopePlaceUnknown) as refused:
            local(HOUSEHOLD, "2024", f'place = "{name}"')
        assert refused.value.facts == {"set": "household-mau@2024", "place": name, "count": number}

    assert not CriteriaSetVersion.objects.filter(version="2024").exists()


def test_a_set_for_a_kind_is_for_rounds_of_that_kind(land: Country, who: People) -> None:
    own = local(ORGANISATION, "2024", 'organisation_kind = "school"')

    with pytest.raises(SetDoesNotFit) as refused:
        opened(land, who, land.commune, Title.ORGANISATION, criteria_set=own)
    with pytest.raises(MoreSpecificSetHolds):
        opened(land, who, land.commune, Title.ORGANISATION, organisation_kind="school")
    opened(land, who, land.commune, Title.ORGANISATION, criteria_set=own, organisation_kind="school")

    assert refused.value.facts["why"] == Misfit.OTHER_KIND.value


def test_a_set_for_one_organisation_is_for_its_own_round(land: Country, who: People) -> None:
    own = local(ORGANISATION, "2024", f'place = "{COMMUNE}", organisation = "Trường Mẫu A"')
    mine, other = school(land, who), school(land, who, "Trường Mẫu B")

    with pytest.raises(SetDoesNotFit) as refused:
        opened(land, who, land.commune, Title.ORGANISATION, criteria_set=own, organisation=other.pk)
    with pytest.raises(MoreSpecificSetHolds):
        opened(land, who, land.commune, Title.ORGANISATION, organisation=mine.pk)
    alone = opened(land, who, land.province, Title.ORGANISATION, criteria_set=own, organisation=mine.pk)
    general = opened(land, who, land.commune, Title.ORGANISATION)

    def covering(subject: Subject) -> Round:
        return round_queries.covering(
            land.commune.pk,
            year=2023,
            title=Title.ORGANISATION,
            level=Level.NONE,
            on=date(2023, 9, 1),
            organisation_kind="school",
            organisation=subject.pk,
        )

    assert refused.value.facts["why"] == Misfit.OTHER_ORGANISATION.value
    assert (covering(mine), covering(other)) == (alone, general)
    with pytest.raises(NotEligible):
        make.registered(alone, [other], by=who.association)
    assert len(make.registered(alone, [mine], by=who.association)) == 1


def test_an_organisation_has_one_round_of_its_own_a_year_where_it_lies(land: Country, who: People) -> None:
    mine = school(land, who)
    opened(land, who, land.province, Title.ORGANISATION, organisation=mine.pk)

    with pytest.raises(RoundExists):
        opened(land, who, land.commune, Title.ORGANISATION, organisation=mine.pk)
    with pytest.raises(OutsideParentRound):
        opened(land, who, land.other_commune, Title.ORGANISATION, organisation=mine.pk)


def test_a_set_holds_on_its_first_and_on_its_last_day(land: Country, who: People) -> None:
    brief = make.version_of(
        HOUSEHOLD, "2024", ("{ from = 2022-01-01 }", "{ from = 2023-03-01, to = 2023-09-01 }")
    )

    for place, day in ((land.commune, date(2023, 3, 1)), (land.province, date(2023, 9, 1))):
        assert opened(land, who, place, criteria_set=brief, cut_off=day).criteria_set == brief
    for day, why in (
        (date(2023, 2, 28), Misfit.NOT_YET_IN_FORCE),
        (date(2023, 9, 2), Misfit.NO_LONGER_IN_FORCE),
    ):
        with pytest.raises(SetDoesNotFit) as refused:
            opened(land, who, land.hamlet, criteria_set=brief, cut_off=day)
        assert refused.value.facts["why"] == why.value


def test_the_database_itself_keeps_for_whom_a_published_set_holds(land: Country, who: People) -> None:
    local(ORGANISATION, "2024", f'place = "{COMMUNE}", organisation = "Trường Mẫu A"')

    for change in ({"organisation": ""}, {"place": land.province}):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            CriteriaSetVersion.objects.filter(version="2024").update(**change)
