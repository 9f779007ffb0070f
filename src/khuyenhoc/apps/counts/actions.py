"""Changing counts."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from django.db import connection, transaction

from khuyenhoc.apps.counts.models import Bundle, BundledCount, Bundling
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.tallies import Tally
from khuyenhoc.storing import among, among_column, asking

_ADD = (
    "INSERT INTO {table} ({column}, title, level, year, state, value) VALUES {rows} "
    "ON CONFLICT ({column}, title, level, year, state) DO UPDATE SET value = {table}.value + excluded.value"
)
_ADD_UP = (
    "INSERT INTO counts_bundledcount (lead_id, title, level, year, state, value) "
    "SELECT counts_bundle.lead_id, title, level, year, state, SUM(value) FROM counts_bundle "
    "JOIN counts_count ON counts_count.place_id = counts_bundle.place_id WHERE {leads} "
    "GROUP BY counts_bundle.lead_id, title, level, year, state"
)

FEW = 4  # rows of a deed with one case
AT_ONCE = 100  # a statement
_BATCH = 2_000  # rows written together


def add(changes: Mapping[Tally, int]) -> None:
    """Add each change to its count, and to that of its bundle, inside the transaction of the deed that causes it.

    A deed gathers all its changes and calls this once: rows are then taken in one order by every deed, so one
    can wait for another but two never block each other.
    """
    changed = {tally: change for tally, change in changes.items() if change}
    if not changed:
        return
    _upsert("counts_count", "place_id", changed)
    # asked after the counts are written: `rebundle` waits for that, and whoever waits for it is told the new leads
    leads = _leads({tally.place for tally in changed})
    bundled: Counter[Tally] = Counter()
    for tally, change in changed.items():
        if tally.place in leads:  # one that is not bundled yet is added up when it is
            bundled[replace(tally, place=leads[tally.place])] += change
    _upsert("counts_bundledcount", "lead_id", bundled)


def _leads(there: Collection[int]) -> dict[int, int]:
    condition, ids = among_column("place_id", there)
    with asking() if len(there) == 1 else connection.cursor() as cursor:
        cursor.execute(f"SELECT place_id, lead_id FROM counts_bundle WHERE {condition}", [ids])  # noqa: S608
        return dict(cursor.fetchall())


def _upsert(table: str, column: str, changes: Mapping[Tally, int]) -> None:
    rows = [
        (tally.place, tally.title, tally.level, tally.year, tally.state, change)
        for tally, change in sorted(changes.items())
    ]
    with asking() if len(rows) <= FEW else connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            marks = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(some))
            told = _ADD.format(table=table, column=column, rows=marks)
            cursor.execute(told, [value for row in some for value in row])


@transaction.atomic
def rebundle() -> int:
    """Put every place into its bundle on the tree of now, and add up the bundles that changed; how many places moved.

    To be called after places changed; until then sums are added up from the places themselves.
    """
    if connection.vendor == "postgresql":
        with (
            connection.cursor() as cursor
        ):  # deeds that added wait until the bundles are whole, and the other way
            cursor.execute("LOCK TABLE counts_count IN SHARE MODE")
    stamp = places.stamp()  # before the tree is read: what changes meanwhile makes the bundles old at once
    leads, known = places.bundles().leads, dict(Bundle.objects.values_list("place", "lead"))
    moved = {place: lead for place, lead in leads.items() if known.get(place) != lead}
    touched = {*moved.values(), *(known[place] for place in moved if place in known)}
    Bundle.objects.filter(among("place", moved)).delete()
    rows = [Bundle(place_id=place, lead_id=lead) for place, lead in moved.items()]
    Bundle.objects.bulk_create(rows, batch_size=_BATCH)
    BundledCount.objects.filter(among("lead", touched)).delete()
    within, ids = among_column("counts_bundle.lead_id", touched)
    with connection.cursor() as cursor:
        cursor.execute(_ADD_UP.format(leads=within), [ids])
    Bundling.objects.update_or_create(pk=1, defaults={"stamp": stamp})
    return len(moved)
