"""A form being filled in: what its set asks, what was typed so far, and what it would come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from khuyenhoc.analytics.cases import state_of
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import queries
from khuyenhoc.apps.assessments.models import Assessment, Draft, Evidence, Return
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognition
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.domain import answers
from khuyenhoc.domain.answers import NOT_APPLICABLE, Answer, Share, Unreadable
from khuyenhoc.domain.criteria import CriteriaSet, Kind
from khuyenhoc.domain.criteria.carrying import Bridge
from khuyenhoc.domain.numbers import points as points_written
from khuyenhoc.domain.workflow import State


@dataclass(frozen=True, slots=True)
class Filling:
    """cells: column → as typed. measured: code → (part, whole) that the system counts on the day.

    reason, indicators: why and for which answers the form came back; "" and () when it did not. revision: of the
    draft, 0 when nothing was kept yet. can_step_back: there is an earlier state to return to.
    """

    registration_id: int
    subject_id: int
    name: str
    is_sample: bool
    round_id: int
    place_id: int
    place: str
    title: str
    level: str
    year: int
    state: State
    rules: CriteriaSet
    cells: Mapping[str, str]
    evidence: Mapping[str, Mapping[str, Any]]
    measured: Mapping[str, tuple[int, int]]
    revision: int
    can_step_back: bool
    kept_by: str
    reason: str
    indicators: tuple[str, ...]

    @property
    def answers(self) -> dict[str, Answer]:
        """As they would be handed in now."""
        counted = {
            f"{code}.{column}": str(number)
            for code, pair in self.measured.items()
            for column, number in zip(("part", "whole"), pair, strict=True)
        }
        return answers.read(self.rules, {**self.cells, **counted})


def of(registration_id: int, *, seen_by: User, on: date) -> Filling:
    """The form of a registration: its draft, else what was handed in and came back, else blank.

    Errors: Registration.DoesNotExist, the same for what is unknown and what is foreign.
    """
    seen = access.visible(Registration.objects.select_related("subject"), seen_by, on)
    row = seen.select_related("assessment").get(pk=registration_id)
    row.round = rounds.registrations([row.pk])[0].round
    case = row.assessment if row.is_assessed else None
    rules = criteria.rules(rounds.set_on(row.round, on))
    draft = Draft.objects.select_related("edited_by").filter(registration=row).first()
    back = Return.objects.filter(assessment=case).order_by("-pk").first() if case is not None else None
    counted = (
        recognition.measure(rules, [row.subject_id], on, inside_on=min(row.round.cut_off, on))
        if recognition.counted_codes(rules)
        else {}
    )
    return Filling(
        registration_id=row.pk,
        subject_id=row.subject_id,
        name=row.subject.name,
        is_sample=row.subject.is_sample,
        round_id=row.round_id,
        place_id=row.place_id,
        place=places.label(row.place_id, on),
        title=row.title,
        level=row.level,
        year=row.year,
        state=state_of(row),
        rules=rules,
        cells=queries.form_today(draft, row.round, on).cells if draft else _cells_of(rules, case),
        evidence=draft.evidence if draft else _shown_for(case),
        measured=counted.get(row.subject_id, {}),
        revision=draft.revision if draft else 0,
        can_step_back=bool(draft and draft.past),
        kept_by=str(draft.edited_by) if draft else "",
        reason=back.reason if back else "",
        indicators=tuple(back.indicators) if back else (),
    )


def _shown_for(case: Assessment | None) -> dict[str, dict[str, Any]]:
    rows = Evidence.objects.filter(assessment=case) if case is not None else Evidence.objects.none()
    return {row.indicator: {"ticks": row.ticks, "note": row.note} for row in rows}


def _cells_of(rules: CriteriaSet, case: Assessment | None) -> dict[str, str]:
    """What was handed in, as it would be typed; answers to what is asked otherwise now are left out."""
    if case is None:
        return {}
    answered_to = criteria.rules(case.criteria_set)
    known = Bridge(answered_to, rules).carry(answers.from_json(answered_to, case.answers)).answers
    kinds = {indicator.code: indicator.kind for indicator in rules.indicators}
    cells: dict[str, str] = {}
    for code, answer in known.items():
        cells.update(_typed(code, answer, kinds.get(code)))
    return cells


def _typed(code: str, answer: Answer, kind: Kind | None) -> dict[str, str]:
    if isinstance(answer, Share):
        return {f"{code}.part": str(answer.part), f"{code}.whole": str(answer.whole)}
    if answer is NOT_APPLICABLE:
        return {f"{code}.part": "KAD"} if kind in (Kind.SHARE, Kind.DERIVED) else {code: "KAD"}
    if isinstance(answer, bool):
        return {code: "có" if answer else "không"}
    if isinstance(answer, Unreadable):
        return {code: answer.text}
    if kind is Kind.POINTS and isinstance(answer, int):
        return {code: points_written(answer)}
    return {code: str(answer)}
