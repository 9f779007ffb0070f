"""Somebody at a telephone; the fixture `people` gives them."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from khuyenhoc.apps.accounts.models import User

PHONE: ViewportSize = {"width": 360, "height": 800}


class Person:
    """Somebody at a telephone, signed in."""

    def __init__(self, context: BrowserContext, live_server: LiveServer, user: User | None = None) -> None:
        self.page, self.at = context.new_page(), live_server.url
        self.page.set_default_timeout(40_000)  # a page that is slow is not a page that is wrong
        if user is not None:
            client = Client()
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.at}])

    def opens(self, address: str) -> Page:
        self.page.goto(f"{self.at}{address}")
        return self.page


def press(page: Page, name: str) -> None:
    """The button, and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()
