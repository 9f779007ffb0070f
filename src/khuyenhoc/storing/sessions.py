"""Sessions as Django keeps them, read in a statement that is put together once: every request begins with it."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from khuyenhoc.storing.asking import asking

_READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's own but for how one is read."""

    def load(self) -> dict[str, Any]:
        now: datetime = timezone.now()
        with asking() as cursor:
            cursor.execute(_READ, [self.session_key, connection.ops.adapt_datetimefield_value(now)])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None  # as Django's own: whoever writes into it gets a new one
            return {}
        read: dict[str, Any] = self.decode(found[0])
        return read
