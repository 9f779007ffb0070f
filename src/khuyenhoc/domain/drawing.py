"""Drawing cases by lot so that anybody can draw them again and get the same."""

from collections.abc import Iterable
from hashlib import sha256


def drawn(cases: Iterable[int], number: int, seed: str) -> list[int]:
    """The `number` cases whose SHA-256 of "seed:case" comes first, in that order; all when there are fewer.

    The order in which the cases are named does not matter, and a greater number draws the same cases and more.
    """
    return sorted(set(cases), key=lambda case: sha256(f"{seed}:{case}".encode()).hexdigest())[:number]
