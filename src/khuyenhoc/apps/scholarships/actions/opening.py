"""Opening a round with its rules, and telling how large schools are."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.funds.models import Fund
from khuyenhoc.apps.scholarships.models import AwardRound, SchoolSize
from khuyenhoc.apps.scholarships.queries import schools_at
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.awards import MOST_PERCENT, school_key
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.ledger import MOST, AmountUnsound, Purpose
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean


class FundElsewhere(RuleBroken):
    """A round is paid from a fund of its own place; facts: none."""

    code = "FUND_ELSEWHERE"


class ShareUnsound(RuleBroken):
    """A share of a school lies above 0 and is 100 % at most; pupils are 1 or more; facts: none."""

    code = "SHARE_UNSOUND"


class NoSuchSchool(RuleBroken):
    """The school that was chosen is none of the place in the register; facts: none."""

    code = "NO_SUCH_SCHOOL"


@dataclass(frozen=True, slots=True)
class NewRound:
    """amount: đồng of one award. school_percent: hundredths of a percent, None for no limit."""

    fund: int
    year: int
    name: str
    category: Purpose
    amount: int
    highest_only: bool = True
    school_percent: int | None = None


@transaction.atomic
def open_round(place: int, new: NewRound, *, by: User, at: datetime, is_sample: bool = False) -> AwardRound:
    """Errors: OutsideScope, FundElsewhere, AmountUnsound, ShareUnsound."""
    access.require(by, Permission.KEEP_BOOKS, [place], at=at)
    if not Fund.objects.filter(pk=new.fund, place=place).exists():
        raise FundElsewhere()
    if not 1 <= new.amount <= MOST:
        raise AmountUnsound(amount=new.amount)
    if new.school_percent is not None and not 0 < new.school_percent <= MOST_PERCENT:
        raise ShareUnsound()
    made = AwardRound.objects.create(
        place_id=place,
        fund_id=new.fund,
        year=new.year,
        name=clean(new.name),
        category=new.category,
        amount=new.amount,
        highest_only=new.highest_only,
        school_percent=new.school_percent,
        opened_by=by,
        opened_at=at,
        is_sample=is_sample,
    )
    record("scholarship.round_opened", made, {"category": new.category.value, "year": new.year}, by=by, at=at)
    return made


class Schools:
    """The schools of the register where the place lies, asked for when the first one is looked for."""

    def __init__(self, place: int, on: date) -> None:
        self._place, self._on = place, on

    @cached_property
    def _there(self) -> list[Subject]:
        return schools_at(self._place, self._on)

    def find(self, body: int | None, written: str) -> Subject | None:
        """By its entry, else by its name if a single one is called so. Errors: NoSuchSchool for a foreign entry."""
        if body is not None:
            found = next((one for one in self._there if one.pk == body), None)
            if found is None:
                raise NoSuchSchool()
            return found
        key = school_key(written)
        called = [one for one in self._there if key and school_key(one.name) == key] if key else []
        return called[0] if len(called) == 1 else None


@transaction.atomic
def tell_school(
    of: int, school: str, pupils: int, *, body: int | None = None, by: User, at: datetime
) -> SchoolSize:
    """How many pupils it has; told again it is replaced. body: its entry in the register.

    Errors: OutsideScope, RoundNotOpen, ShareUnsound, NoSuchSchool.
    """
    held = hold(of)
    access.require(by, Permission.KEEP_BOOKS, [held.place_id], at=at)
    if not 1 <= pupils <= 100_000:
        raise ShareUnsound()
    found = Schools(held.place_id, day_of(at)).find(body, school)
    key = school_key(school, found.pk if found is not None else None)
    name = found.name if found is not None else clean(school)
    made, _ = SchoolSize.objects.update_or_create(
        round=held, key=key, defaults={"school": name, "pupils": pupils}
    )
    record("scholarship.school_told", held, {"school": made.pk, "pupils": pupils}, by=by, at=at)
    return made


def hold(of: int) -> AwardRound:
    """The round, its row locked to the end of the transaction. Errors: OutsideScope when it is not there."""
    found = AwardRound.objects.select_for_update(no_key=True).filter(pk=of).first()
    if found is None:
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    return found


def record(deed: str, of: AwardRound, facts: dict[str, Any], *, by: User, at: datetime) -> None:
    """One event of a round: numbers and codes, no names."""
    audit.record(
        deed, by=by.username, at=at, kind="award_round", object_id=of.pk, place_id=of.place_id, facts=facts
    )
