"""The documents that come with the program, entered once."""

import tomllib
from datetime import datetime

from khuyenhoc import data
from khuyenhoc.apps.directives.actions.entering import NewInstrument, load_on_server
from khuyenhoc.apps.directives.models import Instrument
from khuyenhoc.domain.instruments import InstrumentKind


def shipped() -> list[tuple[NewInstrument, str]]:
    """Each with the number of what replaced it, or ""."""
    return [
        (
            NewInstrument(
                number=told["number"],
                kind=InstrumentKind(told["kind"]),
                title=told["about"],
                issuer=told["issuer"],
                summary=told.get("summary", ""),
                issued_on=told.get("issued"),
                in_force_until=told.get("ended"),
                in_force_said=told.get("said", ""),
                code=told["code"],
            ),
            told.get("replaced_by", ""),
        )
        for told in tomllib.loads(data.instruments())["instrument"]
    ]


def load_shipped(*, by: str, at: datetime) -> int:
    """Enter those not there yet; safe to repeat. The country must be loaded. Returns how many were entered."""
    wanted = shipped()
    if Instrument.objects.exclude(code="").count() >= len(wanted):
        return 0
    return load_on_server(wanted, by=by, at=at)
