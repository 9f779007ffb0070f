"""Reports of a place and a time as one content, which every form of it draws."""

from khuyenhoc.analytics.reports.building import build
from khuyenhoc.analytics.reports.content import Cell, Column, Content, Kind, Section, Table
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
    "build",
    "read_span",
    "span",
]
