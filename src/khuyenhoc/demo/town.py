"""Enters one commune's made-up people, clans, bodies and members into the register, in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.association import queries as association_queries
from khuyenhoc.apps.association.actions import Whom
from khuyenhoc.apps.association.models import Branch
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.actions import NewAffiliation, NewSubject
from khuyenhoc.demo import people
from khuyenhoc.demo.cast import Office
from khuyenhoc.demo.chance import chance
from khuyenhoc.demo.draft import FIRST, LAST, Commune, Hamlet
from khuyenhoc.demo.people import Household
from khuyenhoc.demo.timetable import BEGIN, HELD_SINCE, JOIN, LEAVE, OLDEST, moment, on
from khuyenhoc.domain.branches import BranchKind, Post
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.titles import Level, Title

NEW_MEMBERS = 8  # one in so many of the members at the end of the first year joined in it


@dataclass(slots=True)
class Town:
    """Ids of a commune's subjects; of a hamlet's grown-ups in order of rank.

    pupils and whole: of each household whether it has pupils and how many grown-ups; by hamlet.
    """

    commune: int
    hamlets: list[int]
    households: list[list[int]]
    grown_ups: list[list[int]]
    clans: list[int]
    bodies: list[int]
    branches: list[int]
    has_pupils: list[list[bool]] = field(default_factory=list)
    whole: list[list[int]] = field(default_factory=list)


class Settlers:
    """One commune's people before they are in the database; the same for the same seed."""

    def __init__(self, commune: Commune, seed: int) -> None:
        families: dict[tuple[int, int], str] = {
            home: clan.family for clan in commune.clans for home in clan.households
        }
        self.homes: list[list[Household]] = []
        self.order: list[list[int]] = []
        for hamlet in commune.hamlets:
            luck = chance(seed, "people", commune.seat.code, hamlet.number)
            own = {rank: family for (where, rank), family in families.items() if where == hamlet.number}
            homes = people.households(hamlet, own, luck)
            self.homes.append(homes)
            self.order.append(people.grown_ups(homes, luck))

    def complete(self, town: Town) -> Town:
        """Tell the town what forms need to know of its households."""
        town.has_pupils = [[home.has_pupils for home in homes] for homes in self.homes]
        town.whole = [[home.grown_ups for home in homes] for homes in self.homes]
        return town


def enter(
    commune: Commune, settlers: Settlers, hamlet_places: tuple[int, ...], office: Office
) -> dict[str, Any]:
    """Everybody and everything of a commune; gives the fields of its Town."""
    found: dict[str, Any] = {"households": [], "grown_ups": [], "hamlets": []}
    if commune.seat.enters_together:
        _enter_people(commune.hamlets, settlers, hamlet_places, found, by=office.unit)
    else:
        for hamlet in commune.hamlets:
            _enter_people([hamlet], settlers, hamlet_places, found, by=office.branches[hamlet.number])
    found |= _enter_groups(commune, found, hamlet_places, office)
    found["branches"] = _open_branches(
        commune, hamlet_places, found["bodies"], found["grown_ups"][0][0], office
    )
    _take_in_members(commune, found, office)
    return found


def _enter_people(
    hamlets: Sequence[Hamlet],
    settlers: Settlers,
    hamlet_places: tuple[int, ...],
    found: dict[str, Any],
    *,
    by: User,
) -> None:
    """The hamlets with everybody in them, as one list."""
    new: list[NewSubject] = []
    for hamlet in hamlets:
        place, homes = hamlet_places[hamlet.number], settlers.homes[hamlet.number]
        new.append(NewSubject(Title.COMMUNITY, hamlet.name, place, OLDEST, level=Level.HAMLET))
        new += [NewSubject(Title.HOUSEHOLD, home.name, place, OLDEST) for home in homes]
        new += [
            NewSubject(Title.CITIZEN, one.name, place, _since(one.birth_year), birth_year=one.birth_year)
            for home in homes
            for one in home.people
        ]
    ids = iter([one.pk for one in subjects.enter(new, by=by, at=moment(BEGIN), is_sample=True)])
    inside: list[NewAffiliation] = []
    for hamlet in hamlets:
        homes = settlers.homes[hamlet.number]
        found["hamlets"].append(next(ids))
        households = list(islice(ids, len(homes)))
        citizens = list(islice(ids, sum(len(home.people) for home in homes)))
        found["households"].append(households)
        found["grown_ups"].append([citizens[position] for position in settlers.order[hamlet.number]])
        members = iter(citizens)
        inside += [
            NewAffiliation(Belonging.HOUSEHOLD_MEMBER, next(members), group, _since(one.birth_year))
            for group, home in zip(households, homes, strict=True)
            for one in home.people
        ]
    subjects.affiliate(inside, by=by, at=moment(BEGIN))


def _since(born: int) -> date:
    return max(OLDEST, date(born, 1, 1))


