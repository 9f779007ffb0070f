"""What tells two of one name apart on a list that only staff read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.apps.subjects.models import Affiliation, Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.cascade import Belonging

MEMBERS = 3  # people of a household who are named beside it


@dataclass(frozen=True, slots=True)
class Mark:
    """birth_year None and code "" where unknown; members: some people of a household, the eldest first."""

    birth_year: int | None
    code: str
    members: tuple[str, ...]


def of_registrations(rows: Iterable[tuple[int, str]], *, seen_by: User, on: date) -> dict[int, Mark]:
    """rows: (registration, name) of one list. Those whose name stands there more than once, each with its mark."""
    twice = _twice(rows)
    if not twice:
        return {}
    subjects = dict(Registration.objects.filter(pk__in=twice).values_list("pk", "subject"))
    found = _marks(subjects.values(), seen_by, on)
    return {pk: found[subject] for pk, subject in subjects.items() if subject in found}


def of_subjects(rows: Iterable[tuple[int, str]], *, seen_by: User, on: date) -> dict[int, Mark]:
    """rows: (subject, name); as `of_registrations`."""
    twice = _twice(rows)
    return _marks(twice, seen_by, on) if twice else {}


def of_each(subjects: Iterable[int], *, seen_by: User, on: date) -> dict[int, Mark]:
    """The mark of every one of them, for a list on which all are called alike."""
    wanted = list(subjects)
    return _marks(wanted, seen_by, on) if wanted else {}


def _twice(rows: Iterable[tuple[int, str]]) -> list[int]:
    named = list(rows)
    often = Counter(name for _, name in named)
    return [pk for pk, name in named if often[name] > 1]


def _marks(subjects: Iterable[int], seen_by: User, on: date) -> dict[int, Mark]:
    """Only of what the person may see; of a household only the people they may see."""
    rows = access.visible(Subject.objects.filter(pk__in=list(subjects)), seen_by, on, title="kind")
    known = {pk: (year, code) for pk, year, code in rows.values_list("pk", "birth_year", "code")}
    people = _people(known, seen_by, on)
    return {pk: Mark(year, code, people.get(pk, ())) for pk, (year, code) in known.items()}


def _people(groups: Mapping[int, object], seen_by: User, on: date) -> dict[int, tuple[str, ...]]:
    inside = Affiliation.objects.filter(
        existing_on(on), group__in=list(groups), kind=Belonging.HOUSEHOLD_MEMBER.value
    )
    group_of = dict(inside.values_list("member", "group"))
    members = access.visible(Subject.objects.filter(pk__in=list(group_of)), seen_by, on, title="kind")
    found: dict[int, tuple[str, ...]] = {}
    for pk, name in members.order_by("birth_year", "sort_key", "pk").values_list("pk", "name"):
        known = found.get(group_of[pk], ())
        if len(known) < MEMBERS:
            found[group_of[pk]] = (*known, name)
    return found
