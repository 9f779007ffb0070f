"""Reports of a place and a time as one content, which every form of it draws."""

from khuyenhoc.analytics.reports.building import build, build_seen, is_long
from khuyenhoc.analytics.reports.content import (
    Cell,
    Column,
    Content,
    Kind,
    Section,
    Table,
    as_record,
    from_record,
)
from khuyenhoc.analytics.reports.gathering import Asked, ReportNeedsOneYear
from khuyenhoc.analytics.reports.span import LONGEST, Length, ReportTooLong, Span, read_span, span

__all__ = [
    "LONGEST",
    "Asked",
    "Cell",
    "Column",
    "Content",
    "Kind",
    "Length",
    "ReportNeedsOneYear",
    "ReportTooLong",
    "Section",
    "Span",
    "Table",
    "as_record",
    "build",
    "build_seen",
    "from_record",
    "is_long",
    "read_span",
    "span",
]
