"""Reading and writing many rows of one table at once, on either database, below every app."""

from khuyenhoc.storing.among import among, among_column
from khuyenhoc.storing.asking import asking
from khuyenhoc.storing.deeds import whole
from khuyenhoc.storing.leading import apart, looked_at, not_leading
from khuyenhoc.storing.making import make
from khuyenhoc.storing.paging import Column, Key, Order, by_name, in_order
from khuyenhoc.storing.reading import change_among, objects_among, remove_among, rows_among
from khuyenhoc.storing.remembering import forget_all, remembered, remembering
from khuyenhoc.storing.rows import change_columns, insert, insert_columns
from khuyenhoc.storing.spacious import spacious
from khuyenhoc.storing.weighing import weigh

__all__ = [
    "Column",
    "Key",
    "Order",
    "among",
    "among_column",
    "apart",
    "asking",
    "by_name",
    "change_among",
    "change_columns",
    "forget_all",
    "in_order",
    "insert",
    "insert_columns",
    "looked_at",
    "make",
    "not_leading",
    "objects_among",
    "remembered",
    "remembering",
    "remove_among",
    "rows_among",
    "spacious",
    "weigh",
    "whole",
]
