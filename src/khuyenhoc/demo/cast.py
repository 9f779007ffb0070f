"""Who acts in the demonstration: accounts that cannot sign in, a few that can, and their grants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khuyenhoc.apps.access import actions as access
from khuyenhoc.apps.access.actions import NewGrant
from khuyenhoc.apps.accounts import actions as accounts
from khuyenhoc.apps.accounts import queries as people
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.demo.draft import Seat
from khuyenhoc.demo.plan import Plan
from khuyenhoc.demo.timetable import BEGIN, REFORM, moment
from khuyenhoc.domain.roles import Role

ACTOR = "trinh-dien"  # stands in the log where no account acts


@dataclass(frozen=True, slots=True)
class Office:
    """The accounts of one commune; `unit` enters what the commune's own bodies hand in."""

    association: User
    committee: User
    unit: User
    branches: tuple[User, ...]
    district_association: User
    district_committee: User


@dataclass(frozen=True, slots=True)
class Ground:
    """The ids of the places the demonstration stands on."""

    country: int
    province: int
    province_today: int
    communes_today: tuple[int, ...]
    hamlets: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Cast:
    centre: User
    province: User
    offices: tuple[Office, ...]


def _names(plan: Plan, seats: Sequence[Seat], ground: Ground) -> dict[str, tuple[str, Role, int]]:
    """Account → (full name, role, place). The first commune's are those one can sign in with."""
    found: dict[str, tuple[str, Role, int]] = {}
    known = {account.role: account for account in plan.accounts}
    for number, seat in enumerate(seats):
        where = f"{seat.unit} {seat.name} (mẫu)"
        rows = [
            ("hoi", f"Hội Khuyến học {where}", Role.COMMUNE_ASSOCIATION, seat.place),
            ("ubnd", f"Ủy ban nhân dân {where}", Role.DECIDING_BODY, seat.place),
            ("ban", f"Ban Khuyến học {where}", Role.BRANCH, seat.place),
        ]
        rows += [
            (f"{n + 1:02d}", f"Chi hội số {n + 1} {where}", Role.BRANCH, hamlet)
            for n, hamlet in enumerate(ground.hamlets[number])
        ]
        for short, full_name, role, place in rows:
            first = number == 0 and short in ("hoi", "ubnd", "01") and role in known
            name = known[role].name if first else f"mau-{seat.code}-{short}"
            found[name] = (known[role].full_name if first else full_name, role, place)
        district = f"{seat.district_name} (mẫu)"
        found[f"mau-q{seat.district}-hoi"] = (
            f"Hội Khuyến học {district}",
            Role.COMMUNE_ASSOCIATION,
            seat.district,
        )
        found[f"mau-q{seat.district}-ubnd"] = (
            f"Ủy ban nhân dân {district}",
            Role.DECIDING_BODY,
            seat.district,
        )
    return found


def open_accounts(plan: Plan, seats: Sequence[Seat], ground: Ground) -> None:
    """Make every account and give every grant, those of the years then and those of today."""
    at = moment(BEGIN, 8)
    signing = {account.name: account for account in plan.accounts}
    rows = _names(plan, seats, ground)
    accounts.open_accounts(
        [(name, account.full_name) for name, account in signing.items()],
        passphrase=plan.passphrase,
        is_sample=True,
        by=ACTOR,
        at=at,
    )
    accounts.open_accounts(
        [(name, row[0]) for name, row in rows.items() if name not in signing],
        is_sample=True,
        by=ACTOR,
        at=at,
    )
    users = people.by_usernames([*signing, *rows])
    _grant_then(plan, users, rows, ground)
    _grant_today(plan, users, ground)


def _by_role(plan: Plan, users: Mapping[str, User]) -> dict[Role, User]:
    return {account.role: users[account.name] for account in plan.accounts}


