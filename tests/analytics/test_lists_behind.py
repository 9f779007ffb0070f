"""Every number that is counted opens a list with as many rows, whatever was done before."""

from contextlib import suppress
from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics import recount
from khuyenhoc.analytics.cases import CaseQuery, counted
from khuyenhoc.analytics.indicators import COUNTING, UNLISTED, Behind, Figure, ListQuery, Part, Wanted
from khuyenhoc.analytics.indicators.counting_pilots import SOURCES
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.association.models import Branch
from khuyenhoc.apps.centres import actions as centres
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures import queries as figure_queries
from khuyenhoc.apps.gatherings import actions as gatherings
from khuyenhoc.apps.gatherings.actions import NewGathering
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import OtherTitle, Recognition
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects import queries as register
from khuyenhoc.apps.subjects.actions import NewSubject
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.bodies import BODIES
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.gatherings import GatheringKind
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.streaks import Distinction
from khuyenhoc.domain.titles import Level, Title
from tests import make
from tests.faults.dose import dose
from tests.make import NOON, Country, People

DAY = date(2023, 6, 1)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["join", "leave", "move", "branch", "body", "merge", "title", "distinguish", "note"]),
        st.integers(0, 5),
        st.integers(-700, 120),
    ),
    max_size=14,
)


class Town:
    """A few of everything an indicator counts, and one deed at a time on some of it."""

    def __init__(self, land: Country, who: People) -> None:
        self.land, self.who, self.at = land, who, NOON
        self.hamlets = [land.hamlet, land.other_hamlet]
        born = (1950, 1980, 1990, 2015, None, 2000)
        self.people = subjects.enter(
            [
                NewSubject(Title.CITIZEN, f"Mẫu {at}", self.hamlets[at % 2].pk, make.BORN, birth_year=year)
                for at, year in enumerate(born)
            ],
            by=who.branch,
            at=NOON,
            is_sample=True,
        )
        self.homes = make.households(3, land.hamlet, by=who.branch)
        self.bodies = subjects.enter(
            [
                NewSubject(
                    Title.ORGANISATION,
                    f"Đơn vị mẫu {kind}",
                    land.commune.pk,
                    make.BORN,
                    level=Level.COMMUNE,
                    organisation_kind=kind,
                )
                for kind in ("school", "agency", "pagoda", "company")
            ]
            + [NewSubject(Title.CLAN, "Dòng họ Mẫu", land.hamlet.pk, make.BORN)],
            by=who.association,
            at=NOON,
            is_sample=True,
        )
        make.belongs(Belonging.HOUSEHOLD_MEMBER, self.people[:3], self.homes[0], by=who.branch)
        opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
        make.recognised(opened, self.homes[:2], land.hamlet, who, commune=land.commune)
        self.citizens = make.a_round(Title.CITIZEN, land.province, by=who.province)
        self.branches = association.open_branches(
            [(land.hamlet.pk, "Chi hội Một"), (land.commune.pk, "Ban Mẫu")],
            kind="chi_hoi",
            since=make.BORN,
            by=who.branch,
            at=NOON,
        )
        figures.count_bases(land.province.pk, 2023, source="Sổ", by=who.province, at=NOON)

    def do(self, deed: str, which: int, days: int) -> None:
        self.at += timedelta(hours=7)
        who, at, day = self.who, self.at, DAY + timedelta(days=days)
        person, branch = self.people[which], self.branches[which % 2]
        match deed:
            case "join":
                association.join(branch, [person.pk], joined=day, by=who.branch, at=at)
            case "leave":
                association.leave(branch, [person.pk], left=day, by=who.branch, at=at)
            case "move":
                home = Subject.objects.get(pk=person.pk).place_id
                other = next(one.pk for one in self.hamlets if one.pk != home)
                subjects.move([person.pk], other, on=day, by=who.association, at=at)
            case "branch":
                association.open_branches(
                    [(self.hamlets[which % 2].pk, f"Chi hội {which}")],
                    kind="chi_hoi",
                    since=day,
                    by=who.branch,
                    at=at,
                )
            case "body":
                association.open_in_bodies([self.bodies[which % 5].pk], since=day, by=who.association, at=at)
            case "merge":
                last = Branch.objects.order_by("-pk")[0]
                association.merge([last], branch, on=day, by=who.association, at=at)
            case "title":
                make.recognised(
                    self.citizens, [person], self.hamlets[which % 2], who, commune=self.land.commune
                )
            case "distinguish":
                held = Recognition.objects.filter(distinctions__isnull=True).order_by("pk").first()
                if held is None:
                    return
                kind = (Distinction.EXCELLENT, Distinction.EXEMPLARY)[which % 2]
                recognition.distinguish([held.pk], kind, number="1", reason="Mẫu", by=who.committee, at=at)
            case "note":
                home = self.homes[which % 3].pk
                if OtherTitle.objects.filter(subject=home).exists():
                    return
                recognition.note_other_title(
                    [home], "cultural_family", 2023, reference="Mẫu", by=who.branch, at=at
                )


