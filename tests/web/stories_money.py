"""Stories of presses in funds and scholarships; see `tests.web.stories`."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from khuyenhoc.apps.funds.models import Fund
from khuyenhoc.domain.roles import Permission
from khuyenhoc.workbooks import award_list, centre_forms, fund_book
from tests import scene
from tests.scene import Scene
from tests.web.forms_of_pages import Body
from tests.web.preparing import told
from tests.web.press import Args, Press, Story, Typed, nothing
from tests.workbooks import books

P = Permission


def newest_fund(_shown: Scene) -> list[int | str]:
    return [Fund.objects.order_by("-pk")[0].pk]


def above(shown: Scene, _body: Body) -> Typed:
    """Money to the province's fund."""
    fund = scene.fund(shown)
    (to,) = Fund.objects.filter(name=f"Quỹ tỉnh mẫu {fund.pk}").values_list("pk", flat=True)
    return {"to": str(to), "amount": "1.000", "step": "write"}


def entries(*rows: str | list[Any]) -> SimpleUploadedFile:
    """Rows of a fund's workbook; "thu", "chi" … stands for one of 200,000 đồng."""
    told = [
        ["05/01/2024", row, "200.000", "tiền mặt", "Hội viên", "Mẫu Văn Tặng", "Ủng hộ"]
        if isinstance(row, str)
        else row
        for row in rows
    ]
    with TemporaryDirectory() as folder:
        sheets: dict[str, Any] = {fund_book.SHEET: [books.headings(fund_book.FORM), *told]}
        file = books.made(Path(folder), **sheets)
        return SimpleUploadedFile("entries.xlsx", file.read_bytes())


def keeps(press: str, /, args: Args | None = None, page: str = "", **typed: str) -> Press:
    return Press(press, "association", P.KEEP_BOOKS, title="", args=args, page=page, typed=told(**typed))


def sent(sheet: str, *rows: Sequence[Any]) -> Callable[[Scene], SimpleUploadedFile]:
    """A workbook with one sheet."""

    def made(_shown: Scene) -> SimpleUploadedFile:
        with TemporaryDirectory() as folder:
            sheets: dict[str, Any] = {sheet: list(rows)}
            return SimpleUploadedFile("rows.xlsx", books.made(Path(folder), **sheets).read_bytes())

    return made


def taken_in(
    area: str, right: Any, wrong: Any, prepare: Callable[[Scene], None] = nothing
) -> tuple[Story, ...]:
    """The presses on the pages of a workbook. right, wrong: the files."""
    looks, by, needs = f"{area}_import", "association", P.KEEP_BOOKS
    return (
        (
            Press(looks, by, needs, title="", file=right, prepare=prepare, writes=False),
            Press(f"{area}_take_in", by, needs, title="", page="<"),
        ),
        (
            Press(looks, by, needs, title="", file=wrong, prepare=prepare, writes=False),
            Press(f"{area}_marked", by, needs, title="", page="<", writes=False),
        ),
    )


def a_centre(shown: Scene) -> None:
    scene.centre(shown)


PUPILS = [award_list.NAME.title(), award_list.SCHOOL.title()]
CLASSES = [centre_forms.TOPIC.title(), centre_forms.BEGINS.title()]
STORIES: tuple[Story, ...] = (
    (
        keeps("fund_open", name="Quỹ mới mẫu"),
        keeps("fund_opening", newest_fund, cash="700.000", step="write"),
        keeps("fund_income", amount="100.000", unnamed="on", step="write"),
        keeps("fund_spending", amount="1.000", purpose="movement", party="Mẫu Văn Nhận", step="write"),
        keeps("fund_bank", amount="1.000", step="write"),
        Press("fund_send", "association", P.KEEP_BOOKS, title="", typed=above, names=("to",)),
        keeps("fund_receive", step="write"),
        keeps("fund_correct", reason="Ghi nhầm (mẫu)", step="write"),
        Press(
            "fund_publish",
            "association",
            P.KEEP_BOOKS,
            title="",
            page="fund_statement",
            args=lambda shown: [scene.fund(shown).pk, "2022"],
            typed=told(way="back"),
        ),
        keeps("fund_close", confirmed="yes"),
    ),
    (
        keeps("fund_past", text="hơn 2 tỷ đồng", first="2010", last="2012", source="Báo cáo mẫu"),
        Press(
            "fund_past_back", "association", P.KEEP_BOOKS, title="", page="fund_past", names=("past_total",)
        ),
    ),
    *taken_in("fund", lambda _: entries("thu"), lambda _: entries("?")),
    *taken_in(
        "award", sent(award_list.SHEET, PUPILS, ["Mẫu Em", ""]), sent(award_list.SHEET, PUPILS, ["", "X"])
    ),
    *taken_in(
        "centres",
        sent(centre_forms.CLASSES, CLASSES, ["Tin học mẫu", "05/01/2024"]),
        sent(centre_forms.CLASSES, CLASSES, ["", "?"]),
        a_centre,
    ),
    (
        keeps("award_open", name="Đợt mẫu", amount="300.000"),
        keeps("award_nominate", name="Mẫu Văn Em"),
        keeps("award_schools", school="THCS Mẫu", pupils="100"),
        keeps("award_complete", prize="Giải ba (mẫu)"),
        keeps("award_withdraw", why="Chuyển trường (mẫu)"),
        Press(
            "award_review",
            "association",
            P.KEEP_BOOKS,
            title="",
            page="award",
            ticks=("nomination",),
            names=("nomination",),
        ),
        Press(
            "award_decide",
            "committee",
            P.APPROVE_BOOKS,
            title="",
            typed=told(decision_number="01/QĐ-MẪU"),
            ticks=("nomination",),
            names=("nomination",),
        ),
    ),
    (
        Press(
            "award_decide_back",
            "committee",
            P.APPROVE_BOOKS,
            title="",
            page="award",
            args=lambda shown: [shown.land.commune.pk, scene.decided_award(shown).pk],
        ),
    ),
    (keeps("award_pay", step="write"),),
)
