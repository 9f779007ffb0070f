"""What anybody may see without signing in: a certificate by its code, and the honour roll of a commune.

Name and hamlet are all that is told of anybody; nothing else of a person ever leaves from here.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from khuyenhoc.analytics import naming
from khuyenhoc.apps.commendations import queries as commendations
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognitions
from khuyenhoc.apps.recognition.models import Certificate, Recognition
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.domain.certificates import read_code
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.features import Feature
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.praise import Praised as PraisedKind
from khuyenhoc.domain.titles import FIVE_TITLES, Level, Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import by_name

TOLD_DOWN_TO = frozenset({Kind.COUNTRY, Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE})


class Validity(StrEnum):
    VALID = "valid"
    IN_DOUBT = "in_doubt"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a certificate says of itself. place: its hamlet up to the province; valid_to: the first day after.

    revoked_on: None unless the title was revoked.
    """

    validity: Validity
    title: Title
    level: Level
    year: int
    name: str
    place: str
    body: str
    decision: str
    decided_on: date
    certificate: str
    valid_to: date
    revoked_on: date | None
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Honoured:
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Praised:
    """Commended in the year. kind: a code of domain.praise.Praised."""

    name: str
    place: str
    kind: str


@dataclass(frozen=True, slots=True)
class PraiseRoll:
    """The first of them by name; unnamed: how many more were commended whose name is not told here."""

    rows: tuple[Praised, ...]
    unnamed: int
    made_up: bool


@dataclass(frozen=True, slots=True)
class HonourRoll:
    """One page, by name. unnamed: how many more are recognised whose name is not told, on all pages together."""

    rows: tuple[Honoured, ...]
    next: tuple[str, int] | None
    unnamed: int
    made_up: bool


def check(code: str, on: date) -> Checked | None:
    """The certificate with the code, as typed; None for a code that nobody was given."""
    row = (
        Certificate.objects.filter(code=read_code(code))
        .select_related("recognition__subject", "recognition__decision")
        .first()
    )
    if row is None:
        return None
    held = row.recognition
    return Checked(
        validity=_validity(held, on),
        title=Title(held.title),
        level=Level(held.level),
        year=held.year,
        name=held.subject.name,
        place=places.label(held.place_id, held.decision.effective_on, now=on),
        body=recognitions.signed_by(held.decision, on),
        decision=held.decision.number,
        decided_on=held.decision.effective_on,
        certificate=row.number,
        valid_to=held.valid_to,
        revoked_on=_revoked_on(held) if held.state == State.REVOKED else None,
        is_sample=held.subject.is_sample,
    )


def _revoked_on(held: Recognition) -> date | None:
    last = held.changes.filter(after=State.REVOKED).order_by("-pk").first()
    return last.effective_on if last else None


def _validity(held: Recognition, on: date) -> Validity:
    if held.state == State.REVOKED:
        return Validity.REVOKED
    if held.state == State.EXPIRED or held.valid_to <= on:
        return Validity.EXPIRED
    return Validity.IN_DOUBT if held.state == State.TO_BE_REVIEWED else Validity.VALID


def is_told(place: int, year: int) -> bool:
    """Whether sums of the place are for everybody: of communes and what lies above them, in a year it was there.

    A hamlet's sums would tell its few clans or households one by one.
    """
    try:
        held = places.version(place, last_day(year))
    except places.PlaceUnknownThen:
        return False
    return Kind(held.place.kind) in TOLD_DOWN_TO


def is_commune(place: int, year: int) -> bool:
    return Kind(places.version(place, last_day(year)).place.kind) is Kind.COMMUNE


def honour_roll(
    place: int,
    year: int,
    title: Title,
    level: Level = Level.NONE,
    *,
    on: date,
    after: tuple[str, int] | None = None,
    limit: int = 100,
) -> HonourRoll:
    """Who is counted as holding the title in the year at and below the place, one page by name.

    Left out: what was revoked and what is in doubt. Counted without a name: whoever refused, and children for whom
    nobody agreed. on: the day of asking. Errors: FeatureNotOpen, FeatureClosed.
    """
    rounds.require_features(Feature.PUBLIC_HONOURS, [place], on)
    rows = _honoured(place, year, title, level)
    named = naming.named(rows, title, year)
    shown, following = by_name(named.select_related("subject"), after, limit, name="subject__sort_key")
    whole = places.label(place, last_day(year))
    homes = places.labels({row.place_id for row in shown}, last_day(year))
    return HonourRoll(
        rows=tuple(
            Honoured(row.subject.name, homes[row.place_id].removesuffix(f", {whole}")) for row in shown
        ),
        next=following,
        unnamed=rows.count() - named.count(),
        made_up=any(row.subject.is_sample for row in shown),
    )


def _honoured(place: int, year: int, title: Title, level: Level) -> QuerySet[Recognition]:
    below = places.ids_below(place, last_day(year), with_custody=True)
    rows = recognitions.counted_in(below, year).filter(title=title).exclude(state=State.TO_BE_REVIEWED)
    return rows.filter(level=level) if level else rows


def praise_roll(place: int, year: int, *, on: date, limit: int = 300) -> PraiseRoll:
    """Who was commended at and below the place in the year: name and hamlet of whoever may be named.

    A person or family written down by name alone was asked by nobody and is only counted, as are those beyond the
    limit. Errors: FeatureNotOpen, FeatureClosed.
    """
    rounds.require_features(Feature.PUBLIC_HONOURS, [place], on)
    below = places.ids_below(place, last_day(year), with_custody=True)
    rows = commendations.granted_in(below, year)
    citizens = Q(subject__kind=Title.CITIZEN)
    named = [
        *naming.named(rows.filter(citizens).select_related("subject"), Title.CITIZEN, year),
        *naming.named(
            rows.filter(subject__isnull=False).exclude(citizens).select_related("subject"),
            Title.HOUSEHOLD,
            year,
        ),
        *rows.filter(subject__isnull=True, kind=PraisedKind.COLLECTIVE),
    ]
    shown = sorted(named, key=lambda one: (one.kind, commendations.order_of(one), one.pk))[:limit]
    whole = places.label(place, last_day(year))
    homes = places.labels({row.home_id for row in shown}, last_day(year))
    return PraiseRoll(
        rows=tuple(
            Praised(commendations.called(row), homes[row.home_id].removesuffix(f", {whole}"), row.kind)
            for row in shown
        ),
        unnamed=rows.count() - len(shown),
        made_up=any(row.subject.is_sample for row in shown if row.subject is not None),
    )


def titles_honoured(place: int, year: int) -> list[tuple[Title, Level]]:
    """The titles that somebody at and below the place holds in the year, in the order of the five."""
    below = places.ids_below(place, last_day(year), with_custody=True)
    rows = recognitions.counted_in(below, year).exclude(state=State.TO_BE_REVIEWED)
    found = set(rows.order_by().values_list("title", "level").distinct())
    return [
        (row.title, row.level)
        for row in FIVE_TITLES
        if any(row.takes(title, level) for title, level in found)
    ]
