"""What can be measured without a browser: contrast of the colours, weight of a first view."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests import scene

SHEET = Path(str(finders.find("css/khuyenhoc.css"))).read_text(encoding="utf-8")
FIRST_VIEW = 100_000  # bytes
# Ink on ground, as the sheet pairs them.
PAIRS = [
    *(
        (ink, ground)
        for ink in ("ink", "quiet", "lead", "warn", "bad", "good")
        for ground in ("paper", "card")
    ),
    ("on-lead", "lead"),
    ("ink", "tint"),
    ("lead", "tint"),
    ("good", "tint"),
    ("warn", "warn-tint"),
    ("bad", "bad-tint"),
]


def tokens(theme: str) -> dict[str, str]:
    """Colour tokens of a theme; the dark one stands in the second :root."""
    light, dark = re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)[:2]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light if theme == "light" else dark))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_stand_out_seven_to_one(ink: str, ground: str, theme: str) -> None:
    colours = tokens(theme)

    assert contrast(colours[ink], colours[ground]) >= 7


def test_a_first_view_weighs_at_most_a_hundred_kilobytes(shown: scene.Scene) -> None:
    client = Client()
    client.post("/sign-in/sample/", {"username": "association"})

    page = client.get(f"/figures/{shown.land.commune.pk}/2023/").content

    files = ["css/khuyenhoc.css", "js/khuyenhoc.js", "img/khuyenhoc.svg"]
    files += [f"fonts/{name}" for name in re.findall(r"fonts/([\w-]+\.woff2)", SHEET)]
    weight = len(page) + sum(Path(str(finders.find(file))).stat().st_size for file in files)
    assert weight <= FIRST_VIEW, weight


def test_pages_hold_no_inline_style_or_script(shown: scene.Scene) -> None:
    client = Client()
    client.post("/sign-in/sample/", {"username": "association"})

    for address in ("/", f"/figures/{shown.land.commune.pk}/2023/", f"/cases/{shown.recognised[0].pk}/"):
        response = client.get(address)
        page = response.content.decode()
        assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]* src=)", page)
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
