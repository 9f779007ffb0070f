"""Pages without a mouse: Tab reaches everything that can be pressed, in the order it is read, and shows where it is.

No page keeps the keyboard, the first Tab offers to skip the menu, and whatever has the focus is seen and uncovered.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.desk import Desk
from tests.journeys.looking import Sheet, for_everybody, sheets
from tests.web import canaries

PHONE = {"width": 360, "height": 800}
WATCH = (Path(__file__).parent / "keyboard.js").read_text(encoding="utf-8")
# One of each build: a list with ticks, a form of questions, a table, filters, a submission, a register.
WORKED = frozenset(
    {"home", "walk", "assess", "meeting", "verify", "propose", "decide", "figures", "cases", "subjects"}
)
OPEN_TO_ALL = frozenset({"sign-in", "card"})
MOST = 400  # presses of Tab on one page; more means that it never ends


@pytest.fixture
def desk(page: Page) -> Iterator[Desk]:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height, as it asks
    page.emulate_media(reduced_motion="reduce")
    with Desk(page) as desk:
        yield desk


def faults_of(desk: Desk, sheet: Sheet) -> list[str]:
    """What is wrong with going through the page by Tab, in words."""
    page = desk.page
    # where the only thing to do has the focus at once, the walk still begins at the top
    desk.open(sheet.text.replace(" autofocus", ""))
    wanted = page.evaluate(WATCH)
    for _ in range(min(wanted + 2, MOST)):
        page.keyboard.press("Tab")
        if page.evaluate("window.walked.isRound"):
            break
    told: list[str] = page.evaluate("window.walked.faults()")
    return told + skipping(page)


def skipping(page: Page) -> list[str]:
    """The first Tab stands on the way past the menu; Enter goes it, and the next Tab is in what is read."""
    page.reload()
    page.keyboard.press("Tab")
    told: dict[str, Any] = page.evaluate(
        """() => { const it = document.activeElement, at = it.getBoundingClientRect();
        return {to: it.getAttribute("href") || "",
        seen: at.top >= 0 && at.bottom <= innerHeight && at.height > 20}; }"""
    )
    if told != {"to": "#content", "seen": True}:
        return [f"the first Tab does not offer to skip the menu: {told}"]
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#content'")  # going there may take longer than the next key
    page.keyboard.press("Tab")
    inside = "document.activeElement === document.body || !document.activeElement.closest('header, nav.menu')"
    return [] if page.evaluate(inside) else ["after the skip link Tab is still in the menu"]


def test_every_page_is_walked_by_keyboard_in_its_order_with_the_focus_seen(desk: Desk, db: None) -> None:
    shown = canaries.build().scenes["own"]
    worked = list(sheets(shown, state="filled", only=WORKED))
    everybodys = [one for one in for_everybody(shown) if one.name in OPEN_TO_ALL]

    found = {one.name: faults_of(desk, one) for one in (*worked, *everybodys)}

    assert len(found) == len(WORKED) + len(OPEN_TO_ALL)
    assert {name: faults for name, faults in found.items() if faults} == {}


POOR = """<!doctype html><html lang="vi"><head><title>Kém</title></head><body>
<style>a:focus, button:focus, input:focus { outline: none }</style>
<a href="/">Đầu</a><button tabindex="3">Trước</button><input aria-label="Tên">
<a href="/x" style="position: absolute; left: -900px">Ngoài</a>
<div tabindex="0" id="trap">Bẫy</div>
<script>trap.addEventListener("keydown", event => event.preventDefault())</script>
<button>Không tới được</button></body></html>"""


def test_the_check_finds_the_faults_of_a_poor_page(desk: Desk) -> None:
    told = " ".join(faults_of(desk, Sheet("poor", POOR)))

    for fault in (
        "not reached: Không tới được",
        "no focus to be seen",
        "out of order",
        "out of sight",
        "skip",
    ):
        assert fault in told
