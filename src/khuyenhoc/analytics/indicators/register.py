"""Every counting query that the catalogue may name, of all areas."""

from collections.abc import Mapping
from typing import Final

from khuyenhoc.analytics.indicators import counting, counting_money
from khuyenhoc.analytics.indicators.counting import Query

COUNTING: Final[Mapping[str, Query]] = {**counting.COUNTING, **counting_money.MONEY}
# Sums of money, and awards whose names are private: no list of rows stands behind them, their pages do.
UNLISTED: Final = frozenset(counting_money.MONEY)
