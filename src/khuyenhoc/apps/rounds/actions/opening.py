"""Opening rounds, registering in them, and withdrawing."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import queries
from khuyenhoc.apps.rounds.models import Consent, Registration, Round, SetSwitch
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.criteria.scope import require_holds
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.eligibility import require_eligible
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.features import Feature
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.tallies import Measure, Tally, moved
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import among, change_among, insert, make, rows_among


class RoundExists(RuleBroken):
    """The place has a round of this title, level and year already; facts: year, title."""

    code = "ROUND_EXISTS"


class RoundUnsound(RuleBroken):
    """Dates out of order, or a quorum or majority that is no share; facts: what (dates | meeting)."""

    code = "ROUND_UNSOUND"


class OutsideParentRound(RuleBroken):
    """A local round reaches beyond its parent's place or dates; facts: what (place | dates)."""

    code = "OUTSIDE_PARENT_ROUND"


class RegistrationClosed(RuleBroken):
    """The day is outside the registration window; facts: day, opens, closes."""

    code = "REGISTRATION_CLOSED"


class AlreadyRegistered(RuleBroken):
    """Some are registered this year already; facts: subjects (ids), number."""

    code = "ALREADY_REGISTERED"


class NothingNamed(RuleBroken):
    """A bulk deed with no case in it; facts: none."""

    code = "NOTHING_NAMED"


