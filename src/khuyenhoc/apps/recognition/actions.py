"""Deciding, issuing certificates, and what may befall a title afterwards."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Entry
from khuyenhoc.apps.assessments.models import Assessment, Proposal
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.recognition import queries
from khuyenhoc.apps.recognition.models import Certificate, Decision, Recognition, StandingChange
from khuyenhoc.apps.rounds import queries as registrations
from khuyenhoc.apps.rounds.models import Consent, Round
from khuyenhoc.domain.certificates import certificate_number, check_code, decision_number
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.tallies import Measure, Tally
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.validity import counted_years, holds_until
from khuyenhoc.domain.workflow import RULES, State, Step, StepNotAllowed, next_state

BATCH = 2_000


class DecidesOwnVerification(RuleBroken):
    """Nobody decides what they verified or entered; facts: cases, number."""

    code = "DECIDES_OWN_VERIFICATION"


class TakesEffectTooEarly(RuleBroken):
    """A decision cannot take effect before its list was proposed; facts: day, proposed."""

    code = "TAKES_EFFECT_TOO_EARLY"


class RecognitionsUnknown(RuleBroken):
    """Some of the recognitions named do not exist; facts: number."""

    code = "RECOGNITIONS_UNKNOWN"


@transaction.atomic
def assess(
    entries: Sequence[Entry], *, consent: Consent, by: User, at: datetime, reason: str = ""
) -> list[Assessment]:
    """Submit filled-in forms with what the system counts filled in as of their day. Errors: as self_assess."""
    measured: dict[int, dict[str, tuple[int, int]]] = {}
    by_set: dict[int, list[int]] = defaultdict(list)
    found = registrations.registrations([entry.registration for entry in entries])
    sets = {one.round.criteria_set_id: one.round.criteria_set for one in found}
    for one in found:
        by_set[one.round.criteria_set_id].append(one.subject_id)
    for key, subject_ids in by_set.items():
        rules = criteria.rules(sets[key])
        if queries.counted_codes(rules):
            measured.update(queries.measure(rules, subject_ids, day_of(at)))
    return assessments.self_assess(entries, measured=measured, consent=consent, by=by, at=at, reason=reason)


@transaction.atomic
def propose(
    assessment_ids: Collection[int], *, place: int, by: User, at: datetime, effective_on: date | None = None
) -> Proposal:
    """Propose cases, with what the system counts taken anew on the day. Errors: as assessments.propose."""
    measured: dict[int, dict[str, tuple[int, int]]] = {}
    rows = Assessment.objects.filter(pk__in=assessment_ids).select_related("round__criteria_set")
    by_set: dict[str, list[int]] = defaultdict(list)
    stored = {}
    for row in rows.order_by("pk"):
        stored[row.round.criteria_set.key] = row.round.criteria_set
        by_set[row.round.criteria_set.key].append(row.subject_id)
    for key, subject_ids in by_set.items():
        rules = criteria.rules(stored[key])
        if queries.counted_codes(rules):
            measured.update(queries.measure(rules, subject_ids, effective_on or day_of(at)))
    return assessments.propose(
        assessment_ids, place=place, measured=measured, by=by, at=at, effective_on=effective_on
    )


@transaction.atomic
def decide(
    recognise: Collection[int],
    refuse: Mapping[int, str],
    *,
    place: int,
    signer: str,
    by: User,
    at: datetime,
    effective_on: date | None = None,
) -> Decision:
    """Sign one decision: recognise some cases of a round, refuse others (assessment → reason), issue certificates.

    place: the deciding body's own; numbers run without gaps per body and year of signing. signer: the office that
    signs. effective_on: the day of signing, today unless given.
    Errors: OutsideScope, OtherRound, DecidesOwnVerification, TakesEffectTooEarly, and as conclude.
    """
    cases = assessments.read_cases([*recognise, *refuse])
    access.require(
        by, Permission.DECIDE, {place, *(c.place for c in cases)}, at=at, titles={c.title for c in cases}
    )
    if len({case.round for case in cases}) != 1:
        raise assessments.OtherRound()
    own = [case.pk for case in cases if case.verified_by == by.pk or by.pk in case.authors]
    if own:
        raise DecidesOwnVerification(cases=own, number=len(own))
    day = effective_on or day_of(at)
    _require_proposed_by(recognise, day)
    held_in = Round.objects.select_related("criteria_set").get(pk=cases[0].round)
    assessments.conclude(recognise, refuse, at=at)
    serial = _take_numbers("decision", place, day.year, 1)
    decision = Decision.objects.create(
        round=held_in,
        place_id=place,
        body=held_in.deciding_body,
        year=day.year,
        serial=serial,
        number=decision_number(serial, day.year, held_in.decision_suffix),
        signer=signer,
        decided_by=by,
        effective_on=day,
        recorded_at=at,
    )
    recognised = _recognise(recognise, decision, criteria.rules(held_in.criteria_set).validity_months, at)
    _issue_certificates(recognised, place, day.year)
    audit.record(
        "recognition.decided",
        by=by.username,
        at=at,
        kind="decision",
        object_id=decision.pk,
        place_id=place,
        cases=sorted(recognise),
        facts={"refused": sorted(refuse), "number": decision.number},
    )
    return decision


def _require_proposed_by(recognise: Collection[int], day: date) -> None:
    late = (
        Assessment.objects.filter(pk__in=recognise, proposal__effective_on__gt=day)
        .order_by("proposal__effective_on")
        .values_list("proposal__effective_on", flat=True)
        .last()
    )
    if late is not None:
        raise TakesEffectTooEarly(day=day, proposed=late)


def _take_numbers(kind: str, place: int, year: int, number: int) -> int:
    """The first of `number` consecutive numbers; the series' row is locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO recognition_numberseries (kind, place_id, year, last) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (kind, place_id, year) DO UPDATE SET last = recognition_numberseries.last + excluded.last "
            "RETURNING last",
            [kind, place, year, number],
        )
        return int(cursor.fetchone()[0]) - number + 1


