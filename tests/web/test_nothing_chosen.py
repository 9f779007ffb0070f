"""A press with nothing chosen says so: it never claims that something was undone or done."""

import re
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit.models import Event
from tests import scene
from tests.scene import Scene

Sign = Callable[[User], Client]


def test_undoing_nothing_says_that_there_is_nothing_and_writes_nothing(shown: Scene, as_user: Sign) -> None:
    land, who, running = shown.land, shown.who, shown.recognised[0].round_id
    home, draft = shown.recognised[0].subject_id, scene.figures_return(shown)
    presses: list[tuple[User, str, list[int | str]]] = [
        (who.association, "return_undo", [draft.pk]),
        (who.association, "target_undo", [land.commune.pk]),
        (who.branch, "walk_undo", [running, land.hamlet.pk]),
        (who.association, "verify_undo", [running, land.commune.pk]),
        (who.association, "propose_undo", [running, land.commune.pk]),
        (who.branch, "naming_undo", [land.hamlet.pk, "household"]),
        (who.branch, "subject_move_undo", [home]),
        (who.branch, "subject_leave_undo", [home]),
        (who.branch, "assess_undo", [shown.waiting[0].pk]),
    ]
    before, told = Event.objects.count(), {}

    for by, name, args in presses:
        page = as_user(by).post(reverse(name, args=args), {"key": f"u-{name}"}, follow=True)
        told[name] = re.sub(r"\s+", " ", page.content.decode())

    for name, said in told.items():
        assert "Không có gì để hoàn tác" in said, name
        assert "Đã hoàn tác" not in said, name
    assert Event.objects.count() == before


def test_taking_a_photo_off_that_is_not_there_says_so(shown: Scene, as_user: Sign) -> None:
    waiting = shown.waiting[0]
    address = reverse("assess_photo_remove", args=[waiting.pk, "1.1"])

    page = as_user(shown.who.branch).post(address, {"key": "n"}, follow=True).content.decode()

    assert "Câu 1.1 không có ảnh nào để bỏ." in page
    assert "Đã bỏ ảnh" not in page


def test_sending_back_nothing_asks_for_cases_first(shown: Scene, as_user: Sign) -> None:
    address = reverse("verify_return", args=[shown.recognised[0].round_id, shown.land.commune.pk])

    page = as_user(shown.who.association).post(address, follow=True).content.decode()

    assert "Chưa đánh dấu hồ sơ nào" in page
