"""Questions about places. A question about a day takes it as `on`; nothing reads a clock.

Wherever a place is asked for, its id will do.
"""

from khuyenhoc.apps.places.queries.bundles import Bundles, bundles, lying_below
from khuyenhoc.apps.places.queries.finding import Found, PlaceAmbiguous, PlaceNotFound, find, resolve
from khuyenhoc.apps.places.queries.gazetteer import Gazetteer
from khuyenhoc.apps.places.queries.grouping import answered_for_below, child_below, standing_below
from khuyenhoc.apps.places.queries.history import History, Link, Told, history
from khuyenhoc.apps.places.queries.labels import label, labels, short_labels
from khuyenhoc.apps.places.queries.listing import Named, listed_below, named
from khuyenhoc.apps.places.queries.loaded import data_digests, is_current
from khuyenhoc.apps.places.queries.namesakes import Namesake, namesakes
from khuyenhoc.apps.places.queries.positions import ARCHIPELAGOS, Archipelago, Position, positions
from khuyenhoc.apps.places.queries.restating import (
    Member,
    Membership,
    ShareNotOfSplit,
    course,
    ground,
    is_assumed,
    members_on,
    memberships,
    where_now,
)
from khuyenhoc.apps.places.queries.stamping import made_once, stamp
from khuyenhoc.apps.places.queries.subtrees import ids_below
from khuyenhoc.apps.places.queries.tree import (
    LATEST,
    ROOT_ID,
    PlaceUnknownThen,
    ancestors,
    began,
    begun,
    children,
    custodian,
    custodians,
    is_loaded,
    leaves,
    line,
    named_custodians,
    paths,
    root,
    sort_key_of,
    version,
)

__all__ = [
    "ARCHIPELAGOS",
    "LATEST",
    "ROOT_ID",
    "Archipelago",
    "Bundles",
    "Found",
    "Gazetteer",
    "History",
    "Link",
    "Member",
    "Membership",
    "Named",
    "Namesake",
    "PlaceAmbiguous",
    "PlaceNotFound",
    "PlaceUnknownThen",
    "Position",
    "ShareNotOfSplit",
    "Told",
    "ancestors",
    "answered_for_below",
    "began",
    "begun",
    "bundles",
    "child_below",
    "children",
    "course",
    "custodian",
    "custodians",
    "data_digests",
    "find",
    "ground",
    "history",
    "ids_below",
    "is_assumed",
    "is_current",
    "is_loaded",
    "label",
    "labels",
    "leaves",
    "line",
    "listed_below",
    "lying_below",
    "made_once",
    "members_on",
    "memberships",
    "named",
    "named_custodians",
    "namesakes",
    "paths",
    "positions",
    "resolve",
    "root",
    "short_labels",
    "sort_key_of",
    "stamp",
    "standing_below",
    "version",
    "where_now",
]
