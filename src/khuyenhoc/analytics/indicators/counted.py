"""Every counting query that the catalogue may name: the titles' and each area's own."""

from collections.abc import Mapping

from khuyenhoc.analytics.indicators import counting, counting_members, counting_money
from khuyenhoc.analytics.indicators.counting import Query

COUNTING: Mapping[str, Query] = {
    **counting.COUNTING,
    **counting_members.MEMBERS,
    **counting_money.MONEY,
}
# Sums of money, and names that are private: no list of rows stands behind them, their pages do.
UNLISTED: frozenset[str] = frozenset({"party_members", *counting_money.MONEY})
