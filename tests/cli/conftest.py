"""A small demonstration in a folder of its own, for commands to be asked about."""

from pathlib import Path

import pytest

from tests import ready_made
from tests.demo import folders


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Commands only read it; a test that changes something takes a copy."""
    return ready_made.copied(folders.demonstration(), tmp_path_factory.mktemp("demonstration") / "var")
