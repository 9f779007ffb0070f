"""Where the plan's numbers fall: which hamlet, clan or body should reach what, so that the rules agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from random import Random

from khuyenhoc.demo import names
from khuyenhoc.demo.chance import chance, spread
from khuyenhoc.demo.outcomes import Outcome, by_rank, by_standing, poor_of
from khuyenhoc.demo.plan import YEARS, Plan, Race, Wanted

FIRST, LAST = YEARS
MOST_TITLED = 0.92  # of a hamlet's households
CLAN_HOUSEHOLDS = 26
BODY_MEMBERS = 16
GOOD, POOR = 0.85, 0.6  # share inside a good one; of the least share asked for, inside a poor one


@dataclass(frozen=True, slots=True)
class Seat:
    """A commune as the places know it; `heir` where its hamlets went, None when the whole commune did.

    enters_together: the lists of its hamlets are entered as one, by the commune's own Ban Khuyến học.
    """

    place: int
    code: str
    name: str
    unit: str
    district: int
    district_name: str
    organisations: float = 1.0
    heir: int | None = None
    enters_together: bool = False


@dataclass(slots=True)
class Hamlet:
    """Its households and its grown-ups stand in order of rank: the first are the most able."""

    number: int
    name: str
    people: str
    population: int
    households: int
    outcomes: dict[int, Outcome]
    of_households: dict[int, list[Outcome]]
    of_citizens: dict[int, list[Outcome]]
    members: int = 0
    joining: int = 0
    leaving: int = 0


@dataclass(slots=True)
class Clan:
    """households: (hamlet's number in the commune, rank)."""

    family: str
    hamlet: int
    households: list[tuple[int, int]]
    outcomes: dict[int, Outcome]


@dataclass(slots=True)
class Body:
    """members: (hamlet's number in the commune, rank among its grown-ups)."""

    name: str
    kind: str
    members: list[tuple[int, int]]
    outcomes: dict[int, Outcome]


@dataclass(slots=True)
class Commune:
    seat: Seat
    hamlets: list[Hamlet]
    clans: list[Clan] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    outcomes: dict[int, Outcome] = field(default_factory=dict)


def draft(plan: Plan, seats: Sequence[Seat], floors: Mapping[Race, int]) -> list[Commune]:
    """The communes with everything in them but people's names and ages.

    floors: hundredths of a percent that a set asks for inside; what is recognised lies above, the poor below.
    """
    luck = chance(plan.seed, "draft")
    weights = [luck.uniform(0.85, 1.15) for _ in seats]
    per_commune = spread(plan.hamlets, weights)
    where = [commune for commune, number in enumerate(per_commune) for _ in range(number)]
    households = spread(plan.households, [luck.uniform(0.7, 1.3) for _ in where])
    poor = poor_of(plan.hamlets, plan.rounds[LAST, Race.HAMLET].recognised)
    standing = _standings(plan, Race.HAMLET, plan.hamlets, poor, luck)
    titles = _titled(plan, households, standing, floors[Race.HAMLET], luck)
    citizens = {year: _citizens(plan.rounds[year, Race.CITIZEN], households) for year in YEARS}
    made = _hamlets(plan, seats, where, households, standing, titles, citizens)
    communes = [
        Commune(seat, [hamlet for commune, hamlet in made if commune == number])
        for number, seat in enumerate(seats)
    ]
    _add_clans(plan, communes, floors[Race.CLAN])
    _add_bodies(plan, communes, floors[Race.ORGANISATION])
    _judge_communes(plan, communes, floors[Race.COMMUNE])
    return communes


def _standings(plan: Plan, race: Race, number: int, poor: int, luck: Random) -> list[dict[int, Outcome]]:
    """Each one's outcomes by year, in an order of their own: who passes in the first year does in the last."""
    order = list(range(number))
    luck.shuffle(order)
    found: list[dict[int, Outcome]] = [{} for _ in order]
    for year in YEARS:
        ended = by_standing(
            number, plan.rounds[year, race], poor=poor, excludable=race in (Race.HAMLET, Race.ORGANISATION)
        )
        for place, outcome in zip(order, ended, strict=True):
            found[place][year] = outcome
    return found


def _is_poor(outcomes: Mapping[int, Outcome]) -> bool:
    return Outcome.PREREQUISITE in outcomes.values()


def _titled(
    plan: Plan,
    households: Sequence[int],
    standing: Sequence[Mapping[int, Outcome]],
    floor: int,
    luck: Random,
) -> dict[int, list[Wanted]]:
    """Households per hamlet; poor hamlets stay below the floor, the others share what is left."""
    poor = [_is_poor(one) for one in standing]
    lean = [luck.uniform(0.9, 1.1) for _ in households]
    found = {}
    for year in YEARS:
        wanted = plan.rounds[year, Race.HOUSEHOLD]
        low = [int(POOR * floor * n / 10_000) if bad else 0 for n, bad in zip(households, poor, strict=True)]
        rest = spread(
            wanted.recognised - sum(low),
            [0 if bad else n * w for n, w, bad in zip(households, lean, poor, strict=True)],
            [0 if bad else int(MOST_TITLED * n) for n, bad in zip(households, poor, strict=True)],
        )
        titled = [a + b for a, b in zip(low, rest, strict=True)]
        free = [n - t for n, t in zip(households, titled, strict=True)]
        failing = spread(wanted.registered - wanted.recognised, free, free)
        free = [a - b for a, b in zip(free, failing, strict=True)]
        away = spread(wanted.withdrawn, free, free)
        found[year] = [Wanted(t + f, t, w) for t, f, w in zip(titled, failing, away, strict=True)]
    return found


def _citizens(wanted: Wanted, households: Sequence[int]) -> list[Wanted]:
    """Citizens per hamlet, never more than it has households, so that there are always grown-ups enough."""
    registered = spread(wanted.registered, households, households)
    recognised = spread(wanted.recognised, registered, registered)
    away = spread(wanted.withdrawn, households)
    return [Wanted(*three) for three in zip(registered, recognised, away, strict=True)]


def _hamlets(
    plan: Plan,
    seats: Sequence[Seat],
    where: Sequence[int],
    households: Sequence[int],
    standing: Sequence[dict[int, Outcome]],
    titles: Mapping[int, Sequence[Wanted]],
    citizens: Mapping[int, Sequence[Wanted]],
) -> list[tuple[int, Hamlet]]:
    population = spread(plan.population, households)
    members = spread(plan.members[LAST], households, [2 * n for n in households])
    before = spread(plan.members[FIRST], members, members)
    leaving = spread(plan.left, before, [2 * n - m for n, m in zip(households, members, strict=True)])
    revoked = _hamlet_of_the_revoked(standing, titles)
    found = []
    for commune, numbers in groupby(range(len(where)), key=lambda n: where[n]):
        luck = chance(plan.seed, "hamlets", seats[commune].code)
        mine = list(numbers)
        called = names.hamlets(len(mine), urban=seats[commune].unit != "xã", chance=luck)
        for local, (n, name) in enumerate(zip(mine, called, strict=True)):
            hamlet = Hamlet(
                number=local,
                name=name,
                people=names.people_of(luck),
                population=population[n],
                households=households[n],
                outcomes=standing[n],
                of_households={
                    year: by_rank(households[n], titles[year][n], revoked=n == revoked, from_turn=n)
                    for year in YEARS
                },
                of_citizens={
                    year: by_rank(2 * households[n], citizens[year][n], from_turn=n) for year in YEARS
                },
                members=before[n],
                joining=members[n] - before[n] + leaving[n],
                leaving=leaving[n],
            )
            found.append((commune, hamlet))
    return found


def _hamlet_of_the_revoked(
    standing: Sequence[Mapping[int, Outcome]], titles: Mapping[int, Sequence[Wanted]]
) -> int | None:
    """The first hamlet that is recognised in every year and has failing households to spare."""
    for n, outcomes in enumerate(standing):
        if all(
            outcomes[year] is Outcome.RECOGNISED and titles[year][n].registered > titles[year][n].recognised
            for year in YEARS
        ):
            return n
    return None


def _steady(outcomes: Mapping[int, Sequence[Outcome]]) -> tuple[list[int], list[int], list[int]]:
    """Ranks that hold the title in every year, that hold it in none, and that lose one again."""
    both = zip(*(outcomes[year] for year in YEARS), strict=True)
    always, never, revoked = [], [], []
    for rank, pair in enumerate(both):
        if Outcome.REVOKED in pair:
            revoked.append(rank)
        elif all(one is Outcome.RECOGNISED for one in pair):
            always.append(rank)
        elif Outcome.RECOGNISED not in pair:
            never.append(rank)
    return always, never, revoked


def _pools(
    hamlets: Sequence[Hamlet], luck: Random, *, citizens: bool
) -> tuple[list[tuple[int, int]], list[tuple[int, int]], list[tuple[int, int]]]:
    pools: tuple[list[tuple[int, int]], ...] = ([], [], [])
    for hamlet in hamlets:
        ranks = _steady(hamlet.of_citizens if citizens else hamlet.of_households)
        for pool, chosen in zip(pools, ranks, strict=True):
            pool += [(hamlet.number, rank) for rank in chosen]
    for pool in pools:
        luck.shuffle(pool)
    return pools[0], pools[1], pools[2]


def _mixed(
    size: int, share: float, holders: list[tuple[int, int]], others: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Takes so many out of the two pools that about `share` of them hold the title."""
    good = -(-int(size * share * 100) // 100)
    taken = [holders.pop() for _ in range(min(good, len(holders)))]
    return taken + [others.pop() for _ in range(min(size - good, len(others)))]


def _add_clans(plan: Plan, communes: Sequence[Commune], floor: int) -> None:
    luck = chance(plan.seed, "clans")
    poor = poor_of(plan.clans, plan.rounds[LAST, Race.CLAN].recognised)
    standing = _standings(plan, Race.CLAN, plan.clans, poor, luck)
    per_commune = spread(plan.clans, [sum(h.households for h in one.hamlets) for one in communes])
    outcomes = iter(standing)
    for commune, number in zip(communes, per_commune, strict=True):
        holders, others, revoked = _pools(commune.hamlets, luck, citizens=False)
        size = min(CLAN_HOUSEHOLDS, sum(h.households for h in commune.hamlets) // (2 * max(1, number)))
        for _ in range(number):
            ended = next(outcomes)
            share = POOR * floor / 10_000 if _is_poor(ended) else GOOD
            inside = _mixed(size, share, holders, others)
            home = inside[0][0] if inside else 0
            family = names.family_name(commune.hamlets[home].people, luck)
            if revoked and all(one is Outcome.RECOGNISED for one in ended.values()):
                inside += revoked  # so that its revocation puts this clan up for review
                revoked = []
            commune.clans.append(Clan(family, home, inside, ended))


def _add_bodies(plan: Plan, communes: Sequence[Commune], floor: int) -> None:
    luck = chance(plan.seed, "bodies")
    poor = poor_of(plan.organisations, plan.rounds[LAST, Race.ORGANISATION].recognised)
    standing = iter(_standings(plan, Race.ORGANISATION, plan.organisations, poor, luck))
    per_commune = spread(plan.organisations, [one.seat.organisations for one in communes])
    for commune, number in zip(communes, per_commune, strict=True):
        holders, others, _ = _pools(commune.hamlets, luck, citizens=True)
        size = min(BODY_MEMBERS, len(holders) // max(1, number))
        called = names.bodies(number, f"{commune.seat.unit} {commune.seat.name}")
        for body in called:
            ended = next(standing)
            share = POOR * floor / 10_000 if _is_poor(ended) else 0.95
            commune.bodies.append(
                Body(body.name, body.kind, _mixed(size + luck.randint(-3, 3), share, holders, others), ended)
            )


def _judge_communes(plan: Plan, communes: Sequence[Commune], floor: int) -> None:
    """Of the communes with hamlets enough the best pass; the others fail by that, or by an indicator."""
    for year in YEARS:
        wanted = plan.rounds.get((year, Race.COMMUNE))
        if wanted is None:
            continue
        ranked = sorted(communes, key=lambda one: (-_share(one, year), one.seat.code))
        for rank, commune in enumerate(ranked):
            enough = _share(commune, year) >= floor
            if rank >= wanted.registered:
                commune.outcomes[year] = Outcome.NOT_REGISTERED
            elif not enough:
                commune.outcomes[year] = Outcome.PREREQUISITE
            else:
                commune.outcomes[year] = Outcome.RECOGNISED if rank < wanted.recognised else Outcome.POINTS


def _share(commune: Commune, year: int) -> int:
    held = sum(hamlet.outcomes[year] is Outcome.RECOGNISED for hamlet in commune.hamlets)
    return 10_000 * held // max(1, len(commune.hamlets))
