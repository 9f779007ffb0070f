"""Reading cases, and the one way a case takes a step."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case as OneOf
from django.db.models import Value, When

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment, Return
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.cards.actions import HOLDER
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.actions import NothingNamed
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.features import Feature
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.tallies import Tally, moved
from khuyenhoc.domain.workflow import State, Step, next_state
from khuyenhoc.storing import among, change_among, insert_columns, rows_among

BATCH = 2_000


class CasesUnknown(RuleBroken):
    """Some of the cases named do not exist; facts: number."""

    code = "CASES_UNKNOWN"


class ChangedMeanwhile(RuleBroken):
    """Somebody was quicker: some cases are no longer as they were read; facts: cases, number."""

    code = "CHANGED_MEANWHILE"


class ReasonMissing(RuleBroken):
    """A return, withdrawal, refusal or changed answer without a reason; facts: none."""

    code = "REASON_MISSING"


class OtherRound(RuleBroken):
    """Cases of several rounds in one meeting or proposal; facts: none."""

    code = "OTHER_ROUND"


@dataclass(frozen=True, slots=True)
class Case:
    """What a step reads of an assessment before it moves it."""

    pk: int
    registration: int
    round: int
    place: int
    title: str
    level: str
    year: int
    state: State
    revision: int
    passed: bool
    authors: tuple[int, ...]
    verified_by: int | None
    verified_at: datetime | None
    proposal: int | None
    criteria_set: int

    @property
    def tally(self) -> Tally:
        return Tally(self.place, self.title, self.level, self.year, self.state)


_CASE = (
    *("pk", "registration", "round", "place", "title", "level", "year", "state", "revision", "passed"),
    *("authors", "verified_by", "verified_at", "proposal", "criteria_set"),
)


def read_cases(assessment_ids: Collection[int]) -> list[Case]:
    """The cases named, in order of id. Errors: NothingNamed, CasesUnknown."""
    wanted = set(assessment_ids)
    if not wanted:
        raise NothingNamed()
    rows = rows_among(Assessment, _CASE, wanted)
    found = [
        Case(*(*who, State(state), revision, passed, tuple(authors), *others))
        for *who, state, revision, passed, authors, others in ((*row[:-4], row[-4:]) for row in rows)
    ]
    if len(found) < len(wanted):
        raise CasesUnknown(number=len(wanted) - len(found))
    return found


def require_reason(reason: str) -> None:
    """Errors: ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing()


def require(by: User, permission: Permission, cases: Collection[Case], at: datetime) -> None:
    access.require(by, permission, {c.place for c in cases}, at=at, titles={c.title for c in cases})


def require_open(by: User, place_ids: Collection[int], at: datetime) -> None:
    """Assessing is open at the places, and by card too when that is how it comes.

    Errors: FeatureNotOpen, FeatureClosed.
    """
    if by.username == HOLDER:
        rounds.require_features(Feature.CARDS, place_ids, day_of(at))
    rounds.require_features(Feature.ASSESSMENT, place_ids, day_of(at))


def one_round(cases: Collection[Case]) -> int:
    found = {case.round for case in cases}
    if len(found) != 1:
        raise OtherRound()
    return found.pop()


def move(
    cases: Collection[Case],
    step: Step,
    *,
    each: Mapping[str, Mapping[int, Any]] | None = None,
    **columns: Any,
) -> Counter[Tally]:
    """Take the step for every case or for none; returns what it changes in the counts, for the deed to add.

    columns: what else it says of all of them. each: column → case → what it says of that one.
    Guarded by the state and revision that were read: whoever was quicker wins, the other is told.
    Errors: StepNotAllowed, ChangedMeanwhile.
    """
    after = next_state(step, {case.pk: case.state for case in cases})
    groups: dict[tuple[State, int], list[int]] = defaultdict(list)
    for case in cases:
        groups[case.state, case.revision].append(case.pk)
    own = {column: _of_each(told) for column, told in (each or {}).items()}
    for (state, revision), ids in sorted(groups.items()):
        untouched = {"state": state, "revision": revision}
        told = {"state": after, **own, **columns}
        if change_among(Assessment, ids, where=untouched, counting="revision", **told) != len(ids):
            raise ChangedMeanwhile(cases=ids, number=len(ids))
    return moved(Counter(case.tally for case in cases), to=after)


def _of_each(told: Mapping[int, Any]) -> OneOf:
    """For a column: case → its value; one change of the rows for all of them."""
    alike: dict[Any, list[int]] = defaultdict(list)
    for pk, value in told.items():
        alike[value].append(pk)
    return OneOf(*(When(among("pk", ids), then=Value(value)) for value, ids in alike.items()))


def return_cases(
    cases: Collection[Case], *, reason: str, gaps: Mapping[int, Sequence[str]], by: User, at: datetime
) -> Counter[Tally]:
    """Send cases back, keeping what that undoes; returns what it changes in the counts.

    gaps: assessment → the indicators it goes back for; one that is not there goes back for all. Errors: as move.
    """
    kept = rows_among(Assessment, ("pk", "state", *_UNDONE), [case.pk for case in cases])
    changes = move(
        cases, Step.RETURN, meeting_id=None, verified_by_id=None, verified_at=None, proposal_id=None
    )
    insert_columns(
        Return,
        ("assessment_id", "from_state", *_UNDONE, "indicators"),
        [(*row, list(gaps.get(row[0], ()))) for row in kept],
        reason=reason,
        returned_by_id=by.pk,
        recorded_at=at,
    )
    return changes


_UNDONE = (
    *("entered_by_id", "entered_at", "consent", "criteria_set_id"),
    *("verified_by_id", "verified_at", "proposal_id"),
)


def log(deed: str, cases: Collection[Case], by: User, at: datetime) -> None:
    audit.record(deed, by=by.username, at=at, kind="assessment", cases=[case.pk for case in cases])
