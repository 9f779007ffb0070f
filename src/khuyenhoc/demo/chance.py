"""Chance that is the same every time: what is drawn follows from the seed and from what it is drawn for."""

from collections.abc import Sequence
from random import Random


def chance(*names: object) -> Random:
    """The same stream for the same names, on every machine and in any order of asking."""
    return Random(":".join(map(str, names)))  # noqa: S311  (made-up people; nothing here is a secret)


def spread(total: int, weights: Sequence[float], at_most: Sequence[int] | None = None) -> list[int]:
    """Whole parts of `total`, in proportion to the weights by largest remainder, none above its `at_most`.

    What does not fit is spread over the others; what fits nowhere is left out.
    """
    most = list(at_most) if at_most is not None else [total] * len(weights)
    parts = [0] * len(weights)
    rest = min(total, sum(most))
    while rest:
        free = [i for i, weight in enumerate(weights) if parts[i] < most[i] and weight > 0]
        if not free:
            free = [i for i in range(len(weights)) if parts[i] < most[i]]
        whole = sum(weights[i] for i in free) or len(free)
        exact = {i: rest * (weights[i] or 1) / whole for i in free}
        given = {i: min(int(exact[i]), most[i] - parts[i]) for i in free}
        if not any(given.values()):
            by_remainder = sorted(free, key=lambda i: (int(exact[i]) - exact[i], i))
            given = dict.fromkeys(by_remainder[:rest], 1)
        for i, number in given.items():
            parts[i] += number
        rest -= sum(given.values())
    return parts
