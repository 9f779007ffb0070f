"""Congresses, and who holds which post from when to when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.actions.changing import BranchEnded, record_branch
from khuyenhoc.apps.association.models import Branch, Officer, Term
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.branches import ONE_AT_A_TIME, Post
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title


class OrdinalTaken(RuleBroken):
    """A congress of that number is written down already; facts: number."""

    code = "ORDINAL_TAKEN"


class TermsOutOfOrder(RuleBroken):
    """A later congress has a higher number, and a term ends after it begins; facts: number, day."""

    code = "TERMS_OUT_OF_ORDER"


class PostHeld(RuleBroken):
    """Somebody holds the post, which only one may at a time; facts: post."""

    code = "POST_HELD"


class PostEndsTooEarly(RuleBroken):
    """Nobody leaves a post on the day they took it up or before; facts: day."""

    code = "POST_ENDS_TOO_EARLY"


class PostEnded(RuleBroken):
    """The officer holds the post no more; facts: none."""

    code = "POST_ENDED"


@dataclass(frozen=True, slots=True)
class Whom:
    """Who takes a post up: a person of the register by id, else a name as it is written."""

    person: int | None = None
    name: str = ""


@transaction.atomic
def record_term(
    branch: Branch,
    *,
    number: int,
    held_on: date,
    until: date,
    delegates: int | None = None,
    note: str = "",
    by: User,
    at: datetime,
) -> Term:
    """A congress and the term it began. Errors: OutsideScope, TermsOutOfOrder, OrdinalTaken."""
    access.require(by, Permission.KEEP_BOOKS, [branch.place_id], at=at)
    others = Term.objects.filter(branch=branch)
    if others.filter(number=number).exists():
        raise OrdinalTaken(number=number)
    wrong = others.filter(number__lt=number, held_on__gte=held_on) | others.filter(
        number__gt=number, held_on__lte=held_on
    )
    if until <= held_on or wrong.exists():
        raise TermsOutOfOrder(number=number, day=held_on)
    made = Term(branch=branch, number=number, held_on=held_on, until=until, delegates=delegates, note=note)
    made.recorded_by, made.recorded_at = by, at
    _create(made, number)
    record_branch("branch.congress_held", branch, by, at, {"number": number, "on": held_on.isoformat()})
    return made


@transaction.atomic
def appoint(
    branch: Branch, post: Post, whom: Whom, *, since: date, note: str = "", by: User, at: datetime
) -> Officer:
    """Somebody takes a post up, in the term that runs on the day. Errors: OutsideScope, BranchEnded, PostHeld."""
    access.require(by, Permission.KEEP_BOOKS, [branch.place_id], at=at)
    if branch.until is not None or since < branch.since:
        raise BranchEnded(branch=branch.name, day=since)
    if post in ONE_AT_A_TIME and Officer.objects.filter(branch=branch, post=post, until=None).exists():
        raise PostHeld(post=f"{branch.kind}.{post.value}")
    made = _take_up(branch, post, whom, since=since, note=note, by=by, at=at)
    record_branch("officer.appointed", branch, by, at, {"officer": made.pk, "post": post.value})
    return made


@transaction.atomic
def hand_over(officer: Officer, whom: Whom, *, on: date, note: str = "", by: User, at: datetime) -> Officer:
    """One officer leaves the post, the next takes it up the same day; note: what was handed over.

    Errors: OutsideScope, PostEnded, PostEndsTooEarly.
    """
    access.require(by, Permission.KEEP_BOOKS, [officer.branch.place_id], at=at)
    _end(officer, on)
    made = _take_up(
        officer.branch, Post(officer.post), whom, since=on, note=note, after=officer, by=by, at=at
    )
    facts = {"officer": officer.pk, "next": made.pk, "post": officer.post}
    record_branch("officer.handed_over", officer.branch, by, at, facts)
    return made


@transaction.atomic
def step_down(officer: Officer, *, on: date, by: User, at: datetime) -> None:
    """An officer leaves the post and nobody takes it up yet. Errors: OutsideScope, PostEnded, PostEndsTooEarly."""
    access.require(by, Permission.KEEP_BOOKS, [officer.branch.place_id], at=at)
    _end(officer, on)
    facts = {"officer": officer.pk, "post": officer.post}
    record_branch("officer.stepped_down", officer.branch, by, at, facts)


def _take_up(
    branch: Branch,
    post: Post,
    whom: Whom,
    *,
    since: date,
    note: str,
    after: Officer | None = None,
    by: User,
    at: datetime,
) -> Officer:
    if whom.person is not None:
        person = Subject.objects.filter(pk=whom.person, kind=Title.CITIZEN).first()
        if person is None:
            raise access.OutsideScope(permission=Permission.SEE.value)
        access.require(by, Permission.SEE, [person.place_id], at=at, titles=[Title.CITIZEN])
    term = Term.objects.filter(branch=branch, held_on__lte=since).order_by("-held_on").first()
    try:
        with transaction.atomic():
            return Officer.objects.create(
                branch=branch,
                term=term,
                post=post,
                person_id=whom.person,
                name="" if whom.person is not None else whom.name,
                since=since,
                after=after,
                note=note,
                recorded_by=by,
                recorded_at=at,
            )
    except IntegrityError as error:  # another was quicker
        raise PostHeld(post=f"{branch.kind}.{post.value}") from error


def _end(officer: Officer, on: date) -> None:
    if officer.since >= on:
        raise PostEndsTooEarly(day=officer.since)
    if not Officer.objects.filter(pk=officer.pk, until__isnull=True).update(until=on):
        raise PostEnded()


def _create(made: Term, number: int) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:  # another was quicker
        raise OrdinalTaken(number=number) from error
