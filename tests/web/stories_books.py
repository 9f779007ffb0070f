"""Stories of presses in pilots and commendations; see `tests.web.stories`."""

from khuyenhoc.apps.pilots import actions as pilots
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests.make import NOON
from tests.scene import Scene
from tests.web import books
from tests.web.forms_of_pages import Body
from tests.web.preparing import told
from tests.web.press import Press, Story, Typed

P = Permission
DAY = f"{today():%d/%m/%Y}"


def a_closed_pilot(shown: Scene) -> None:
    pilots.close(
        books.pilot(shown), summary="Làm được (mẫu)", on=NOON.date(), by=shown.who.association, at=NOON
    )


def all_granted(_shown: Scene, body: Body) -> Typed:
    return {"number": "02/QĐ-MẪU", "giver": "Hội"} | {
        name: "grant" for name in body if name.startswith("answer_")
    }


def named_home(shown: Scene) -> str:
    """Where the households of the place are found, whatever they are called."""
    return f"?q={shown.recognised[0].subject.name.replace(' ', '+')}"


STORIES: tuple[Story, ...] = (
    (
        Press("pilot_add", "association", P.KEEP_BOOKS, title="", typed=told(name="Mẫu", first="1/2026")),
        Press("pilot_edit", "association", P.KEEP_BOOKS, title="", names=("sites",)),
        Press("pilot_describe", "association", P.KEEP_BOOKS, title="", typed=told(strengths="Tốt (mẫu)")),
        Press("pilot_goal_add", "association", P.KEEP_BOOKS, title="", typed=told(whom="hộ", aim="đọc sách")),
        Press("pilot_goal", "association", P.KEEP_BOOKS, title="", typed=told(aim="đọc báo", band="")),
        Press("pilot_result", "association", P.KEEP_BOOKS, title="", typed=told(written="90%", note="Mẫu")),
        Press("pilot_ratings", "association", P.KEEP_BOOKS, title=""),
        Press(
            "pilot_people",
            "association",
            P.KEEP_BOOKS,
            title=Title.HOUSEHOLD,
            ticks=("subject",),
            names=("subject", "listed"),
        ),
        Press("pilot_close", "association", P.KEEP_BOOKS, title="", typed=told(summary="Làm được (mẫu)")),
    ),
    (
        Press(
            "pilot_reopen",
            "association",
            P.KEEP_BOOKS,
            title="",
            prepare=a_closed_pilot,
            typed=told(why="Sót số liệu (mẫu)"),
        ),
    ),
    (Press("pilot_spread_back", "committee", P.APPROVE_BOOKS, title="", typed=told(why="Ghi nhầm (mẫu)")),),
    (
        Press(
            "pilot_spread",
            "committee",
            P.APPROVE_BOOKS,
            title="",
            prepare=a_closed_pilot,
            typed=told(number="01/QĐ-MẪU", decided_on=DAY, body="UBND (mẫu)"),
            ticks=("where",),
            names=("where",),
        ),
    ),
    (
        Press(
            "commend_propose",
            "association",
            P.KEEP_BOOKS,
            title=Title.HOUSEHOLD,
            query=named_home,
            ticks=("subject",),
            names=("subject",),
            typed=told(reason="Gương sáng (mẫu)"),
        ),
        Press("commend_decide", "committee", P.APPROVE_BOOKS, title="", typed=all_granted),
        Press("commend_right", "committee", P.APPROVE_BOOKS, title="", typed=told(why="Sai tên (mẫu)")),
    ),
    (
        Press(
            "awards",
            "association",
            P.KEEP_BOOKS,
            title="",
            typed=told(what="Cờ thi đua", giver="UBND tỉnh", received_on=DAY, branch=""),
        ),
        Press("award_back", "association", P.KEEP_BOOKS, title="", typed=told(why="Ghi nhầm (mẫu)")),
    ),
    (
        Press("practice", "association", P.KEEP_BOOKS, title="", typed=told(first="1/2026")),
        Press("practice_back", "association", P.KEEP_BOOKS, title="", page="practice"),
    ),
    (
        Press(
            "practice_add", "association", P.KEEP_BOOKS, title="", typed=told(name="Mẫu", text="Làm thế này")
        ),
    ),
)
