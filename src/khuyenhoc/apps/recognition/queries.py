"""Questions about titles held, and what the system counts for titles that stand on others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition.models import (
    HELD_STATES,
    Decision,
    Distinction,
    NumberSeries,
    OtherTitle,
    Recognition,
)
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.cascade import Inside, Relation, relation
from khuyenhoc.domain.certificates import decision_number
from khuyenhoc.domain.criteria import CriteriaSet, Kind
from khuyenhoc.domain.streaks import streak
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.workflow import State


def held_on(day: date, title: Title, level: Level = Level.NONE) -> Q:
    """The condition that a recognition of the title holds on the day; one under doubt still holds."""
    within = Q(state__in=HELD_STATES, effective_on__lte=day, valid_to__gt=day, title=title)
    return within & Q(level=level) if level else within


def counted_codes(rules: CriteriaSet) -> list[tuple[str, Inside, Title]]:
    """(code, what is counted, title it must hold) of everything in the set that the system counts itself."""
    found = [(one.code, Inside(one.counts), Title(one.holding)) for one in rules.prerequisites]
    found += [
        (indicator.code, Inside(indicator.counts), Title(indicator.holding))
        for criterion in rules.criteria
        for indicator in criterion.indicators
        if indicator.kind is Kind.DERIVED
    ]
    return found


def measure(
    rules: CriteriaSet, subject_ids: Collection[int], on: date, *, inside_on: date | None = None
) -> dict[int, dict[str, tuple[int, int]]]:
    """subject → code → (how many inside hold the title on the day, how many are inside).

    inside_on: the day on which belonging is looked at, a round's cut-off; the same day unless given.
    Errors: NothingInside when the set counts what its title cannot hold.
    """
    measured: dict[int, dict[str, tuple[int, int]]] = {pk: {} for pk in subject_ids}
    done: dict[tuple[Inside, Title], dict[int, tuple[int, int]]] = {}
    for code, counts, holding in counted_codes(rules):
        pairs = done.get((counts, holding))
        if pairs is None:
            pairs = done[counts, holding] = _count(
                relation(Title(rules.title), counts), holding, subject_ids, on, inside_on or on
            )
        for pk in subject_ids:
            measured[pk][code] = pairs.get(pk, (0, 0))
    return measured


def measure_in(
    held_in: Round, rules: CriteriaSet, subject_ids: Collection[int], on: date
) -> dict[int, dict[str, tuple[int, int]]]:
    """As `measure`; belonging is looked at on the round's cut-off, or on the day when that comes first."""
    return measure(rules, subject_ids, on, inside_on=min(held_in.cut_off, on))


def _count(
    inside: Relation, holding: Title, subject_ids: Collection[int], on: date, inside_on: date
) -> dict[int, tuple[int, int]]:
    if inside.belonging is None:
        return _count_in_places(inside, holding, subject_ids, on, inside_on)
    rows = subjects.members_of(subject_ids, inside.belonging, inside_on)
    wholes = dict(rows.values_list("group").annotate(n=Count("member", distinct=True)).order_by("group"))
    # asked member by member: a list of all who hold it would be that of the whole country
    held = Recognition.objects.filter(held_on(on, holding), subject=OuterRef("member"))
    parts = dict(
        rows.filter(Exists(held))
        .values_list("group")
        .annotate(n=Count("member", distinct=True))
        .order_by("group")
    )
    return {pk: (parts.get(pk, 0), whole) for pk, whole in wholes.items()}


def _count_in_places(
    inside: Relation, holding: Title, subject_ids: Collection[int], on: date, inside_on: date
) -> dict[int, tuple[int, int]]:
    homes = subjects.places_of(subject_ids)
    found = _count_in_leaves(inside, holding, homes, on, inside_on)
    for pk, place in homes.items():
        if pk in found:
            continue
        below = places.ids_below(place, on)
        there = Subject.objects.filter(
            subjects.existing_on(inside_on), subjects.living_in(below, on), kind=inside.title
        )
        if inside.level:
            there = there.filter(level=inside.level)
        won_in = places.ids_below(place, on, with_custody=True)  # also in what has become part of it
        holders = Recognition.objects.filter(held_on(on, holding, inside.level), place__in=won_in)
        part = there.filter(pk__in=holders.values("subject")).count()
        found[pk] = (part, there.count())
    return found


