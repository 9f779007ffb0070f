"""The entry point that a web server loads."""

import gc
import os
from contextlib import suppress

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khuyenhoc.config.settings")

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application


def begun() -> WSGIHandler:
    """Refuses to start on a database that is not of its mode. Errors: TrainingHoldsReal, TrainingDatabase."""
    made = get_wsgi_application()
    from django.db import DatabaseError, connections  # once the settings are read

    from khuyenhoc.demo import training

    with suppress(DatabaseError):  # one that is away for a moment is told by the pages themselves
        training.require_own(where=str(connections["default"].settings_dict["NAME"]))
    connections.close_all()
    gc.collect()
    gc.freeze()  # what the program itself is made of is not looked through again with every few requests
    gc.set_threshold(20_000, 20, 20)  # one request makes some thousands of things, nearly all gone with it
    return made


application = begun()
