"""The list behind a number on its page, and bodies that have a branch after all."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.association.models import Branch
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.actions import NewSubject
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.titles import Level, Title
from tests import make, scene
from tests.make import NOON
from tests.scene import Scene

Sign = Callable[[User], Client]
SINCE = {"since": "01/02/2023"}


def text(content: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode()))


@pytest.fixture
def school(shown: Scene) -> Subject:
    new = NewSubject(
        Title.ORGANISATION,
        "Trường Mẫu",
        shown.land.commune.pk,
        make.BORN,
        level=Level.COMMUNE,
        organisation_kind="school",
    )
    return subjects.enter([new], by=shown.who.association, at=NOON, is_sample=True)[0]


def test_bodies_without_a_branch_are_written_down_as_having_one_and_that_is_undone(
    shown: Scene, school: Subject, as_user: Sign
) -> None:
    client = as_user(shown.who.association)
    place = shown.land.commune.pk
    address = reverse("behind", args=[place, 2023, "branch_coverage"])
    page = text(client.get(address).content)
    hamlet = shown.land.hamlet.pk

    unmarked = client.post(address, SINCE | {"key": "k0"})
    ticked = SINCE | {"key": "k1", "subject": [school.pk], "hamlet": [hamlet]}
    told = client.post(address, ticked, follow=True).content.decode()
    names = list(Branch.objects.order_by("pk").values_list("name", "body"))
    number = reverse("indicator", args=[place, 2023, "branch_coverage"])
    shown_number = client.get(number, {"base": "schools"}).content.decode()
    (undo,) = re.findall(r'action="([^"]+)" class="undo', told)
    client.post(undo, {"key": "u1", "branch": re.findall(r'name="branch" value="(\d+)"', told)})

    assert "Chưa có tổ chức hội: 4" in page  # three hamlets … of the commune two, a clan, the school
    assert unmarked.status_code == 400
    assert names == [("Ban Khuyến học Trường Mẫu", school.pk), ("Chi hội thôn Bản Một", None)]
    assert "base=schools&amp;part=counted" in shown_number
    assert "base=schools&amp;part=whole" in shown_number
    assert not Branch.objects.exists()


def test_a_branch_with_members_is_not_undone_and_nobody_has_two(
    shown: Scene, school: Subject, as_user: Sign
) -> None:
    client = as_user(shown.who.association)
    (branch,) = association.open_in_bodies([school.pk], since=make.BORN, by=shown.who.association, at=NOON)
    person = make.subject(Title.CITIZEN, shown.land.hamlet, by=shown.who.branch)
    association.join(branch, [person.pk], joined=NOON.date(), by=shown.who.association, at=NOON)
    args = [shown.land.commune.pk, 2023, "branch_coverage"]

    refused = client.post(reverse("behind_undo", args=args), {"key": "u1", "branch": [branch.pk]})
    twice = client.post(reverse("behind", args=args), SINCE | {"key": "k1", "subject": [school.pk]})

    assert (refused.status_code, twice.status_code) == (400, 400)
    assert "đã có hội viên" in text(refused.content)
    assert "đã có tổ chức hội rồi" in text(twice.content)
    assert list(Branch.objects.all()) == [branch]


def test_the_list_of_members_shows_no_more_than_the_number_and_nothing_to_strangers(
    shown: Scene,
    as_user: Sign,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    (branch,) = association.open_branches(
        [(shown.land.hamlet.pk, "Chi hội")], kind="chi_hoi", since=make.BORN, by=shown.who.branch, at=NOON
    )
    people = [
        make.subject(Title.CITIZEN, shown.land.hamlet, by=shown.who.branch, name=f"Mẫu Văn {at}")
        for at in range(3)
    ]
    association.join(branch, [one.pk for one in people[:2]], joined=NOON.date(), by=shown.who.branch, at=NOON)
    address = reverse("behind", args=[shown.land.commune.pk, 2023, "members"])
    client = as_user(shown.who.association)
    client.get(address)

    with django_assert_max_num_queries(30):
        page = text(client.get(address).content)
    found = text(client.get(address, {"q": "van 1"}).content)
    outsider = as_user(scene.stranger(shown.land.other_commune)).get(address)

    assert "Hội viên cuối năm: 2" in page
    assert all(name in page for name in ("Mẫu Văn 0", "Mẫu Văn 1"))
    assert "Mẫu Văn 2" not in page
    assert "Mẫu Văn 0" not in found
    assert outsider.status_code == 404
    unlisted = reverse("behind", args=[shown.land.commune.pk, 2023, "recognised_household"])
    assert client.get(unlisted).status_code == 404
