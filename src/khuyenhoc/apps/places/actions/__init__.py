"""Deeds on places: loading the country, opening hamlets."""

from khuyenhoc.apps.places.actions.hamlets import (
    HamletNamedTwice,
    HamletsNeedSuccessor,
    NotACommune,
    open_hamlets,
)
from khuyenhoc.apps.places.actions.loading import load_country

__all__ = ["HamletNamedTwice", "HamletsNeedSuccessor", "NotACommune", "load_country", "open_hamlets"]
