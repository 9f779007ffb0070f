"""Every page of figures has the sentence a report would print, to be copied with one press or marked by hand."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from tests import scene

As = Callable[[User], Client]
PAGES: dict[str, Callable[[int], str]] = {
    "place": lambda place: f"{reverse('place', args=[place])}?year=2023",
    "figures": lambda place: reverse("figures", args=[place, 2023]),
    "indicators_of": lambda place: reverse("indicators_of", args=[place, 2023]),
    "indicator": lambda place: reverse("indicator", args=[place, 2023, "recognised_household"]),
    "comparing": lambda place: reverse("comparing", args=[place, 2023]),
    "targets": lambda place: reverse("targets", args=[place, 2023]),
    "pack": lambda place: f"{reverse('pack')}?last=2023&of={place}",
}


def sentences(html: str) -> list[str]:
    """What the buttons copy: the words of the element each names."""
    found = []
    for name in re.findall(r'data-copy="([^"]+)"', html):
        (words,) = re.findall(rf'<p id="{re.escape(name)}">(.*?)</p>', html, re.DOTALL)
        found.append(unescape(words))
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_figures_has_whole_sentences_to_copy(name: str, shown: scene.Scene, as_user: As) -> None:
    page = as_user(shown.who.association).get(PAGES[name](shown.land.commune.pk))

    told = sentences(page.content.decode())
    assert told
    assert all(one.endswith(".") and "2023" in one for one in told)
    assert any("60" in one or "83,33%" in one for one in told)
    assert 'src="/static/js/khuyenhoc.' in page.content.decode()


def test_the_sentence_of_a_target_says_what_is_still_needed(shown: scene.Scene, as_user: As) -> None:
    shown_target = scene.target(shown)

    page = as_user(shown.who.association).get(PAGES["targets"](shown.land.commune.pk))

    households = [one for one in sentences(page.content.decode()) if "83,33%" in one]
    assert shown_target.percent == 7_000
    assert any(one.endswith("Chỉ tiêu năm 2025 là 70,00%: đã đạt.") for one in households)
