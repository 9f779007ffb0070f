"""Letting PostgreSQL know at once how full its tables are, after many rows came into them."""

from django.db import connection
from django.db.models import Model


def weigh(*models: type[Model]) -> None:
    """Without it the planner takes tables just filled for empty ones until its own look at them, a minute later:

    a question over the country's custodies then takes minutes. SQLite needs nothing of the kind.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
