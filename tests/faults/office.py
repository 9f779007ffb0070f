"""A commune's office at work: requests with a key each, as pages send them, and what must be there afterwards."""

import traceback
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from khuyenhoc.analytics import recount
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Entry
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.audit import queries as log
from khuyenhoc.apps.audit.models import Event, Receipt
from khuyenhoc.apps.criteria import queries as sets
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Certificate, Decision, Recognition
from khuyenhoc.apps.rounds.models import Consent, Registration
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from tests import make
from tests.make import NOON, Country, People

Answer = dict[str, Any]
SUBMIT, VERIFY, DECIDE, SEAL = "submit", "verify", "decide", "seal"
EVENTS = {
    SUBMIT: "assessment.self_assessed",
    VERIFY: "assessment.verified",
    DECIDE: "recognition.decided",
}
BODY = 3  # cases of one decision
ENDS_IN = {SUBMIT: State.SELF_ASSESSED, VERIFY: State.VERIFIED, DECIDE: State.RECOGNISED}


@dataclass(frozen=True)
class Request:
    """One click: who, what, and on which cases (of `submit`: registrations)."""

    route: str
    key: str
    actor: str
    ids: tuple[int, ...]
    place: int


def prepare(number: int, land: Country, who: People, *, is_proposed: bool = True) -> list[Request]:
    """So many requests of each kind, taking turns, with a sealing of the log now and then.

    is_proposed: the cases of every decision lie before the deciding body; else they are verified and no more.
    """
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    homes = make.households((2 + BODY) * number, land.hamlet, by=who.branch)
    registered = make.registered(opened, homes, by=who.branch)
    cases = make.assessed(registered[number:], by=who.branch)
    make.reviewed(cases, land.hamlet, by=who.branch)
    ids = [case.pk for case in cases]
    to_decide = ids[number:]
    assessments.verify(to_decide, by=who.association, at=NOON)
    if is_proposed:
        recognition.propose(to_decide, place=land.commune.pk, by=who.association, at=NOON)
    lists = [to_decide[at : at + BODY] for at in range(0, len(to_decide), BODY)]
    commune = land.commune.pk
    kinds = (
        [Request(SUBMIT, f"s{one.pk}", "branch", (one.pk,), commune) for one in registered[:number]],
        [Request(VERIFY, f"v{pk}", "association", (pk,), commune) for pk in ids[:number]],
        [Request(DECIDE, f"d{some[0]}", "committee", tuple(some), commune) for some in lists],
        [Request(SEAL, f"l{n}", "sealer", (), commune) for n in range(number // 4)],
    )
    return [one for one in chain.from_iterable(zip_longest(*kinds)) if one is not None]


def do(request: Request) -> Answer:
    """The request's deed, once however often it is sent; the answer tells what was written."""
    if request.route == SEAL:
        return {"sealed": audit.seal(at=NOON)}
    return audit.once(
        lambda: _deed(request),
        actor=request.actor,
        route=request.route,
        key=request.key,
        body={"ids": list(request.ids)},
        at=NOON,
    )


def _deed(request: Request) -> Answer:
    by = User.objects.get(username=request.actor)
    ids = list(request.ids)
    if request.route == SUBMIT:
        one = Registration.objects.select_related("round__criteria_set").get(pk=ids[0])
        entry = Entry(one.pk, make.best(sets.rules(one.round.criteria_set)))
        made = recognition.assess([entry], consent=Consent.SPOKEN, by=by, at=NOON)
        return {"cases": [case.pk for case in made]}
    if request.route == VERIFY:
        assessments.verify(ids, by=by, at=NOON)
        return {"cases": ids}
    decision = recognition.decide(ids, {}, place=request.place, signer="Chủ tịch", by=by, at=NOON)
    return {"decision": decision.pk, "number": decision.number, "cases": ids}


def require_all_written(requests: Sequence[Request], answers: Mapping[str, Answer]) -> None:
    """Every request was done exactly once, as its answer says, and nothing else was done.

    answers: key → the answer that came through, of every request but the sealings.
    """
    sent = [request for request in requests if request.route != SEAL]
    assert answers.keys() == {request.key for request in sent}
    assert Receipt.objects.count() == len(sent)
    by_deed = Counter(Event.objects.values_list("deed", flat=True))
    for route in EVENTS:
        of_route = [request for request in sent if request.route == route]
        cases = [pk for request in of_route for pk in answers[request.key]["cases"]]
        states = list(Assessment.objects.filter(pk__in=cases).values_list("state", flat=True))
        assert states == [ENDS_IN[route]] * len(cases)
        assert len(set(cases)) == len(cases)
        # one event a request, and of the preparation one each
        assert by_deed[EVENTS[route]] == len(of_route) + (0 if route == DECIDE else 1)
    decided = [request for request in sent if request.route == DECIDE]
    known = dict(Decision.objects.values_list("pk", "number"))
    assert {answers[one.key]["decision"]: answers[one.key]["number"] for one in decided} == known
    require_whole(decisions=len(decided), titles=BODY * len(decided))
    audit.seal(at=NOON)
    assert list(log.breaks()) == []


def written(requests: Sequence[Request], answers: Mapping[str, Answer]) -> str:
    """Empty when all is as `require_all_written` wants it, else what is not; for a process that is called."""
    try:
        require_all_written(requests, answers)
    except AssertionError:
        return traceback.format_exc()
    return ""


def require_whole(*, decisions: int, titles: int) -> None:
    """No half case, no gap in any series, counts as the cases say."""
    series = list(Decision.objects.order_by("serial").values_list("serial", flat=True))
    assert series == list(range(1, decisions + 1))
    papers = list(Certificate.objects.order_by("serial").values_list("serial", flat=True))
    assert papers == list(range(1, titles + 1))
    assert Recognition.objects.count() == titles
    assert recount.compare() == []
