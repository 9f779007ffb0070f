"""The same seed gives the same database, also when the build was killed on the way."""

from pathlib import Path

import pytest

from tests import ready_made
from tests.demo import folders


@pytest.fixture(scope="module")
def loaded() -> Path:
    return ready_made.country()


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folders.copy(folders.demonstration(), tmp_path_factory.mktemp("demo") / "unbroken")


def test_the_same_seed_gives_the_same_tables(loaded: Path, unbroken: Path, tmp_path: Path) -> None:
    again = folders.copy(loaded, tmp_path / "again")

    assert folders.build(again) == 0

    assert folders.digests(again) == folders.digests(unbroken)


@pytest.mark.parametrize("steps", [9, 61])
def test_a_killed_build_goes_on_to_the_same_end(
    loaded: Path, unbroken: Path, tmp_path: Path, steps: int
) -> None:
    broken = folders.copy(loaded, tmp_path / "broken")
    assert folders.build(broken, killed_after=steps) == -9
    assert folders.digests(broken) != folders.digests(unbroken)

    assert folders.build(broken) == 0

    assert folders.digests(broken) == folders.digests(unbroken)
