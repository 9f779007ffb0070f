"""A small country with a round on its way, and people signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from khuyenhoc.apps.accounts.models import User
from tests import scene


@pytest.fixture
def shown(db: None) -> scene.Scene:
    return scene.build()


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
