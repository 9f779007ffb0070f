"""Which bodies may have a branch of the association, by the kinds that reports tell apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class BodyKind:
    """What of the register is a body of the kind. organisations: their kinds, as `Subject.organisation_kind`."""

    hamlets: bool = False
    clans: bool = False
    organisations: frozenset[str] = frozenset()
    all_organisations: bool = False


_HAMLETS = BodyKind(hamlets=True)
_COMPANIES, _HOMETOWN, _COMRADES = "company", "hometown_group", "comrades_group"
BODIES: Final[Mapping[str, BodyKind]] = {  # base kind of the catalogue → its bodies
    "hamlets and town quarters": _HAMLETS,
    "all hamlets": _HAMLETS,
    "agencies, departments, mass organisations": BodyKind(organisations=frozenset({"agency", "station"})),
    "schools": BodyKind(organisations=frozenset({"school"})),
    "companies": BodyKind(organisations=frozenset({_COMPANIES})),
    "hometown groups": BodyKind(organisations=frozenset({_HOMETOWN})),
    "veterans' comrades groups": BodyKind(organisations=frozenset({_COMRADES})),
    "companies, hometown groups, veterans' comrades groups": BodyKind(
        organisations=frozenset({_COMPANIES, _HOMETOWN, _COMRADES})
    ),
    "pagodas": BodyKind(organisations=frozenset({"pagoda"})),
    "all clans": BodyKind(clans=True),
    "eligible bodies": BodyKind(hamlets=True, clans=True, all_organisations=True),
}
