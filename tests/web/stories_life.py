"""The presses of branches, members, fees and clans' books, in stories."""

from khuyenhoc.apps.association import actions
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import life, make
from tests.scene import LATER, Scene
from tests.web.forms_of_pages import Body
from tests.web.preparing import a_picture, told
from tests.web.press import Press, Story, Typed

P = Permission
HERE = "one"


def a_neighbour(shown: Scene) -> None:
    life.branch(shown)
    make.subject(Title.CITIZEN, shown.land.hamlet, by=shown.who.branch, name="Mẫu Thị Láng")


def _day(_shown: Scene, _body: Body) -> Typed:
    return {"on": f"{today():%d/%m/%Y}", "do": "leave"}


def _paid(_shown: Scene, _body: Body) -> Typed:
    return {"on": f"{today():%d/%m/%Y}", "do": "exempt", "reason": "Hộ nghèo (mẫu)"}


def an_offer(shown: Scene) -> None:
    """The last member of the hamlet's branch, to the commune's."""
    actions.offer(
        life.branch(shown),
        life.members(shown)[-1:],
        into=life.base(shown),
        on=today(),
        by=shown.who.branch,
        at=LATER,
    )


def _cancelled(shown: Scene, _body: Body) -> Typed:
    return {"key": "k", "cancel": "1", "fee": str(life.fee(shown).pk), "reason": "Nhầm (mẫu)"}


STORIES: tuple[Story, ...] = (
    (
        Press(
            "branch_open",
            "association",
            P.KEEP_BOOKS,
            title="",
            typed=told(name="Chi hội mẫu mới", since="01/02/2020", parent="", body="", body_kind=""),
        ),
    ),
    (
        Press(
            "branch_change",
            "association",
            P.KEEP_BOOKS,
            title="",
            spot=HERE,
            typed=told(name="Chi hội mẫu đổi", kind="chi_hoi", parent="", on="01/02/2024"),
        ),
        Press("branch_close", "association", P.KEEP_BOOKS, title="", spot=HERE, typed=told(with_members="1")),
    ),
    (
        Press("officer", "association", P.KEEP_BOOKS, title="", spot=HERE, typed=told(name="Mẫu Văn Nhận")),
        Press(
            "branch_officers",
            "association",
            P.KEEP_BOOKS,
            title="",
            spot=HERE,
            typed=told(name="Mẫu Văn Giữ", post="vice_chair"),
        ),
    ),
    (
        Press(
            "branch_congresses",
            "association",
            P.KEEP_BOOKS,
            title="",
            spot=HERE,
            typed=told(number="9", held_on="01/06/2026", until="", delegates=""),
        ),
    ),
    (
        Press(
            "members_join",
            "branch",
            P.KEEP_REGISTER,
            title=Title.CITIZEN,
            spot=HERE,
            prepare=a_neighbour,
            query=lambda _: "?q=lang",
            ticks=("person",),
            names=("person",),
        ),
        Press(
            "members_undo",
            "branch",
            P.KEEP_REGISTER,
            title=Title.CITIZEN,
            spot=HERE,
            page=">",
            names=("person",),
        ),
    ),
    (
        Press(
            "members",
            "branch",
            P.KEEP_REGISTER,
            title=Title.CITIZEN,
            spot=HERE,
            ticks=("person",),
            names=("person",),
            typed=_day,
        ),
    ),
    (
        Press(
            "transfers",
            "branch",
            P.KEEP_REGISTER,
            title=Title.CITIZEN,
            prepare=an_offer,
            ticks=("offer",),
            names=("offer",),
            typed=told(do="accept"),
        ),
        Press(
            "transfers_undo",
            "branch",
            P.KEEP_REGISTER,
            title=Title.CITIZEN,
            page=">",
            names=("offer",),
        ),
    ),
    (
        Press(
            "members",
            "branch",
            P.KEEP_BOOKS,
            title=Title.CITIZEN,
            spot=HERE,
            ticks=("person",),
            names=("person",),
            typed=_paid,
        ),
    ),
    (
        Press("fees", "branch", P.KEEP_BOOKS, title="", spot=HERE, typed=told(amount="45.000")),
        Press(
            "fees",
            "branch",
            P.KEEP_BOOKS,
            title=Title.CITIZEN,
            spot=HERE,
            page="-",
            typed=_cancelled,
            names=("fee",),
        ),
    ),
    (
        Press(
            "clan",
            "association",
            P.KEEP_BOOKS,
            title=Title.CLAN,
            typed=told(title="Nội quy mẫu", text="Điều 1 (mẫu)"),
        ),
        Press("clan_paper", "association", P.KEEP_BOOKS, title=Title.CLAN, file=a_picture),
        Press(
            "clan_file_change",
            "association",
            P.KEEP_BOOKS,
            title=Title.CLAN,
            page="clan_paper",
            names=("file",),
        ),
        Press(
            "clan_sheet_change",
            "association",
            P.KEEP_BOOKS,
            title=Title.CLAN,
            page="clan_paper",
            names=("file",),
        ),
    ),
)
