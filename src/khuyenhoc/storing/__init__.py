"""Writing many rows of one table at once, on either database, below every app."""

from khuyenhoc.storing.rows import insert, insert_columns

__all__ = ["insert", "insert_columns"]
