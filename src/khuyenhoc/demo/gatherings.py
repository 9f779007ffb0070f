"""Gatherings, documents and plan tasks of the demonstration; everything is made up and says so ("mẫu")."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.directives import actions as directives
from khuyenhoc.apps.directives import queries as documents
from khuyenhoc.apps.directives.actions import NewInstrument, NewTask
from khuyenhoc.apps.gatherings import actions as gatherings
from khuyenhoc.apps.gatherings import queries as held
from khuyenhoc.apps.gatherings.actions import NewGathering, NewGuest
from khuyenhoc.demo.cast import ACTOR
from khuyenhoc.demo.chance import chance
from khuyenhoc.demo.running import OPENED, YEAR, officer
from khuyenhoc.demo.stage import Stage
from khuyenhoc.demo.timetable import moment, on
from khuyenhoc.domain.gatherings import GatheringKind, Occasion, Term
from khuyenhoc.domain.instruments import InstrumentKind, RestsKind
from khuyenhoc.domain.plan_tasks import Outcome, Review
from khuyenhoc.domain.plan_tasks import Stage as Part
from khuyenhoc.domain.roles import Role

COURSE, WEEK, TOLD = (9, 15), (10, 1), (10, 9)
NOW = moment(date(YEAR, 11, 9), 15)
MADE = "(mẫu)"
CAME = 2  # of three cadres two came


def hold(stage: Stage, some: Sequence[int], year: int) -> dict[str, Any]:
    """A course told by its numbers and a learning week in each of some communes."""
    for number in some:
        place, by = stage.seats[number].place, stage.cast().offices[number].association
        luck = chance(stage.plan.seed, year, "gatherings", stage.seats[number].code)
        cadres = luck.randint(6, 24)
        for new in (
            NewGathering(
                GatheringKind.COURSE,
                f"Tập huấn cách chấm bộ tiêu chí {MADE}",
                on(year, COURSE),
                present=cadres + luck.randint(0, 9),
                cadres=cadres,
                is_sample=True,
            ),
            NewGathering(
                GatheringKind.EVENT,
                f"Tuần lễ hưởng ứng học tập suốt đời {MADE}",
                on(year, WEEK),
                until=on(year, (WEEK[0], WEEK[1] + 6)),
                occasion=Occasion.LEARNING_WEEK,
                present=luck.randint(80, 400),
                is_sample=True,
            ),
        ):
            gatherings.plan(place, new, by=by, at=moment(on(year, TOLD)))
    return {}


def this_year(stage: Stage) -> dict[str, Any]:
    """In the commune whose officers can sign in: something on every page."""
    place, by = stage.ground.communes_today[0], officer(stage, Role.COMMUNE_ASSOCIATION)
    directives.load_shipped(by=ACTOR, at=OPENED)
    (national,) = documents.cited_in(["387/QĐ-TTg"]).values()
    plan = directives.enter_instrument(
        place,
        NewInstrument(
            number="05/KH-HKH",
            kind=InstrumentKind.PLAN,
            title=f"Kế hoạch công tác khuyến học năm {YEAR} {MADE}",
            issuer=f"Hội Khuyến học xã {MADE}",
            issued_on=date(YEAR, 1, 20),
            in_force_from=date(YEAR, 1, 20),
        ),
        by=by,
        at=OPENED.replace(day=20),
    )
    directives.rest_on(national.pk, RestsKind.INSTRUMENT, [(plan.pk, place)], by=by, at=NOW)
    _tasks(place, plan.pk, by)
    _gatherings(place, plan.pk, national.pk, by)
    new = NewGathering(
        GatheringKind.COURSE, f"Tập huấn cán bộ hội cấp xã {MADE}", date(YEAR, 8, 12), is_sample=True
    )
    _with_list(stage.province_today, new, officer(stage, Role.PROVINCE))
    return {}


def _tasks(place: int, plan: int, by: User) -> None:
    told = (
        ("Củng cố chi hội ở các thôn", date(YEAR, 6, 30), "Ban Thường vụ"),
        ("Mở lớp tập huấn cho chi hội trưởng", date(YEAR, 9, 30), "Chủ tịch Hội"),
        ("Tổ chức Tuần lễ hưởng ứng học tập suốt đời", date(YEAR, 10, 20), "Phó Chủ tịch Hội"),
        ("Bình xét, đề nghị công nhận các danh hiệu học tập", date(YEAR, 11, 30), "Ban Thường vụ"),
    )
    tasks = directives.set_tasks(
        place,
        [
            NewTask(YEAR, f"{title} {MADE}", day, lead=lead, partners="Nhà trường, Đoàn xã", instrument=plan)
            for title, day, lead in told
        ],
        by=by,
        at=OPENED.replace(day=21),
    )
    reviews = (
        (tasks[0], Part.INTERIM, Outcome.BEHIND, date(YEAR, 5, 20)),
        (tasks[0], Part.FINAL, Outcome.PARTLY, date(YEAR, 7, 2)),
        (tasks[1], Part.FINAL, Outcome.DONE, date(YEAR, 10, 1)),
        (tasks[3], Part.INTERIM, Outcome.ON_TRACK, date(YEAR, 10, 30)),
    )
    for task, stage, outcome, day in reviews:
        note = f"Ban Thường vụ đã xem {MADE}"
        directives.review_task(task.pk, Review(stage, outcome, day), note=note, by=by, at=NOW)


def _gatherings(place: int, plan: int, national: int, by: User) -> None:
    term = Term(YEAR - 1, YEAR + 4)
    meeting = NewGathering(
        GatheringKind.MEETING,
        f"Hội nghị Ban Thường vụ lần thứ 9 {MADE}",
        date(YEAR, 7, 10),
        body="Ban Thường vụ",
        term=term,
        number=9,
        where=f"Hội trường xã {MADE}",
        partners="Ủy ban nhân dân xã\nTrường trung học cơ sở",
        chair=f"Chủ tịch Hội {MADE}",
        secretary=f"Thư ký {MADE}",
        topics="Sơ kết sáu tháng đầu năm.\nBàn việc đăng ký danh hiệu học tập.",
        conclusions="Thống nhất giao mỗi chi hội rà soát các hộ chưa đăng ký.",
        invited=25,
        present=22,
        is_sample=True,
    )
    week = NewGathering(
        GatheringKind.EVENT,
        f"Tuần lễ hưởng ứng học tập suốt đời {MADE}",
        date(YEAR, 10, 1),
        until=date(YEAR, 10, 7),
        occasion=Occasion.LEARNING_WEEK,
        partners="Trung tâm học tập cộng đồng",
        present=310,
        is_sample=True,
    )
    to_come = NewGathering(
        GatheringKind.MEETING,
        f"Hội nghị tổng kết năm {MADE}",
        date(YEAR, 12, 18),
        body="Ban Thường vụ",
        term=term,
        number=10,
        where=f"Hội trường xã {MADE}",
        is_sample=True,
    )
    for new in (meeting, week, to_come):
        gatherings.plan(place, new, by=by, at=NOW)
    course = NewGathering(
        GatheringKind.COURSE, f"Tập huấn chi hội trưởng {MADE}", date(YEAR, 9, 15), is_sample=True
    )
    briefing = NewGathering(
        GatheringKind.BRIEFING,
        f"Quán triệt kế hoạch năm {YEAR} {MADE}",
        date(YEAR, 2, 3),
        instruments=(plan, national),
        is_sample=True,
    )
    for new in (course, briefing):
        _with_list(place, new, by)


def _with_list(place: int, new: NewGathering, by: User) -> None:
    made = gatherings.plan(place, new, by=by, at=NOW)
    guests = held.guests(made, NOW.date())[:30]
    told = [
        NewGuest(
            name="" if one.user or one.subject else one.name,
            role=one.role,
            place=one.place,
            user=one.user,
            subject=one.subject,
            is_present=at % (CAME + 1) < CAME,
        )
        for at, one in enumerate(guests)
    ]
    told.append(NewGuest(name=f"Mẫu Thị Khách {MADE}", role="Hiệu trưởng", is_cadre=False, is_present=True))
    gatherings.list_guests(made.pk, told, by=by, at=NOW)
