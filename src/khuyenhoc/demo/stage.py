"""What the steps of the build share: the plan laid out over real communes, and the ids that come of it."""

from dataclasses import dataclass, field

from khuyenhoc.apps.criteria import queries as sets
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.demo import answers, cast
from khuyenhoc.demo.answers import Forms
from khuyenhoc.demo.cast import Cast, Ground
from khuyenhoc.demo.draft import Commune, Seat, draft
from khuyenhoc.demo.lanes import Lane, lane
from khuyenhoc.demo.plan import Plan, Race
from khuyenhoc.demo.timetable import REFORM, on
from khuyenhoc.demo.timetable import step as day_of_step
from khuyenhoc.demo.town import Town


@dataclass(slots=True)
class Stage:
    """Fills up as steps are taken. towns: by the commune's number, those of the communes built here."""

    plan: Plan
    seats: list[Seat]
    communes: list[Commune]
    forms: dict[Race, Forms]
    country: int
    province: int
    province_today: int
    hamlets: list[tuple[int, ...]] = field(default_factory=list)
    towns: dict[int, Town] = field(default_factory=dict)
    lanes: dict[tuple[int, Race, int], Lane] = field(default_factory=dict)
    rounds: dict[tuple[int, Race, int], Round] = field(default_factory=dict)
    _cast: Cast | None = None

    @property
    def shares(self) -> list[list[int]]:
        """The communes by number in two halves without a district in both: two may build beside each other.

        The first half is that of the first commune.
        """
        districts: dict[int, list[int]] = {}
        for number, seat in enumerate(self.seats):
            districts.setdefault(seat.district, []).append(number)
        first, *others = districts.values()
        halves = [first, list[int]()]
        for communes in sorted(others, key=len, reverse=True):
            min(halves, key=len).extend(communes)
        return [sorted(half) for half in halves]

    @property
    def ground(self) -> Ground:
        return Ground(
            country=self.country,
            province=self.province,
            province_today=self.province_today,
            communes_today=tuple(cast.commune_today(seat) for seat in self.seats[:1]),
            hamlets=tuple(self.hamlets),
        )

    def cast(self) -> Cast:
        """The accounts; read once, after they are made."""
        if self._cast is None:
            self._cast = cast.assemble(self.plan, self.seats, self.ground)
        return self._cast

    def lane(self, year: int, race: Race, number: int) -> Lane:
        """The round of a title in the commune of that number; its ids fill up with its steps."""
        key = year, race, number
        if key not in self.lanes:
            self.lanes[key] = lane(
                race,
                year,
                self.communes[number],
                self.towns[number],
                self.cast().offices[number],
                self.hamlets[number],
                self.plan.seed,
            )
        return self.lanes[key]

    def round_of(self, year: int, race: Race, number: int) -> Round:
        return self.round_at(year, race, self.seats[number].place)

    def round_at(self, year: int, race: Race, place: int) -> Round:
        """The round that holds there; read once, after the year's rounds are opened and nothing changes them."""
        key = year, race, place
        if key not in self.rounds:
            day = day_of_step(race, year, "register")
            self.rounds[key] = rounds.covering(place, year=year, title=race.of, level=race.level, on=day)
        return self.rounds[key]


def set_up(plan: Plan) -> Stage:
    """Lay the plan out. The criteria sets must be published and the country loaded."""
    rules = {race: sets.rules(sets.get(key)) for race, key in plan.sets.items()}
    seats = cast.seats(plan)
    return Stage(
        plan=plan,
        seats=seats,
        communes=draft(plan, seats, {race: answers.floor(found) for race, found in rules.items()}),
        forms={race: Forms(found) for race, found in rules.items()},
        country=places.root().pk,
        province=places.resolve(plan.province, plan.as_of).pk,
        province_today=places.resolve(plan.province_today, on(REFORM.year, (12, 31))).pk,
    )