def _recognise(
    assessment_ids: Collection[int], decision: Decision, validity_months: int, at: datetime
) -> list[Recognition]:
    rows = Assessment.objects.filter(pk__in=assessment_ids).order_by("pk")
    made = Recognition.objects.bulk_create(
        (
            Recognition(
                assessment=row,
                decision=decision,
                subject_id=row.subject_id,
                place_id=row.place_id,
                year=row.year,
                title=row.title,
                level=row.level,
                rating=row.rating,
                effective_on=decision.effective_on,
                valid_to=holds_until(decision.effective_on, validity_months),
                counted_to=counted_years(row.year, validity_months)[-1],
                recorded_at=at,
                state=State.RECOGNISED,
                bucket=row.bucket,
            )
            for row in rows.defer("answers", "reasons").iterator(chunk_size=BATCH)
        ),
        batch_size=BATCH,
    )
    counts.add(_held(made))
    return made


def _held(recognitions: Collection[Recognition], sign: int = 1) -> Counter[Tally]:
    changes: Counter[Tally] = Counter()
    for one in recognitions:
        for year in range(one.year, one.counted_to + 1):
            changes[Tally(one.place_id, one.title, one.level, year, Measure.HELD)] += sign
    return changes


def _issue_certificates(recognitions: Sequence[Recognition], place: int, year: int) -> None:
    if not recognitions:
        return
    first = _take_numbers("certificate", place, year, len(recognitions))
    secret = settings.SECRET_KEY.encode()
    Certificate.objects.bulk_create(
        (
            Certificate(
                recognition=one,
                place_id=place,
                year=year,
                serial=serial,
                number=certificate_number(serial, year),
                code=check_code(secret, one.pk),
            )
            for serial, one in enumerate(recognitions, start=first)
        ),
        batch_size=BATCH,
    )


