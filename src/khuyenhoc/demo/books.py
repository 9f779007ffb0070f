"""Pilots, commendations and awards of the demonstration; everything is made up ("mẫu")."""

from collections.abc import Sequence
from typing import Any

from khuyenhoc.apps.commendations import actions as commendations
from khuyenhoc.apps.commendations.actions import NewPraise
from khuyenhoc.apps.pilots import actions as pilots
from khuyenhoc.apps.pilots.actions import NewGoal, NewPilot
from khuyenhoc.apps.pilots.models import Goal
from khuyenhoc.demo.chance import chance
from khuyenhoc.demo.stage import Stage
from khuyenhoc.demo.timetable import moment, on
from khuyenhoc.domain.pilots import Mark
from khuyenhoc.domain.praise import AwardLevel, Praised
from khuyenhoc.domain.titles import Title

TOLD = (12, 22)  # when the year's books are written up
SUMMED_UP = (12, 21)
PRAISED, TAKING_PART = 4, 6
REASON = "Nhiều năm chăm lo việc học của con cháu (mẫu)"
PILOTS = (
    ("Góc học tập trong mỗi nhà (mẫu)", Title.HOUSEHOLD, "hộ gia đình", "có góc học tập", "80%"),
    ("Dòng họ có quỹ khuyến học (mẫu)", Title.CLAN, "dòng họ", "có quy ước, quy chế, quỹ", "2 – 4 dòng họ"),
    ("Tiếng trống học bài (mẫu)", Title.HOUSEHOLD, "thôn", "có tiếng trống buổi tối", "ít nhất 2 thôn"),
)
RESULTS = {
    "80%": ("72%", "80%", "91,5%"),
    "2 – 4 dòng họ": ("1", "3", "hơn 4"),
    "ít nhất 2 thôn": ("1", "2", "5"),
}


def write_up(stage: Stage, some: Sequence[int], year: int) -> dict[str, Any]:
    """The year's books of a few communes: a pilot, four names commended; the first commune has more of it."""
    for number in some:
        luck = chance(stage.plan.seed, year, "books", number)
        _try_out(stage, number, year, luck.randrange(len(PILOTS)), luck.randrange(3))
        _praise(stage, number, year)
    if 0 in some:
        _first(stage, year)
    return {}


def _try_out(stage: Stage, number: int, year: int, which: int, how: int) -> None:
    seat, office, town = stage.seats[number], stage.cast().offices[number], stage.towns[number]
    by, at, day = office.association, moment(on(year, TOLD)), on(year, SUMMED_UP)
    name, title, whom, aim, goal = PILOTS[which]
    plan = NewPilot(
        name, first=f"1/{year}", until=f"12/{year}", title=title, goals=[NewGoal(whom, aim, goal)]
    )
    made = pilots.open_pilot(seat.place, plan, by=by, at=at)
    (set_goal,) = Goal.objects.filter(pilot=made)
    written = RESULTS[goal][how]
    pilots.measure(set_goal, written=written, measured_on=day, note="Số mẫu", by=by, at=at)
    people = town.clans if title is Title.CLAN else town.households[0][:TAKING_PART]
    marks = list(Mark)[: 3 + how] if title is Title.CLAN else [Mark.TITLE_MET]
    pilots.settle(made, people, (), {people[0]: marks} if people else {}, by=by, at=at)


def _praise(stage: Stage, number: int, year: int) -> None:
    seat, office, town = stage.seats[number], stage.cast().offices[number], stage.towns[number]
    at = moment(on(year, TOLD))
    names = [pk for homes in town.households for pk in homes[:1]][:PRAISED]
    wanted = [NewPraise(REASON, subject=pk) for pk in names]
    made = commendations.propose(seat.place, year, wanted, by=office.association, at=at)
    commendations.decide(
        seat.place,
        year,
        [one.pk for one in made],
        {},
        number="15/QĐ-MẪU",
        signed_on=at.date(),
        giver=f"Ủy ban nhân dân {seat.unit} {seat.name}",
        signer="Chủ tịch",
        by=office.committee,
        at=at,
    )


def _first(stage: Stage, year: int) -> None:
    """In the commune whose officers can sign in: a closed pilot that is spread and told, names that wait, awards."""
    seat, office, town = stage.seats[0], stage.cast().offices[0], stage.towns[0]
    by, at, day = office.association, moment(on(year, TOLD), 11), on(year, SUMMED_UP)
    plan = NewPilot(
        "Mỗi thôn một tủ sách (mẫu)",
        first=f"1/{year}",
        until=f"12/{year}",
        theme="Tủ sách cộng đồng",
        goals=[NewGoal("thôn", "có tủ sách", "100%"), NewGoal("người lớn", "mượn sách thường xuyên")],
    )
    made = pilots.open_pilot(seat.place, plan, by=by, at=at)
    first, second = Goal.objects.filter(pilot=made).order_by("pk")
    hamlets = str(len(town.hamlets))
    pilots.measure(first, written=hamlets, whole=hamlets, measured_on=day, by=by, at=at)
    pilots.measure(second, judged="met", note="Sổ mượn sách (mẫu)", measured_on=day, by=by, at=at)
    pilots.describe(
        made,
        strengths="Người già, trẻ em cùng đến đọc (mẫu).",
        limits="Thiếu người trông tủ sách (mẫu).",
        lessons="Đặt tủ sách ở nhà văn hóa có người trực (mẫu).",
        revision=2,
        by=by,
        at=at,
    )
    pilots.close(made, summary="Đạt mục tiêu, nên nhân rộng (mẫu).", on=day, by=by, at=at)
    pilots.spread(
        made,
        number="21/QĐ-MẪU",
        decided_on=day,
        body=f"Ủy ban nhân dân {seat.unit} {seat.name}",
        where=stage.hamlets[0][:2],
        by=office.committee,
        at=at,
    )
    pilots.share(
        seat.place,
        name="Tủ sách ở nhà văn hóa thôn (mẫu)",
        text="Mỗi hộ góp một cuốn. Chi hội trực buổi tối. Cuối tháng kể một cuốn sách hay (mẫu).",
        pilot=made,
        by=by,
        at=at,
    )
    waiting = [
        NewPraise(REASON, subject=town.clans[0]),
        NewPraise("Vận động quỹ khuyến học (mẫu)", name="Tổ hỗ trợ mẫu", kind=Praised.COLLECTIVE),
    ]
    commendations.propose(seat.place, year + 1, waiting, by=by, at=at)
    commendations.receive(
        seat.place,
        what="Bằng khen (mẫu)",
        level=AwardLevel.PROVINCE,
        giver="Ủy ban nhân dân tỉnh (mẫu)",
        number="101/QĐ-MẪU",
        received_on=day,
        by=by,
        at=at,
    )
