"""Vietnamese first, English complete."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from khuyenhoc.apps.accounts.models import User
from scripts import messages
from tests import scene
from tests.web.test_addresses import SIGNED_IN

LETTERS = re.compile("[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


def test_no_words_of_the_pages_lack_english() -> None:
    assert messages.missing() == []


def test_no_english_is_left_without_its_page() -> None:
    assert messages.idle() == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    po = messages.LOCALE / language / "LC_MESSAGES" / "django.po"

    assert po.with_suffix(".mo").read_bytes() == messages.compiled(language)


def test_a_translation_names_the_same_facts() -> None:
    other = [
        msgid
        for msgid, texts in messages.catalogue("en").items()
        if msgid
        and any(
            sorted(re.findall(r"%\(\w+\)s", text))
            != sorted(re.findall(r"%\(\w+\)s", msgid.partition("\0")[0]))
            for text in texts
        )
    ]

    assert other == []


def test_the_browsers_own_language_does_not_choose(shown: scene.Scene) -> None:
    page = Client().get("/sign-in/", headers={"Accept-Language": "en-US,en"}).content.decode()

    assert '<html lang="vi">' in page


def test_the_switch_turns_the_page_and_comes_back_to_it(shown: scene.Scene) -> None:
    client = Client()

    response = client.post("/language/", {"language": "en", "next": "/help/"}, follow=True)

    assert response.redirect_chain == [("/help/", 302)]
    assert '<html lang="en">' in response.content.decode()


@pytest.mark.parametrize("name", ["home", "cases", "subjects", "help"])
def test_an_english_page_speaks_no_vietnamese_but_names(
    name: str, shown: scene.Scene, as_user: Callable[[User], Client]
) -> None:
    client = as_user(shown.who.association)
    client.cookies["django_language"] = "en"
    address = "/help/" if name == "help" else f"/{'' if name == 'home' else name + '/'}"

    page = client.get(address).content.decode()

    words = re.sub(r"<[^>]+>", "\n", page).splitlines()
    allowed = ("Mẫu", "Khuyến Học", "Tiếng Việt", "Bản", "Hộ mẫu")
    assert [w.strip() for w in words if LETTERS.search(w) and not any(a in w for a in allowed)] == []
    assert name in SIGNED_IN or name == "help"
