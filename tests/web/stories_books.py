"""Stories of presses in pilots and commendations; see `tests.web.stories`."""

from khuyenhoc.apps.pilots import actions as pilots
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests.make import NOON
from tests.scene import Scene
from tests.web import books
from tests.web.preparing import told
from tests.web.press import Press, Story

P = Permission
DAY = f"{today():%d/%m/%Y}"


def a_closed_pilot(shown: Scene) -> None:
    pilots.close(
        books.pilot(shown), summary="Làm được (mẫu)", on=NOON.date(), by=shown.who.association, at=NOON
    )


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
        Press("practice", "association", P.KEEP_BOOKS, title="", typed=told(first="1/2026")),
        Press("practice_back", "association", P.KEEP_BOOKS, title="", page="practice"),
    ),
    (
        Press(
            "practice_add", "association", P.KEEP_BOOKS, title="", typed=told(name="Mẫu", text="Làm thế này")
        ),
    ),
)
