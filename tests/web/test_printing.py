"""Papers printed from the pages they belong to: the registration list and the minutes."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.titles import Title
from tests import scene
from tests.papers import reading

SignIn = Callable[[User], Client]


def _of_the_hamlet(shown: scene.Scene, name: str) -> str:
    return reverse(name, args=[shown.recognised[0].round_id, shown.land.hamlet.pk])


def test_the_registration_list_names_everybody_who_registered(shown: scene.Scene, as_user: SignIn) -> None:
    client, address = as_user(shown.who.branch), _of_the_hamlet(shown, "registration_paper")

    linked = address in client.get(_of_the_hamlet(shown, "walk")).content.decode()
    answer = client.get(address)

    text = reading.whole(answer.content)
    names = [Subject.objects.get(pk=one.subject_id).name for one in (*shown.recognised, *shown.waiting)]
    assert linked
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert [name for name in names if name not in text] == []


def test_the_minutes_are_printed_from_their_page(shown: scene.Scene, as_user: SignIn) -> None:
    client, held = as_user(shown.who.branch), scene.meeting(shown)
    address = reverse("minutes_paper", args=[held.pk])

    linked = address in client.get(reverse("minutes", args=[held.pk])).content.decode()
    listed = address in client.get(_of_the_hamlet(shown, "meeting")).content.decode()

    assert linked
    assert listed
    assert held.secretary in reading.whole(client.get(address).content)


def test_papers_of_another_commune_are_not_there(shown: scene.Scene, as_user: SignIn) -> None:
    client = as_user(scene.stranger(shown.land.other_commune))

    statuses = [
        client.get(address).status_code
        for address in (
            _of_the_hamlet(shown, "registration_paper"),
            reverse("minutes_paper", args=[scene.meeting(shown).pk]),
        )
    ]

    assert statuses == [404, 404]


def test_whoever_works_on_other_titles_gets_no_list_of_households(
    shown: scene.Scene, as_user: SignIn
) -> None:
    Grant.objects.filter(user=shown.who.branch).update(titles=[Title.CLAN])

    answer = as_user(shown.who.branch).get(_of_the_hamlet(shown, "registration_paper"))

    assert answer.status_code == 404


def test_a_province_prints_no_list_of_everybody_in_it(shown: scene.Scene, as_user: SignIn) -> None:
    address = reverse("registration_paper", args=[shown.recognised[0].round_id, shown.land.province.pk])

    assert as_user(shown.who.province).get(address).status_code == 404


def test_a_round_nobody_registered_in_has_no_list(shown: scene.Scene, as_user: SignIn) -> None:
    address = reverse("registration_paper", args=[shown.recognised[0].round_id, shown.land.other_hamlet.pk])

    assert as_user(shown.who.branch).get(address).status_code == 404
