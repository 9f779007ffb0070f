"""Taking back targets that were just set, and bases that were told by mistake."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.figures.actions.aiming import NewAim, aim
from khuyenhoc.apps.figures.actions.keeping import require_reason
from khuyenhoc.apps.figures.models import Base, Target
from khuyenhoc.apps.figures.queries.catalogue import catalogue
from khuyenhoc.apps.figures.queries.locks import lock_over
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission

_KEPT = (
    *("year", "indicator", "level", "base_kind", "percent", "percent_text", "percent_qualifier"),
    *("amount", "amount_text", "amount_qualifier", "unit", "place_written", "for_difficult_areas"),
    *("source", "note", "kept_with_note"),
)


class TargetsGone(RuleBroken):
    """Some of the targets do not stand any more, or never did; facts: number."""

    code = "TARGETS_GONE"


class BaseGone(RuleBroken):
    """The base does not stand any more, or was counted and never told; facts: base."""

    code = "BASE_GONE"


@transaction.atomic
def take_back_targets(targets: Sequence[int], *, by: User, at: datetime) -> list[Target]:
    """Targets that stand stand no more, and what each had replaced is set again. Returns what is set again.

    Errors: OutsideScope, TargetsGone.
    """
    rows = list(Target.objects.filter(pk__in=list(targets), superseded_at__isnull=True).order_by("pk"))
    if not rows or len(rows) != len(set(targets)):
        raise TargetsGone(number=len(set(targets)) - len(rows))
    known = catalogue().indicators
    access.require(
        by,
        Permission.SET_FIGURES,
        {row.place_id for row in rows},
        at=at,
        titles={known[row.indicator].title for row in rows if known[row.indicator].title},
    )
    Target.objects.filter(pk__in=[row.pk for row in rows]).update(superseded_at=at)
    before = [found for row in rows if (found := _replaced_by(row)) is not None]
    made = aim([_again(row) for row in before], by=by, at=at)
    audit.record(
        "figures.targets_taken_back",
        by=by.username,
        at=at,
        kind="target",
        place_id=rows[0].place_id if len({row.place_id for row in rows}) == 1 else None,
        facts={"targets": [row.pk for row in rows], "again": [row.pk for row in made]},
    )
    return made


def _replaced_by(row: Target) -> Target | None:
    """What ended in the moment the target was set."""
    return (
        Target.objects.filter(
            place=row.place_id,
            year=row.year,
            indicator=row.indicator,
            level=row.level,
            base_kind=row.base_kind,
            for_difficult_areas=row.for_difficult_areas,
            superseded_at=row.recorded_at,
        )
        .order_by("pk")
        .last()
    )


def _again(row: Target) -> NewAim:
    return NewAim(place=row.place_id, **{name: getattr(row, name) for name in _KEPT})


@transaction.atomic
def take_base_away(base: int, *, reason: str = "", by: User, at: datetime) -> Base:
    """A told base stands no more; it stays listed, and may be told again. reason: why, in a closed period.

    Errors: BaseGone, OutsideScope, PeriodLocked.
    """
    row = Base.objects.filter(pk=base, superseded_at__isnull=True).exclude(provenance="counted").first()
    if row is None:
        raise BaseGone(base=base)
    access.require(by, Permission.SET_FIGURES, [row.place_id], at=at)
    lock = lock_over(row.place_id, row.effective_on)
    require_reason(lock, reason.strip())
    if lock is not None:
        access.require(by, Permission.SET_FIGURES, [lock.place_id], at=at)
    if not Base.objects.filter(pk=row.pk, superseded_at__isnull=True).update(superseded_at=at):
        raise BaseGone(base=base)
    audit.record(
        "figures.base_taken_away",
        by=by.username,
        at=at,
        kind="base",
        object_id=row.pk,
        place_id=row.place_id,
        facts={"reason": reason.strip()[:400]},
    )
    row.refresh_from_db()
    return row