def _count_in_leaves(
    inside: Relation, holding: Title, homes: Mapping[int, int], on: date, inside_on: date
) -> dict[int, tuple[int, int]]:
    """The same for places with nothing below them, hamlets mostly, and as long as nobody has moved since."""
    leaves = places.leaves(homes.values(), on)
    if not leaves or subjects.has_moved_after(on):
        return {}
    there = Subject.objects.filter(subjects.existing_on(inside_on), place__in=leaves, kind=inside.title)
    if inside.level:
        there = there.filter(level=inside.level)
    won_there = Recognition.objects.filter(
        held_on(on, holding, inside.level), subject=OuterRef("pk"), place=OuterRef("place")
    )
    wholes = _by_place(there)
    parts = _by_place(there.filter(Exists(won_there)))
    return {pk: (parts.get(place, 0), wholes.get(place, 0)) for pk, place in homes.items() if place in leaves}


def _by_place(rows: QuerySet[Subject]) -> dict[int, int]:
    return dict(rows.values_list("place").annotate(n=Count("pk")).order_by("place"))


def standing_on(changed: Mapping[int, tuple[Title, int]], on: date) -> dict[int, set[int]]:
    """What stands on titles that changed: recognition → the subjects (keys of `changed`) it counted.

    changed: subject → (its title, its place). Only recognitions that hold on the day and whose set counts that
    title are named.
    """
    above: dict[int, set[int]] = defaultdict(set)  # subject above → subjects that changed
    for pk, group in subjects.groups_of(changed, on):
        above[group].add(pk)
    living_at: dict[int, set[int]] = defaultdict(set)
    homes = subjects.places_of(changed)  # where the title was won may have become part of another place
    for pk, (_, place) in changed.items():
        living_at[homes.get(pk, place)].add(pk)
    for place, living in living_at.items():
        around = [version.place_id for version in places.ancestors(place, on)]
        communities = Subject.objects.filter(
            subjects.existing_on(on), kind=Title.COMMUNITY, place__in=[*around, place]
        )
        for community in communities.values_list("pk", flat=True):
            above[community] |= living - {community}
    if not above:
        return {}
    found: dict[int, set[int]] = {}
    rows = (
        Recognition.objects.filter(
            subject__in=above, state__in=HELD_STATES, effective_on__lte=on, valid_to__gt=on
        )
        .select_related("assessment__criteria_set")
        .order_by("pk")
    )
    for recognition in rows:
        counted = _titles_counted(recognition)
        causes = {pk for pk in above[recognition.subject_id] if changed[pk][0] in counted}
        if causes:
            found[recognition.pk] = causes
    return found


def _titles_counted(recognition: Recognition) -> set[Title]:
    rules = criteria.rules(recognition.assessment.criteria_set)
    return {holding for _, _, holding in counted_codes(rules)}


def expiring(on: date, *, seen_by: User, today: date) -> list[int]:
    """Recognitions in the person's scope of today whose validity has run out by `on` and that still count as held."""
    rows = Recognition.objects.filter(state__in=HELD_STATES, valid_to__lte=on)
    return list(access.visible(rows, seen_by, today).order_by("pk").values_list("pk", flat=True))


def history(subject_ids: Iterable[int]) -> list[Recognition]:
    """All recognitions of the subjects with decision, set and certificate, the latest first."""
    return list(
        Recognition.objects.filter(subject__in=list(subject_ids))
        .select_related("decision", "certificate", "assessment__criteria_set")
        .order_by("-year", "-pk")
    )


