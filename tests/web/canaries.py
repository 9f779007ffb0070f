"""A country in which every text that belongs to a place says so: whoever reads a foreign one saw too much.

`build` makes two provinces with communes that stand to each other as siblings, cousins and parents, and one that
the reform merged into another. A canary is one made-up word; it tells its spot and what it was written on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from khuyenhoc.apps.access import actions as access
from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Finding
from khuyenhoc.apps.assessments.models import Evidence
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.cards import actions as cards
from khuyenhoc.apps.centres import actions as centres
from khuyenhoc.apps.centres.actions import NewClass
from khuyenhoc.apps.centres.models import Centre
from khuyenhoc.apps.directives import actions as directives
from khuyenhoc.apps.directives.actions import NewInstrument, NewTask
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures.actions import NewTarget
from khuyenhoc.apps.funds import actions as funds
from khuyenhoc.apps.funds.actions import NewEntry
from khuyenhoc.apps.gatherings import actions as gatherings
from khuyenhoc.apps.gatherings.actions import NewGathering, NewGuest
from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.reform import actions as reforming
from khuyenhoc.apps.rounds.models import Registration, Round
from khuyenhoc.apps.scholarships import actions as scholarships
from khuyenhoc.apps.scholarships.actions import NewNominee
from khuyenhoc.apps.stories import actions as stories
from khuyenhoc.apps.stories.actions import NewStory
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.actions import NewSubject
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.centres import Field
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.gatherings import GatheringKind
from khuyenhoc.domain.instruments import InstrumentKind
from khuyenhoc.domain.ledger import Account, Donor
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.stories import Means, StoryKind
from khuyenhoc.domain.titles import BaseKind, Level, Title
from khuyenhoc.web.request import today
from tests import held, life, make, scene
from tests.scene import LATER, Scene, a_picture, centre
from tests.web.test_addresses import POSTED, SIGNED_IN

MERGED_AT = datetime(2023, 11, 2, 9, tzinfo=VIETNAM)
MERGER = """
title = "Sắp xếp mẫu"
on = 2023-11-01
legal_reference = "Nghị quyết mẫu (chưa đối chiếu văn bản gốc)"
[[deed]]
kind = "merge"
places = ["xã Mẫu Cũ", "xã Mẫu Bên"]
into = { name = "xã Mẫu Mới" }
"""


@dataclass(frozen=True)
class Canary:
    """text: the word; spot: (commune, hamlet) it belongs to, hamlet "" for what is the commune's own.

    title: of the row it stands on, "" where it has none; told: written on what may be told to anybody.
    """

    text: str
    spot: tuple[str, str]
    title: str = ""
    told: bool = False


@dataclass(frozen=True)
class Viewer:
    """sees: communes, or (commune, hamlet); titles: to which the grant is limited."""

    name: str
    user: User
    sees: frozenset[str | tuple[str, str]]
    titles: frozenset[str] = frozenset()

    def works_in(self, commune: str) -> bool:
        return any(commune == (seen if isinstance(seen, str) else seen[0]) for seen in self.sees)

    def may_read(self, canary: Canary) -> bool:
        commune, hamlet = canary.spot
        own = {seen if isinstance(seen, str) else seen[0] for seen in self.sees}
        # the commune's officers act in the cases of its hamlets and are named there
        inside = commune in own if not hamlet else bool(self.sees & {commune, canary.spot})
        return inside and (not self.titles or not canary.title or canary.title in self.titles)


@dataclass
class Country:
    scenes: dict[str, Scene] = field(default_factory=dict)
    viewers: list[Viewer] = field(default_factory=list)
    canaries: list[Canary] = field(default_factory=list)
    homes: dict[str, str] = field(default_factory=dict)  # address → the place whose it is, once asked for
    addresses: dict[str, list[str]] = field(default_factory=dict)  # place → its own, likewise

    def mark(self, spot: tuple[str, str], what: str, title: str = "", *, told: bool = False) -> str:
        text = "Zq" + "".join(spot) + what
        self.canaries.append(Canary(text, spot, title, told))
        return text


def build() -> Country:
    country = Country()
    make.published_sets()
    root = make.place("country", "Đất Nước Mẫu")
    centre = make.user("centre", Role.CENTRE, root)
    near = make.place("province", "Mẫu Sơn", root, "tỉnh")
    far = make.place("province", "Mẫu Hải", root, "tỉnh")
    lands = {
        "own": _commune(near, "Mẫu Đông"),
        "sibling": _commune(near, "Mẫu Tây"),
        "moved": _commune(near, "Mẫu Cũ"),
        "cousin": _commune(far, "Mẫu Xa"),
    }
    make.place("commune", "Mẫu Bên", lands["moved"].district, "xã")
    officers = {
        province.pk: make.user(name, Role.PROVINCE, province)
        for name, province in (("province", near), ("far-province", far))
    }
    rounds = {
        province: (
            make.a_round(Title.HOUSEHOLD, Place.objects.get(pk=province), by=by),
            make.a_round(Title.CITIZEN, Place.objects.get(pk=province), by=by),
            make.a_round(Title.CLAN, Place.objects.get(pk=province), by=by),
            make.a_round(Title.HOUSEHOLD, Place.objects.get(pk=province), by=by, year=today().year),
        )
        for province, by in officers.items()
    }
    for where, by in officers.items():
        figures.set_targets([_aim(where)], by=by, at=make.NOON)
    for name, land in lands.items():
        people = _people(country, name, land, centre, officers[land.province.pk])
        country.scenes[name] = _year(country, name, land, people, rounds[land.province.pk])
    for name, shown in country.scenes.items():
        _now(country, name, shown, rounds[shown.land.province.pk][3])
    for arguments in (*SIGNED_IN.values(), *POSTED.values()):
        for shown in country.scenes.values():
            arguments(shown)  # what they name exists from here on
    reforming.reform(plans.read(MERGER), by=centre, at=MERGED_AT)
    heir = make.user("heir", Role.COMMUNE_ASSOCIATION, Place.objects.get(versions__name="Mẫu Mới"))
    Grant.objects.filter(user=heir).update(valid_from=date(2023, 11, 1))
    _viewers(country, heir)
    return country


def _aim(province: int) -> NewTarget:
    return NewTarget(province, 2025, Title.HOUSEHOLD, Level.NONE, BaseKind.HOUSEHOLDS, 7_000, "Kế hoạch mẫu")


def empty(country: Country) -> Scene:
    """A commune of the near province where nobody has done anything yet; its cases are those of `own`."""
    own = country.scenes["own"]
    land = _commune(own.land.province, "Mẫu Không")
    people = _people(country, "empty", land, own.who.centre, own.who.province)
    return Scene(land, people, own.recognised, own.waiting, own.returned)


def _commune(province: Place, name: str) -> make.Country:
    district = make.place("district", f"{name} Hà", province, "huyện")
    commune = make.place("commune", name, district, "xã")
    hamlet, other = (make.place("hamlet", f"{name} {n}", commune, "thôn") for n in ("Một", "Hai"))
    root = Place.objects.get(kind="country")
    return make.Country(root, province, district, commune, hamlet, other, commune, other)


def _people(country: Country, name: str, land: make.Country, centre: User, province: User) -> make.People:
    made = {
        what: make.user(f"{name}-{what}", role, land.commune)
        for what, role in (
            ("branch", Role.BRANCH),
            ("association", Role.COMMUNE_ASSOCIATION),
            ("committee", Role.DECIDING_BODY),
        )
    }
    for what, account in made.items():
        account.full_name = country.mark((name, ""), what)
        account.save()
    return make.People(centre=centre, province=province, **made)


def _year(
    country: Country, name: str, land: make.Country, who: make.People, rounds: tuple[Round, ...]
) -> Scene:
    """One hamlet with a case at every station, the other with a clan of its own."""
    here, there = (name, "one"), (name, "two")
    homes, citizens, clans, _ = rounds

    def home(what: str, *, told: bool = False) -> Subject:
        word = country.mark(here, what, Title.HOUSEHOLD, told=told)
        return make.subject(Title.HOUSEHOLD, land.hamlet, by=who.branch, name=f"Hộ {word}")

    make.recognised(homes, [home("held", told=True)], land.hamlet, who, commune=land.commune)
    recognised = list(Registration.objects.filter(round=homes, place=land.hamlet))
    home("absent")
    stations = ("waiting", "assessed", "reviewed", "verified", "proposed", "gone")
    rows = make.registered(homes, [home(what) for what in stations], by=who.branch)
    cases = make.assessed(rows[1:], by=who.branch)
    note = country.mark(here, "note", Title.HOUSEHOLD)
    Evidence.objects.create(assessment=cases[1], indicator="1.1", note=note)
    assessments.review_cases(
        land.hamlet.pk,
        {case.pk: make.ALL_AGREE for case in cases[1:]},
        attendance=make.replace(
            make.MEETING, chair=country.mark(here, "chair"), secretary=country.mark(here, "secretary")
        ),
        not_carried="Chưa nhất trí",
        by=who.branch,
        at=make.NOON + timedelta(hours=2),
    )
    at = make.NOON + timedelta(hours=6)
    assessments.verify([case.pk for case in cases[2:]], by=who.association, at=at)
    recognition.propose([cases[3].pk], place=land.commune.pk, by=who.association, at=at)
    assessments.withdraw(
        [cases[4].pk], reason=country.mark(here, "why", Title.HOUSEHOLD), by=who.branch, at=at
    )
    assessments.draw_spot_check(
        homes, place=land.commune.pk, number=1, seed="mẫu", by=who.association, at=LATER
    )
    found = Finding(matches=False, note=country.mark(here, "visit", Title.HOUSEHOLD))
    assessments.note_revisits({cases[1].pk: found}, by=who.association, at=LATER)
    word = country.mark(here, "citizen", Title.CITIZEN)
    person = make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=f"Mẫu {word}")
    back = make.registered(citizens, [person], by=who.branch)
    make.reviewed(make.assessed(back, by=who.branch), land.hamlet, by=who.branch)
    reason = country.mark(here, "reason", Title.CITIZEN)
    assessments.send_back([back[0].assessment.pk], reason=reason, by=who.association, at=LATER)
    cards.issue([back[0].pk], draw=lambda _: back[0].pk, by=who.association, at=LATER)
    word = country.mark(there, "clan", Title.CLAN)
    clan = make.subject(Title.CLAN, land.other_hamlet, by=who.branch, name=f"Dòng họ {word}")
    make.registered(clans, [clan], by=who.branch)
    return _money(country, name, Scene(land, who, recognised, rows[:1], back[0]))


def _books(country: Country, name: str, shown: Scene) -> None:
    """A course with somebody on its list, a document and a task: of this year, so that every page shows them."""
    by, here, own = shown.who.association, shown.land.commune.pk, (name, "")
    known = held.document(shown)
    word = country.mark(own, "paper")
    paper = NewInstrument(f"1/KH-{name.upper()}", InstrumentKind.PLAN, f"Kế hoạch {word}")
    directives.enter_instrument(here, paper, by=by, at=timezone.now())
    new = NewGathering(GatheringKind.COURSE, country.mark(own, "course"), today(), instruments=(known.pk,))
    course = gatherings.plan(here, new, by=by, at=timezone.now())
    guest = NewGuest(name=f"Mẫu {country.mark(own, 'guest')}", is_present=True)
    gatherings.list_guests(course.pk, [guest], by=by, at=timezone.now())
    task = NewTask(today().year, f"Nhiệm vụ {country.mark(own, 'task')}", today(), instrument=known.pk)
    directives.set_tasks(here, [task], by=by, at=timezone.now())


def _money(country: Country, name: str, shown: Scene) -> Scene:
    """Somebody's gift to the commune's fund, and somebody nominated in its round."""
    own, here = (name, ""), scene.fund(shown)
    gift = NewEntry(
        make.NOON.date(),
        Account.CASH,
        1_000,
        donor=Donor.MEMBERS,
        party=f"Mẫu {country.mark(own, 'giver')}",
        about=country.mark(own, "gift"),
    )
    funds.enter(here.pk, [gift], by=shown.who.association, at=make.NOON)
    pupil = NewNominee(
        f"Mẫu {country.mark(own, 'pupil')}",
        2012,
        reason=country.mark(own, "hardship"),
        guardian_agrees=True,
        child_agrees=True,
    )
    opened = scene.award(shown)
    scholarships.nominate(opened.pk, here.place_id, [pupil], by=shown.who.branch, at=make.NOON)
    return shown


def _now(country: Country, name: str, shown: Scene, running: Round) -> None:
    """What stands in this year's round, and an invitation nobody took up yet."""
    here, by = (name, "one"), shown.who.association
    _books(country, name, shown)
    word = country.mark(here, "now", Title.HOUSEHOLD)
    new = NewSubject(Title.HOUSEHOLD, f"Hộ {word}", shown.land.hamlet.pk, make.BORN)
    make.registered(running, subjects.enter([new], by=by, at=timezone.now(), is_sample=True), by=by)
    about = NewStory(StoryKind.PERSON, country.mark(here, "story"), "Kể (mẫu)", country.mark(here, "about"))
    told = stories.write(shown.land.hamlet.pk, about, by=shown.who.branch, at=make.NOON)
    stories.put_photo(
        told, a_picture(), "Ảnh (mẫu)", by=shown.who.branch, at=make.NOON
    )  # so the scene's story
    stories.tell_outreach(
        shown.land.hamlet.pk,
        2023,
        Means.WEB,
        times=3,
        note=country.mark(here, "means"),
        by=shown.who.branch,
        at=make.NOON,
    )
    house, word = centre(shown), country.mark((name, ""), "centre")
    Centre.objects.filter(pk=house.pk).update(name=f"Trung tâm {word}")
    taught = NewClass(country.mark(here, "class"), Field.TRADE, shown.land.hamlet.pk, make.NOON.date())
    centres.open_class(house, taught, by=by, at=make.NOON)
    access.invite(
        country.mark(here, "invited"),
        Role.BRANCH,
        shown.land.hamlet.pk,
        valid_from=today(),
        draw=lambda _: shown.land.hamlet.pk,
        by=by,
        at=timezone.now(),
    )
    word = country.mark(here, "member", Title.CITIZEN)
    person = make.subject(Title.CITIZEN, shown.land.hamlet, by=shown.who.branch, name=f"Mẫu {word}")
    branch = life.branch(shown)
    association.join(branch, [person.pk], joined=life.JOINED, by=shown.who.branch, at=LATER)


