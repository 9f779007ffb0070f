"""The head of a paper: who issues it and under whom, where and when; and who signs.

The decree on papers (Nghị định 30/2020/NĐ-CP) lays out papers in Vietnamese: minutes, proposals, decisions and
certificates carry its head in Vietnamese whatever language their reader has chosen, for that is the paper that holds.
A report may be asked for in English; that one is no paper under the decree but a version of it for readers abroad, so
head, number, day, recipients and signature are English as its sentences are. Places keep their names as they are.
"""

import re
from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import PlaceVersion
from khuyenhoc.domain.places import Kind

ASSOCIATION = "Hội Khuyến học"
BRANCH = "Chi hội Khuyến học"
IN_ENGLISH = {ASSOCIATION: "Association for Promoting Learning", BRANCH: "Learning Promotion Branch"}
COUNTRY = "Việt Nam"
COMMITTEE = "Ủy ban nhân dân"
_COMMITTEE = re.compile(r"(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """above: the body over the issuing one, empty for none; issuer: the issuing body; each by its lines.

    seat: the place as papers are dated in: the commune's, district's or province's bare name. language: "vi" or "en".
    """

    above: tuple[str, ...]
    issuer: tuple[str, ...]
    seat: str
    day: date
    number: str = ""
    language: str = "vi"


def in_full(body: str) -> str:
    """A body as a paper names it: a committee's "UBND" spelled out, every other name as it is."""
    found = _COMMITTEE.match(body)
    return f"{COMMITTEE} {body[found.end() :]}" if found else body


def of_body(body: str, place: int, day: date, number: str) -> Letterhead:
    """Of whoever decides, under the name the decision gives it."""
    found = _COMMITTEE.match(body)
    lines = (COMMITTEE, body[found.end() :]) if found else (body,)
    return Letterhead((), lines, _seat(place, day), day, number)


def of_association(place: int, day: date, language: str = "vi") -> Letterhead:
    """Of the association of a place: a branch in a hamlet, under the commune's."""
    line = [*places.ancestors(place, day), places.version(place, day)]
    own, over = line[-1], line[-2] if len(line) > 1 else None
    name = BRANCH if own.place.kind == Kind.HAMLET else ASSOCIATION
    above = () if over is None else (_told(ASSOCIATION, language), _named(over, language))
    issuer = (_told(name, language), _named(own, language))
    return Letterhead(above, issuer, _seat(place, day), day, language=language)


def association(place: int, day: date) -> str:
    """Its name in a sentence: "Hội Khuyến học xã Lùng Tám"."""
    return " ".join(of_association(place, day).issuer)


def signature(body: str, signer: str) -> tuple[str, ...]:
    """The lines over a signature, in capitals: on behalf of a committee, for its chair where a deputy signs."""
    is_committee = bool(_COMMITTEE.match(body))
    office = _COMMITTEE.split(signer)[0].strip() if is_committee else signer.replace(body, "").strip()
    told = [f"TM. {COMMITTEE.upper()}"] if is_committee else []
    if office.lower().startswith("phó "):
        told.append(f"KT. {office[4:].upper()}")
    return (*told, office.upper())


def _told(name: str, language: str) -> str:
    return IN_ENGLISH[name] if language == "en" else name


def _named(version: PlaceVersion, language: str = "vi") -> str:
    is_country = version.place.kind == Kind.COUNTRY
    if language == "en":
        return f"of {'Viet Nam' if is_country else version}"
    return COUNTRY if is_country else str(version)


def _seat(place: int, day: date) -> str:
    """A hamlet's papers are dated in its commune; a numbered ward keeps its unit: "Phường 1"."""
    line = [*places.ancestors(place, day), places.version(place, day)]
    own = line[-2] if line[-1].place.kind == Kind.HAMLET and len(line) > 1 else line[-1]
    return str(own).capitalize() if own.name.isdecimal() else own.name
