"""Which condition a database begins with: an index is the shortest way to few rows, and a detour to very many."""

from django.db.models import BigIntegerField, ExpressionWrapper, F
from django.db.models.expressions import Combinable


def not_leading(column: str) -> Combinable:
    """A key column that is only looked at, row by row, and never the way to them.

    A list of hundreds of thousands in the order of an index is read along that index until a page is full; with the
    condition on the bare column a database gathers and sorts them all.
    """
    return ExpressionWrapper(F(column) + 0, output_field=BigIntegerField())
