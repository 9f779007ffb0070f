"""Makes the database usable before a command asks it something."""

import os
import sys
from pathlib import Path

import click

from khuyenhoc.sentences import language_of_terminal

_LOADING = {"vi": "Đang nạp địa danh cả nước", "en": "Loading the country's places"}


def ready() -> None:
    """Start Django; create the tables and load the country's places where these files have not been loaded.

    Safe to call every time. An existing PostgreSQL database is never migrated from here: its owner does.
    """
    tables_ready()
    _require_own()
    _load_places()
    _bundle_places()
    _load_directives()


def tables_ready() -> None:
    """Start Django and create the tables; whatever is in them is the caller's affair."""
    started()
    _create_tables()


def started() -> None:
    """Start Django and leave the database as it is, even when this version would change its tables."""
    import django  # here, because commands that need no database begin faster without it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khuyenhoc.config.settings")
    django.setup()


def where() -> str:
    """The database in use, without its password: a file, or a name on a host."""
    from django.db import connection

    told = connection.settings_dict
    name = str(told["NAME"])
    return name if connection.vendor == "sqlite" else f"{told['HOST'] or 'localhost'}/{name}"


def _create_tables() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if connection.vendor == "sqlite":
        Path(str(connection.settings_dict["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting and (connection.vendor == "sqlite" or not executor.loader.applied_migrations):
        call_command("migrate", verbosity=0, interactive=False)


def _require_own() -> None:
    """Practice never meets real data: each mode opens only databases of its own."""
    from django.utils import timezone

    from khuyenhoc.demo import training

    training.require_own(where=where())
    if training.is_on() and not training.is_marked():
        training.mark(at=timezone.now())


def _bundle_places() -> None:
    """What sums over many places rest on, where places changed in a way that did not see to it itself."""
    from khuyenhoc.apps.counts import actions, queries

    if not queries.is_bundled():
        actions.rebundle()


def _load_directives() -> None:
    """The legal documents that come with the program, once."""
    from django.utils import timezone

    from khuyenhoc.apps.directives import actions

    actions.load_shipped(by="server", at=timezone.now())


def _load_places() -> None:
    from django.utils import timezone

    from khuyenhoc.apps.places import actions, queries

    if queries.is_current():
        return
    with click.progressbar(length=100, label=_LOADING[language_of_terminal()], file=sys.stderr) as bar:
        actions.load_country(
            at=timezone.now(), progress=lambda done, total: bar.update(100 * done // total - bar.pos)
        )
