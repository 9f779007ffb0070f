"""From what was asked, the whole report."""

from dataclasses import replace
from datetime import date

from khuyenhoc.analytics.reports.content import Content
from khuyenhoc.analytics.reports.gathering import Asked, Gathered, ReportNeedsOneYear
from khuyenhoc.analytics.reports.sections import sections
from khuyenhoc.analytics.reports.span import Length
from khuyenhoc.analytics.reports.writing import Writer
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.indicators import Caution
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.sentences import reports as said
from khuyenhoc.sentences import words

_MARKS = (Caution.MADE_UP_DATA, Caution.SAMPLE_SET, Caution.SET_NOT_CHECKED)


def build_seen(asked: Asked, *, seen_by: User) -> Content:
    """As `build`, naming below the place only what the person may see. Errors: OutsideScope, and those of `build`."""
    day = _tree_day(asked)
    access.require_figures(seen_by, asked.place, on=asked.on, as_of=day)
    children = [one.place_id for one in places.children(asked.place, day)]
    below = access.figures_visible(seen_by, children, on=asked.on, as_of=day) if children else set()
    return build(replace(asked, below=frozenset(below)))


def is_long(asked: Asked, places_at_once: int) -> bool:
    """Whether it adds up more places than that: those of a province take seconds. Errors: PlaceUnknownThen."""
    below = places.ids_below(asked.place, _tree_day(asked))
    return below[: places_at_once + 1].count() > places_at_once


def _tree_day(asked: Asked) -> date:
    return asked.span.until if asked.basis is Basis.REPORTED else asked.on


def build(asked: Asked) -> Content:
    """The report of a place; whoever calls has checked that the person may see its sums.

    Errors: PlaceUnknownThen, ReportNeedsOneYear, RestatedBackwards.
    """
    if asked.basis is Basis.LIKE_FOR_LIKE and asked.span.length is not Length.YEAR:
        raise ReportNeedsOneYear()
    found, write = Gathered(asked), Writer(asked.language)
    version = found.version
    span = asked.span
    period = said.period(span.length, span.first, span.last, asked.language)
    is_country = version.place.kind == Kind.COUNTRY
    return Content(
        place_id=asked.place,
        label=str(version) if is_country else places.label(asked.place, found.tree_day),
        title=said.title(asked.language),
        about=said.about(period, asked.language),
        period=period,
        on=asked.on,
        tree_day=found.tree_day,
        language=asked.language,
        sections=sections(found, write),
        marks=tuple(
            words.caution(one.code, one.facts, asked.language) for one in found.remarks if one.code in _MARKS
        ),
    )
