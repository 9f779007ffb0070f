"""All tables as they are after the migrations it replaces, made at once: a new database is ready the sooner."""

import datetime
import django.db.models.deletion
import khuyenhoc.apps.places.models
from django.db import migrations, models


FIRST_LOCAL_ID = 1_000_000


def begin_local_ids(apps, schema_editor):
    """Ids below FIRST_LOCAL_ID belong to the country's data file; places opened here get later ones."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute(
                f"ALTER TABLE places_place ALTER COLUMN id SET START WITH {FIRST_LOCAL_ID} RESTART"
            )
        else:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'places_place'")
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES ('places_place', %s)", [FIRST_LOCAL_ID - 1]
            )


class Migration(migrations.Migration):

    replaces = [
        ("places", "0001_initial"),
        ("places", "0002_assumed_days_and_clusters"),
        ("places", "0003_loaded_files"),
    ]
    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='LoadedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=64, unique=True)),
                ('digest', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('country', 'country'), ('province', 'province'), ('district', 'district'), ('commune', 'commune'), ('hamlet', 'hamlet')], max_length=16)),
                ('bucket', models.SmallIntegerField(editable=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['country', 'province', 'district', 'commune', 'hamlet'])), name='place_kind_known'), models.CheckConstraint(condition=models.Q(('bucket__gte', 0), ('bucket__lt', 64)), name='place_bucket_in_range')],
            },
        ),
        migrations.CreateModel(
            name='Custody',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField()),
                ('custodian', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wards', to='places.place')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custodies', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('place', 'valid_from'), name='custody_once_a_day'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='custody_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('place', models.F('custodian')), _negated=True), name='custody_not_of_itself')],
            },
        ),
        migrations.CreateModel(
            name='ClusterMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('source', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='places.cluster')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('cluster', 'place', 'valid_from'), name='clustermember_once_a_day'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='clustermember_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='PlaceVersion',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.CharField(blank=True, max_length=16)),
                ('unit', models.CharField(blank=True, max_length=32)),
                ('name', models.CharField(max_length=200)),
                ('path', khuyenhoc.apps.places.models.BytewiseField(max_length=80)),
                ('valid_from', models.DateField(default=datetime.date(1, 1, 1))),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('from_assumed', models.BooleanField(default=False)),
                ('to_assumed', models.BooleanField(default=False)),
                ('recorded_at', models.DateTimeField()),
                ('search_key', khuyenhoc.apps.places.models.BytewiseField(max_length=200)),
                ('source', models.CharField(max_length=200)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='places.place')),
            ],
            options={
                'indexes': [models.Index(fields=['path'], name='placeversion_path'), models.Index(fields=['search_key'], name='placeversion_search_key'), models.Index(fields=['code'], name='placeversion_code')],
                'constraints': [models.UniqueConstraint(fields=('place', 'valid_from'), name='placeversion_once_a_day'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='placeversion_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('path__endswith', '.')), name='placeversion_path_ends_with_dot'), models.CheckConstraint(condition=models.Q(('to_assumed', False), ('valid_to__isnull', False), _connector='OR'), name='placeversion_assumed_end_is_an_end')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('whole', 'whole'), ('part', 'part')], max_length=8)),
                ('share', models.SmallIntegerField(blank=True, null=True)),
                ('is_default', models.BooleanField()),
                ('on', models.DateField()),
                ('legal_reference', models.CharField(blank=True, max_length=200)),
                ('doubt', models.CharField(blank=True, max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='places.place')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('predecessor', 'successor', 'on'), name='succession_once'), models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('predecessor', 'on'), name='succession_one_default'), models.CheckConstraint(condition=models.Q(('kind__in', ['whole', 'part'])), name='succession_kind_known'), models.CheckConstraint(condition=models.Q(('share__isnull', True), models.Q(('share__gt', 0), ('share__lte', 10000)), _connector='OR'), name='succession_share_in_range'), models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='succession_not_of_itself')],
            },
        ),
        migrations.RunPython(begin_local_ids, migrations.RunPython.noop),
    ]
