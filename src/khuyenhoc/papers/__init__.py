"""The year's papers as PDF: each a frozen record of what it says, gathered by a query, and a template that says it.

Every module has `of(...)`, which gathers, and `pdf(record)`, which sets it in type. Nothing here asks who reads it:
whoever calls `of` has checked the person's scope for the place. The same record always gives the same bytes.
"""
