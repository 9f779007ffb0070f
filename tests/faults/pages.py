"""What visitors are shown while the database is not there; runs in a process of its own."""

from django.conf import settings
from django.test import Client

SEEN = tuple[int, str]


def seen() -> list[SEEN]:
    """Status and text: of somebody who was signed in, and of two who try to sign in."""
    settings.ALLOWED_HOSTS = ["testserver"]
    visitor = Client(raise_request_exception=False)
    visitor.cookies[settings.SESSION_COOKIE_NAME] = "of-an-earlier-session"
    typed = {"username": "ai-do", "password": "mau-mat-khau"}
    answers = [
        visitor.get("/"),
        visitor.post("/sign-in/", typed),
        Client(raise_request_exception=False).post("/sign-in/sample/", typed),
    ]
    return [(answer.status_code, answer.content.decode()) for answer in answers]
