"""A place as a record."""

from khuyenhoc.analytics.records.value import Record, day
from khuyenhoc.apps.places.queries import Named


def place(one: Named) -> Record:
    """valid_to: the first day on which it was no longer so."""
    return {
        "place": one.place_id,
        "kind": one.kind.value,
        "code": one.code,
        "name": one.name,
        "label": one.label,
        "parent": one.parent,
        "valid_from": day(one.valid_from),
        "valid_to": day(one.valid_to),
    }
