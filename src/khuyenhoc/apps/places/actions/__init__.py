"""Deeds on places: loading the country, opening hamlets, merging, splitting, renaming, moving and closing."""

from khuyenhoc.apps.places.actions.deeds import PlacesChangedMeanwhile, apply_deeds, foreseen, named_in
from khuyenhoc.apps.places.actions.hamlets import (
    HamletNamedTwice,
    HamletsNeedSuccessor,
    NotACommune,
    open_hamlets,
)
from khuyenhoc.apps.places.actions.loading import load_country

__all__ = [
    "HamletNamedTwice",
    "HamletsNeedSuccessor",
    "NotACommune",
    "PlacesChangedMeanwhile",
    "apply_deeds",
    "foreseen",
    "load_country",
    "named_in",
    "open_hamlets",
]
