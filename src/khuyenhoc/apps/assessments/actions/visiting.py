"""Drawing reviewed cases by lot to visit them again, and noting what was found there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.actions.cases import (
    Case,
    CasesUnknown,
    log,
    read_cases,
    require,
    require_reason,
)
from khuyenhoc.apps.assessments.models import Assessment, Revisit, SpotCheck
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.drawing import drawn
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.workflow import State, StepNotAllowed
from khuyenhoc.storing import among, insert


class RevisitsOpen(RuleBroken):
    """The last draw is still being visited; drawing again waits for it. facts: number."""

    code = "REVISITS_OPEN"


class NothingToDraw(RuleBroken):
    """No case waits here that was not drawn already; facts: none."""

    code = "NOTHING_TO_DRAW"


class RevisitMissing(RuleBroken):
    """Drawn cases are verified after they were visited; facts: cases, number."""

    code = "REVISIT_MISSING"


class RevisitDiffers(RuleBroken):
    """What was found differs from the form, and it was not handed in anew since; facts: cases, number."""

    code = "REVISIT_DIFFERS"


class VisitsOwnEntry(RuleBroken):
    """Nobody notes the visit of what they entered; facts: cases, number."""

    code = "VISITS_OWN_ENTRY"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found at a case: the form is right, or it is not and the note says in what."""

    matches: bool
    note: str = ""


@transaction.atomic
def draw_spot_check(
    opened: Round, *, place: int, number: int, seed: str, by: User, at: datetime
) -> SpotCheck:
    """Draw `number` of the reviewed cases at and below the place that were never drawn.

    seed: whatever nobody could choose beforehand; it is kept. Errors: OutsideScope, RevisitsOpen, NothingToDraw.
    """
    access.require(by, Permission.VERIFY, [place], at=at, titles=[opened.title])
    list(
        Round.objects.select_for_update().filter(pk=opened.pk)
    )  # of two who draw at once one finds the other's
    waiting = Assessment.objects.filter(
        place__in=places.ids_below(place, day_of(at), with_custody=True),
        year=opened.year,
        title=opened.title,
        level=opened.level,
        state=State.REVIEWED,
    )
    if opened.organisation_kind:
        waiting = waiting.filter(subject__organisation_kind=opened.organisation_kind)
    still_open = waiting.filter(revisit__result="").count()
    if still_open:
        raise RevisitsOpen(number=still_open)
    candidates = list(waiting.filter(revisit__isnull=True).order_by("pk").values_list("pk", flat=True))
    chosen = drawn(candidates, number, seed)
    if not chosen:
        raise NothingToDraw()
    check = SpotCheck.objects.create(
        round=opened, place_id=place, seed=seed, candidates=candidates, drawn_by=by, recorded_at=at
    )
    insert([Revisit(spot_check=check, assessment_id=case) for case in chosen])
    audit.record(
        "assessment.spot_check_drawn",
        by=by.username,
        at=at,
        kind="spot_check",
        object_id=check.pk,
        place_id=place,
        cases=sorted(chosen),
        facts={"seed": seed, "candidates": len(candidates)},
    )
    return check


@transaction.atomic
def note_revisits(findings: Mapping[int, Finding], *, by: User, at: datetime) -> None:
    """Note what was found at drawn cases (keys) that wait for verification; until then it may be noted anew.

    Errors: NothingNamed, CasesUnknown when one was not drawn, OutsideScope, StepNotAllowed, VisitsOwnEntry,
    ReasonMissing for a difference that is not told.
    """
    cases = read_cases(findings)
    require(by, Permission.VERIFY, cases, at)
    elsewhere = [case for case in cases if case.state is not State.REVIEWED]
    if elsewhere:
        found = [case.pk for case in elsewhere]
        raise StepNotAllowed(step="verify", state=elsewhere[0].state.value, cases=found)
    own = [case.pk for case in cases if by.pk in case.authors]
    if own:
        raise VisitsOwnEntry(cases=own, number=len(own))
    rows = {row.assessment_id: row for row in Revisit.objects.filter(assessment__in=findings)}
    if len(rows) < len(cases):
        raise CasesUnknown(number=len(cases) - len(rows))
    for pk, row in sorted(rows.items()):
        finding = findings[pk]
        if not finding.matches:
            require_reason(finding.note)
        row.result = Revisit.Result.MATCHES if finding.matches else Revisit.Result.DIFFERS
        row.note, row.visited_by, row.noted_at = finding.note.strip(), by, at
        row.save(update_fields=["result", "note", "visited_by", "noted_at"])
    log("assessment.revisited", cases, by, at)


def require_visited(cases: Collection[Case]) -> None:
    """Drawn cases were visited, and where the form was wrong it was handed in anew since.

    Errors: RevisitMissing, RevisitDiffers.
    """
    rows = Revisit.objects.filter(among("assessment", [case.pk for case in cases]))
    told = list(
        rows.exclude(result=Revisit.Result.MATCHES)
        .order_by("assessment")
        .values_list("assessment", "noted_at", "assessment__entered_at")
    )
    missing = [pk for pk, noted_at, _ in told if noted_at is None]
    if missing:
        raise RevisitMissing(cases=missing, number=len(missing))
    wrong = [pk for pk, noted_at, entered_at in told if noted_at is not None and entered_at <= noted_at]
    if wrong:
        raise RevisitDiffers(cases=wrong, number=len(wrong))
