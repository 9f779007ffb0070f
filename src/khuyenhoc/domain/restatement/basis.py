"""The three bases on which a table of an earlier year can be shown."""

from enum import StrEnum


class Basis(StrEnum):
    """REPORTED: on the tree of that time. RESTATED: carried to the places of today. LIKE_FOR_LIKE: only communes
    of today that are the same ground as whole communes of both years, and that had the title's round in both.
    """

    REPORTED = "reported"
    RESTATED = "restated"
    LIKE_FOR_LIKE = "like-for-like"
