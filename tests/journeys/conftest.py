"""A real browser against a real server: Debian's Chromium, driven by Playwright.

Every test in this folder is marked `browser`. A test asks for `page` and, to open our pages, for
pytest-django's `live_server`, whose threads see the database because no transaction holds it back.
`picture("name")` keeps a picture of the page in the folder KHUYENHOC_PICTURES; a failed test leaves one in
tests/artefacts.
"""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from khuyenhoc.apps.accounts.models import User
from tests.journeys.person import PHONE, Person

# Playwright's synchronous face runs an event loop in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

HERE = Path(__file__).parent
ARTEFACTS = HERE.parent / "artefacts"
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",  # root, and containers without user namespaces
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every other test goes behind the rest: two workers begin at the halves, and the longest stand side by side."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
    if all(item.get_closest_marker("browser") for item in items):
        items[:] = items[::2] + items[1::2]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if page is not None and report.when == "call" and report.failed:
        ARTEFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTEFACTS / f"{item.name}.png", full_page=True)
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Fails, with the package to install, when there is no Chromium."""
    if not CHROMIUM.exists():
        pytest.fail(f"{CHROMIUM} is missing. Install it: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a telephone's width without cookies, in Vietnamese; a fault in its scripts fails the test."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 390, "height": 844})
    faults: list[str] = []
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults, f"the page's scripts failed: {faults}"


@pytest.fixture
def picture(page: Page) -> Callable[[str], None]:
    """Keeps a picture of the page under this name when KHUYENHOC_PICTURES names a folder."""

    def keep(name: str) -> None:
        folder = os.environ.get("KHUYENHOC_PICTURES")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return keep


@pytest.fixture
def people(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Person]]:
    """A new telephone for each who asks; those of one test close with it."""
    contexts: list[BrowserContext] = []

    def person(user: User | None = None, *, scripts: bool = True) -> Person:
        context = browser.new_context(locale="vi-VN", viewport=PHONE, java_script_enabled=scripts)
        contexts.append(context)
        return Person(context, live_server, user)

    yield person
    for context in contexts:
        context.close()
