"""The sentences and words of the areas of the association's life, each from its own module."""

from collections.abc import Mapping

from khuyenhoc.sentences import books, branches, centres, commendations, gatherings, money, pilots, stories

Words = Mapping[str, tuple[str, str]]
AREAS = (books, branches, centres, commendations, gatherings, money, pilots, stories)

VIETNAMESE: dict[str, str] = {code: told for area in AREAS for code, told in area.VIETNAMESE.items()}
ENGLISH: dict[str, str] = {code: told for area in AREAS for code, told in area.ENGLISH.items()}
DEEDS: Words = {code: told for area in AREAS for code, told in area.DEEDS.items()}
KINDS: Mapping[str, Words] = {kind: told for area in AREAS for kind, told in area.KINDS.items()}
