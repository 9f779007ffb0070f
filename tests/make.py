"""Builders of test data: `make.household(place, …)` and the like, one function a noun.

Each takes only what the test is about, fills in the rest, and goes through the same actions as the pages do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from khuyenhoc import data
from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.accounts import actions as accounts
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.accounts.queries import token_digest
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Attendance, Entry
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.criteria import actions as criteria
from khuyenhoc.apps.criteria import queries as sets
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.funds import actions as funds
from khuyenhoc.apps.funds.actions import NewEntry
from khuyenhoc.apps.funds.models import Fund, Voucher
from khuyenhoc.apps.places.models import Place, PlaceVersion
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Decision
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds import queries as registrations
from khuyenhoc.apps.rounds.actions import RoundPlan
from khuyenhoc.apps.rounds.models import Consent, Registration, Round
from khuyenhoc.apps.scholarships import actions as scholarships
from khuyenhoc.apps.scholarships.actions import NewRound
from khuyenhoc.apps.scholarships.models import AwardRound
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.actions import NewAffiliation, NewSubject
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.criteria import CriteriaSet, Kind
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.ledger import Account, Donor, Purpose
from khuyenhoc.domain.places import DAWN
from khuyenhoc.domain.review import Votes
from khuyenhoc.domain.roles import Permission, Role
from khuyenhoc.domain.text import search_key
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.tokens import token_of

__all__ = ["replace", "sets"]  # tests reach them through here

M = TypeVar("M", bound=Model)
NOON = datetime(2023, 10, 10, 12, tzinfo=VIETNAM)
BORN = date(2010, 1, 1)
REVIEW = Permission.REVIEW


@dataclass
class Country:
    """A country of one province, one district, two communes; the first commune has two hamlets."""

    root: Place
    province: Place
    district: Place
    commune: Place
    hamlet: Place
    other_hamlet: Place
    other_commune: Place
    far_hamlet: Place


def place(kind: str, name: str, parent: Place | None = None, unit: str = "") -> Place:
    """A place that has always been there; names are made up."""
    made = Place.objects.create(kind=kind, bucket=0)
    above = PlaceVersion.objects.get(place=parent).path if parent else ""
    PlaceVersion.objects.create(
        place=made,
        unit=unit,
        name=name,
        parent=parent,
        path=f"{above}{made.pk}.",
        valid_from=DAWN,
        recorded_at=NOON,
        search_key=search_key(name),
        source="test",
    )
    return made


def country() -> Country:
    root = place("country", "Đất Nước Mẫu")
    province = place("province", "Mẫu Sơn", root, "tỉnh")
    district = place("district", "Mẫu Hà", province, "huyện")
    commune = place("commune", "Mẫu Đông", district, "xã")
    other = place("commune", "Mẫu Tây", district, "xã")
    return Country(
        root=root,
        province=province,
        district=district,
        commune=commune,
        hamlet=place("hamlet", "Bản Một", commune, "thôn"),
        other_hamlet=place("hamlet", "Bản Hai", commune, "thôn"),
        other_commune=other,
        far_hamlet=place("hamlet", "Bản Xa", other, "thôn"),
    )


def user(name: str, role: Role | None = None, where: Place | None = None, titles: Sequence[str] = ()) -> User:
    """An account, with a grant from 2020 on when a role is named."""
    account = User.objects.create(username=name, full_name=name.title(), password="!", is_sample=True)
    if role is not None and where is not None:
        Grant.objects.create(
            user=account,
            role=role,
            place=where,
            titles=list(titles),
            valid_from=date(2020, 1, 1),
            granted_by="test",
            recorded_at=NOON,
        )
    return account


def token(owner: User) -> accounts.Made:
    """The owner's, made when first asked for and good for a year from now."""
    text = token_of(owner.pk)
    known = owner.tokens.filter(digest=token_digest(text)).first()
    if known is not None:
        return accounts.Made(known, text)
    return accounts.make_token(
        owner, name="Bảng điều hành mẫu", days=366, draw=lambda _: owner.pk, at=timezone.now()
    )


