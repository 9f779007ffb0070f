"""What may befall a title after the decision: revocation, doubt, confirmation, expiry."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.actions import ChangedMeanwhile, require_reason
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.recognition import queries
from khuyenhoc.apps.recognition.actions.years import held_tallies, settle_years
from khuyenhoc.apps.recognition.models import Recognition, StandingChange
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.tallies import Tally, moved
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State, Step, next_state
from khuyenhoc.storing import among, insert_columns

BATCH = 2_000


class NotYet(RuleBroken):
    """Titles are marked as run out on the day or after it, never ahead of it; facts: day, today."""

    code = "NOT_YET"


class RecognitionsUnknown(RuleBroken):
    """Some of the recognitions named do not exist; facts: number."""

    code = "RECOGNITIONS_UNKNOWN"


@transaction.atomic
def revoke(
    recognition_ids: Collection[int], *, reason: str, by: User, at: datetime, effective_on: date | None = None
) -> None:
    """Take titles back; what stands on them is marked for review, signed decisions stay as they are.

    Errors: OutsideScope, ReasonMissing, StepNotAllowed, ChangedMeanwhile.
    """
    require_reason(reason)
    rows = read(recognition_ids)
    access.require(
        by, Permission.REVOKE, {row.place_id for row in rows}, at=at, titles={row.title for row in rows}
    )
    day = effective_on or day_of(at)
    changes = _stand(rows, Step.REVOKE, reason=reason, by=by, at=at, on=day)
    changes.update(held_tallies(rows, -1))
    changes.update(settle_years(rows))
    log("recognition.revoked", rows, by, at)
    changes.update(_doubt_what_stands_on(rows, by=by, at=at, on=day))
    counts.add(changes)


@transaction.atomic
def confirm(recognition_ids: Collection[int], *, reason: str, by: User, at: datetime) -> None:
    """End a doubt: the title stands. Errors: as revoke."""
    require_reason(reason)
    rows = read(recognition_ids)
    access.require(
        by, Permission.DECIDE, {row.place_id for row in rows}, at=at, titles={row.title for row in rows}
    )
    counts.add(_stand(rows, Step.CONFIRM, reason=reason, by=by, at=at, on=day_of(at)))
    log("recognition.confirmed", rows, by, at)


@transaction.atomic
def expire(*, on: date, by: User, at: datetime) -> int:
    """Mark every title whose validity has run out by the day; returns how many.

    Running out is foreseen, not a change of what others stand on: nothing is put up for review by it. It follows
    from the calendar alone and asks for no permission, but reaches only what the person may see.
    Errors: NotYet for a day that has not come.
    """
    today = day_of(at)
    if on > today:
        raise NotYet(day=on, today=today)
    changes: Counter[Tally] = Counter()
    ids = queries.expiring(on, seen_by=by, today=today)
    for start in range(0, len(ids), BATCH):
        rows = read(ids[start : start + BATCH])
        changes.update(_stand(rows, Step.EXPIRE, reason="Hết thời hạn", by=by, at=at, on=on))
        log("recognition.expired", rows, by, at)
    counts.add(changes)
    return len(ids)


def put_up_for_review(reasons: Mapping[int, str], *, by: User, at: datetime, on: date) -> list[int]:
    """Mark the titles that subjects hold as "chờ xét lại" without doubting the decision; returns their ids.

    reasons: subject → why. Only apps.reform calls it, inside its transaction.
    """
    held = Recognition.objects.filter(subject__in=reasons, state=State.RECOGNISED, valid_to__gt=on)
    rows = list(held.order_by("pk"))
    changes: Counter[Tally] = Counter()
    for reason in sorted(set(reasons.values())):
        some = [row for row in rows if reasons[row.subject_id] == reason]
        if some:
            changes.update(_stand(some, Step.DOUBT, reason=reason, by=by, at=at, on=on))
    counts.add(changes)
    return [row.pk for row in rows]


def _doubt_what_stands_on(
    changed: Sequence[Recognition], *, by: User, at: datetime, on: date
) -> Counter[Tally]:
    """Mark what stands on changed titles as "cần xét lại"; returns what it changes in the counts.

    Looked for is what holds today: a revocation dated back reaches what was recognised since on its strength.
    """
    causes = {row.subject_id: row for row in changed}
    holding_on = max(on, day_of(at))
    found = queries.standing_on(
        {row.subject_id: (Title(row.title), row.place_id) for row in changed}, holding_on
    )
    rows = [
        row
        for row in Recognition.objects.filter(pk__in=found).order_by("pk")
        if row.state == State.RECOGNISED
    ]
    if not rows:
        return Counter()
    because = {row.pk: causes[min(found[row.pk])] for row in rows}
    reason = "Danh hiệu làm căn cứ đã thay đổi"
    changes = _stand(rows, Step.DOUBT, reason=reason, by=by, at=at, on=on, causes=because)
    log("recognition.doubted", rows, by, at)
    return changes


def read(recognition_ids: Collection[int]) -> list[Recognition]:
    rows = list(Recognition.objects.filter(among("pk", recognition_ids)).order_by("pk"))
    if len(rows) < len(set(recognition_ids)) or not rows:
        raise RecognitionsUnknown(number=len(set(recognition_ids)) - len(rows))
    return rows


def _stand(
    rows: Sequence[Recognition],
    step: Step,
    *,
    reason: str,
    by: User,
    at: datetime,
    on: date,
    causes: Mapping[int, Recognition] | None = None,
) -> Counter[Tally]:
    """Move recognitions by a step that may follow the decision, all or none.

    Returns what it changes in the counts. Errors: StepNotAllowed, ChangedMeanwhile.
    """
    after = next_state(step, {row.pk: State(row.state) for row in rows})
    groups: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        groups[row.state].append(row.pk)
    for state, ids in sorted(groups.items()):
        if Recognition.objects.filter(among("pk", ids), state=state).update(state=after) != len(ids):
            raise ChangedMeanwhile(cases=ids, number=len(ids))
    because = {pk: cause.pk for pk, cause in (causes or {}).items()}
    insert_columns(
        StandingChange,
        ("recognition_id", "before", "cause_id"),
        [(row.pk, row.state, because.get(row.pk)) for row in rows],
        after=after,
        reason=reason,
        changed_by_id=by.pk,
        effective_on=on,
        recorded_at=at,
    )
    return moved(
        Counter(Tally(row.place_id, row.title, row.level, row.year, row.state) for row in rows), to=after
    )


def log(deed: str, rows: Sequence[Recognition], by: User, at: datetime) -> None:
    audit.record(deed, by=by.username, at=at, kind="recognition", cases=[row.pk for row in rows])
