"""Every step of the build, in the order of its days."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Model

from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.association.models import Membership
from khuyenhoc.apps.criteria import queries as sets
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures.actions import NewTarget
from khuyenhoc.apps.places import actions as place_actions
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition import queries as titles
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.actions import RoundPlan
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.apps.subjects.models import Affiliation, Subject
from khuyenhoc.demo import association, books, cast, centres, gatherings, honours, money, running, town
from khuyenhoc.demo.cast import ACTOR
from khuyenhoc.demo.chance import chance
from khuyenhoc.demo.lanes import Lane
from khuyenhoc.demo.outcomes import Outcome
from khuyenhoc.demo.plan import YEARS, Race
from khuyenhoc.demo.stage import Stage
from khuyenhoc.demo.steps import STEPS, Turn
from khuyenhoc.demo.timetable import (
    BEGIN,
    CONFIRM,
    COUNT,
    CUT_OFF,
    DAYS,
    DECIDE_TO,
    DECIDE_TO_NEXT_YEAR,
    JOIN,
    OPEN_COMMUNE,
    OPEN_PROVINCE,
    REGISTRATION,
    REVOKE,
    moment,
    on,
    step,
)
from khuyenhoc.demo.town import Settlers, Town
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import weigh

SOURCE = "mẫu"
COUNTED = "Đếm từ sổ của bản trình diễn (mẫu)"
BODY_UNSAID = "Ủy ban nhân dân cấp xã"
REVOKED = "Phát hiện kê khai không đúng (tình huống mẫu)"
CONFIRMED = "Đã xét lại: vẫn đủ điều kiện"
# what a step fills, which the first few communes weigh: PostgreSQL takes for empty what it has not looked at
FILLED: Mapping[str, Sequence[type[Model]]] = {
    "people": (Subject, Affiliation, Membership),
    "register": (Registration,),
    "assess": (Assessment,),
    "decide": (Recognition,),
}
# communes that take a step together: every commit waits for the disk, and writes each page of the lists by name anew
HANDFUL = 16
DERIVED_IN_COMMUNES = (Race.HOUSEHOLD, Race.CLAN, Race.HAMLET, Race.ORGANISATION)

Answer = dict[str, Any]


def _nothing(_: Answer) -> None:
    """Most answers are of no use to later steps."""


@dataclass(frozen=True, slots=True)
class Work:
    """One step: `do` writes and answers, `take` keeps the answer, also when it comes from a receipt.

    share: the half of the communes that it is about (`Stage.shares`); None for what is of the whole province.
    """

    key: str
    at: datetime
    do: Callable[[], Answer]
    take: Callable[[Answer], None] = _nothing
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Works:
    """Every step of the build: of the province before the communes', the communes' own, of the province after them.

    In each the order is that of the days; of one moment that in which they are named here. Halves of the communes
    know nothing of each other.
    """

    before: Sequence[Work]
    beside: Sequence[Work]
    after: Sequence[Work]

    @property
    def all(self) -> list[Work]:
        return _by_day([*self.before, *self.beside, *self.after])


def in_order(stage: Stage) -> Works:
    return Works(_by_day(_beginnings(stage)), _by_day(_of_communes(stage)), _by_day(_ends(stage)))


def _by_day(found: Iterable[Work]) -> list[Work]:
    return sorted(found, key=lambda work: work.at)


def _beginnings(stage: Stage) -> Iterator[Work]:
    for number in range(len(stage.seats)):
        yield Work(
            f"hamlets/{stage.seats[number].code}",
            moment(BEGIN, 7),
            partial(_open_hamlets, stage, number),
            partial(_keep_hamlets, stage),
        )
    yield Work("accounts", moment(BEGIN, 8), partial(_open_accounts, stage))
    yield Work("targets/VN", moment(BEGIN, 10), partial(_set_targets, stage, "VN"))
    for year in YEARS:
        yield Work(f"{year}/rounds", moment(on(year, OPEN_PROVINCE)), partial(_open, stage, year))


def _open_hamlets(stage: Stage, number: int) -> Answer:
    seat = stage.seats[number]
    made = place_actions.open_hamlets(
        places.resolve(f"#{seat.place}", None),
        [hamlet.name for hamlet in stage.communes[number].hamlets],
        by=ACTOR,
        at=moment(BEGIN, 7),
        source=SOURCE,
        successor=None if seat.heir is None else places.resolve(f"#{seat.heir}", None),
    )
    return {"hamlets": [place.pk for place in made]}


def _keep_hamlets(stage: Stage, answer: Answer) -> None:
    stage.hamlets.append(tuple(answer["hamlets"]))


def _open_accounts(stage: Stage) -> Answer:
    cast.open_accounts(stage.plan, stage.seats, stage.ground)
    return {}


def _handfuls(numbers: Sequence[int]) -> list[Sequence[int]]:
    return [numbers[start : start + HANDFUL] for start in range(0, len(numbers), HANDFUL)]


def _settling(stage: Stage, share: int, some: Sequence[int]) -> Work:
    """Enter a few communes' people; they are made up anew on every run, for forms need to know their ages."""
    made: dict[int, Settlers] = {}

    def settlers(number: int) -> Settlers:
        made[number] = Settlers(stage.communes[number], stage.plan.seed)
        return made[number]

    def enter() -> Answer:
        offices = stage.cast().offices
        answer = {
            str(number): town.enter(
                stage.communes[number], settlers(number), stage.hamlets[number], offices[number]
            )
            for number in some
        }
        if 0 in some:
            weigh(*FILLED["people"])
        return answer

    def take(answer: Answer) -> None:
        for number in some:
            folk = made.pop(number, None) or settlers(number)
            stage.towns[number] = folk.complete(Town(**answer[str(number)]))
        made.clear()

    return Work(f"people/{stage.seats[some[0]].code}", moment(BEGIN, 9), enter, take, share)


