"""A small country with a round on its way, and people signed in."""

import pickle
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from khuyenhoc.apps.accounts.models import User
from tests import scene


def shows_the_scene(item: pytest.Item) -> bool:
    """Or touches nothing that is stored. Whoever commits cannot share what is taken back afterwards."""
    names = set(getattr(item, "fixturenames", ()))
    marker = item.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & names or (marker and marker.kwargs.get("transaction"))
    return not commits and ("shown" in names or item.get_closest_marker("database") is None)


@pytest.fixture(scope="module")
def kept(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[bytes | None]:
    """The scene, built once for a file whose every test begins with it; None for another file."""
    if not all(shows_the_scene(item) for item in request.session.items if item.path == request.path):
        yield None
        return
    with django_db_blocker.unblock(), transaction.atomic():
        yield pickle.dumps(scene.build())
        transaction.set_rollback(True)


@pytest.fixture
def shown(kept: bytes | None, db: None) -> scene.Scene:
    """Objects of the test's own; what it writes is rolled back after it."""
    if kept is None:
        return scene.build()
    read: scene.Scene = pickle.loads(kept)  # noqa: S301  (pickled above)
    return read


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