class CannotWithdraw(RuleBroken):
    """Some are unknown, withdrawn already or no longer merely registered; facts: number."""

    code = "CANNOT_WITHDRAW"


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What a round is opened with; quorum and majority in hundredths of a percent.

    organisation: the only subject that the round is for, where a set was made for it alone.
    """

    year: int
    title: Title
    level: Level
    criteria_set: CriteriaSetVersion
    registration_from: date
    registration_to: date
    cut_off: date
    decide_to: date
    quorum: int
    majority: int
    deciding_body: str
    decision_suffix: str
    organisation_kind: str = ""
    organisation: int | None = None


@transaction.atomic
def open_round(place: int, plan: RoundPlan, *, by: User, at: datetime) -> Round:
    """Open a round for a place and everything below it.

    Its set must hold for the place, the kind or the organisation on the cut-off day, and no more specific one may.
    Errors: OutsideScope, OutsideParentRound, SetDoesNotFit, MoreSpecificSetHolds, RoundUnsound, RoundExists.
    """
    return _insert(_planned(place, plan, by=by, at=at))


def check_round(place: int, plan: RoundPlan, *, by: User, at: datetime) -> Round:
    """What `open_round` would open, looked over before it is; nothing is written. Errors: those of `open_round`."""
    opened = _planned(place, plan, by=by, at=at)
    alike = Round.objects.filter(year=plan.year, title=plan.title)
    if plan.organisation is None:
        alike = alike.filter(
            level=plan.level,
            organisation_kind=plan.organisation_kind,
            place=place,
            organisation__isnull=True,
        )
    else:
        alike = alike.filter(organisation=plan.organisation)
    if alike.exists():
        raise RoundExists(year=plan.year, title=plan.title.value)
    return opened


def _planned(place: int, plan: RoundPlan, *, by: User, at: datetime) -> Round:
    access.require(by, Permission.OPEN_ROUND, [place], at=at, titles=[plan.title])
    if plan.organisation is not None:
        home = subjects.places_of([plan.organisation]).get(plan.organisation)
        if home is None or not places.ids_below(place, day_of(at)).filter(pk=home).exists():
            raise OutsideParentRound(what="place")
    opened = Round(
        year=plan.year,
        title=plan.title,
        level=plan.level,
        organisation_kind=plan.organisation_kind,
        organisation_id=plan.organisation,
        place_id=place,
        criteria_set=plan.criteria_set,
        registration_from=plan.registration_from,
        registration_to=plan.registration_to,
        cut_off=plan.cut_off,
        decide_to=plan.decide_to,
        quorum=plan.quorum,
        majority=plan.majority,
        deciding_body=plan.deciding_body,
        decision_suffix=plan.decision_suffix,
        opened_by=by.username,
        recorded_at=at,
    )
    use = queries.use_of(opened, plan.cut_off, tree=day_of(at))
    require_holds(criteria.reach(plan.criteria_set), criteria.reaches(plan.title), use)
    _require_sound(opened)
    return opened


def _require_sound(opened: Round) -> None:
    if not opened.registration_from <= opened.registration_to <= opened.decide_to:
        raise RoundUnsound(what="dates")
    if not (0 <= opened.quorum <= 10_000 and 0 < opened.majority <= 10_000):
        raise RoundUnsound(what="meeting")


@transaction.atomic
def derive_round(
    parent: Round,
    place: int,
    *,
    by: User,
    at: datetime,
    registration_from: date | None = None,
    registration_to: date | None = None,
    deciding_body: str = "",
) -> Round:
    """A place's own round under its parent's: same title, level, year, set and meeting rules.

    Its dates may only lie within the parent's. Errors: OutsideScope, OutsideParentRound, RoundExists.
    """
    access.require(by, Permission.OPEN_ROUND, [place], at=at, titles=[parent.title])
    opens, closes = registration_from or parent.registration_from, registration_to or parent.registration_to
    if not places.ids_below(parent.place_id, day_of(at)).filter(pk=place).exists():
        raise OutsideParentRound(what="place")
    if not parent.registration_from <= opens <= closes <= parent.registration_to:
        raise OutsideParentRound(what="dates")
    local = Round.objects.get(pk=parent.pk)
    local.pk = None
    local.parent, local.place_id = parent, place
    local.registration_from, local.registration_to = opens, closes
    local.deciding_body = deciding_body or parent.deciding_body
    local.opened_by, local.recorded_at = by.username, at
    _insert(local)
    _ask_alike(parent, local)
    return local


def _ask_alike(parent: Round, local: Round) -> None:
    """What was switched in the parent holds in the round derived from it."""
    for switch in SetSwitch.objects.filter(round=parent, cancelled_at__isnull=True).order_by("effective_on"):
        switch.pk, switch.round = None, local
        switch.save(force_insert=True)


def take_over(
    heirs: Mapping[int, int], names: Mapping[int, tuple[str, str]], *, on: date, by: str, at: datetime
) -> list[tuple[int, int]]:
    """Rounds still running on closed places go on at their heirs; returns (round, the one that goes on).

    heirs: closed place → place. names: closed place → (what it was called, what its heir is called): the
    deciding body is named anew by it. The cases stay in the round they registered in. An heir with a round of its
    own keeps that; several rounds become one, after the one opened first. Only apps.reform calls it, inside its
    transaction.
    """
    pairs = []
    # a round for one organisation goes wherever that goes
    of_many = Round.objects.filter(organisation__isnull=True)
    for running in of_many.filter(place__in=heirs, decide_to__gte=on).order_by("pk"):
        key = {name: getattr(running, name) for name in ("year", "title", "level", "organisation_kind")}
        follower = of_many.filter(place=heirs[running.place_id], **key).first()
        if follower is None:
            follower = Round.objects.get(pk=running.pk)
            follower.pk = None
            follower.parent, follower.place_id = running, heirs[running.place_id]
            was, is_now = names[running.place_id]
            follower.deciding_body = running.deciding_body.replace(was, is_now)
            follower.opened_by, follower.recorded_at = by, at
            follower.save(force_insert=True)
            _ask_alike(running, follower)
        pairs.append((running.pk, follower.pk))
    return pairs


def _insert(opened: Round) -> Round:
    _require_sound(opened)
    try:
        with transaction.atomic():
            opened.save(force_insert=True)
    except IntegrityError as error:
        raise RoundExists(year=opened.year, title=opened.title) from error
    audit.record(
        "round.opened",
        by=opened.opened_by,
        at=opened.recorded_at,
        kind="round",
        object_id=opened.pk,
        place_id=opened.place_id,
        facts={"parent": opened.parent_id, "set": opened.criteria_set.key},
    )
    return opened


@transaction.atomic
def register(
    opened: Round,
    subject_ids: Sequence[int],
    *,
    consent: Consent,
    by: User,
    at: datetime,
    effective_on: date | None = None,
) -> list[Registration]:
    """Register many at once, all or none, in one event that names them.

    consent: how the subjects' wish is known. effective_on: the day they registered, today unless given.
    Errors: NothingNamed, OutsideScope, FeatureNotOpen, FeatureClosed, NotEligible, RegistrationClosed,
    AlreadyRegistered.
    """
    wanted = sorted(set(subject_ids))
    if not wanted:
        raise NothingNamed()
    homes = subjects.places_of(wanted)
    access.require(by, Permission.REGISTER, homes.values(), at=at, titles=[opened.title])
    queries.require_features(Feature.REGISTRATION, set(homes.values()), day_of(at))
    day = effective_on or day_of(at)
    if not opened.registration_from <= day <= opened.registration_to:
        raise RegistrationClosed(day=day, opens=opened.registration_from, closes=opened.registration_to)
    inside = set(places.ids_below(opened.place_id, day).filter(pk__in=set(homes.values())))
    if len(homes) < len(wanted) or set(homes.values()) - inside:
        raise access.OutsideScope(permission=Permission.REGISTER.value)
    require_eligible(
        subjects.candidates(wanted),
        title=Title(opened.title),
        level=Level(opened.level),
        organisation_kind=opened.organisation_kind,
        only=opened.organisation_id,
        cut_off=opened.cut_off,
    )
    buckets = rows_among(Subject, ("pk", "bucket"), wanted)
    rows = make(
        Registration,
        ("subject_id", "place_id", "bucket"),
        [(pk, homes[pk], bucket) for pk, bucket in buckets],
        round_id=opened.pk,
        year=opened.year,
        title=opened.title,
        level=opened.level,
        consent=consent,
        registered_by_id=by.pk,
        effective_on=day,
        recorded_at=at,
    )
    try:
        with transaction.atomic():
            made = insert(rows)
    except IntegrityError as error:
        taken = Registration.objects.filter(
            subject__in=wanted, year=opened.year, title=opened.title, withdrawn_at__isnull=True
        ).values_list("subject", flat=True)
        raise AlreadyRegistered(subjects=sorted(taken), number=len(taken)) from error
    counts.add(
        Counter(
            Tally(row.place_id, row.title, row.level, row.year, state)
            for row in made
            for state in (Measure.REGISTRATIONS, State.REGISTERED)
        )
    )
    audit.record(
        "round.registered",
        by=by.username,
        at=at,
        kind="round",
        object_id=opened.pk,
        place_id=opened.place_id,
        cases=[row.pk for row in made],
        facts={"consent": str(consent), "on": day.isoformat()},
    )
    return made


@transaction.atomic
def withdraw(registration_ids: Collection[int], *, reason: str, by: User, at: datetime) -> None:
    """Take registrations back for which nothing was handed in yet; afterwards assessments.withdraw does it.

    Errors: NothingNamed, OutsideScope, CannotWithdraw.
    """
    if not registration_ids:
        raise NothingNamed()
    rows = Registration.objects.filter(among("pk", registration_ids))
    access.require(
        by,
        Permission.REGISTER,
        rows.values_list("place", flat=True).distinct(),
        at=at,
        titles=set(rows.values_list("title", flat=True).distinct()),
    )
    if rows.filter(is_assessed=True).exists():
        raise CannotWithdraw(number=rows.filter(is_assessed=True).count())
    taken_back = take_back(registration_ids, is_assessed=False, reason=reason, by=by, at=at)
    cases = Counter({tally.in_state(State.REGISTERED): -change for tally, change in taken_back.items()})
    taken_back.update(moved(cases, to=State.WITHDRAWN))
    counts.add(taken_back)
    audit.record(
        "round.withdrawn", by=by.username, at=at, kind="registration", cases=sorted(set(registration_ids))
    )


def take_back(
    registration_ids: Collection[int], *, is_assessed: bool, reason: str, by: User, at: datetime
) -> Counter[Tally]:
    """Mark registrations as withdrawn, a part of the two deeds that withdraw and that check who may.

    Returns what it changes in the count of registrations; the state of the case is the deed's to move.
    Errors: CannotWithdraw.
    """
    wanted = set(registration_ids)
    rows = Registration.objects.filter(
        among("pk", wanted), withdrawn_at__isnull=True, is_assessed=is_assessed
    )
    changes: Counter[Tally] = Counter()
    for place, title, level, year in rows.values_list("place", "title", "level", "year"):
        changes[Tally(place, title, level, year, Measure.REGISTRATIONS)] -= 1
    changed = rows.update(withdrawn_at=at, withdrawn_by=by, withdrawn_reason=reason)
    if changed != len(wanted) or changed != -changes.total():
        raise CannotWithdraw(number=max(1, len(wanted) - changed))
    return changes


def hand_in(registration_ids: Collection[int]) -> int:
    """Note that forms are handed in: from then on the cases move by the deeds of assessments, not of rounds.

    Returns how many were neither handed in nor withdrawn before; whoever hands in checks that it is all.
    """
    return change_among(
        Registration, registration_ids, where={"withdrawn_at": None, "is_assessed": False}, is_assessed=True
    )