def _set_targets(stage: Stage, place: str) -> Answer:
    is_country = place == "VN"
    figures.set_targets(
        [
            NewTarget(
                place=stage.country if is_country else stage.province,
                year=line.year,
                title=line.race.of,
                level=line.race.level,
                base_kind=line.base_kind,
                percent=line.percent,
                source=line.source,
            )
            for line in stage.plan.targets
            if line.place == place
        ],
        by=stage.cast().centre if is_country else stage.cast().province,
        at=moment(BEGIN if is_country else on(YEARS[-1], COUNT), 10),
    )
    return {}


def _races(stage: Stage, year: int) -> list[Race]:
    return [race for race in Race if (year, race) in stage.plan.rounds]


def _of_communes(stage: Stage) -> Iterator[Work]:
    for share, numbers in enumerate(stage.shares):
        for some in _handfuls(numbers):
            yield _settling(stage, share, some)
        for year in YEARS:
            yield from _year_of(stage, year, _races(stage, year), share, numbers)
        for some in _handfuls(numbers):
            books = partial(money.keep_books, stage, some)
            yield Work(f"money/{stage.seats[some[0]].code}", money.AT, books, share=share)


def _ends(stage: Stage) -> Iterator[Work]:
    for place in sorted({line.place for line in stage.plan.targets} - {"VN"}):
        at = moment(on(YEARS[-1], COUNT), 10)
        yield Work(f"targets/{place}", at, partial(_set_targets, stage, place))
    for year in YEARS:
        yield Work(f"{year}/expire", moment(on(year, COUNT), 16), partial(_expire, stage, year))
        yield Work(f"{year}/bases", moment(on(year, COUNT), 17), partial(_count, stage, year))
    yield Work("honours", honours.AT, partial(honours.stand_out, stage))
    yield Work("running/open", running.OPENED, partial(running.open_rounds, stage))
    yield Work("running/begin", running.PROPOSED, partial(running.begin, stage))
    yield Work("running/gatherings", gatherings.NOW, partial(gatherings.this_year, stage))
    yield Work("running/money", running.PROPOSED, partial(money.show_books, stage))
    yield Work("association", association.AT, partial(association.carry_on, stage))
    yield Work("running/centres", centres.NOW, partial(centres.this_year, stage))


def _year_of(stage: Stage, year: int, races: list[Race], share: int, numbers: list[int]) -> Iterator[Work]:
    """What the communes of one half do in a year."""
    for number in numbers:
        code = stage.seats[number].code
        rounds_of = partial(_derive, stage, year, races, number)
        yield Work(f"{year}/rounds/{code}", moment(on(year, OPEN_COMMUNE)), rounds_of, share=share)
        members = partial(_change_members, stage, year, number)
        yield Work(f"{year}/members/{code}", moment(on(year, JOIN)), members, share=share)
    for race in races:
        for name in STEPS:
            for some in _handfuls(numbers):
                yield _step(stage, year, race, name, share, some)
    if year == YEARS[-1]:
        for some in _handfuls(numbers):
            hold = partial(gatherings.hold, stage, some, year)
            key = f"{year}/gatherings/{stage.seats[some[0]].code}"
            yield Work(key, moment(on(year, gatherings.TOLD)), hold, share=share)
            teach = partial(centres.hold, stage, some, year)
            key = f"{year}/centres/{stage.seats[some[0]].code}"
            yield Work(key, moment(on(year, centres.TOLD)), teach, share=share)
    revoke, confirm = partial(_revoke, stage, year, numbers), partial(_confirm, stage, year, numbers)
    yield Work(f"{year}/revoke/{share}", moment(on(year, REVOKE)), revoke, share=share)
    if year == YEARS[-1]:
        for some in _handfuls(numbers):
            write_up = partial(books.write_up, stage, some, year)
            key = f"{year}/books/{stage.seats[some[0]].code}"
            yield Work(key, moment(on(year, books.TOLD)), write_up, share=share)
    if year != YEARS[-1]:
        yield Work(f"{year}/confirm/{share}", moment(on(year, CONFIRM)), confirm, share=share)


