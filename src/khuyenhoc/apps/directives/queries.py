"""Questions about legal documents, what rests on them, and tasks of plans; those of a day take it as `on`."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import IntegerField, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.directives.models import Instrument, InstrumentFile, PlanTask, Reliance, TaskReview
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain import instruments, plan_tasks
from khuyenhoc.domain.instruments import RestsKind, Standing
from khuyenhoc.domain.plan_tasks import CLOSED, SOON, Outcome, Review, Stage, TaskState
from khuyenhoc.domain.text import search_key
from khuyenhoc.storing import Column, Order, among, in_order
from khuyenhoc.storing.private import Folder

__all__ = ["Instrument", "PlanTask", "Reliance", "TaskReview"]
FILES = Folder("directive_files", ("file",))
MOST_TASKS = 500
MOST_FILED = 5_000
ORDER = Order([Column("sort_year", read=int, is_falling=True), Column("number_key")])


@dataclass(frozen=True, slots=True)
class InstrumentQuery:
    """place: what holds at it is shown, from the places above it, itself and those below. standing: on the day."""

    place: int
    search: str = ""
    kind: str = ""
    standing: str = ""
    after: tuple[str, int] | None = None
    limit: int = 30


@dataclass(frozen=True, slots=True)
class InstrumentPage:
    rows: tuple[Instrument, ...]
    next: tuple[str, int] | None


def readable(user: User, on: date) -> Q:
    """Documents of the person's places, of those below them, and of every place above them."""
    held = access.scope(user, on)
    above = {up for where, _ in held.granted for up in places.line(where, on)}
    return held.matching("place", None) | among("place", above) if held else Q(pk__in=[])


def instrument(pk: int, *, seen_by: User, on: date) -> Instrument:
    """Errors: Instrument.DoesNotExist, also for a foreign one."""
    found = Instrument.objects.select_related("replaced_by").filter(readable(seen_by, on))
    return found.get(pk=pk)


def files_of(one: Instrument) -> list[InstrumentFile]:
    """The document itself, in the order in which the files came."""
    return list(one.files.filter(removed_at__isnull=True).order_by("pk"))


def file(name: str, *, of: Instrument) -> InstrumentFile:
    """Errors: InstrumentFile.DoesNotExist."""
    return InstrumentFile.objects.get(name=name, instrument=of, removed_at__isnull=True)


def file_names() -> Iterator[str]:
    """Of every file there is, in order; also of those taken off."""
    yield from (
        InstrumentFile.objects.order_by("name").values_list("name", flat=True).iterator(chunk_size=2_000)
    )


def by_ids(ids: Collection[int], *, seen_by: User, on: date) -> list[Instrument]:
    """Those of them that the person may read, by number."""
    rows = Instrument.objects.filter(readable(seen_by, on), among("pk", ids))
    return list(rows.order_by("number_key", "pk"))


def holding_at(place: int, on: date) -> QuerySet[Instrument]:
    """Documents of the place, of those above it and of those below."""
    around = Q(place__in=places.ids_below(place, on, with_custody=True))
    return Instrument.objects.filter(around | among("place", places.line(place, on)))


def page(asked: InstrumentQuery, *, seen_by: User, on: date) -> InstrumentPage:
    """The latest issued first. Errors: OutsideScope."""
    rows = _found(asked, seen_by, on)
    keys = ORDER.keys(rows, asked.after, asked.limit)
    shown = keys[: asked.limit]
    found = in_order(Instrument.objects.select_related("replaced_by"), [key[-1] for key in shown])
    return InstrumentPage(tuple(found), ORDER.position(shown[-1]) if len(keys) > asked.limit else None)


def whole(asked: InstrumentQuery, *, seen_by: User, on: date) -> list[Instrument]:
    """Without pages, for a file."""
    rows = _found(asked, seen_by, on)
    keys = ORDER.keys(rows, None, MOST_FILED)
    return in_order(Instrument.objects.select_related("replaced_by"), [key[-1] for key in keys])


