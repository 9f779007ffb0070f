"""The scene that pages are tested with."""

import pytest

from tests import scene


@pytest.fixture
def shown(db: None) -> scene.Scene:
    return scene.build()
