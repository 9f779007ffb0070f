"""A form being filled in: what its set asks, what was typed so far, and what it would come to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.utils.functional import SimpleLazyObject, lazy

from khuyenhoc.analytics.cases import state_of
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import queries
from khuyenhoc.apps.assessments.models import Assessment, Draft, Evidence, Return
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.photos import queries as photos
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognition
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain import answers
from khuyenhoc.domain.answers import NOT_APPLICABLE, Answer, Share, Unreadable
from khuyenhoc.domain.criteria import CriteriaSet, Kind
from khuyenhoc.domain.criteria.carrying import Anew, Bridge, Carried
from khuyenhoc.domain.numbers import points as points_written
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import objects_among


@dataclass(frozen=True, slots=True)
class Filling:
    """cells: column → as typed. measured: code → (part, whole) that the system counts on the day.

    reason, indicators: why and for which answers the form came back; "" and () when it did not. revision: of the
    draft, 0 when nothing was kept yet. can_step_back: there is an earlier state to return to.
    photos: indicator → the name of the photo that stands on the form; None where no photo is asked for.
    left, look_again, anew: after a switch of the round's set, answers as typed that the new set has no place for,
    codes whose wording changed, and codes to be answered anew with why; empty otherwise.
    read: the rows of a draft's form, for handing it in within the same transaction.
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
    photos: Mapping[str, str] | None = None
    left: Mapping[str, str] = field(default_factory=dict)
    look_again: tuple[str, ...] = ()
    anew: Mapping[str, Anew] = field(default_factory=dict)
    read: tuple[Registration, Draft] | None = None

    @property
    def is_switched(self) -> bool:
        """The round took another set since the answers were given."""
        return bool(self.left or self.look_again or self.anew)

    @property
    def answers(self) -> dict[str, Answer]:
        """As they would be handed in now."""
        return answers.read(self.rules, {**self.cells, **answers.counted_cells(self.measured)})


def of(registration_id: int, *, seen_by: User, on: date) -> Filling:
    """The form of a registration: its draft, else what was handed in and came back, else blank.

    Errors: Registration.DoesNotExist, the same for what is unknown and what is foreign.
    """
    row = _seen(registration_id, seen_by, on)
    case = row.assessment if row.is_assessed else None
    rules = criteria.rules(rounds.set_on(row.round, on))
    draft = next(iter(objects_among(Draft, [row.pk], column="registration")), None)
    back = Return.objects.filter(assessment=case).order_by("-pk").first() if case is not None else None
    counted = recognition.measure_in(row.round, rules, [row.subject_id], on)
    typed = queries.form_today(draft, row.round, on) if draft else None
    handed_in, carried = _handed_in(rules, case)
    return Filling(
        registration_id=row.pk,
        subject_id=row.subject_id,
        name=row.subject.name,
        is_sample=row.subject.is_sample,
        round_id=row.round_id,
        place_id=row.place_id,
        place=_label(row.place_id, on),
        title=row.title,
        level=row.level,
        year=row.year,
        state=state_of(row) if case is not None or row.withdrawn_at is not None else State.REGISTERED,
        rules=rules,
        cells=typed.cells if typed else handed_in,
        evidence=draft.evidence if draft else _shown_for(case),
        measured=counted[row.subject_id],
        revision=draft.revision if draft else 0,
        can_step_back=bool(draft and draft.past),
        kept_by=_account(draft) if draft else "",
        reason=back.reason if back else "",
        indicators=tuple(back.indicators) if back else (),
        photos=_photos(row.pk),
        read=(row, draft) if draft else None,
        **_after_switch(typed, carried, case),
    )


def _seen(registration_id: int, seen_by: User, on: date) -> Registration:
    """With subject, round and set, by keys alone: these are asked for at every step of filling in."""
    for row in rounds.registrations([registration_id]):
        if access.may(seen_by, Permission.SEE, row.place_id, on=on, title=row.title):
            row.subject = objects_among(Subject, [row.subject_id])[0]
            return row
    raise Registration.DoesNotExist


# What follows is asked for once it is drawn: a form that is only kept or handed in draws nothing.


def _label(place: int, on: date) -> str:
    return _LABEL(place, on)


def _account(draft: Draft) -> str:
    return _EDITED_BY(draft)


def _edited_by(draft: Draft) -> str:
    return str(draft.edited_by)


_LABEL, _EDITED_BY = lazy(places.label, str), lazy(_edited_by, str)  # a class each, made once


def _photos(registration_id: int) -> Mapping[str, str]:
    def asked() -> dict[str, str]:
        return {code: photo.name for code, photo in photos.on_form(registration_id).items()}

    return cast(Mapping[str, str], SimpleLazyObject(asked))


def _after_switch(
    typed: queries.FormToday | None, carried: Carried | None, case: Assessment | None
) -> dict[str, Any]:
    """What a switch left of the answers: of the draft where there is one, else of the form that came back."""
    if typed is not None:
        return {"left": typed.left, "look_again": typed.look_again, "anew": typed.anew}
    if carried is None or case is None:
        return {}
    answered_to = criteria.rules(case.criteria_set)
    left = as_typed(answered_to, carried.left)
    return {"left": left, "look_again": carried.look_again, "anew": carried.anew}


def _shown_for(case: Assessment | None) -> dict[str, dict[str, Any]]:
    rows = Evidence.objects.filter(assessment=case) if case is not None else Evidence.objects.none()
    return {row.indicator: {"ticks": row.ticks, "note": row.note} for row in rows}


def _handed_in(rules: CriteriaSet, case: Assessment | None) -> tuple[dict[str, str], Carried | None]:
    """What was handed in, as it would be typed, and, where another set asks now, what is carried of it."""
    if case is None:
        return {}, None
    answered_to = criteria.rules(case.criteria_set)
    given = answers.from_json(answered_to, case.answers)
    carried = Bridge(answered_to, rules).carry(given)
    return as_typed(rules, carried.answers), carried if answered_to.key != rules.key else None


def as_typed(rules: CriteriaSet, given: Mapping[str, Answer]) -> dict[str, str]:
    """column → answers as a person would type them."""
    kinds = {indicator.code: indicator.kind for indicator in rules.indicators}
    cells: dict[str, str] = {}
    for code, answer in given.items():
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
