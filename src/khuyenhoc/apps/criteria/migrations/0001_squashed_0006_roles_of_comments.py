"""All tables as they are after the migrations it replaces, made at once: a new database is ready the sooner."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


TABLE = "criteria_criteriasetversion"
NAME = "criteria_published_is_fixed"
FIXED = (
    *("code", "version", "title", "level", "status", "rules_digest"),
    *("in_force_from", "in_force_to", "place_id", "organisation_kind", "organisation"),
)
SENTENCE = "a published criteria set never changes; add a new version"


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A trigger refuses to change the rules of a published set, whoever writes to the database."""
    is_postgres = schema_editor.connection.vendor == "postgresql"
    differs = "IS DISTINCT FROM" if is_postgres else "IS NOT"
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in FIXED)
    head = f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE}"
    when = f"OLD.status <> 'draft' AND ({changed})"
    if is_postgres:
        schema_editor.execute(
            f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$"
        )
        schema_editor.execute(f"{head} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {NAME}()")
    else:
        schema_editor.execute(f"{head} WHEN {when} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END")


def release(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {NAME} ON {TABLE}")
        schema_editor.execute(f"DROP FUNCTION {NAME}()")
    else:
        schema_editor.execute(f"DROP TRIGGER {NAME}")


class Migration(migrations.Migration):

    replaces = [
        ("criteria", "0001_initial"),
        ("criteria", "0002_published_rules_never_change"),
        ("criteria", "0003_published_sets_stay_as_they_are"),
        ("criteria", "0004_comments_and_one_organisation"),
        ("criteria", "0005_for_whom_a_published_set_holds"),
        ("criteria", "0006_roles_of_comments"),
    ]
    initial = True

    dependencies = [
        ('places', '0003_loaded_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CriteriaSetVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=64)),
                ('version', models.CharField(max_length=32)),
                ('title', models.CharField(max_length=16)),
                ('level', models.CharField(blank=True, max_length=32)),
                ('status', models.CharField(max_length=8)),
                ('checked_against_original', models.BooleanField()),
                ('in_force_from', models.DateField(blank=True, null=True)),
                ('in_force_to', models.DateField(blank=True, null=True)),
                ('organisation_kind', models.CharField(blank=True, max_length=32)),
                ('organisation', models.CharField(blank=True, max_length=200)),
                ('text', models.TextField()),
                ('rules_digest', models.CharField(max_length=64)),
                ('texts_digest', models.CharField(max_length=64)),
                ('recorded_at', models.DateTimeField()),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='criteria_set_once'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'issued', 'sample'])), name='criteria_set_status_known')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(blank=True, max_length=32)),
                ('text', models.CharField(max_length=2000)),
                ('role', models.CharField(choices=[('branch', 'branch'), ('commune_association', 'commune_association'), ('deciding_body', 'deciding_body'), ('province', 'province'), ('centre', 'centre'), ('observer', 'observer'), ('card_holder', 'card_holder')], max_length=32)),
                ('on_digest', models.CharField(max_length=64)),
                ('recorded_at', models.DateTimeField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='criteria.criteriasetversion')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comment_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('taken', 'Taken'), ('not_taken', 'Not Taken'), ('noted', 'Noted')], max_length=16)),
                ('reason', models.CharField(blank=True, max_length=2000)),
                ('recorded_at', models.DateTimeField()),
                ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='criteria.comment')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict', 'taken'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='comment_not_taken_with_a_reason')],
            },
        ),
        migrations.RunPython(guard, release),
    ]