def wanted() -> list[Wanted]:
    """Every counted indicator at every level on every base it may be a share of."""
    return [
        Wanted(one.code, level, base)
        for one in figure_queries.catalogue().indicators.values()
        if one.query
        for level in one.levels
        for base in (one.bases or ("",))
    ]


def length(behind: Behind) -> int:
    if behind.area == "cases":
        query = CaseQuery(
            behind.place_id, behind.year, Title(behind.title), behind.measure, Level(behind.level)
        )
        return counted(query).count()
    if behind.area == "subjects":
        day = date(behind.year, 12, 31)
        rows = Subject.objects.filter(
            register.existing_on(day), kind=behind.title, place__in=places.ids_below(behind.place_id, day)
        )
        base = figure_queries.catalogue().bases.get(behind.base_kind)
        rows = rows.exclude(organisation_kind__in=base.leaves_out if base else ())
        return (rows.filter(level=behind.level) if behind.level else rows).count()
    asked = ListQuery(
        behind.indicator, behind.place_id, behind.year, Part(behind.measure), behind.level, behind.base_kind
    )
    number = figured.list_number(asked)
    assert number == len(figured.list_page(asked).rows)  # few enough for one page
    if asked.part is not Part.JOINED:
        return number
    return number - figured.list_number(
        ListQuery(behind.indicator, behind.place_id, behind.year, Part.LEFT, behind.level, behind.base_kind)
    )


@settings(max_examples=dose(12, 200, small=3), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_every_number_counted_and_every_base_of_the_register_is_the_length_of_its_list(
    land: Country, who: People, deeds: list[tuple[str, int, int]]
) -> None:
    everywhere = [land.commune.pk, land.hamlet.pk, land.other_hamlet.pk]
    with transaction.atomic():
        town = Town(land, who)
        for deed in deeds:
            with suppress(RuleBroken), transaction.atomic():
                town.do(*deed)
        assert recount.compare() == []

        found = figured.several(wanted(), everywhere, 2023)

        unequal = [
            (one.indicator, one.base_kind, one.place_id)
            for one in found.values()
            for number, behind in (
                (one.value, one.behind),
                (one.base.value if one.base else None, one.base_behind),
            )
            if behind is not None and length(behind) != number
        ]
        assert unequal == []
        assert [one for one in found.values() if one.amount is not None and one.behind is None] == []
        assert coverage_of([found[one] for one in found if one[1] == land.commune.pk]) == []
        transaction.set_rollback(True)


def coverage_of(found: list[Figure]) -> list[str]:
    """Base kinds of which those with a branch and those without are not all there are."""
    wrong = []
    for one in found:
        if one.indicator == "branch_coverage" and one.base_kind in BODIES:
            parts = [
                figured.list_number(ListQuery(one.indicator, one.place_id, 2023, part, "", one.base_kind))
                for part in (Part.COUNTED, Part.WITHOUT, Part.WHOLE)
            ]
            if parts[0] + parts[1] != parts[2]:
                wrong.append(one.base_kind)
    return wrong


def test_each_counting_query_of_the_catalogue_has_a_list(land: Country, who: People) -> None:
    town = Town(land, who)
    for deed in ("join", "title", "distinguish", "note", "body"):
        town.do(deed, 0, 0)
    course = NewGathering(GatheringKind.COURSE, "Lớp mẫu", DAY)
    gatherings.plan(land.commune.pk, course, by=who.association, at=NOON)
    centres.open_centre(land.commune.pk, "Trung tâm mẫu", since=DAY, by=who.association, at=NOON)

    found = figured.several(wanted(), [land.commune.pk], 2023)

    known = figure_queries.catalogue().indicators
    tried = set(COUNTING) - UNLISTED - set(SOURCES)  # pilots and commendations have a test of their own
    assert {known[one.indicator].query for one in found.values() if one.behind} == tried


def test_bodies_without_a_branch_are_listed_by_kind_and_only_to_who_may_see_them(
    land: Country, who: People
) -> None:
    town = Town(land, who)
    town.do("body", 0, 0)
    asked = ListQuery("branch_coverage", land.commune.pk, 2023, Part.WITHOUT, "", "eligible bodies")
    day = NOON.date()

    names = {one.name for one in figured.list_page(asked).rows}
    stranger = make.user("xa lạ", Role.COMMUNE_ASSOCIATION, land.other_commune)
    foreign = figured.list_page(asked, scope=access.scope(stranger, day))
    searched = figured.list_page(
        ListQuery("branch_coverage", land.commune.pk, 2023, Part.WITHOUT, "", "eligible bodies", "pagoda")
    )
    schools = figured.value("branch_coverage", land.commune.pk, 2023, base_kind="schools")

    assert "Đơn vị mẫu school" not in names
    assert {"Đơn vị mẫu agency", "Đơn vị mẫu pagoda", "Dòng họ Mẫu"} < names
    assert foreign.rows == ()
    assert [one.name for one in searched.rows] == ["Đơn vị mẫu pagoda"]
    assert (schools.value, schools.base.value if schools.base else None, schools.percent) == (1, 1, 10_000)