@dataclass
class People:
    """Who works the round in a country's first commune."""

    centre: User
    province: User
    branch: User
    association: User
    committee: User


def people(land: Country) -> People:
    return People(
        centre=user("centre", Role.CENTRE, land.root),
        province=user("province", Role.PROVINCE, land.province),
        branch=user("branch", Role.BRANCH, land.commune),
        association=user("association", Role.COMMUNE_ASSOCIATION, land.commune),
        committee=user("committee", Role.DECIDING_BODY, land.commune),
    )


def published_sets() -> None:
    criteria.publish(data.criteria_files(), by="test", at=NOON)


def subject(
    kind: Title,
    where: Place,
    *,
    by: User,
    name: str = "Mẫu Thị Sáng",
    level: Level = Level.NONE,
    birth_year: int | None = None,
) -> Subject:
    new = NewSubject(kind=kind, name=name, place=where.pk, since=BORN, level=level, birth_year=birth_year)
    return subjects.enter([new], by=by, at=NOON, is_sample=True)[0]


def households(number: int, where: Place, *, by: User) -> list[Subject]:
    new = [NewSubject(Title.HOUSEHOLD, f"Hộ mẫu {i}", where.pk, BORN) for i in range(1, number + 1)]
    return subjects.enter(new, by=by, at=NOON, is_sample=True)


def belongs(kind: Belonging, members: Sequence[Subject], group: Subject, *, by: User) -> None:
    new = [NewAffiliation(kind, member.pk, group.pk, BORN) for member in members]
    subjects.affiliate(new, by=by, at=NOON)


SAMPLE_SETS = {
    (Title.CITIZEN, Level.NONE): "citizen-mau@2023",
    (Title.HOUSEHOLD, Level.NONE): "household-mau@2023",
    (Title.CLAN, Level.NONE): "clan-mau@2023",
    (Title.COMMUNITY, Level.HAMLET): "hamlet-mau@2023",
    (Title.COMMUNITY, Level.COMMUNE): "commune-mau@2023",
    (Title.ORGANISATION, Level.NONE): "organisation-mau@2023",
}


def plan(title: Title, *, level: Level = Level.NONE, year: int = 2023) -> RoundPlan:
    return RoundPlan(
        year=year,
        title=title,
        level=level,
        criteria_set=sets.get(SAMPLE_SETS[title, level]),
        registration_from=date(year, 1, 1),
        registration_to=date(year, 12, 31),
        cut_off=date(year, 9, 1),
        decide_to=date(year, 12, 31),
        quorum=6_667,
        majority=5_000,
        deciding_body="UBND xã Mẫu Đông",
        decision_suffix="QĐ-UBND",
    )


def a_round(title: Title, where: Place, *, by: User, level: Level = Level.NONE, year: int = 2023) -> Round:
    return rounds.open_round(where.pk, plan(title, level=level, year=year), by=by, at=NOON)


def registered(opened: Round, these: Sequence[Subject], *, by: User) -> list[Registration]:
    return rounds.register(
        opened, [one.pk for one in these], consent=Consent.SPOKEN, by=by, at=NOON.replace(year=opened.year)
    )


def best(rules: CriteriaSet) -> dict[str, str]:
    """The answers that earn the most, as a person types them; what the system counts is left to it."""
    cells = {}
    for criterion in rules.criteria:
        for indicator in criterion.indicators:
            match indicator.kind:
                case Kind.POINTS:
                    cells[indicator.code] = f"{indicator.max_points // 100}.{indicator.max_points % 100:02d}"
                case Kind.CHOICE:
                    cells[indicator.code] = max(indicator.options, key=lambda option: option.points).code
                case Kind.YES_NO:
                    cells[indicator.code] = "có"
                case Kind.SHARE:
                    cells[f"{indicator.code}.part"] = cells[f"{indicator.code}.whole"] = "10"
                case Kind.LEVEL:
                    cells[indicator.code] = str(max(indicator.levels))
                case Kind.DERIVED:
                    pass
    return cells


