"""A small demonstration in a folder of its own, for commands to be asked about."""

from pathlib import Path

import pytest

from tests.demo import folders


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Commands only read it; a test that changes something takes a copy."""
    folder = tmp_path_factory.mktemp("demonstration") / "var"
    assert folders.build(folder) == 0
    return folder
