"""Every counting query that the catalogue may name: the titles' and each area's own."""

from collections.abc import Mapping

from khuyenhoc.analytics.indicators import counting, counting_members
from khuyenhoc.analytics.indicators.counting import Query

COUNTING: Mapping[str, Query] = {**counting.COUNTING, **counting_members.MEMBERS}