def assessed(these: Sequence[Registration], *, by: User) -> list[Assessment]:
    """Filled in with the best answers."""
    read = registrations.registrations([one.pk for one in these])  # with round and set, each read once
    return recognition.assess(
        [Entry(one.pk, best(sets.rules(one.round.criteria_set))) for one in read],
        consent=Consent.SPOKEN,
        by=by,
        at=NOON + timedelta(hours=1),
    )


MEETING = Attendance(
    held_on=date(2023, 10, 10), invited=30, present=24, chair="Chi hội trưởng", secretary="Thư ký"
)
ALL_AGREE = Votes(agree=24, disagree=0, abstain=0)


def reviewed(cases: Sequence[Assessment], where: Place, *, by: User) -> None:
    at = NOON.replace(year=cases[0].year if cases else NOON.year) + timedelta(hours=2)
    assessments.review_cases(
        where.pk,
        {case.pk: ALL_AGREE for case in cases},
        attendance=replace(MEETING, held_on=at.date()),
        not_carried="Cuộc họp chưa nhất trí",
        by=by,
        at=at,
    )


def recognised(
    opened: Round, these: Sequence[Subject], where: Place, who: People, *, commune: Place
) -> Decision:
    """The whole way from registration to a signed decision."""
    cases = assessed(registered(opened, these, by=who.branch), by=who.branch)
    reviewed(cases, where, by=who.branch)
    ids = [case.pk for case in cases]
    assessments.verify(ids, by=who.association, at=NOON + timedelta(hours=3))
    recognition.propose(ids, place=commune.pk, by=who.association, at=NOON + timedelta(hours=4))
    return recognition.decide(
        ids, {}, place=commune.pk, signer="Chủ tịch", by=who.committee, at=NOON + timedelta(hours=5)
    )


def copy_of(row: M, **changes: object) -> M:
    """Another row like this one but for the changes, as an import of earlier years leaves it."""
    made = type(row)._default_manager.get(pk=row.pk)
    made.pk = None
    for name, value in changes.items():
        setattr(made, name, value)
    made.save(force_insert=True)
    return made


def version_of(key: str, version: str, *changes: tuple[str, str]) -> CriteriaSetVersion:
    """Another version of a shipped set, with texts of its file replaced; each must be found once or more."""
    code, _, old = key.partition("@")
    text = dict(data.criteria_files())[key].replace(f'version = "{old}"', f'version = "{version}"', 1)
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    criteria.publish([(f"{code}.toml", text)], by="test", at=NOON)
    return sets.get(f"{code}@{version}")


def fund(
    where: Place, *, by: User, name: str = "Quỹ khuyến học mẫu", cash: int = 0, since: date = date(2022, 1, 1)
) -> Fund:
    """A fund with so much cash from the beginning."""
    made = funds.open_fund(where.pk, name, since=since, by=by, at=NOON)
    if cash:
        funds.tell_opening(made.pk, cash=cash, bank=0, goods=0, about="Mẫu", by=by, at=NOON)
    return made


def income(
    to: Fund, amount: int, *, by: User, day: date | None = None, donor: Donor = Donor.MEMBERS
) -> Voucher:
    entry = NewEntry(
        day or NOON.date(), Account.CASH, amount, donor=donor, party="Mẫu Văn Tặng", about="Ủng hộ"
    )
    return funds.enter(to.pk, [entry], by=by, at=NOON)[0]


def award_round(of: Fund, *, by: User, **more: Any) -> AwardRound:
    told: dict[str, Any] = {"name": "Học bổng mẫu", "category": Purpose.SCHOLARSHIPS, "amount": 500_000}
    new = NewRound(fund=of.pk, year=NOON.year, **{**told, **more})
    return scholarships.open_round(of.place_id, new, by=by, at=NOON)
