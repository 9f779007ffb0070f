"""How far the rounds of a year have come at a place: how many cases have passed each station."""

from dataclasses import dataclass

from khuyenhoc.analytics import cases
from khuyenhoc.analytics.cases import Funnel
from khuyenhoc.domain.numbers import percent_of
from khuyenhoc.domain.workflow import State

# Whoever stands at a station has been through those before it.
LINE = (
    (State.REGISTERED, frozenset({State.REGISTERED, State.RETURNED})),
    (State.SELF_ASSESSED, frozenset({State.SELF_ASSESSED})),
    (State.REVIEWED, frozenset({State.REVIEWED})),
    (State.VERIFIED, frozenset({State.VERIFIED})),
    # whoever was refused came before the deciding body too: what it decides never lowers a number
    (State.PROPOSED, frozenset({State.PROPOSED, State.NOT_RECOGNISED})),
    (State.RECOGNISED, frozenset({State.RECOGNISED, State.TO_BE_REVIEWED, State.EXPIRED, State.REVOKED})),
)
ASIDE = (State.RETURNED, State.NOT_RECOGNISED, State.WITHDRAWN, State.TO_BE_REVIEWED, State.REVOKED)


@dataclass(frozen=True, slots=True)
class Station:
    """share: of those registered, hundredths of a percent."""

    state: State
    number: int
    share: int


@dataclass(frozen=True, slots=True)
class Line:
    funnel: Funnel
    stations: tuple[Station, ...]
    aside: tuple[tuple[State, int], ...]


def of(place: int, year: int) -> list[Line]:
    """One line for each title and level that anybody registered for, for the template shared/funnels.html."""
    return [_line(funnel) for funnel in cases.funnel(place, year)]


def _line(funnel: Funnel) -> Line:
    passed, stations = 0, []
    for state, standing in reversed(LINE):
        passed += sum(funnel.standing.get(one, 0) for one in standing)
        stations.append((state, passed))
    whole = passed or 1
    return Line(
        funnel=funnel,
        stations=tuple(
            Station(state, number, percent_of(number, whole)) for state, number in reversed(stations)
        ),
        aside=tuple((state, funnel.standing[state]) for state in ASIDE if funnel.standing.get(state)),
    )
