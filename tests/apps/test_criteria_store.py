"""Criteria sets in the database: what was published stays as it was, whoever writes."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from khuyenhoc import data
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.criteria import actions, queries
from khuyenhoc.apps.criteria.actions import PublishedSetChanged
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.criteria.queries import RulesNotAsPublished, SetNotFound
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.actions import SetDoesNotFit
from khuyenhoc.domain.titles import Level, Title
from tests import make
from tests.make import NOON, Country, People

pytestmark = pytest.mark.django_db
KEY = "household-mau@2023"


@pytest.fixture
def text() -> str:
    return next(text for name, text in data.criteria_files() if KEY in name)


def publish(text: str) -> list[str]:
    return [one.key for one in actions.publish([("household.toml", text)], by="test", at=NOON)]


def draft(text: str) -> str:
    return text.replace('status = "sample"', 'status = "draft"')


def stricter(text: str) -> str:
    """The same set with another pass mark: other rules."""
    changed, number = re.subn(r'min_total_percent = "\d+\.\d+"', 'min_total_percent = "99.00"', text, count=1)
    assert number == 1
    return changed


def reworded(text: str) -> str:
    changed, number = re.subn(r'name = \{ vi = "', 'name = { vi = "Bộ đã sửa lời: ', text, count=1)
    assert number == 1
    return changed


def test_the_shipped_sets_are_taken_in_once_and_a_second_time_changes_nothing() -> None:
    first = actions.publish(data.criteria_files(), by="test", at=NOON)
    second = actions.publish(data.criteria_files(), by="test", at=NOON)

    assert len(first) == len(list(data.criteria_files()))
    assert second == []
    assert Event.objects.filter(deed="criteria.published").count() == 1


def test_a_published_set_whose_rules_changed_is_refused_with_all_that_came_beside_it(text: str) -> None:
    publish(text)
    other = next(text for name, text in data.criteria_files() if "clan-mau" in name)

    with pytest.raises(PublishedSetChanged) as refused:
        actions.publish([("clan.toml", other), ("h.toml", stricter(text))], by="test", at=NOON)

    assert refused.value.facts == {"set": KEY}
    assert [one.key for one in queries.everything()] == [KEY]


def test_a_published_set_never_becomes_a_draft_again(text: str) -> None:
    publish(text)

    with pytest.raises(PublishedSetChanged):
        publish(draft(text))


def test_better_words_are_taken_in_and_the_rules_stay(text: str) -> None:
    publish(text)
    before = queries.get(KEY)

    assert publish(reworded(text)) == []

    after = queries.get(KEY)
    assert after.pk == before.pk
    assert after.rules_digest == before.rules_digest
    assert queries.rules(after).name.vi.startswith("Bộ đã sửa lời: ")
    assert Event.objects.latest("pk").facts == {"sets": [], "reworded": [KEY]}


def test_a_set_checked_against_its_original_says_so_from_then_on(text: str) -> None:
    publish(text)

    publish(text.replace("checked_against_original = false", "checked_against_original = true"))

    assert queries.get(KEY).checked_against_original


def test_a_draft_follows_its_file_until_it_is_published(text: str) -> None:
    publish(draft(text))
    assert publish(stricter(draft(text))) == [KEY]

    assert publish(stricter(text)) == [KEY]

    assert queries.get(KEY).status == "sample"
    with pytest.raises(PublishedSetChanged):
        publish(text)


def test_publishing_a_draft_as_it_is_ends_its_being_a_draft(text: str) -> None:
    publish(draft(text))

    assert publish(text) == [KEY]

    assert queries.get(KEY).status == "sample"


@pytest.mark.parametrize(
    "change",
    [
        {"rules_digest": "0" * 64},
        {"status": "draft"},
        {"code": "other"},
        {"version": "2024"},
        {"title": "clan"},
        {"level": "hamlet"},
        {"in_force_to": date(2024, 1, 1)},
        {"in_force_from": None},
        {"organisation_kind": "school"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_itself_refuses_to_change_a_published_set(text: str, change: dict[str, object]) -> None:
    publish(text)

    with pytest.raises(DatabaseError, match="a published criteria set never changes"), transaction.atomic():
        CriteriaSetVersion.objects.update(**change)


def test_the_database_lets_a_draft_change(text: str) -> None:
    publish(draft(text))

    assert CriteriaSetVersion.objects.update(in_force_to=date(2024, 1, 1)) == 1


def test_a_text_with_other_rules_put_into_the_database_is_never_scored_by(text: str) -> None:
    publish(text)
    CriteriaSetVersion.objects.update(text=stricter(text))

    with pytest.raises(RulesNotAsPublished):
        queries.rules(queries.get(KEY))


@pytest.mark.parametrize("key", ["household-mau@1999", "household-mau", "", "@"])
def test_an_unknown_set_is_told_by_its_key(key: str) -> None:
    with pytest.raises(SetNotFound) as refused:
        queries.get(key)

    assert refused.value.facts == {"key": key}


class TestASetForARound:
    """Which set a round may be opened with."""

    def opened(self, land: Country, who: People, **changes: Any) -> None:
        plan = make.replace(make.plan(Title.HOUSEHOLD), **changes)
        rounds.open_round(land.province.pk, plan, by=who.province, at=NOON)

    def test_a_set_of_another_title_is_refused(self, land: Country, who: People) -> None:
        with pytest.raises(SetDoesNotFit):
            self.opened(land, who, criteria_set=queries.get("clan-mau@2023"))

    def test_a_draft_is_refused(self, land: Country, who: People, text: str) -> None:
        publish(draft(text).replace('version = "2023"', 'version = "2099"'))

        with pytest.raises(SetDoesNotFit):
            self.opened(land, who, criteria_set=queries.get("household-mau@2099"))

    def test_a_set_not_yet_in_force_on_the_cut_off_day_is_refused(self, land: Country, who: People) -> None:
        begins = queries.get(KEY).in_force_from
        assert begins is not None

        with pytest.raises(SetDoesNotFit):
            self.opened(land, who, cut_off=begins - timedelta(days=1))

    def test_a_round_of_communities_names_its_level(self, land: Country, who: People) -> None:
        with pytest.raises(SetDoesNotFit):
            self.opened(
                land,
                who,
                title=Title.COMMUNITY,
                level=Level.NONE,
                criteria_set=queries.get("hamlet-mau@2023"),
            )

    def test_a_round_of_organisations_takes_every_level(self, land: Country, who: People) -> None:
        self.opened(land, who, title=Title.ORGANISATION, criteria_set=queries.get("organisation-mau@2023"))
