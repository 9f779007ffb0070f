"""Takes the demonstration away: the whole database, which holds nothing else."""

from pathlib import Path

from django.core.management import call_command
from django.db import connection

from khuyenhoc.demo import training
from khuyenhoc.demo.building import require_samples_only
from khuyenhoc.storing import side_file


def clear() -> None:
    """Empty the database; afterwards it must be made ready again.

    In a database of the training mode whoever learned there may have opened accounts: they go too.
    Errors: HoldsRealData.

    The log is made never to be cut, so it cannot be taken out of a database that goes on: the file goes, or on
    PostgreSQL every table is emptied at once.
    """
    if not training.is_marked():
        require_samples_only()
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        connection.close()
        side_file.drop()
        for name in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
            name.unlink(missing_ok=True)
    else:
        call_command("flush", verbosity=0, interactive=False)
