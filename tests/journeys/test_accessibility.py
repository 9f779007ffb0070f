"""Every page, on a telephone and on a desk, empty, filled and refused: nothing that keeps somebody out of it.

axe-core (tests/journeys/axe, Mozilla Public License 2.0) judges by WCAG 2.2 AA, contrast by AAA; our own check
holds what it does not: words of 18 px, targets of 48, labels that are seen, no page wider than 320 px.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.desk import Desk
from tests.journeys.looking import Sheet, for_everybody, refused, seen_before, sheets
from tests.web import canaries

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
NARROW, PHONE, DESK = 320, 360, 1280
Picture = Callable[[str], None]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # whatever has too little contrast for AA has too little for AAA
    "rules": {"color-contrast": {"enabled": False}, "color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}
JUDGE = """async options => (await axe.run(document, options)).violations.map(
    it => it.id + ": " + it.nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | "))"""
OUR_OWN = (Path(__file__).parent / "faults.js").read_text(encoding="utf-8")
WIDER = "document.documentElement.scrollWidth"


@pytest.fixture
def desk(page: Page) -> Iterator[Desk]:
    with Desk(page, AXE) as desk:
        yield desk


def faults_of(desk: Desk, these: Iterable[Sheet], picture: Picture) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for sheet in these:
        if "KHUYENHOC_PICTURES" not in os.environ and seen_before(sheet):
            continue  # judged already, here or by the other worker
        desk.page.set_viewport_size({"width": PHONE, "height": 800})
        desk.lay(sheet.text)
        for width in (PHONE, DESK):
            desk.page.set_viewport_size({"width": width, "height": 800})
            picture(f"{sheet.name}-{width}")
            faults = [*desk.page.evaluate(JUDGE, RULES), *desk.page.evaluate(OUR_OWN)]
            if faults:
                found[f"{sheet.name} at {width}"] = faults
        desk.page.set_viewport_size({"width": NARROW, "height": 800})
        if (wide := desk.page.evaluate(WIDER)) > NARROW:
            found[f"{sheet.name} at {NARROW}"] = [f"{wide} px wide"]
    return found


def test_no_page_with_something_on_it_keeps_anybody_out(desk: Desk, db: None, picture: Picture) -> None:
    shown = canaries.build().scenes["own"]

    assert faults_of(desk, list(sheets(shown, state="filled")), picture) == {}


def test_no_refusal_and_no_page_for_everybody_keeps_anybody_out(
    desk: Desk, db: None, picture: Picture
) -> None:
    shown = canaries.build().scenes["own"]

    assert faults_of(desk, list(chain(refused(shown), for_everybody(shown))), picture) == {}


def test_no_empty_page_keeps_anybody_out(desk: Desk, db: None, picture: Picture) -> None:
    shown = canaries.empty(canaries.build())

    assert faults_of(desk, list(sheets(shown, state="empty")), picture) == {}


POOR = """<!doctype html><html><head><meta charset="utf-8"></head><body style="font-size: 12px">
<input name="bare"><label for="low">Tên</label><input id="low" style="height: 20px">
<p style="color: #999; background: #fff; width: 900px">Chữ mờ</p>
<p style="color: #666; background: #fff">Chữ nhạt</p></body></html>"""


def test_the_check_finds_the_faults_of_a_poor_page(desk: Desk, picture: Picture) -> None:
    found = faults_of(desk, [Sheet("poor", POOR)], picture)

    told = " ".join(map(str, chain.from_iterable(found.values())))
    for fault in (
        *("html-has-lang", "document-title", "label", "landmark-one-main"),
        "color-contrast-enhanced:",
        *(
            "words below 18 px",
            "words below 16 px",
            "no label to be seen: bare",
            "lower than 48 px",
            "px wide",
        ),
    ):
        assert fault in told