def _viewers(country: Country, heir: User) -> None:
    own, moved = country.scenes["own"], country.scenes["moved"]
    communes: frozenset[str | tuple[str, str]] = frozenset(country.scenes)
    one: Callable[..., frozenset[str | tuple[str, str]]] = lambda *seen: frozenset(seen)  # noqa: E731  (reads as a list below)
    limited = make.user("limited", Role.COMMUNE_ASSOCIATION, own.land.commune, [Title.CITIZEN])
    country.viewers = [
        Viewer("centre", own.who.centre, communes),
        Viewer("province", own.who.province, communes - {"cousin"}),
        Viewer("far province", country.scenes["cousin"].who.province, one("cousin")),
        Viewer("branch", own.who.branch, one("own")),
        Viewer("association", own.who.association, one("own")),
        Viewer("committee", own.who.committee, one("own")),
        Viewer("observer", make.user("observer", Role.OBSERVER, own.land.commune), one("own")),
        Viewer("hamlet", make.user("hamlet", Role.BRANCH, own.land.hamlet), one(("own", "one"))),
        Viewer("other hamlet", make.user("other", Role.BRANCH, own.land.other_hamlet), one(("own", "two"))),
        Viewer("citizens only", limited, one("own"), frozenset({Title.CITIZEN})),
        Viewer("sibling", country.scenes["sibling"].who.association, one("sibling")),
        Viewer("cousin", country.scenes["cousin"].who.committee, one("cousin")),
        Viewer("heir", heir, one("moved")),
        Viewer("former", moved.who.association, one()),
        Viewer("nobody", make.user("nobody"), one()),
    ]
