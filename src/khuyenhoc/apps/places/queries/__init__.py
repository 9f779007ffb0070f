"""Questions about places. A question about a day takes it as `on`; nothing reads a clock.

Wherever a place is asked for, its id will do.
"""

from khuyenhoc.apps.places.queries.finding import Found, PlaceAmbiguous, PlaceNotFound, find, resolve
from khuyenhoc.apps.places.queries.history import History, Link, Told, history
from khuyenhoc.apps.places.queries.labels import label, labels
from khuyenhoc.apps.places.queries.tree import (
    LATEST,
    PlaceUnknownThen,
    ancestors,
    children,
    ids_below,
    is_loaded,
    root,
    version,
)

__all__ = [
    "LATEST",
    "Found",
    "History",
    "Link",
    "PlaceAmbiguous",
    "PlaceNotFound",
    "PlaceUnknownThen",
    "Told",
    "ancestors",
    "children",
    "find",
    "history",
    "ids_below",
    "is_loaded",
    "label",
    "labels",
    "resolve",
    "root",
    "version",
]
