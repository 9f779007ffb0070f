"""Where two processes can write they share a build; one that loses either of them is gone on from."""

import multiprocessing
import os
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from khuyenhoc.analytics import five_titles, recount
from khuyenhoc.apps.audit import queries as log
from khuyenhoc.apps.audit.models import Event, Receipt
from khuyenhoc.apps.places import actions as place_actions
from khuyenhoc.apps.places import queries as places
from khuyenhoc.demo import building, pairing
from khuyenhoc.demo import plan as plans
from khuyenhoc.demo.pairing import HelperStopped
from khuyenhoc.demo.plan import YEARS, Plan, Race
from khuyenhoc.demo.stage import set_up
from khuyenhoc.demo.works import in_order
from khuyenhoc.storing import side_file
from tests.demo.conftest import NOW

EARLY = 0.2  # of the steps; later the second process may have done all of its own


class Stopped(Exception):
    """The only process of a build stops."""


def two_districts() -> Plan:
    """The small plan in two communes that answer to different districts."""
    plan = plans.read()
    return replace(plans.small(plan), communes=(plan.communes[0], plan.communes[-1]), communes_wanted=2)


def stop_early(done: int, steps: int) -> None:
    """The second process is killed; where there is none, the only one stops."""
    if done == int(steps * EARLY):
        for helper in multiprocessing.active_children():
            helper.kill()
            return
        raise Stopped


@pytest.mark.django_db(transaction=True)
def test_a_build_that_lost_a_process_is_gone_on_from_and_comes_to_the_plan() -> None:
    place_actions.load_country(at=NOW)
    plan = two_districts()

    with pytest.raises((HelperStopped, Stopped)):
        building.build(plan, now=NOW, progress=stop_early)
    assert not building.built()
    building.build(plan, now=NOW)

    works = in_order(set_up(plan)).all
    known = {building.BEGUN, building.DONE, *(work.key for work in works)}
    told = set(Receipt.objects.filter(route=building.ROUTE).values_list("key", flat=True))
    assert told - {building.JOINED} == known
    assert not side_file.path().exists()
    assert [work.share for work in works if work.key.startswith("people/")] == [0, 1]
    assert recount.compare() == []
    assert list(log.breaks()) == []
    assert Event.objects.count() == log.head()[0]
    for year in YEARS:
        table = five_titles.table(places.resolve("Hà Giang", date(year, 12, 31)).pk, year)
        rows = {(row.title, row.level): row for row in table.rows}
        wanted = {race: plan.rounds[year, race] for race in Race if (year, race) in plan.rounds}
        reached = {
            race: (rows[race.of, race.level].registered, rows[race.of, race.level].recognised)
            for race in wanted
        }
        assert reached == {race: (one.registered, one.recognised) for race, one in wanted.items()}
        assert table.members.count == plan.members[year]


@pytest.mark.django_db(transaction=True)
def test_two_share_a_build_only_where_both_can_write() -> None:
    several = len(os.sched_getaffinity(0)) > 1

    assert pairing.may_pair() == (connection.vendor == "postgresql" or several)


@pytest.mark.django_db
def test_inside_a_transaction_one_process_builds_alone() -> None:
    assert not pairing.may_pair()