def years_counted(subject_ids: Collection[int], title: Title | None = None) -> dict[int, set[int]]:
    """subject → every year in which a table counts it as holding its title; a revoked title counts in none."""
    years: dict[int, set[int]] = {pk: set() for pk in subject_ids}
    rows = Recognition.objects.filter(subject__in=subject_ids).exclude(state=State.REVOKED)
    if title is not None:
        rows = rows.filter(title=title)
    for pk, year, counted_to in rows.values_list("subject", "year", "counted_to").order_by("year"):
        years[pk].update(range(year, counted_to + 1))
    return years


def streaks(subject_ids: Collection[int], title: Title, until: int) -> dict[int, int]:
    """subject → how many years in a row, ending with `until`, it is counted as holding the title."""
    return {pk: streak(found, until) for pk, found in years_counted(subject_ids, title).items()}


def with_streak(
    below: QuerySet[Any, int], title: Title, until: int, *, at_least: int, level: Level = Level.NONE
) -> list[int]:
    """The subjects below a place that hold the title for at least so many years in a row, in order of id.

    level: NONE takes every level.
    """
    rows = counted_in(below, until).filter(title=title)
    holders = (rows.filter(level=level) if level else rows).values_list("subject", flat=True)
    found = streaks(sorted(set(holders)), title, until)
    return [pk for pk, length in found.items() if length >= at_least]


def first_counted_in(title: str, year: int) -> int | None:
    """The first year whose titles the year's table still counts; None when it counts its own alone.

    Read from the index of the few that last longer than a year.
    """
    lasting = Recognition.objects.filter(title=title, counted_to__gte=year, year__lt=year)
    found: int | None = lasting.filter(counted_to__gt=F("year")).aggregate(first=Min("year"))["first"]
    return found


def counted_in(below: QuerySet[Any, int], year: int) -> QuerySet[Recognition]:
    """The recognitions at the places that the year's table counts."""
    rows = Recognition.objects.filter(place__in=below, year__lte=year, counted_to__gte=year)
    return rows.exclude(state=State.REVOKED)


def other_titles(subject_id: int) -> list[OtherTitle]:
    """Titles of other movements, the latest first."""
    return list(OtherTitle.objects.filter(subject=subject_id).order_by("-year", "movement"))


def distinctions_of(recognition_ids: Collection[int]) -> dict[int, list[Distinction]]:
    """recognition → the distinctions given on top of it, in the order in which they were given."""
    found: dict[int, list[Distinction]] = defaultdict(list)
    rows = Distinction.objects.filter(recognition__in=recognition_ids).select_related("given_by")
    for one in rows.order_by("effective_on", "pk"):
        found[one.recognition_id].append(one)
    return found


def signed_by(decision: Decision, on: date) -> str:
    """The body that signed, under its name of then; with "(nay là …)" once its place is called otherwise."""
    then = places.label(decision.place_id, decision.effective_on)
    told = places.label(decision.place_id, decision.effective_on, now=on)
    return decision.body + told.removeprefix(then)


def upcoming(held_in: Sequence[Round], place: int, day: date, first: int | None = None) -> list[str]:
    """The numbers that the place's next decisions signed under the day get: one for each round, in their order.

    first: of the body's own register of papers; the next of ours without it.
    """
    if first is None:
        series = NumberSeries.objects.filter(kind="decision", place=place, year=day.year)
        first = (series.values_list("last", flat=True).first() or 0) + 1
    return [
        decision_number(serial, day.year, rounds.worked_in(opened, day).decision_suffix)
        for serial, opened in enumerate(held_in, start=first)
    ]


def last_signer(place: int) -> tuple[str, str]:
    """The office and the name that signed the place's latest decision; empty before the first."""
    rows = Decision.objects.filter(place=place).order_by("-recorded_at", "-pk")
    return rows.values_list("signer", "signer_name").first() or ("", "")
