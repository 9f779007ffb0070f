"""How times spread."""

from collections.abc import Sequence


def p95(taken: Sequence[float]) -> float:
    """The smallest that 95 of 100 do not exceed; of few, the largest."""
    return sorted(taken)[max(0, -(-len(taken) * 95 // 100) - 1)]
