"""Setting targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.figures.models import Target
from khuyenhoc.apps.figures.queries import catalogue
from khuyenhoc.domain.catalogue import recognised
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Level, Title


@dataclass(frozen=True, slots=True)
class NewTarget:
    """The share of holders of a title that is aimed at; percent in hundredths (7000 = 70 %)."""

    place: int
    year: int
    title: Title
    level: Level
    base_kind: str
    percent: int
    source: str
    for_difficult_areas: bool = False


@dataclass(frozen=True, slots=True)
class NewAim:
    """What any indicator is to reach: percent in hundredths, or amount in its unit, or both.

    The texts are as written ("ít nhất 70%", "hơn 4 tỷ"), "" where a number was given; qualifiers as
    `written_numbers.Qualifier` has them. kept_with_note: why it is kept though a check found something.
    """

    place: int
    year: int
    indicator: str
    source: str
    level: str = ""
    base_kind: str = ""
    percent: int | None = None
    percent_text: str = ""
    percent_qualifier: str = ""
    amount: int | None = None
    amount_text: str = ""
    amount_qualifier: str = ""
    unit: str = ""
    place_written: str = ""
    for_difficult_areas: bool = False
    note: str = ""
    kept_with_note: str = ""


@transaction.atomic
def set_targets(targets: Sequence[NewTarget | NewAim], *, by: User, at: datetime) -> None:
    """Set targets; one that was set before is superseded.

    Errors: OutsideScope, IndicatorUnknown, LevelUnknown, BaseKindUnknown.
    """
    aims = [_aim(one) for one in targets]
    known = catalogue()
    access.require(
        by,
        Permission.SET_FIGURES,
        {one.place for one in aims},
        at=at,
        titles={title for one in aims if (title := known.indicator(one.indicator).title)},
    )
    aim(aims, by=by, at=at)
    audit.record("figures.targets_set", by=by.username, at=at, kind="target", facts={"targets": len(aims)})


def aim(aims: Sequence[NewAim], *, by: User | None, at: datetime) -> list[Target]:
    """The rows of `set_targets`, inside a deed's transaction; whoever calls has asked for the right to."""
    known = catalogue()
    made = []
    for new in aims:
        indicator = known.indicator(new.indicator)
        key = {
            "place_id": new.place,
            "year": new.year,
            "indicator": indicator.code,
            "level": known.level(indicator, new.level),
            "base_kind": known.base(new.base_kind).kind if new.base_kind else "",
            "for_difficult_areas": new.for_difficult_areas,
        }
        Target.objects.filter(**key, superseded_at__isnull=True).update(superseded_at=at)
        made.append(
            Target.objects.create(
                **key,
                place_written=new.place_written,
                percent=new.percent,
                percent_text=new.percent_text,
                percent_qualifier=new.percent_qualifier,
                amount=new.amount,
                amount_text=new.amount_text,
                amount_qualifier=new.amount_qualifier,
                unit=new.unit,
                source=new.source,
                note=new.note,
                kept_with_note=new.kept_with_note,
                entered_by=by,
                recorded_at=at,
            )
        )
    return made


def _aim(one: NewTarget | NewAim) -> NewAim:
    if isinstance(one, NewAim):
        return one
    return NewAim(
        place=one.place,
        year=one.year,
        indicator=recognised(one.title),
        source=one.source,
        level=one.level,
        base_kind=one.base_kind,
        percent=one.percent,
        for_difficult_areas=one.for_difficult_areas,
    )
