"""A calendar that telephones and office programs subscribe to: RFC 5545.

An entry without hours is a day or several and needs no time zone: a reader shows it on its day everywhere. One with
hours is told in the time of Vietnam, whose offset has been the same since 1975.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

WIDEST = 75  # octets of a line, without its end (RFC 5545, 3.1)
_PRODUCT = "-//Khuyen Hoc//Agenda//VI"
_TZID = "Asia/Ho_Chi_Minh"
_ZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{_TZID}",
    "BEGIN:STANDARD",
    "DTSTART:19750613T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_SIGNS = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True, slots=True)
class Entry:
    """uid: the same for ever. first, last: both days belong to it. from_hour, to_hour: where they are told.

    changed: when the system was last told of it.
    """

    uid: str
    first: date
    last: date
    summary: str
    changed: datetime
    where: str = ""
    about: str = ""
    address: str = ""
    is_cancelled: bool = False
    from_hour: time | None = None
    to_hour: time | None = None


def written(name: str, entries: Iterable[Entry]) -> bytes:
    """The whole calendar as it is sent: UTF-8, lines ended by CRLF and none longer than WIDEST."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    told = list(entries)
    if any(entry.from_hour for entry in told):
        lines += _ZONE
    for entry in told:
        lines += _lines(entry)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _lines(entry: Entry) -> list[str]:
    told = {
        "LOCATION": _escaped(entry.where),
        "DESCRIPTION": _escaped(entry.about),
        "URL": entry.address,
    }
    return [
        "BEGIN:VEVENT",
        f"UID:{_escaped(entry.uid)}",
        f"DTSTAMP:{entry.changed.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *_when(entry),
        f"SUMMARY:{_escaped(entry.summary)}",
        *(f"{name}:{value}" for name, value in told.items() if value),
        f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _when(entry: Entry) -> list[str]:
    """With hours where both ends are known, or one day's beginning is; else whole days."""
    if entry.from_hour is None or (entry.to_hour is None and entry.last != entry.first):
        return [
            f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}",
            # the end is the first day that no longer belongs to it
            f"DTEND;VALUE=DATE:{entry.last + timedelta(days=1):%Y%m%d}",
        ]
    begins = f"DTSTART;TZID={_TZID}:{entry.first:%Y%m%d}T{entry.from_hour:%H%M%S}"
    if entry.to_hour is None:
        return [begins]
    return [begins, f"DTEND;TZID={_TZID}:{entry.last:%Y%m%d}T{entry.to_hour:%H%M%S}"]


def folded(line: str) -> str:
    """A long line cut between signs, never inside one; each piece after the first begins with a space."""
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > WIDEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += width
    return "\r\n".join([*pieces, piece])


def _escaped(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_SIGNS.get(sign, sign) for sign in plain if sign == "\n" or sign >= " ")
