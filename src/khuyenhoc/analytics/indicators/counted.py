"""Every counting query that the catalogue may name: the titles' and each area's own."""

from collections.abc import Mapping

from khuyenhoc.analytics.indicators import (
    counting,
    counting_centres,
    counting_members,
    counting_money,
    counting_pilots,
    counting_training,
)
from khuyenhoc.analytics.indicators.counting import Query

COUNTING: Mapping[str, Query] = {
    **counting.COUNTING,
    **counting_centres.CENTRES,
    **counting_members.MEMBERS,
    **counting_money.MONEY,
    **counting_pilots.PILOTS,
    **counting_training.TRAINING,
}
# Sums of money, numbers told without a list, and private names: no list of rows stands behind them, their pages do.
UNLISTED: frozenset[str] = frozenset(
    {
        *(
            "party_members",
            "cadres_trained",
            "briefed",
            "cadres_in_centres",
            "centre_attendances",
            "outreach",
        ),
        *counting_money.MONEY,
    }
)