def _enter_groups(
    commune: Commune, found: dict[str, Any], hamlet_places: tuple[int, ...], office: Office
) -> dict[str, Any]:
    at = moment(BEGIN)
    here = commune.seat.place
    label = f"{commune.seat.unit.capitalize()} {commune.seat.name}"
    new = [NewSubject(Title.COMMUNITY, label, here, OLDEST, level=Level.COMMUNE)]
    new += [
        NewSubject(
            Title.CLAN,
            f"Dòng họ {clan.family}, {commune.hamlets[clan.hamlet].name}",
            hamlet_places[clan.hamlet],
            OLDEST,
        )
        for clan in commune.clans
    ]
    new += [
        NewSubject(
            Title.ORGANISATION,
            body.name,
            here,
            OLDEST,
            level=Level.COMMUNE,
            organisation_kind=body.kind,
        )
        for body in commune.bodies
    ]
    ids = iter([one.pk for one in subjects.enter(new, by=office.association, at=at, is_sample=True)])
    own = next(ids)
    clans, bodies = list(islice(ids, len(commune.clans))), list(ids)
    inside = [
        NewAffiliation(Belonging.CLAN_HOUSEHOLD, found["households"][hamlet][rank], group, OLDEST)
        for group, clan in zip(clans, commune.clans, strict=True)
        for hamlet, rank in clan.households
    ]
    inside += [
        NewAffiliation(Belonging.ORGANISATION_MEMBER, found["grown_ups"][hamlet][rank], group, OLDEST)
        for group, body in zip(bodies, commune.bodies, strict=True)
        for hamlet, rank in body.members
    ]
    if inside:
        subjects.affiliate(inside, by=office.association, at=at)
    return {"commune": own, "clans": clans, "bodies": bodies}


def _open_branches(
    commune: Commune, hamlet_places: tuple[int, ...], bodies: list[int], chair: int, office: Office
) -> list[int]:
    """A chi hội in every hamlet, then a ban khuyến học in every body; the commune's own leads them."""
    at = moment(BEGIN)
    seat = commune.seat
    (base,) = association.open_branches(
        [(seat.place, f"Hội Khuyến học {seat.unit} {seat.name} (mẫu)")],
        kind=BranchKind.BASE.value,
        since=OLDEST,
        by=office.association,
        at=at,
    )
    association.appoint(base, Post.CHAIR, Whom(chair), since=HELD_SINCE, by=office.association, at=at)
    made = association.open_branches(
        [
            (place, f"Chi hội {hamlet.name}")
            for hamlet, place in zip(commune.hamlets, hamlet_places, strict=True)
        ],
        kind="chi_hoi",
        since=OLDEST,
        parent=base.pk,
        by=office.association,
        at=at,
    )
    if bodies:
        made += association.open_in_bodies(bodies, since=OLDEST, parent=base.pk, by=office.association, at=at)
    return [branch.pk for branch in made]


def _take_in_members(commune: Commune, found: dict[str, Any], office: Office) -> None:
    """Those who were members before the demonstration; the most able first, so that those of bodies are early."""
    branches = association_queries.branches(found["branches"])
    own = [
        grown_ups[: hamlet.members - _late(hamlet)]
        for hamlet, grown_ups in zip(commune.hamlets, found["grown_ups"], strict=True)
    ]
    _join(commune, office, branches, own, HELD_SINCE, at=moment(BEGIN))
    everyone = {person for joining in own for person in joining}
    for body, branch in zip(commune.bodies, branches[len(commune.hamlets) :], strict=True):
        both = [found["grown_ups"][hamlet][rank] for hamlet, rank in body.members]
        both = [person for person in both if person in everyone]
        if both:
            association.join(branch, both, joined=HELD_SINCE, by=office.association, at=moment(BEGIN))


def _join(
    commune: Commune,
    office: Office,
    branches: Sequence[Branch],
    joining: Sequence[Sequence[int]],
    day: date,
    *,
    at: datetime,
) -> None:
    """People of each hamlet into its branch."""
    lists = [
        (hamlet, (branches[hamlet.number], people))
        for hamlet, people in zip(commune.hamlets, joining, strict=True)
        if people
    ]
    if commune.seat.enters_together:
        if lists:
            association.join_branches([one for _, one in lists], joined=day, by=office.unit, at=at)
    else:
        for hamlet, one in lists:
            association.join_branches([one], joined=day, by=office.branches[hamlet.number], at=at)


def _late(hamlet: Hamlet) -> int:
    """How many of the members at the end of the first year joined in that year."""
    return hamlet.members // NEW_MEMBERS


def change_members(commune: Commune, town: Town, office: Office, year: int) -> None:
    """Those who join in the year; in the last year a few leave, of those who came the year before."""
    branches = association_queries.branches(town.branches)
    joining = [
        grown_ups[hamlet.members - _late(hamlet) : hamlet.members]
        if year == FIRST
        else grown_ups[hamlet.members : hamlet.members + hamlet.joining]
        for hamlet, grown_ups in zip(commune.hamlets, town.grown_ups, strict=True)
    ]
    _join(commune, office, branches, joining, on(year, JOIN), at=moment(on(year, JOIN)))
    for hamlet, grown_ups in zip(commune.hamlets, town.grown_ups, strict=True):
        if year == LAST and hamlet.leaving:
            day = on(year, LEAVE)
            gone = grown_ups[hamlet.members - hamlet.leaving : hamlet.members]
            clerk = office.unit if commune.seat.enters_together else office.branches[hamlet.number]
            association.leave(branches[hamlet.number], gone, left=day, by=clerk, at=moment(day))
