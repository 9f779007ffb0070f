"""One round of one title in one commune: who enters, meets, verifies and decides, and about which cases."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.demo.cast import Office
from khuyenhoc.demo.draft import Commune
from khuyenhoc.demo.outcomes import Outcome
from khuyenhoc.demo.plan import Race
from khuyenhoc.demo.town import Town

# Of so many that pass one is sent back first by a meeting and one by the verifier.
EVERY_OF_MANY, EVERY_OF_FEW = 230, 17
BY_THE_MEETING, BY_THE_VERIFIER = 1, 4  # whose turn it is
INVITED_TO_THE_COMMUNE = 32  # to a meeting of a commune's own bodies


class Detour(StrEnum):
    """Who sends a case back once before it passes."""

    NONE = ""
    MEETING = "meeting"
    VERIFIER = "verifier"


@dataclass(frozen=True, slots=True)
class Case:
    """One subject's way through a year; `whole` and `nothing` shape its form."""

    subject: int
    outcome: Outcome
    detour: Detour
    whole: int
    nothing: bool

    @property
    def is_registered(self) -> bool:
        return self.outcome is not Outcome.NOT_REGISTERED

    @property
    def is_assessed(self) -> bool:
        return self.is_registered and self.outcome is not Outcome.WITHDRAWN_EARLY

    @property
    def is_reviewed(self) -> bool:
        return self.is_assessed and self.outcome is not Outcome.WITHDRAWN


@dataclass(slots=True)
class Desk:
    """Where cases are written down and reviewed: a hamlet, or the commune for its own bodies."""

    place: int
    clerk: User
    chair: User
    invited: int
    cases: list[Case]


@dataclass(slots=True)
class Lane:
    """decides_at: the place of the deciding body. The ids fill up as the steps are taken.

    enters_all: whoever enters what is written down at every desk; None where each desk's clerk does.
    """

    seed: int
    year: int
    race: Race
    code: str
    desks: list[Desk]
    enters_all: User | None
    verifier: User
    decider: User
    decides_at: int
    signer: str
    registrations: dict[int, int] = field(default_factory=dict)
    assessments: dict[int, int] = field(default_factory=dict)

    @property
    def cases(self) -> list[Case]:
        return [case for desk in self.desks for case in desk.cases]

    @property
    def lists(self) -> list[tuple[User, list[Case]]]:
        """Who enters which cases, list by list."""
        if self.enters_all is not None:
            return [(self.enters_all, self.cases)]
        return [(desk.clerk, desk.cases) for desk in self.desks]

    @property
    def minutes(self) -> list[tuple[User, list[Desk]]]:
        """Who enters the minutes of which desks' meetings."""
        if self.enters_all is not None:
            return [(self.enters_all, self.desks)]
        return [(desk.chair, [desk]) for desk in self.desks]

    def assessed(self, *outcomes: Outcome) -> list[int]:
        """Assessments of the cases with one of the outcomes."""
        return [self.assessments[case.subject] for case in self.cases if case.outcome in outcomes]


def lane(
    race: Race, year: int, commune: Commune, town: Town, office: Office, places: tuple[int, ...], seed: int
) -> Lane:
    """places: the commune's hamlets."""
    seat = commune.seat
    at_district = race is Race.COMMUNE
    desks = [desk for desk in _desks(race, year, commune, town, office, places) if desk.cases]
    _send_some_back(desks, EVERY_OF_MANY if race in (Race.HOUSEHOLD, Race.CITIZEN) else EVERY_OF_FEW)
    body = seat.district_name if at_district else f"{seat.unit} {seat.name}"
    return Lane(
        seed=seed,
        year=year,
        race=race,
        code=seat.code,
        desks=desks,
        enters_all=office.unit if seat.enters_together and not at_district else None,
        verifier=office.district_association if at_district else office.association,
        decider=office.district_committee if at_district else office.committee,
        decides_at=seat.district if at_district else seat.place,
        signer=f"Chủ tịch Ủy ban nhân dân {body}",
    )


def _desks(
    race: Race,
    year: int,
    commune: Commune,
    town: Town,
    office: Office,
    places: tuple[int, ...],
) -> list[Desk]:
    here = commune.seat.place
    match race:
        case Race.COMMUNE:
            outcome = commune.outcomes.get(year, Outcome.NOT_REGISTERED)
            case = Case(town.commune, outcome, Detour.NONE, len(places), False)
            return [Desk(here, office.association, office.unit, INVITED_TO_THE_COMMUNE, [case])]
        case Race.ORGANISATION:
            cases = [
                _case(subject, body.outcomes[year], max(1, len(body.members)), False)
                for subject, body in zip(town.bodies, commune.bodies, strict=True)
            ]
            return [Desk(here, office.unit, office.unit, INVITED_TO_THE_COMMUNE, cases)]
        case Race.CLAN:
            cases = [
                _case(subject, clan.outcomes[year], 2 * len(clan.households), False)
                for subject, clan in zip(town.clans, commune.clans, strict=True)
            ]
            return [Desk(here, office.unit, office.unit, INVITED_TO_THE_COMMUNE, cases)]
    found = []
    for hamlet, place in zip(commune.hamlets, places, strict=True):
        n = hamlet.number
        clerk = office.branches[n]
        match race:
            case Race.HAMLET:
                cases = [_case(town.hamlets[n], hamlet.outcomes[year], 2 * hamlet.households, False)]
            case Race.HOUSEHOLD:
                rows = zip(
                    town.households[n],
                    hamlet.of_households[year],
                    town.whole[n],
                    town.has_pupils[n],
                    strict=True,
                )
                cases = [
                    _case(subject, outcome, whole, not pupils) for subject, outcome, whole, pupils in rows
                ]
            case _:
                cases = [
                    _case(subject, outcome, 10, False)
                    for subject, outcome in zip(town.grown_ups[n], hamlet.of_citizens[year], strict=False)
                ]
        found.append(Desk(place, clerk, clerk, hamlet.households, [c for c in cases if c.is_registered]))
    return found


def _case(subject: int, outcome: Outcome, whole: int, nothing: bool) -> Case:
    return Case(subject, outcome, Detour.NONE, whole, nothing)


def _send_some_back(desks: list[Desk], every: int) -> None:
    """A few of those that pass are sent back first, at fixed turns, so that no lane is without any for long."""
    turn = 0
    for desk in desks:
        for position, case in enumerate(desk.cases):
            if case.outcome is Outcome.RECOGNISED:
                sent_by = {BY_THE_MEETING: Detour.MEETING, BY_THE_VERIFIER: Detour.VERIFIER}
                detour = sent_by.get(turn % every, Detour.NONE)
                desk.cases[position] = replace(case, detour=detour)
                turn += 1
