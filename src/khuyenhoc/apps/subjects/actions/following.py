"""Subjects of places that a reform ends: they follow, communities end and begin, parts are told.

Only apps.reform calls these, inside its transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q

from khuyenhoc.apps.subjects.actions.entering import sort_key
from khuyenhoc.apps.subjects.models import Relocation, Subject
from khuyenhoc.domain.buckets import bucket_of
from khuyenhoc.domain.text import search_key
from khuyenhoc.domain.titles import Title

BATCH = 2_000


def relocate(heirs: Mapping[int, int], *, on: date, assumed: Collection[int], at: datetime) -> int:
    """Let whoever sat on a closed place sit on its heir from the day on; returns how many.

    heirs: closed place → place. assumed: the closed places of which nobody said who went where. Communities
    are their place and never move. Only apps.reform calls it, inside its transaction.
    """
    number = 0
    closed_of: dict[int, list[int]] = {}
    for place, heir in sorted(heirs.items()):
        closed_of.setdefault(heir, []).append(place)
    for heir, closed in closed_of.items():
        there = Subject.objects.filter(Q(until__isnull=True) | Q(until__gt=on), place__in=closed)
        rows = list(there.exclude(kind=Title.COMMUNITY).order_by("pk").values_list("pk", "place"))
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            Relocation.objects.bulk_create(
                Relocation(
                    subject_id=pk,
                    before_id=place,
                    after_id=heir,
                    on=on,
                    is_assumed=place in assumed,
                    recorded_at=at,
                )
                for pk, place in some
            )
            Subject.objects.filter(pk__in=[pk for pk, _ in some]).update(place=heir)
        number += len(rows)
    return number


def end_communities(places: Collection[int], *, on: date) -> list[int]:
    """Communities end with their places; returns their ids. Only apps.reform calls it, inside its transaction.

    One that was entered with a later beginning ends the day after it.
    """
    found = Subject.objects.filter(
        Q(until__isnull=True) | Q(until__gt=on), kind=Title.COMMUNITY, place__in=places
    )
    ids = list(found.order_by("pk").values_list("pk", flat=True))
    ended = Subject.objects.filter(pk__in=ids)
    ended.filter(since__lt=on).update(until=on)
    for community in ended.filter(since__gte=on):
        Subject.objects.filter(pk=community.pk).update(until=community.since + timedelta(days=1))
    return ids


def open_communities(
    names: Mapping[int, str], heirs: Mapping[int, int], ended: Collection[int], *, since: date
) -> list[int]:
    """A new place is a community when one that became it was; it begins without a title. Returns the new ids.

    names: new place → its name. heirs: closed place → place. ended: the communities that ended. Only
    apps.reform calls it, inside its transaction.
    """
    models: dict[int, Subject] = {}
    for community in Subject.objects.filter(pk__in=ended).order_by("-pk"):
        heir = heirs.get(community.place_id)
        if heir is not None and heir in names:
            models[heir] = community
    return [
        Subject.objects.create(
            kind=Title.COMMUNITY,
            level=model.level,
            name=names[place],
            search_key=search_key(names[place]),
            sort_key=sort_key(Title.COMMUNITY, names[place]),
            place_id=place,
            since=since,
            is_sample=model.is_sample,
            bucket=bucket_of(f"{Title.COMMUNITY}:{place}:{names[place]}:1"),
        ).pk
        for place, model in sorted(models.items())
    ]


def hold_still(subject_ids: Collection[int]) -> list[int]:
    """Those of the subjects that there are, in order of id, their rows locked until the transaction ends."""
    rows = Subject.objects.filter(pk__in=subject_ids).order_by("pk")
    # on SQLite nothing is locked: the transaction is the only one that writes
    return list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def assign_part(rows: Sequence[Relocation], part: int) -> int:
    """Say of relocations that were only assumed that they led to this part; returns how many subjects moved.

    Only apps.reform calls it, inside its transaction.
    """
    Relocation.objects.filter(pk__in=[row.pk for row in rows]).update(after=part, is_assumed=False)
    moving = [row.subject_id for row in rows if row.after_id != part]
    return Subject.objects.filter(pk__in=moving).update(place=part)
