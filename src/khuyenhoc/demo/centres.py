"""Learning centres of the demonstration, what branches tell of, and outreach; everything is made up ("mẫu")."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from khuyenhoc.apps.accounts import queries as people
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.centres import actions as centres
from khuyenhoc.apps.centres import queries as held
from khuyenhoc.apps.centres.actions import NewClass
from khuyenhoc.apps.centres.models import Centre
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.stories import actions as stories
from khuyenhoc.apps.stories.actions import NewStory
from khuyenhoc.apps.stories.queries import Channel
from khuyenhoc.demo.chance import chance
from khuyenhoc.demo.stage import Stage
from khuyenhoc.demo.timetable import moment, on
from khuyenhoc.domain import answers
from khuyenhoc.domain.centres import Field, Office, Post, read_head_count
from khuyenhoc.domain.naming import Teller
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.stories import Means, StoryKind

TOLD = (12, 20)  # when the year's book is written up
FOUNDED = date(2012, 3, 1)
NOW = moment(date(2026, 11, 12))
TOPICS = (
    ("Trồng chè sạch (mẫu)", Field.TRADE),
    ("Dùng điện thoại thông minh (mẫu)", Field.DIGITAL),
    ("Chăm sóc sức khỏe người già (mẫu)", Field.HEALTH),
    ("Luật Hôn nhân và gia đình (mẫu)", Field.LAW),
    ("Xóa mù chữ (mẫu)", Field.LITERACY),
)
OTHERS = ("hơn 20", "gần 30", "18", "khoảng 40")
RATED = (  # answers to the sample set: tốt, khá, trung bình
    {"1.1": "có", "1.2": "a", "2.1": "a", "2.2": "13", "3.1": "12", "3.2": "16"},
    {"1.1": "có", "1.2": "a", "2.1": "b", "2.2": "10", "3.1": "10", "3.2": "12"},
    {"1.1": "có", "1.2": "b", "2.1": "c", "2.2": "9", "3.1": "9", "3.2": "12"},
)
OFFICES = (Office.CHAIR, Office.VICE_CHAIR, Office.NONE)


def hold(stage: Stage, some: Sequence[int], year: int) -> dict[str, Any]:
    """A year of the centres of a few communes: who runs them, up to two classes, a rating that was confirmed."""
    for number in some:
        luck, office = chance(stage.plan.seed, year, "centre", number), stage.cast().offices[number]
        seat, by, at = stage.seats[number], office.association, moment(on(year, TOLD))
        name = f"Trung tâm học tập cộng đồng {seat.name} (mẫu)"
        centre = centres.open_centre(seat.place, name, since=FOUNDED, by=by, at=at)
        centres.appoint(
            centre,
            f"Giám đốc {seat.name} (mẫu)",
            post=Post.DIRECTOR,
            office=luck.choice(OFFICES),
            since=FOUNDED,
            by=by,
            at=at,
        )
        for topic, field in luck.sample(TOPICS, luck.choice((0, 1, 1, 2)) if number else 2):
            begins = date(year, luck.randint(3, 10), luck.randint(1, 20))
            made = centres.open_class(centre, NewClass(topic, field, seat.place, begins), by=by, at=at)
            others = read_head_count(luck.choice(OTHERS))
            centres.hold_session(made, begins, [], others=others, by=by, at=at)
        if number % 3 != 2:
            centres.rate(centre, year, _answers(number % 3, year), by=by, at=at)
            centres.confirm_rating(centre, year, by=office.committee, at=at)
    return {}


def _answers(which: int, year: int) -> dict[str, Any]:
    return answers.read(held.set_for(year), RATED[which])


def this_year(stage: Stage) -> dict[str, Any]:
    """The first commune of today, whose officers visitors sign in as: something on every page."""
    branch, association = _officer(stage, Role.BRANCH), _officer(stage, Role.COMMUNE_ASSOCIATION)
    commune, hamlet = stage.ground.communes_today[0], stage.hamlets[0][0]
    centre = _one_centre(commune, association)
    learners = stage.towns[0].grown_ups[0][:8]
    year = NOW.year
    for topic, typed in (("Nuôi ong (mẫu)", "gần 40"), ("Bán hàng trên mạng (mẫu)", "hơn 25")):
        need = read_head_count(typed)
        centres.tell_need(centre, year, topic, field=Field.TRADE, people=need, by=association, at=NOW)
    begins = date(year, 9, 7)
    phones = NewClass(
        *TOPICS[1], hamlet, begins, sessions_planned=6, teachers="Cô giáo (mẫu)", cost=1_200_000
    )
    for new, number in ((phones, 3), (NewClass(*TOPICS[0], commune, begins), 1)):
        made = centres.open_class(centre, new, by=association, at=NOW)
        for week in range(number):
            some = learners[week : 8 - week] if new is phones else []
            day, others = begins + timedelta(weeks=week), read_head_count(OTHERS[week])
            centres.hold_session(made, day, some, others=others, by=branch if some else association, at=NOW)
    centres.rate(centre, year - 1, _answers(1, year - 1), by=association, at=NOW)
    centres.confirm_rating(centre, year - 1, by=_officer(stage, Role.DECIDING_BODY), at=NOW)
    centres.rate(centre, year, _answers(0, year), by=association, at=NOW)
    _tell(hamlet, commune, branch, association)
    return {}


def _one_centre(commune: int, by: User) -> Centre:
    """That of the commune of today, with those of the communes before it gone over into it."""
    on_day = NOW.date()
    since = date(2025, 8, 1)
    centre = held.at(commune, on_day)
    if centre is None:
        name = f"Trung tâm học tập cộng đồng {places.version(commune, on_day).name} (mẫu)"
        centre = centres.open_centre(commune, name, since=date(2025, 7, 15), by=by, at=NOW)
        centres.appoint(
            centre, "Giám đốc mới (mẫu)", post=Post.DIRECTOR, office=Office.NONE, since=since, by=by, at=NOW
        )
    before = held.of_closed_places(commune, on_day)
    if before:
        centres.merge_centres(before, centre, on=since, legal_reference="Văn bản mẫu", by=by, at=NOW)
    centres.appoint(
        centre, "Phó giám đốc (mẫu)", post=Post.DEPUTY, office=Office.VICE_CHAIR, since=since, by=by, at=NOW
    )
    return centre


def _tell(hamlet: int, commune: int, branch: User, association: User) -> None:
    """A story that is out, one that waits, an announcement; and a year's outreach."""
    out = NewStory(
        StoryKind.PERSON,
        "Học dùng điện thoại ở tuổi 67 (mẫu)",
        "Mỗi tối thứ hai, bà đi bộ hai cây số đến lớp.\nBây giờ bà gọi hình cho cháu ở xa và đọc tin về giống chè.",
        "Bà Mẫu Thị Chăm",
    )
    waits = NewStory(
        StoryKind.FAMILY, "Ba thế hệ một giá sách (mẫu)", "Nhà có giá sách từ năm 2010.", "Hộ Mẫu A"
    )
    for new, teller in ((out, Teller.PERSON), (waits, Teller.HEAD)):
        made = stories.write(hamlet, new, by=branch, at=NOW, is_sample=True)
        stories.agree(
            made,
            new.about,
            teller=teller,
            channel=Channel.SPOKEN,
            told_on=NOW.date(),
            by=branch,
            at=NOW,
        )
        stories.hand_in(made, by=branch, at=NOW)
        if new is out:
            stories.publish(made, by=association, at=NOW)
    week = NewStory(
        StoryKind.ANNOUNCEMENT, "Tuần lễ học tập suốt đời (mẫu)", "Mời bà con đến nhà văn hóa xã."
    )
    stories.write(commune, week, by=association, at=NOW, is_sample=True)
    for place, means, times, by in (
        (hamlet, Means.LOUDSPEAKER, 24, branch),
        (hamlet, Means.MEETING, 4, branch),
        (commune, Means.WEB, 10, association),
    ):
        stories.tell_outreach(place, NOW.year, means, times=times, by=by, at=NOW)


def _officer(stage: Stage, role: Role) -> User:
    """The account of the role that visitors can sign in to."""
    name = next(account.name for account in stage.plan.accounts if account.role is role)
    return people.by_usernames([name])[name]
