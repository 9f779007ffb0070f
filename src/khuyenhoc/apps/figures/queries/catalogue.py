"""The catalogue of indicators that comes with the program."""

from functools import cache

from khuyenhoc import data
from khuyenhoc.domain.catalogue import Catalogue, load


@cache
def catalogue() -> Catalogue:
    """Read and checked once a process. Errors: CatalogueFault."""
    return load(data.indicator_files())