def _open(stage: Stage, year: int) -> Answer:
    """The province opens a round of every title."""
    for race in _races(stage, year):
        rounds.open_round(
            stage.province,
            RoundPlan(
                year=year,
                title=race.of,
                level=race.level,
                criteria_set=sets.get(stage.plan.sets[race]),
                registration_from=on(year, REGISTRATION[0]),
                registration_to=on(year, REGISTRATION[1]),
                cut_off=on(year, CUT_OFF),
                decide_to=on(year + 1, DECIDE_TO_NEXT_YEAR) if DAYS[race].next_year else on(year, DECIDE_TO),
                quorum=stage.plan.quorum,
                majority=stage.plan.majority,
                deciding_body=BODY_UNSAID,
                decision_suffix="QĐ-UBND",
            ),
            by=stage.cast().province,
            at=moment(on(year, OPEN_PROVINCE)),
        )
    return {}


def _derive(stage: Stage, year: int, races: list[Race], number: int) -> Answer:
    """A commune's own rounds under the province's, and its district's for communes, with the body named."""
    seat, office = stage.seats[number], stage.cast().offices[number]
    at = moment(on(year, OPEN_COMMUNE))
    for race in races:
        parent = stage.round_at(year, race, stage.province)
        if race in DERIVED_IN_COMMUNES:
            body = f"Ủy ban nhân dân {seat.unit} {seat.name}"
            rounds.derive_round(parent, seat.place, deciding_body=body, by=office.association, at=at)
        first = next(n for n, other in enumerate(stage.seats) if other.district == seat.district)
        if race is Race.COMMUNE and first == number:
            body = f"Ủy ban nhân dân {seat.district_name}"
            rounds.derive_round(
                parent, seat.district, deciding_body=body, by=office.district_association, at=at
            )
    return {}


def _change_members(stage: Stage, year: int, number: int) -> Answer:
    town.change_members(stage.communes[number], stage.towns[number], stage.cast().offices[number], year)
    return {}


def _turn(stage: Stage, year: int, race: Race, name: str, number: int) -> Answer:
    mine = stage.lane(year, race, number)
    luck = chance(stage.plan.seed, year, race, name, mine.code)
    return STEPS[name](Turn(mine, stage.round_of(year, race, number), stage.forms[race], luck))


def _step(stage: Stage, year: int, race: Race, name: str, share: int, some: Sequence[int]) -> Work:
    """A few communes' step, kept or lost as a whole."""

    def do() -> Answer:
        answer = {str(number): _turn(stage, year, race, name, number) for number in some}
        if 0 in some:
            weigh(*FILLED.get(name, ()))
        return answer

    def take(answer: Answer) -> None:
        for number in some:
            mine: Lane = stage.lane(year, race, number)
            mine.registrations.update(answer[str(number)].get("registrations", ()))
            mine.assessments.update(answer[str(number)].get("assessments", ()))

    key = f"{year}/{race}/{name}/{stage.seats[some[0]].code}"
    return Work(key, moment(step(race, year, name), 9), do, take, share)


def _revoke(stage: Stage, year: int, numbers: Sequence[int]) -> Answer:
    """One household loses its title again; what counted it is to be reviewed."""
    for number in numbers:
        office = stage.cast().offices[number]
        lane = stage.lane(year, Race.HOUSEHOLD, number)
        lost = [case.subject for case in lane.cases if case.outcome is Outcome.REVOKED]
        ids = [one.pk for one in titles.history(lost) if one.year == year]
        if ids:
            recognition.revoke(ids, reason=REVOKED, by=office.committee, at=moment(on(year, REVOKE)))
    return {}


def _confirm(stage: Stage, year: int, numbers: Sequence[int]) -> Answer:
    """What was put up for review is looked at and stands."""
    for number in numbers:
        office = stage.cast().offices[number]
        ids = [one.pk for one in _doubted(stage, year, number)]
        if ids:
            recognition.confirm(ids, reason=CONFIRMED, by=office.committee, at=moment(on(year, CONFIRM)))
    return {}


def _doubted(stage: Stage, year: int, number: int) -> list[Recognition]:
    subjects = [*stage.towns[number].clans, *stage.towns[number].hamlets]
    return [one for one in titles.history(subjects) if one.state == State.TO_BE_REVIEWED and one.year == year]


def _expire(stage: Stage, year: int) -> Answer:
    day = on(year, COUNT)
    return {"expired": recognition.expire(on=day, by=stage.cast().province, at=moment(day, 16))}


def _count(stage: Stage, year: int) -> Answer:
    day = on(year, COUNT)
    rows = figures.count_bases(
        stage.province, year, source=COUNTED, by=stage.cast().province, at=moment(day, 17)
    )
    return {"rows": rows}
