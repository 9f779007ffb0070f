"""Counting how often something was asked, over all processes and servers of one database."""

from typing import Final

from django.db import connection

from khuyenhoc.apps.accounts.models import Asked

_COUNT: Final = (
    "INSERT INTO accounts_asked (digest, time_window, number) VALUES (%s, %s, 1) "
    "ON CONFLICT (digest, time_window) DO UPDATE SET number = accounts_asked.number + 1 RETURNING number"
)


def count_asked(digest: str, *, window: int) -> int:
    """Count one more in the window and return how many that makes; one statement, so none is lost or counted twice.

    window: the number of the stretch of time, growing. What was counted in windows before the last is thrown away.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [digest, window])
        number: int = cursor.fetchone()[0]
    if number == 1:
        Asked.objects.filter(time_window__lt=window - 1).delete()
    return number