def _grant_then(
    plan: Plan, users: Mapping[str, User], rows: Mapping[str, tuple[str, Role, int]], ground: Ground
) -> None:
    at = moment(BEGIN, 8)
    role = _by_role(plan, users)
    access.grant_first(role[Role.CENTRE], ground.country, valid_from=BEGIN, by=ACTOR, at=at)
    from_above = [Role.PROVINCE, Role.OBSERVER]
    access.grant(
        [NewGrant(role[one], one, ground.province, BEGIN, REFORM) for one in from_above],
        by=role[Role.CENTRE],
        at=at,
    )
    access.grant(
        [NewGrant(users[name], held, place, BEGIN, REFORM) for name, (_, held, place) in rows.items()],
        by=role[Role.PROVINCE],
        at=at,
    )


def _grant_today(plan: Plan, users: Mapping[str, User], ground: Ground) -> None:
    """On the tree since the reform: the same people where their places went, and the observer's province."""
    at = moment(REFORM, 8)
    role = _by_role(plan, users)
    today = {
        "#tỉnh": ground.province_today,
        "#xã": ground.communes_today[0],
        "#thôn": ground.hamlets[0][0],
    }
    given = [
        NewGrant(users[one.name], one.role, today[one.today], REFORM)
        for one in plan.accounts
        if one.today in today
    ]
    access.grant([new for new in given if new.role is Role.PROVINCE], by=role[Role.CENTRE], at=at)
    access.grant([new for new in given if new.role is not Role.PROVINCE], by=role[Role.PROVINCE], at=at)


def assemble(plan: Plan, seats: Sequence[Seat], ground: Ground) -> Cast:
    """The accounts, once they are made."""
    rows = _names(plan, seats, ground)
    users = people.by_usernames([*rows, *(account.name for account in plan.accounts)])
    held: dict[tuple[Role, int], User] = {
        (role, place): users[name] for name, (_, role, place) in rows.items()
    }
    role = _by_role(plan, users)
    return Cast(
        centre=role[Role.CENTRE],
        province=role[Role.PROVINCE],
        offices=tuple(
            Office(
                association=held[Role.COMMUNE_ASSOCIATION, seat.place],
                committee=held[Role.DECIDING_BODY, seat.place],
                unit=held[Role.BRANCH, seat.place],
                branches=tuple(held[Role.BRANCH, hamlet] for hamlet in hamlets),
                district_association=held[Role.COMMUNE_ASSOCIATION, seat.district],
                district_committee=held[Role.DECIDING_BODY, seat.district],
            )
            for seat, hamlets in zip(seats, ground.hamlets, strict=True)
        ),
    )


def seats(plan: Plan) -> list[Seat]:
    """The plan's communes as the places know them, then others of the province in the order of their codes.

    In the plan's own every hamlet enters its lists itself; in the others one office enters them for all.
    """
    province = places.resolve(plan.province, plan.as_of)
    districts = places.children(province, plan.as_of)
    below = {
        version.code: (version, district)
        for district in districts
        for version in places.children(district.place_id, plan.as_of)
    }
    wanted = {one.code: one.organisations for one in plan.communes}
    codes = [*wanted, *sorted(code for code in below if code not in wanted)][: plan.communes_wanted]
    return [
        Seat(
            place=below[code][0].place_id,
            code=code,
            name=below[code][0].name,
            unit=below[code][0].unit,
            district=below[code][1].place_id,
            district_name=str(below[code][1]),
            organisations=wanted.get(code, 1.0),
            heir=_heir(below[code][0].place_id),
            enters_together=code not in wanted,
        )
        for code in codes
    ]


def _heir(commune: int) -> int | None:
    """Where a commune's hamlets went in the reform: its default successor when it was split, else unsaid."""
    links = [link for link in places.history(commune).successors if link.on == REFORM]
    return None if len(links) < 2 else next(link.id for link in links if link.is_default)


def commune_today(seat: Seat) -> int:
    """What the commune, or most of it, is since the reform."""
    links = [link for link in places.history(seat.place).successors if link.on == REFORM]
    return next((link.id for link in links if link.is_default), seat.place)
