"""Figures, bases, reported figures and targets out: CSV, XLSX, JSON, and what DHIS2 imports.

Rows come from `analytics.records` part by part and are written as they come; no file is ever whole in memory but a
workbook's last buffer.
"""

from khuyenhoc.workbooks.interchange.columns import KINDS, table
from khuyenhoc.workbooks.interchange.files import ENDINGS, FORMS, write

__all__ = ["ENDINGS", "FORMS", "KINDS", "table", "write"]
