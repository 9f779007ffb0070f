"""A trigger refuses to change the rules of a published set, whoever writes to the database."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "criteria_criteriasetversion"
CHANGED = " OR ".join(
    f"NEW.{column} <> OLD.{column}"
    for column in ("code", "version", "title", "level", "status", "rules_digest")
)
SENTENCE = "a published criteria set never changes; add a new version"


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION criteria_published_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER criteria_published_is_fixed BEFORE UPDATE ON {TABLE} FOR EACH ROW "
            f"WHEN (OLD.status <> 'draft' AND ({CHANGED})) EXECUTE FUNCTION criteria_published_is_fixed()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER criteria_published_is_fixed BEFORE UPDATE ON {TABLE} "
            f"WHEN OLD.status <> 'draft' AND ({CHANGED}) BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        )


def release(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER criteria_published_is_fixed ON {TABLE}")
        schema_editor.execute("DROP FUNCTION criteria_published_is_fixed()")
    else:
        schema_editor.execute("DROP TRIGGER criteria_published_is_fixed")


class Migration(migrations.Migration):
    dependencies = [("criteria", "0001_initial")]
    operations = [migrations.RunPython(guard, release)]