def _found(asked: InstrumentQuery, seen_by: User, on: date) -> QuerySet[Instrument]:
    if not access.sees_rows(seen_by, asked.place, on):
        raise access.OutsideScope(permission="see")
    rows = holding_at(asked.place, on).filter(readable(seen_by, on))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.standing:
        rows = rows.filter(_standing(Standing(asked.standing), on))
    if asked.search:
        rows = subjects.named(rows, asked.search)
    told = Coalesce(ExtractYear("issued_on"), ExtractYear("in_force_from"), 0, output_field=IntegerField())
    return rows.annotate(sort_year=told)


def _standing(wanted: Standing, on: date) -> Q:
    """The rows of which `domain.instruments.standing` says the same."""
    open_ended = Q(in_force_until__isnull=True)
    goes_on = open_ended | Q(in_force_until__gt=on)
    begun = Q(in_force_from__isnull=True) | Q(in_force_from__lte=on)
    replaced = Q(replaced_by__isnull=False)
    match wanted:
        case Standing.ENDED:
            return Q(in_force_until__lte=on) | (begun & open_ended & replaced)
        case Standing.NOT_YET:
            return goes_on & Q(in_force_from__gt=on)
        case Standing.UNKNOWN:
            return open_ended & Q(in_force_from__isnull=True, replaced_by__isnull=True)
        case Standing.IN_FORCE:
            alone = Q(in_force_from__lte=on, in_force_until__isnull=True, replaced_by__isnull=True)
            return alone | (begun & Q(in_force_until__gt=on))


def standing(one: Instrument, on: date) -> Standing:
    return instruments.standing(
        one.in_force_from, one.in_force_until, is_replaced=one.replaced_by_id is not None, on=on
    )


def choices(place: int, *, seen_by: User, on: date) -> list[Instrument]:
    """Documents somebody at the place may rest something on, the latest first; what has ended is left to the last."""
    rows = holding_at(place, on).filter(readable(seen_by, on)).order_by("-issued_on", "number_key", "pk")
    return sorted(rows, key=lambda one: standing(one, on) is Standing.ENDED)


def known_tasks(place: int) -> set[tuple[int, str]]:
    """(year, key of the title) of the tasks in the place's plans; without those dropped."""
    rows = PlanTask.objects.filter(place=place, dropped_at__isnull=True)
    return {(year, search_key(title)) for year, title in rows.values_list("year", "title")}


def every_task(place: int) -> list[PlanTask]:
    """The tasks in the place's plans, year by year; without those dropped."""
    rows = PlanTask.objects.filter(place=place, dropped_at__isnull=True).select_related("instrument")
    return list(rows.order_by("year", "deadline", "pk"))


def replaced(one: Instrument) -> list[Instrument]:
    """Those it took the place of."""
    return list(one.replaces.order_by("number_key", "pk"))


def reliances(one: Instrument, *, seen_by: User, on: date) -> list[Reliance]:
    """What rests on it by a stored reference, as far as the person may see it."""
    rows = access.visible(Reliance.objects.filter(instrument=one), seen_by, on, title=None)
    return list(rows.order_by("kind", "-object_id"))


def grounds_of(kind: RestsKind, objects: Iterable[int]) -> dict[int, list[Instrument]]:
    """What the objects of a kind rest on: id → documents by number."""
    found: dict[int, list[Instrument]] = defaultdict(list)
    rows = Reliance.objects.filter(among("object_id", list(objects)), kind=kind).select_related("instrument")
    for row in rows.order_by("instrument__number_key", "pk"):
        found[row.object_id].append(row.instrument)
    return dict(found)


def cited_in(texts: Iterable[str]) -> dict[str, Instrument]:
    """Of the numbers that texts name, the country's documents that carry them: key → document."""
    keys = {key for text in texts for key in instruments.cited(text)}
    rows = Instrument.objects.filter(number_key__in=sorted(keys)).order_by("place", "pk")
    found: dict[str, Instrument] = {}
    for row in rows:
        found.setdefault(row.number_key, row)
    return found


