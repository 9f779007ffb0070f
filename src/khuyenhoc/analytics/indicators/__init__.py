"""Indicators of the catalogue as figures: counted here, told by others, both side by side, down to the cases."""

from khuyenhoc.analytics.indicators.adding import FromBelow, from_below
from khuyenhoc.analytics.indicators.carrying import Carrying
from khuyenhoc.analytics.indicators.counted import COUNTING, UNLISTED
from khuyenhoc.analytics.indicators.figure import Behind, Figure, Missing, Provenance, Told, Whole
from khuyenhoc.analytics.indicators.listing import Listed, ListPage, ListQuery, Part, parts_of
from khuyenhoc.analytics.indicators.listing import number as list_number
from khuyenhoc.analytics.indicators.listing import page as list_page
from khuyenhoc.analytics.indicators.telling import as_told
from khuyenhoc.analytics.indicators.valuing import (
    Wanted,
    carried_together,
    several,
    usual_base,
    value,
    values,
)

__all__ = [
    "COUNTING",
    "UNLISTED",
    "Behind",
    "Carrying",
    "Figure",
    "FromBelow",
    "ListPage",
    "ListQuery",
    "Listed",
    "Missing",
    "Part",
    "Provenance",
    "Told",
    "Wanted",
    "Whole",
    "as_told",
    "carried_together",
    "from_below",
    "list_number",
    "list_page",
    "parts_of",
    "several",
    "usual_base",
    "value",
    "values",
]
