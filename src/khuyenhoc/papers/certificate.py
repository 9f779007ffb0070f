"""Giấy công nhận: one page for each title held, with a code that anybody can check."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition.models import HELD_STATES, Certificate, Decision
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.place_names import place_order
from khuyenhoc.domain.text import clean
from khuyenhoc.papers import addresses, naming, press, qr
from khuyenhoc.papers.letterhead import Letterhead, in_full, of_body, signature
from khuyenhoc.papers.lists import PaperNotFound
from khuyenhoc.papers.marks import marks
from khuyenhoc.papers.naming import Naming

PAGES_A_FILE = 500  # setting a page takes 0.4 MiB of memory until its file is made


class NoCertificateInForce(RuleBroken):
    """Nothing of what was asked for is a title still held; facts: none."""

    code = "NO_CERTIFICATE_IN_FORCE"


@dataclass(frozen=True, slots=True)
class OneCertificate:
    """Name and hamlet are all that it says of anybody. qr: a drawing of the address."""

    name: str
    place: str
    number: str
    code: str
    address: str
    qr: str


@dataclass(frozen=True, slots=True)
class Certificates:
    """Of one decision. valid_to: the last day."""

    head: Letterhead
    naming: Naming
    body: str
    decided_on: date
    valid_to: date
    signature: tuple[str, ...]
    signer_name: str
    certificates: tuple[OneCertificate, ...]
    marks: tuple[str, ...]


def of(decision_id: int, *, numbers: Collection[str] = (), signer_name: str = "") -> Certificates:
    """Those of a decision whose titles are still held, hamlet by hamlet; `numbers` picks some.

    What has expired or was revoked is left out. Errors: PaperNotFound, NoCertificateInForce.
    """
    decision = Decision.objects.select_related("round__criteria_set").filter(pk=decision_id).first()
    if decision is None:
        raise PaperNotFound(what="quyết định")
    rows = Certificate.objects.filter(
        recognition__decision=decision, recognition__state__in=HELD_STATES
    ).select_related("recognition__subject")
    if numbers:
        rows = rows.filter(number__in=list(numbers))
    held = list(rows)
    if not held:
        raise NoCertificateInForce()
    day, place = decision.effective_on, decision.place_id
    homes = places.labels({one.recognition.place_id for one in held}, day)
    held.sort(
        key=lambda one: (
            place_order(homes[one.recognition.place_id]),
            one.recognition.subject.sort_key,
            one.serial,
        )
    )
    return Certificates(
        head=of_body(decision.body, place, day, decision.number),
        naming=naming.of_round(decision.round, place, day),
        body=in_full(decision.body),
        decided_on=day,
        valid_to=held[0].recognition.valid_to - timedelta(days=1),
        signature=signature(decision.body, decision.signer),
        signer_name=clean(signer_name or decision.signer_name),
        certificates=tuple(_one(one, homes[one.recognition.place_id]) for one in held),
        marks=marks(None, is_sample=any(one.recognition.subject.is_sample for one in held)),
    )


def _one(certificate: Certificate, place: str) -> OneCertificate:
    address = addresses.certificate(certificate.code)
    return OneCertificate(
        name=clean(certificate.recognition.subject.name),
        place=place,
        number=certificate.number,
        code=certificate.code,
        address=addresses.shown(addresses.certificate("")),
        qr=qr.svg(address),
    )


def in_files(paper: Certificates) -> list[Certificates]:
    """The same certificates in the same order, at most PAGES_A_FILE together."""
    every = paper.certificates
    return [
        replace(paper, certificates=every[start : start + PAGES_A_FILE])
        for start in range(0, len(every), PAGES_A_FILE)
    ]


def pdf(paper: Certificates) -> bytes:
    """A4 on its side, a page for each; of many, `in_files` first."""
    return press.typeset(
        "certificate", paper, dated=paper.decided_on, name=f"Giấy công nhận {paper.naming.title}"
    )
