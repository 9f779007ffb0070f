"""Signing decisions: titles, numbers without gaps, certificates."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition.actions.years import held_tallies, settle_years
from khuyenhoc.apps.recognition.models import Certificate, Decision, DecisionPlace, NumberSeries, Recognition
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.certificates import certificate_number, check_code, decision_number
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.place_names import place_order
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.validity import counted_years, holds_until
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import among, insert, insert_columns, make, rows_among


class DecidesOwnVerification(RuleBroken):
    """Nobody decides what they verified or entered; facts: cases, number."""

    code = "DECIDES_OWN_VERIFICATION"


class BothAnswers(RuleBroken):
    """One decision cannot recognise and refuse the same case; facts: cases, number."""

    code = "BOTH_ANSWERS"


class TakesEffectTooEarly(RuleBroken):
    """A decision cannot take effect before its list was proposed; facts: day, proposed."""

    code = "TAKES_EFFECT_TOO_EARLY"


class BodyClosed(RuleBroken):
    """The body's place had become part of another by the day of signing, which signs now; facts: on, now."""

    code = "BODY_CLOSED"


class SignedAhead(RuleBroken):
    """Nothing is signed under a day that has not come; facts: day, today."""

    code = "SIGNED_AHEAD"


class NumberTaken(RuleBroken):
    """The number the signer saw went to another decision meanwhile; facts: seen, next."""

    code = "NUMBER_TAKEN"


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
    numbered: str = "",
    signer_name: str = "",
    serial: int | None = None,
) -> Decision:
    """Sign one decision: recognise some cases of a round, refuse others (assessment → reason), issue certificates.

    place: the deciding body's own; numbers run without gaps per body and year of signing, unless the body's own
    register of papers gives the serial. signer: the office that signs. effective_on: the day of signing, today
    unless given. numbered: the number the signer was shown.
    Errors: OutsideScope, OtherRound, BothAnswers, DecidesOwnVerification, BodyClosed, TakesEffectTooEarly,
    SignedAhead, NumberTaken, and as conclude.
    """
    both = sorted(set(recognise) & set(refuse))
    if both:
        raise BothAnswers(cases=both, number=len(both))
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
    if day > day_of(at):
        raise SignedAhead(day=day, today=day_of(at))
    signs_now = places.custodian(place, day)
    if signs_now != place:
        raise BodyClosed(on=day, now=places.label(signs_now, day))
    held_in = rounds.by_ids([cases[0].round])[cases[0].round]
    taken_over = rounds.worked_in(held_in, day)
    changes = assessments.conclude(cases, refuse, by=by, at=at)
    _require_proposed_by(recognise, day)
    if serial is None:
        serial = _take_numbers("decision", place, day.year, 1)
    else:
        _take_this(serial, place, day.year, taken_over.decision_suffix)
    number = decision_number(serial, day.year, taken_over.decision_suffix)
    if numbered and numbered != number:
        raise NumberTaken(seen=numbered, next=number)
    decision = Decision.objects.create(
        round=held_in,
        place_id=place,
        body=taken_over.deciding_body,
        year=day.year,
        serial=serial,
        number=number,
        signer=signer,
        signer_name=signer_name,
        decided_by=by,
        effective_on=day,
        recorded_at=at,
    )
    recognised = _recognise(recognise, decision, at)
    where = Counter((one.place_id, one.title) for one in recognised)
    insert_columns(
        DecisionPlace,
        ("place_id", "title", "number"),
        [(*there, number) for there, number in sorted(where.items())],
        decision_id=decision.pk,
    )
    changes.update(held_tallies(recognised))
    changes.update(settle_years(recognised))
    counts.add(changes)
    _issue_certificates(_as_listed(recognised, place, day), place, day.year)
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
        Assessment.objects.filter(among("pk", recognise), proposal__effective_on__gt=day)
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


def _take_this(serial: int, place: int, year: int, suffix: str) -> None:
    """The number that the body's register of papers gave; those given by themselves go on after the highest."""
    series = NumberSeries.objects.select_for_update()
    series.get_or_create(kind="decision", place_id=place, year=year, defaults={"last": 0})
    held = series.get(kind="decision", place=place, year=year)
    if Decision.objects.filter(place=place, year=year, serial=serial).exists():
        seen, following = (decision_number(one, year, suffix) for one in (serial, held.last + 1))
        raise NumberTaken(seen=seen, next=following)
    if serial > held.last:
        NumberSeries.objects.filter(pk=held.pk).update(last=serial)


def _recognise(assessment_ids: Collection[int], decision: Decision, at: datetime) -> list[Recognition]:
    """Each title holds as long as the set says that its case was assessed by."""
    columns = ("subject_id", "place_id", "title", "level", "rating", "bucket", "year")
    rows = rows_among(Assessment, ("criteria_set_id", "pk", *columns), assessment_ids)
    sets = criteria.by_ids({row[0] for row in rows})
    months = {pk: criteria.rules(one).validity_months for pk, one in sets.items()}
    return insert(
        make(
            Recognition,
            ("assessment_id", *columns, "valid_to", "counted_to"),
            [
                (*row, holds_until(decision.effective_on, held), counted_years(row[-1], held)[-1])
                for answered_to, *row in rows
                for held in [months[answered_to]]
            ],
            decision_id=decision.pk,
            effective_on=decision.effective_on,
            recorded_at=at,
            state=State.RECOGNISED,
        )
    )


def _as_listed(recognitions: Sequence[Recognition], place: int, day: date) -> list[Recognition]:
    """In the order of the decision's annex: hamlet by hamlet, then by name."""
    homes = places.short_labels({one.place_id for one in recognitions}, of_place=place, on=day)
    names = dict(
        Subject.objects.filter(among("pk", [one.subject_id for one in recognitions])).values_list(
            "pk", "sort_key"
        )
    )
    order = {home: (place_order(label), home) for home, label in homes.items()}
    return sorted(recognitions, key=lambda one: (order[one.place_id], names[one.subject_id], one.pk))


def _issue_certificates(recognitions: Sequence[Recognition], place: int, year: int) -> None:
    if not recognitions:
        return
    first = _take_numbers("certificate", place, year, len(recognitions))
    secret = settings.SECRET_KEY.encode()
    insert_columns(
        Certificate,
        ("recognition_id", "serial", "number", "code"),
        [
            (one.pk, serial, certificate_number(serial, year), check_code(secret, one.pk))
            for serial, one in enumerate(recognitions, start=first)
        ],
        place_id=place,
        year=year,
    )
