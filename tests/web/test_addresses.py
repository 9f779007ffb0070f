"""Every address is either public or for people who signed in; a new one without a class fails here."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from khuyenhoc.apps.accounts.models import User
from tests import scene

PUBLIC = {"sign_in", "sign_in_sample", "sign_out", "set_language", "help"}
SIGNED_IN: dict[str, Callable[[scene.Scene], list[int | str]]] = {
    "home": lambda _: [],
    "figures_mine": lambda _: [],
    "figures": lambda shown: [shown.land.commune.pk, 2023],
    "cases": lambda _: [],
    "case": lambda shown: [shown.recognised[0].pk],
    "subjects": lambda _: [],
    "subject": lambda shown: [shown.recognised[0].subject_id],
    "places": lambda _: [],
    "place": lambda shown: [shown.land.commune.pk],
    "criteria": lambda _: [],
    "criteria_set": lambda _: ["household-mau@2023"],
}


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def test_every_address_has_a_class() -> None:
    names = [pattern.name for pattern in patterns(get_resolver())]

    assert sorted(str(name) for name in names) == sorted([*PUBLIC, *SIGNED_IN])


def test_only_the_public_addresses_answer_without_signing_in() -> None:
    open_to_all = {
        str(pattern.name)
        for pattern in patterns(get_resolver())
        if not getattr(pattern.callback, "login_required", True)
    }

    assert open_to_all == PUBLIC - {"sign_out"}  # signing out asks for nothing and gives nothing


@pytest.mark.parametrize("name", sorted(SIGNED_IN))
def test_an_address_for_signed_in_people_sends_others_to_sign_in(name: str, shown: scene.Scene) -> None:
    response = Client().get(reverse(name, args=SIGNED_IN[name](shown)))

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("name", sorted(SIGNED_IN))
@pytest.mark.parametrize("role", ["centre", "province", "branch", "association", "committee"])
def test_an_address_opens_for_every_role_of_the_place(
    name: str, role: str, shown: scene.Scene, as_user: Callable[[User], Client]
) -> None:
    response = as_user(getattr(shown.who, role)).get(reverse(name, args=SIGNED_IN[name](shown)), follow=True)

    assert response.status_code == 200
