"""A word that is another one after every change of the dated tree, so that what was made of the tree is known to be old."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

STAMP = "places_stamp"
TABLES = ("places_placeversion", "places_succession", "places_custody")


def stamped(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The triggers anew: adding a column on SQLite makes a table anew and loses them."""
    is_postgres = schema_editor.connection.vendor == "postgresql"
    word = "gen_random_uuid()::text" if is_postgres else "hex(randomblob(16))"
    write = (
        f"INSERT INTO {STAMP} (id, told) VALUES (1, {word}) "  # noqa: S608  (our names)
        "ON CONFLICT (id) DO UPDATE SET told = excluded.told"
    )
    if is_postgres:
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {STAMP}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {write}; RETURN NULL; END $$"
        )
    for table in TABLES:
        if is_postgres:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_stamped ON {table}")
            schema_editor.execute(
                f"CREATE TRIGGER {table}_stamped AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {STAMP}()"
            )
            continue
        for deed in ("INSERT", "UPDATE", "DELETE"):
            name = f"{table}_{deed.lower()}_stamped"
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
            schema_editor.execute(f"CREATE TRIGGER {name} AFTER {deed} ON {table} BEGIN {write}; END")
    schema_editor.execute(write)


def begin(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(f"CREATE TABLE {STAMP} (id smallint PRIMARY KEY, told varchar(64) NOT NULL)")
    stamped(schema_editor)


def end(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        if is_postgres:
            schema_editor.execute(f"DROP TRIGGER {table}_stamped ON {table}")
            continue
        for deed in ("insert", "update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_{deed}_stamped")
    if is_postgres:
        schema_editor.execute(f"DROP FUNCTION {STAMP}()")
    schema_editor.execute(f"DROP TABLE {STAMP}")


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunPython(begin, end)]
