"""The catalogue of indicators and of what their rates are shares of: read from data, checked, looked up."""

from khuyenhoc.domain.catalogue.faults import (
    CatalogueFault,
    CatalogueUnreadable,
    CodeRepeated,
    KeyMissing,
    KeyUnknown,
    NameUnknown,
    PatternFieldUnknown,
    ValueWrong,
)
from khuyenhoc.domain.catalogue.loading import load
from khuyenhoc.domain.catalogue.model import (
    BaseKindUnknown,
    BaseName,
    Catalogue,
    Indicator,
    IndicatorUnknown,
    LevelName,
    LevelUnknown,
    Nature,
    Wording,
    recognised,
)
from khuyenhoc.domain.catalogue.sentence import FIELDS, fill, sentence

__all__ = [
    "FIELDS",
    "BaseKindUnknown",
    "BaseName",
    "Catalogue",
    "CatalogueFault",
    "CatalogueUnreadable",
    "CodeRepeated",
    "Indicator",
    "IndicatorUnknown",
    "KeyMissing",
    "KeyUnknown",
    "LevelName",
    "LevelUnknown",
    "NameUnknown",
    "Nature",
    "PatternFieldUnknown",
    "ValueWrong",
    "Wording",
    "fill",
    "load",
    "recognised",
    "sentence",
]
