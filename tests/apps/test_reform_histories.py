"""Random reforms one after another, in the database: what must hold on every day, whatever was done."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyenhoc.analytics.indicators import rollups
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.counts import queries as sums
from khuyenhoc.apps.counts.models import Bundling
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import Custody, Place, PlaceVersion
from khuyenhoc.apps.reform import actions
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import Version, check_versions
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.tallies import Measure, Tally
from tests import make

FIRST = date(2023, 1, 1)
AT = datetime(2026, 1, 1, tzinfo=VIETNAM)
HEAD = 'title = "Mẫu"\non = {on}\nlegal_reference = "Nghị quyết mẫu"\n'


def open_places(kind: str, day: date) -> list[int]:
    held = PlaceVersion.objects.on(day).filter(place__kind=kind).order_by("place")
    return list(held.values_list("place", flat=True))


def tree(day: date) -> list[tuple[Any, ...]]:
    return sorted(PlaceVersion.objects.on(day).values_list("place", "unit", "name", "code", "parent", "path"))


def total(root: Place, day: date) -> int:
    return sum(sums.below(root.pk, day, years=[2023], states=[Measure.HELD]).values())


def not_the_sum_of_what_lies_below(held: list[int], day: date, counted: dict[int, int]) -> list[int]:
    """Places whose number is not that of the places right below, its own, and those it answers for itself."""
    found = rollups.of_each(held, day, years=[2023], states=[Measure.HELD])
    own = Counter({place: counted.get(place, 0) for place in held})
    for place, custodian in Custody.objects.filter(valid_to__isnull=True).values_list("place", "custodian"):
        own[custodian] += counted.get(place, 0)
    for place, above in PlaceVersion.objects.on(day).values_list("place", "parent").order_by("place"):
        own[above] += sum(found[place].values())
    return [place for place in held if sum(found[place].values()) != own[place]]


def sums_of(some: list[int], days: list[date]) -> list[object]:
    """What is added up for each of the places on each of the days, as a whole and by child."""
    measures = [Measure.HELD]
    return [
        (
            sums.below(place, day, years=[2023], states=measures),
            sums.by_child(place, day, year=2023, states=measures),
        )
        for day in days
        for place in some
        if PlaceVersion.objects.filter(place=place, valid_from__lte=day).exists()
    ]


def told(draw: st.DrawFn, day: date, step: int) -> str:
    """One deed about places that are there on the eve."""
    kind = draw(st.sampled_from(["province", "commune", "commune", "hamlet"]))
    there = open_places(kind, day - timedelta(days=1))
    some = [f'"#{pk}"' for pk in draw(st.lists(st.sampled_from(there), min_size=1, max_size=3, unique=True))]
    match draw(st.sampled_from(["merge", "absorb", "split", "rename", "move", "close"])):
        case "merge":
            parent = places.version(int(some[0][2:-1]), day).parent_id
            into = f'{{ unit = "xã", name = "Mới {step}", parent = "#{parent}" }}'
            return f'kind = "merge"\nplaces = [{", ".join(some)}]\ninto = {into}\n'
        case "absorb":
            return f'kind = "merge"\nplaces = [{", ".join(some)}]\ninto = {some[-1]}\n'
        case "split":
            below = [f'"#{one.place_id}"' for one in places.children(int(some[0][2:-1]), day)]
            cut = draw(st.integers(0, len(below)))
            parts = ""
            for side, mine in enumerate((below[:cut], below[cut:])):
                into = f'{{ unit = "xã", name = "Phần {step}{side}" }}'
                parts += f"[[deed.part]]\ninto = {into}\nhamlets = [{', '.join(mine)}]\n"
            return f'kind = "split"\nplace = {some[0]}\n' + parts
        case "rename":
            return f'kind = "rename"\nplace = {some[0]}\nname = "phường Tên {step}"\n'
        case "move":
            above = open_places("district" if kind == "commune" else "commune", day)
            return f'kind = "move"\nplace = {some[0]}\nto = "#{draw(st.sampled_from(above))}"\n'
        case _:
            return f'kind = "close"\nplace = {some[0]}\n'


@pytest.mark.django_db
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_random_histories_keep_the_past_the_totals_and_one_custodian_each(
    db: None, data: st.DataObject
) -> None:
    with transaction.atomic():
        land = make.country()
        for place in Place.objects.all():
            counts.add({Tally(place.pk, "household", "", 2023, Measure.HELD): place.pk % 97 + 1})
        counted = {place.pk: place.pk % 97 + 1 for place in Place.objects.all()}
        counts.rebundle()
        everything, day, days = total(land.root, FIRST), FIRST, [FIRST]
        for step in range(data.draw(st.integers(1, 4))):
            day += timedelta(days=data.draw(st.integers(1, 200)))
            before = [tree(past) for past in days]
            text = HEAD.format(on=day) + "[[deed]]\n" + data.draw(st.composite(told)(day, step))
            try:
                actions.reform_on_server(plans.read(text), at=AT)
            except RuleBroken:
                continue
            assert [tree(past) for past in days] == before
            days.append(day)
            if data.draw(st.booleans(), label="bundled anew"):
                counts.rebundle()
            one, other = data.draw(st.tuples(*[st.sampled_from(sorted(counted))] * 2), label="a count moves")
            counts.add({Tally(one, "household", "", 2023, Measure.HELD): 5})
            counts.add({Tally(other, "household", "", 2023, Measure.HELD): -5})
            counted[one] += 5
            counted[other] -= 5
            rows = PlaceVersion.objects.values_list("place", "parent", "valid_from", "valid_to")
            check_versions(Version(*row) for row in rows)
            held = set(places.ids_below(land.root, day))
            closed = set(Place.objects.values_list("pk", flat=True)) - held
            answers = Custody.objects.filter(valid_to__isnull=True).values_list("place", "custodian")
            assert sorted(place for place, _ in answers) == sorted(closed)
            assert {custodian for _, custodian in answers} <= held
            parts = [set(places.ids_below(one.place, day)) for one in places.children(land.root, day)]
            assert sum(map(len, parts)) == len(set().union(*parts)) == len(held) - 1
            assert not_the_sum_of_what_lies_below(sorted(held), day, counted) == []
        assert {total(land.root, past) for past in days} == {everything}
        kept, summed = sums.bundled()
        assert kept == summed
        some = [
            land.root.pk,
            land.province.pk,
            *data.draw(st.lists(st.sampled_from(sorted(counted)), max_size=2)),
        ]
        counts.rebundle()
        kept, summed = sums.bundled()
        assert kept == summed
        assert sums.is_bundled()
        from_bundles = sums_of(some, days)
        Bundling.objects.update(stamp="of another tree")
        assert not sums.is_bundled()
        assert from_bundles == sums_of(some, days)
        transaction.set_rollback(True)