# -- plan tasks ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tasked:
    """A task with its reviews in order and where it stands on the day."""

    task: PlanTask
    reviews: tuple[TaskReview, ...]
    state: TaskState


def task(pk: int, *, seen_by: User, on: date) -> Tasked:
    """Errors: PlanTask.DoesNotExist, also for a foreign one."""
    rows = access.visible(PlanTask.objects.select_related("instrument"), seen_by, on, title=None)
    return _with_reviews([rows.get(pk=pk)], on)[0]


def tasks(
    place: int, year: int, *, seen_by: User, on: date, state: str = "", search: str = "", below: bool = False
) -> list[Tasked]:
    """Of the place's plan for the year, what presses first; at most MOST_TASKS. below: of places below it too."""
    where = Q(place__in=places.ids_below(place, on, with_custody=True)) if below else Q(place=place)
    rows = PlanTask.objects.filter(where, year=year, dropped_at__isnull=True).select_related("instrument")
    rows = access.visible(rows, seen_by, on, title=None)
    if search:
        rows = subjects.named(rows, search)
    found = _with_reviews(rows.order_by("deadline", "pk")[:MOST_TASKS], on)
    order = list(TaskState)
    return sorted(
        (one for one in found if not state or one.state == state),
        key=lambda one: (order.index(one.state), one.task.deadline, one.task.pk),
    )


def years_of(place: int) -> list[int]:
    """The years the place has tasks of, the latest first."""
    rows = PlanTask.objects.filter(place=place, dropped_at__isnull=True).order_by().values_list("year")
    return sorted({year for (year,) in rows.distinct()}, reverse=True)


def due(own: Collection[int], on: date) -> list[Tasked]:
    """Tasks of just these places that are late or soon due, the most pressing first."""
    rows = PlanTask.objects.filter(among("place", own), dropped_at__isnull=True, deadline__lte=on + SOON)
    open_ones = rows.exclude(reviews__stage=Stage.FINAL).select_related("instrument")
    return _with_reviews(open_ones.order_by("deadline", "pk")[:50], on)


def visible_tasks(user: User, on: date, since: date) -> list[Tasked]:
    """Every task the person may see whose deadline is that day or later, for a calendar."""
    rows = PlanTask.objects.filter(dropped_at__isnull=True, deadline__gte=since)
    found = access.visible(rows, user, on, title=None).order_by("deadline", "pk")[:MOST_TASKS]
    return [one for one in _with_reviews(found, on) if one.state not in CLOSED]


def tasks_on(one: Instrument, *, seen_by: User, on: date) -> list[Tasked]:
    """The tasks that rest on a document, the latest year first, as far as the person may see them."""
    rows = PlanTask.objects.filter(instrument=one, dropped_at__isnull=True)
    return _with_reviews(
        access.visible(rows, seen_by, on, title=None).order_by("-year", "deadline", "pk")[:100], on
    )


def reviews_of(task: PlanTask) -> list[Review]:
    rows = TaskReview.objects.filter(task=task).order_by("on", "pk")
    return [Review(Stage(row.stage), Outcome(row.outcome), row.on) for row in rows]


def _with_reviews(rows: Iterable[PlanTask], on: date) -> list[Tasked]:
    held = list(rows)
    reviews: dict[int, list[TaskReview]] = defaultdict(list)
    told = TaskReview.objects.filter(among("task", [one.pk for one in held]))
    for row in told.order_by("on", "pk"):
        reviews[row.task_id].append(row)
    return [
        Tasked(
            one,
            tuple(reviews[one.pk]),
            plan_tasks.state(
                one.deadline,
                [Review(Stage(row.stage), Outcome(row.outcome), row.on) for row in reviews[one.pk]],
                on,
            ),
        )
        for one in held
    ]
