"""Which condition a database begins with: an index is the shortest way to few rows, and a detour to very many."""

from typing import TypeVar, cast

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    Func,
    Model,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable

M = TypeVar("M", bound=Model)


def not_leading(column: str) -> Combinable:
    """A key column that is only looked at, row by row, and never the way to them.

    A list of hundreds of thousands in the order of an index is read along that index until a page is full; with the
    condition on the bare column a database gathers and sorts them all.
    """
    return ExpressionWrapper(F(column) + 0, output_field=BigIntegerField())


def apart(column: str) -> Func:
    """A column of whole numbers as an index names it that is made for one list and should lead no other question.

    Without numbers of its own about its rows SQLite takes an index on two columns for the shortest way wherever both
    are given. One on this expression is found only by a question that says the same.
    """
    return Func(F(column), template="(0 + %(expressions)s)", output_field=BigIntegerField())


def looked_at(rows: QuerySet[M], condition: Q, name: str) -> QuerySet[M]:
    """The rows that meet a condition which is only looked at, row by row, and never the way to them.

    Inside CASE neither database turns its subqueries into joins, so none of them decides where the reading begins.
    name: of the alias, one for each condition of a query.
    """
    met = Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
    return cast("QuerySet[M]", rows.alias(**{name: met})).filter(**{name: True})
