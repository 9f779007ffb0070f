"""The scene that pages are tested with."""

from tests.web.conftest import kept, shown

__all__ = ["kept", "shown"]  # fixtures are found by their names
