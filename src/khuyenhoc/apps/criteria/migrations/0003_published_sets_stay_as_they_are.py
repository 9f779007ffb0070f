"""The trigger also guards for whom and when a published set holds."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "criteria_criteriasetversion"
NAME = "criteria_published_is_fixed"
FIXED = ("code", "version", "title", "level", "status", "rules_digest")
ALSO = ("in_force_from", "in_force_to", "place_id", "organisation_kind")
SENTENCE = "a published criteria set never changes; add a new version"


def changed(columns: tuple[str, ...], differs: str) -> str:
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)


def guard(schema_editor: BaseDatabaseSchemaEditor, columns: tuple[str, ...]) -> None:
    head = f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE}"
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {NAME} ON {TABLE}")
        when = f"OLD.status <> 'draft' AND ({changed(columns, 'IS DISTINCT FROM')})"
        schema_editor.execute(f"{head} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {NAME}()")
    else:
        schema_editor.execute(f"DROP TRIGGER {NAME}")
        when = f"OLD.status <> 'draft' AND ({changed(columns, 'IS NOT')})"
        schema_editor.execute(f"{head} WHEN {when} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END")


def widen(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard(schema_editor, FIXED + ALSO)


def narrow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard(schema_editor, FIXED)


class Migration(migrations.Migration):
    dependencies = [("criteria", "0002_published_rules_never_change")]
    operations = [migrations.RunPython(widen, narrow)]
