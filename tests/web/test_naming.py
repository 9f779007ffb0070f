"""Who agrees to be named: ticked on a list, undone, and what the roll for everybody makes of it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.apps.subjects.models import Naming
from khuyenhoc.domain.titles import Title
from tests import scene

SignIn = Callable[[User], Client]
SAID = {"channel": "spoken", "told_on": "10/10/2023"}


def roll(shown: scene.Scene, title: Title = Title.HOUSEHOLD) -> str:
    address = reverse("public_honours", args=[shown.land.commune.pk, 2023])
    return Client().get(f"{address}?title={title}").content.decode()


def ticked(shown: scene.Scene, number: int) -> list[int]:
    return [row.subject_id for row in shown.recognised[:number]]


def test_ticked_households_leave_the_public_roll_and_come_back_when_undone(
    shown: scene.Scene, as_user: SignIn
) -> None:
    client, address = as_user(shown.who.branch), reverse("naming", args=[shown.land.hamlet.pk, "household"])
    before = roll(shown)

    page = client.post(
        address, {"key": "k", "subject": ticked(shown, 2), "agrees": "no", **SAID}, follow=True
    ).content.decode()
    without = roll(shown)
    undo = reverse("naming_undo", args=[shown.land.hamlet.pk, "household"])
    client.post(undo, {"key": "u", "naming": list(Naming.objects.values_list("pk", flat=True))})

    assert "Đã ghi: 2 tên không muốn nêu tên." in page
    assert f'action="{undo}"' in page
    assert ">Hộ mẫu 1<" in before
    assert ">Hộ mẫu 1<" not in without
    assert "và 2 hộ không nêu tên" in without
    assert roll(shown) == before


def test_pressing_twice_writes_once_and_nobody_ticked_is_said(shown: scene.Scene, as_user: SignIn) -> None:
    client, address = as_user(shown.who.branch), reverse("naming", args=[shown.land.hamlet.pk, "household"])
    sent = {"key": "k", "subject": ticked(shown, 1), "agrees": "yes", **SAID}

    client.post(address, sent)
    client.post(address, sent)
    nobody = client.post(address, {"key": "n", "agrees": "yes", **SAID})

    assert Naming.objects.count() == 1
    assert nobody.status_code == 400
    assert "Chưa đánh dấu ai" in nobody.content.decode()


def test_the_list_is_narrowed_to_who_was_not_asked(shown: scene.Scene, as_user: SignIn) -> None:
    client, address = as_user(shown.who.branch), reverse("naming", args=[shown.land.hamlet.pk, "household"])
    client.post(address, {"key": "k", "subject": ticked(shown, 1), "agrees": "no", **SAID})

    left = client.get(address, {"show": "not_asked", "q": "ho mau 1"}).content.decode()
    refused = client.get(address, {"show": "refused"}).content.decode()

    assert "Hộ mẫu 1<" not in left
    assert "Hộ mẫu 10<" in left
    assert refused.count('class="door"') == 1


def test_a_child_wants_its_guardian_and_the_sentence_stands_on_the_form(
    shown: scene.Scene, as_user: SignIn
) -> None:
    row = Registration.objects.get(pk=shown.returned.pk)
    client, address = as_user(shown.who.branch), reverse("subject_naming", args=[row.subject_id])
    said = {"agrees": "yes", **SAID}

    refused = client.post(address, {"key": "a", "teller": "person", **said})
    client.post(address, {"key": "b", "teller": "guardian_and_child", **said})
    page = client.get(reverse("subject", args=[row.subject_id])).content.decode()

    assert "cần người khác đồng ý" in refused.content.decode()
    assert Naming.objects.get().teller == "guardian_and_child"
    assert "người giám hộ và em ấy nói" in page


@pytest.mark.parametrize("kind", ["clan", "nothing"])
def test_there_is_no_such_list_of_bodies_or_for_strangers(
    kind: str, shown: scene.Scene, as_user: SignIn
) -> None:
    stranger = as_user(scene.stranger(shown.land.other_commune))

    assert as_user(shown.who.branch).get(f"/naming/{shown.land.hamlet.pk}/{kind}/").status_code == 404
    assert stranger.get(reverse("naming", args=[shown.land.hamlet.pk, "household"])).status_code == 404
    assert stranger.get(reverse("subject_naming", args=ticked(shown, 1))).status_code == 404