@transaction.atomic
def revoke(
    recognition_ids: Collection[int], *, reason: str, by: User, at: datetime, effective_on: date | None = None
) -> None:
    """Take titles back; what stands on them is marked for review, signed decisions stay as they are.

    Errors: OutsideScope, ReasonMissing, StepNotAllowed, ChangedMeanwhile.
    """
    assessments.require_reason(reason)
    rows = _read(recognition_ids)
    access.require(
        by, Permission.REVOKE, {row.place_id for row in rows}, at=at, titles={row.title for row in rows}
    )
    day = effective_on or day_of(at)
    _stand(rows, Step.REVOKE, reason=reason, by=by, at=at, on=day)
    counts.add(_held(rows, -1))
    _log("recognition.revoked", rows, by, at)
    doubt_what_stands_on(rows, by=by, at=at, on=day)


@transaction.atomic
def confirm(recognition_ids: Collection[int], *, reason: str, by: User, at: datetime) -> None:
    """End a doubt: the title stands. Errors: as revoke."""
    assessments.require_reason(reason)
    rows = _read(recognition_ids)
    access.require(
        by, Permission.DECIDE, {row.place_id for row in rows}, at=at, titles={row.title for row in rows}
    )
    _stand(rows, Step.CONFIRM, reason=reason, by=by, at=at, on=day_of(at))
    _log("recognition.confirmed", rows, by, at)


@transaction.atomic
def expire(*, on: date, by: User, at: datetime) -> int:
    """Mark every title whose validity has run out by the day; returns how many.

    Running out is foreseen, not a change of what others stand on: nothing is put up for review by it.
    """
    expired = 0
    ids = queries.expiring(on)
    for start in range(0, len(ids), BATCH):
        rows = _read(ids[start : start + BATCH])
        _stand(rows, Step.EXPIRE, reason="Hết thời hạn", by=by, at=at, on=on)
        _log("recognition.expired", rows, by, at)
        expired += len(rows)
    return expired


def doubt_what_stands_on(changed: Sequence[Recognition], *, by: User, at: datetime, on: date) -> int:
    """Mark what stands on changed titles as "cần xét lại"; returns how many were marked."""
    causes = {row.subject_id: row for row in changed}
    found = queries.standing_on({row.subject_id: (Title(row.title), row.place_id) for row in changed}, on)
    rows = [
        row
        for row in Recognition.objects.filter(pk__in=found).order_by("pk")
        if row.state == State.RECOGNISED
    ]
    if not rows:
        return 0
    because = {row.pk: causes[min(found[row.pk])] for row in rows}
    _stand(rows, Step.DOUBT, reason="Danh hiệu làm căn cứ đã thay đổi", by=by, at=at, on=on, causes=because)
    _log("recognition.doubted", rows, by, at)
    return len(rows)


def _read(recognition_ids: Collection[int]) -> list[Recognition]:
    rows = list(Recognition.objects.filter(pk__in=recognition_ids).order_by("pk"))
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
) -> None:
    """Move recognitions by a step that may follow the decision, all or none, with the counts."""
    wrong = [row for row in rows if row.state not in RULES[step].before]
    if wrong:
        raise StepNotAllowed(step=step.value, state=wrong[0].state, cases=[row.pk for row in wrong])
    groups: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        groups[row.state].append(row.pk)
    for state, ids in sorted(groups.items()):
        after = next_state(State(state), step)
        if Recognition.objects.filter(pk__in=ids, state=state).update(state=after) != len(ids):
            raise assessments.ChangedMeanwhile(cases=ids, number=len(ids))
    after = RULES[step].after
    StandingChange.objects.bulk_create(
        (
            StandingChange(
                recognition=row,
                before=row.state,
                after=after,
                reason=reason,
                cause=(causes or {}).get(row.pk),
                changed_by=by,
                effective_on=on,
                recorded_at=at,
            )
            for row in rows
        ),
        batch_size=BATCH,
    )
    counts.move(
        Counter(Tally(row.place_id, row.title, row.level, row.year, row.state) for row in rows), to=after
    )


def _log(deed: str, rows: Sequence[Recognition], by: User, at: datetime) -> None:
    audit.record(deed, by=by.username, at=at, kind="recognition", cases=[row.pk for row in rows])
