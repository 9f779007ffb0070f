"""The trigger also guards for which organisation a published set holds."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "criteria_criteriasetversion"
NAME = "criteria_published_is_fixed"
FIXED = (
    *("code", "version", "title", "level", "status", "rules_digest"),
    *("in_force_from", "in_force_to", "place_id", "organisation_kind"),
)
SENTENCE = "a published criteria set never changes; add a new version"


def guard(schema_editor: BaseDatabaseSchemaEditor, columns: tuple[str, ...]) -> None:
    """The trigger anew: adding a column on SQLite makes the table anew and loses it."""
    head = f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE}"
    is_postgres = schema_editor.connection.vendor == "postgresql"
    differs = "IS DISTINCT FROM" if is_postgres else "IS NOT"
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)
    when = f"OLD.status <> 'draft' AND ({changed})"
    if is_postgres:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAME} ON {TABLE}")
        schema_editor.execute(f"{head} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {NAME}()")
    else:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAME}")
        schema_editor.execute(f"{head} WHEN {when} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END")


def widen(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard(schema_editor, (*FIXED, "organisation"))


def narrow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard(schema_editor, FIXED)


class Migration(migrations.Migration):
    dependencies = [("criteria", "0004_comments_and_one_organisation")]
    operations = [migrations.RunPython(widen, narrow)]
