"""A database of many cases under a real province, written straight into the tables: what the pages are timed on.

Everything in it is made up ("mẫu"); no real person is named.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

HAMLETS, FIRST = 2_070, 1_000_000
COMMUNES = 100  # a province has at least so many
# Of a hundred cases of this year so many stand at each station; of the households a few never registered.
STATIONS = (("registered", 10), ("self_assessed", 10), ("reviewed", 20), ("verified", 10), ("proposed", 10))
NEVER_REGISTERED = 5  # in a hundred households
PASSED_BY = "recognised"


@dataclass(frozen=True, slots=True)
class Scene:
    """year: this one. who: role → account."""

    year: int
    province: int
    commune: int
    hamlet: int
    round: int
    who: dict[str, Any]
    case: int


def scene(cases: int) -> Scene:
    """The database filled, or the one that an earlier call filled."""
    from django.db import transaction
    from django.utils import timezone

    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.apps.rounds.models import Registration
    from khuyenhoc.domain.days import day_of

    today = day_of(timezone.now())
    province = next(
        one.place_id
        for one in places.children(places.root(), today)
        if len(places.children(one.place_id, today)) >= COMMUNES
    )
    communes = [one.place_id for one in places.children(province, today)]
    if not Registration.objects.exists():
        with transaction.atomic():
            _fill(cases, province, communes, today)
        _after()
    return _found(province, communes[0], today.year)


def _fill(cases: int, province: int, communes: list[int], today: date) -> None:
    from khuyenhoc.domain.roles import Role
    from tests import make

    make.published_sets()
    _hamlets(communes)
    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.apps.places.models import Place

    def place(pk: int) -> Place:
        return Place.objects.get(pk=pk)

    centre = make.user("centre", Role.CENTRE, places.root())
    by = make.user("province", Role.PROVINCE, place(province))
    branch = make.user("branch", Role.BRANCH, place(FIRST))
    make.user("association", Role.COMMUNE_ASSOCIATION, place(communes[0]))
    committee = make.user("committee", Role.DECIDING_BODY, place(communes[0]))
    _cases(cases, province, communes, today, by=by, branch=branch, committee=committee)
    assert centre.pk


def _hamlets(communes: list[int]) -> None:
    from khuyenhoc.apps.places.models import Place, PlaceVersion
    from khuyenhoc.domain.text import search_key
    from tests.make import NOON

    above = {
        one.place_id: one for one in PlaceVersion.objects.filter(place__in=communes, valid_to__isnull=True)
    }
    numbers = range(FIRST, FIRST + HAMLETS)
    Place.objects.bulk_create(Place(pk=number, kind="hamlet", bucket=number % 64) for number in numbers)
    PlaceVersion.objects.bulk_create(
        PlaceVersion(
            place_id=number,
            unit="thôn",
            name=f"Mẫu {position // len(communes) + 1}",
            parent_id=(parent := communes[position % len(communes)]),
            path=f"{above[parent].path}{number}.",
            valid_from=above[parent].valid_from,
            recorded_at=NOON,
            search_key=search_key(f"Mẫu {position // len(communes) + 1}"),
            source="mẫu",
        )
        for position, number in enumerate(numbers)
    )


def _cases(
    cases: int, province: int, communes: list[int], today: date, *, by: Any, branch: Any, committee: Any
) -> None:
    """One case goes the way of all forms; the rest are rows like it."""
    from django.utils import timezone

    from khuyenhoc.apps.assessments.actions import Entry
    from khuyenhoc.apps.assessments.models import ReviewMeeting
    from khuyenhoc.apps.criteria import queries as sets
    from khuyenhoc.apps.recognition import actions as recognition
    from khuyenhoc.apps.recognition.models import Decision, NumberSeries
    from khuyenhoc.apps.rounds import actions as rounds
    from khuyenhoc.apps.rounds.models import Consent
    from khuyenhoc.apps.subjects import actions as subjects
    from khuyenhoc.apps.subjects.actions import NewSubject
    from khuyenhoc.domain.titles import Title
    from tests import make

    now = timezone.now()
    plan = make.replace(
        make.plan(Title.HOUSEHOLD, year=today.year),
        registration_to=max(date(today.year, 12, 31), today + timedelta(days=1)),
    )
    opened = rounds.open_round(province, plan, by=by, at=now)
    earlier = make.copy_of(opened, year=today.year - 1)
    home = subjects.enter(
        [NewSubject(Title.HOUSEHOLD, "Hộ mẫu", FIRST, date(2010, 1, 1))], by=branch, at=now, is_sample=True
    )
    registered = rounds.register(opened, [home[0].pk], consent=Consent.SPOKEN, by=branch, at=now)
    case = recognition.assess(
        [Entry(registered[0].pk, make.best(sets.rules(opened.criteria_set)))],
        consent=Consent.SPOKEN,
        by=branch,
        at=now,
    )[0]
    for year, held in ((today.year - 1, earlier), (today.year, opened)):
        Decision.objects.bulk_create(
            Decision(
                round=held,
                place_id=commune,
                body="UBND xã (mẫu)",
                year=year,
                serial=1,
                number=f"1/QĐ-UBND {position}",
                signer="Chủ tịch",
                decided_by=committee,
                effective_on=date(year, 11, 1),
                recorded_at=now,
            )
            for position, commune in enumerate(communes)
        )
        NumberSeries.objects.bulk_create(
            NumberSeries(kind="decision", place_id=commune, year=year, last=1) for commune in communes
        )
    ReviewMeeting.objects.bulk_create(
        ReviewMeeting(
            pk=FIRST + number,
            round=opened,
            place_id=FIRST + number,
            held_on=today - timedelta(days=20),
            invited=40,
            present=36,
            chair="Chi hội trưởng (mẫu)",
            secretary="Thư ký (mẫu)",
            recorded_by=branch,
            recorded_at=now,
        )
        for number in range(HAMLETS)
    )
    _rows(cases // 2, case, opened, earlier)


def _rows(number: int, case: Any, opened: Any, earlier: Any) -> None:
    """`number` cases a year; household i is FIRST + i, this year's case FIRST + i, last year's FIRST + number + i."""
    from django.db import connection

    year = opened.year
    households = number * 100 // (100 - NEVER_REGISTERED)
    place = f"{FIRST} + i %% {HAMLETS}"
    numbered = "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < %s) "
    edge, whens = 0, []
    for state, share in STATIONS:
        edge += share
        whens.append(f"WHEN (i / {HAMLETS} * 61 + i) %% 100 < {edge} THEN '{state}'")
    state = f"CASE {' '.join(whens)} ELSE 'recognised' END"
    assessed = f"(i / {HAMLETS} * 61 + i) %% 100 >= {STATIONS[0][1]}"
    met = f"(i / {HAMLETS} * 61 + i) %% 100 >= {STATIONS[0][1] + STATIONS[1][1]}"
    copied = (
        "criteria_set_id, answers, points, max_points, percent, rating, passed, reasons, authors, entered_by_id, "
        "entered_at, consent"
    )
    copied_of = ", ".join(f"a.{name.strip()}" for name in copied.split(","))
    # names in an order that has nothing to do with the places
    key = "'ho mau ' || substr(CAST(10000000 + (i * 7919) %% 9999991 AS text), 1, 8)"
    with connection.cursor() as cursor:

        def run(statement: str, *values: int) -> None:
            cursor.execute(f"{statement.replace('WITH…', numbered)}", [*values])

        run(
            "INSERT INTO subjects_subject (id, kind, level, organisation_kind, name, search_key, sort_key, code, "
            f"place_id, since, is_sample, bucket) WITH… SELECT {FIRST} + i, 'household', '', '', "
            f"'Hộ mẫu ' || i, {key}, {key}, '', {place}, '2010-01-01', TRUE, i %% 1024 FROM n",
            households,
        )
        for held, of_year, offset in ((opened, year, 0), (earlier, year - 1, number)):
            now = of_year == year
            run(
                "INSERT INTO rounds_registration (id, round_id, subject_id, place_id, year, title, level, consent, "
                "registered_by_id, effective_on, recorded_at, withdrawn_reason, is_assessed, bucket) "
                f"WITH… SELECT {FIRST + offset} + i, {held.pk}, {FIRST} + i, {place}, {of_year}, 'household', '', "
                f"'spoken', {case.entered_by_id}, '{of_year}-03-01', '{of_year}-03-01 00:00:00Z', '', "
                f"{assessed if now else 'TRUE'}, i %% 1024 FROM n",
                number,
            )
            run(
                "INSERT INTO assessments_assessment (id, registration_id, round_id, subject_id, place_id, year, "
                f"title, level, state, revision, meeting_id, closed_reason, bucket, {copied}) "
                f"WITH… SELECT {FIRST + offset} + i, {FIRST + offset} + i, {held.pk}, {FIRST} + i, {place}, "
                f"{of_year}, 'household', '', {state if now else repr(PASSED_BY)}, 1, "
                f"{f'CASE WHEN {met} THEN {place} END' if now else 'CAST(NULL AS bigint)'}, '', i %% 1024, "
                f"{copied_of} FROM n, assessments_assessment a WHERE a.id = {case.pk} "
                f"AND {assessed if now else 'TRUE'}",
                number,
            )
            run(
                "INSERT INTO recognition_recognition (id, assessment_id, decision_id, subject_id, place_id, year, "
                "title, level, rating, effective_on, valid_to, counted_to, recorded_at, state, bucket) "
                "SELECT a.id, a.id, d.id, a.subject_id, a.place_id, a.year, a.title, a.level, a.rating, "
                f"'{of_year}-11-01', '{of_year + 1}-11-01', {of_year}, '{of_year}-11-01 00:00:00Z', 'recognised', "
                "a.bucket FROM assessments_assessment a "
                "JOIN places_placeversion v ON v.place_id = a.place_id "
                "JOIN recognition_decision d ON d.place_id = v.parent_id AND d.year = a.year "
                f"WHERE a.state = 'recognised' AND a.year = {of_year}",
            )
        run(
            "INSERT INTO recognition_decisionplace (decision_id, place_id, title, number) "
            "SELECT decision_id, place_id, title, COUNT(*) FROM recognition_recognition r WHERE NOT EXISTS "
            "(SELECT 1 FROM recognition_decisionplace p WHERE p.decision_id = r.decision_id) GROUP BY 1, 2, 3"
        )
        run(
            "INSERT INTO recognition_certificate (recognition_id, place_id, year, serial, number, code) "
            "SELECT r.id, r.place_id, r.year, r.id, 'mau ' || r.id, 'mau ' || r.id FROM recognition_recognition r "
            "WHERE NOT EXISTS (SELECT 1 FROM recognition_certificate c WHERE c.recognition_id = r.id)"
        )
        run(
            "INSERT INTO assessments_vote (assessment_id, meeting_id, agree, disagree, abstain, carried) "
            "SELECT id, meeting_id, 36, 0, 0, TRUE FROM assessments_assessment WHERE meeting_id IS NOT NULL"
        )


def _after() -> None:
    """The counts of these cases, and what a database that has grown so far knows about itself."""
    from django.db import connection, transaction

    from khuyenhoc.analytics import recount
    from khuyenhoc.apps.counts import actions as counts
    from khuyenhoc.apps.counts.models import Count

    with transaction.atomic():
        Count.objects.all().delete()
        counts.add(recount.recounted())
        counts.rebundle()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def _found(province: int, commune: int, year: int) -> Scene:
    from khuyenhoc.apps.accounts.models import User
    from khuyenhoc.apps.rounds.models import Registration, Round

    return Scene(
        year=year,
        province=province,
        commune=commune,
        hamlet=FIRST,
        round=Round.objects.get(year=year).pk,
        who={one.username: one for one in User.objects.all()},
        case=Registration.objects.filter(place=FIRST, assessment__state=PASSED_BY, year=year)[0].pk,
    )


def pages(told: Scene) -> Iterator[tuple[str, Any, str]]:
    """(name, who asks, address)."""
    from django.urls import reverse

    who, year = told.who, told.year
    association, province, centre = who["association"], who["province"], who["centre"]

    def cases(**asked: object) -> str:
        return f"{reverse('cases')}?{urlencode({'title': 'household', 'year': year, **asked})}"

    for name in ("branch", "association", "committee", "province", "centre"):
        yield f"home: {name}", who[name], reverse("home")
    for name, asker, place in (
        ("commune", association, told.commune),
        ("province", province, told.province),
        ("country", centre, 1),
    ):
        yield f"figures: {name}", asker, reverse("figures", args=[place, year])
        yield f"cases: {name}", asker, cases(place=place)
        yield f"cases: {name}, reviewed", asker, cases(place=place, measure="reviewed")
        yield f"cases: {name}, deep", asker, cases(place=place, after=f"{FIRST}.ho mau 15000000")
        yield f"cases: {name}, search", asker, cases(place=place, q="mau 1234")
        yield f"cases: {name}, search nothing", asker, cases(place=place, q="khong co ai")
        yield f"cases: {name}, by points", asker, cases(place=place, sort="points")
        yield f"cases: {name}, by place", asker, cases(place=place, sort="place")
        yield f"cases: {name}, by day", asker, cases(place=place, sort="day")
        register = f"{reverse('subjects')}?place={place}&kind=household"
        yield f"register: {name}", asker, register
        yield f"register: {name}, search", asker, f"{register}&q=mau+1234"
        yield f"decisions: {name}", asker, reverse("decisions")
        yield f"place: {name}", asker, reverse("place", args=[place])
        yield f"pack: {name}", asker, f"{reverse('pack')}?of={place}&last={year}"
        yield f"public figures: {name}", asker, reverse("public_figures", args=[place, year])
    yield "public honours: commune", association, reverse("public_honours", args=[told.commune, year])
    yield "walk: hamlet", who["branch"], reverse("walk", args=[told.round, told.hamlet])
    yield "walk: commune", association, reverse("walk", args=[told.round, told.commune])
    yield "meeting: hamlet", who["branch"], reverse("meeting", args=[told.round, told.hamlet])
    yield "verify: commune", association, reverse("verify", args=[told.round, told.commune])
    yield "propose: commune", association, reverse("propose", args=[told.round, told.commune])
    yield "decide: commune", who["committee"], reverse("decide", args=[told.round, told.commune])
    yield "case", association, reverse("case", args=[told.case])
    yield "rounds: province", province, reverse("rounds")
