"""All tables as they are after the migrations it replaces, made at once: a new database is ready the sooner."""

import django.db.models.deletion
import khuyenhoc.apps.places.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ("subjects", "0001_initial"),
        ("subjects", "0002_relocation"),
        ("subjects", "0003_code_of_the_list"),
        ("subjects", "0004_corrected_and_ended"),
        ("subjects", "0005_by_name"),
        ("subjects", "0006_count_who_is_there"),
        ("subjects", "0007_naming_and_id_numbers"),
    ]
    initial = True

    dependencies = [
        ('places', '0003_loaded_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('citizen', 'citizen'), ('household', 'household'), ('clan', 'clan'), ('community', 'community'), ('organisation', 'organisation')], max_length=16)),
                ('level', models.CharField(blank=True, max_length=16)),
                ('organisation_kind', models.CharField(blank=True, max_length=32)),
                ('name', models.CharField(max_length=200)),
                ('search_key', khuyenhoc.apps.places.models.BytewiseField(max_length=200)),
                ('sort_key', khuyenhoc.apps.places.models.BytewiseField(max_length=400)),
                ('birth_year', models.SmallIntegerField(blank=True, null=True)),
                ('code', khuyenhoc.apps.places.models.BytewiseField(blank=True, default='', max_length=32)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('is_sample', models.BooleanField(default=False)),
                ('bucket', models.SmallIntegerField(editable=False)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'indexes': [models.Index(fields=['place', 'kind', 'sort_key', 'id'], name='subject_list'), models.Index(fields=['kind', 'search_key'], name='subject_search'), models.Index(fields=['kind', 'sort_key', 'id'], name='subject_by_name'), models.Index(fields=['place', 'kind', 'since', 'until'], name='subject_there')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='subject_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('kind__in', ['citizen', 'household', 'clan', 'community', 'organisation'])), name='subject_kind_known'), models.CheckConstraint(condition=models.Q(('bucket__gte', 0), ('bucket__lt', 1024)), name='subject_bucket_in_range'), models.UniqueConstraint(condition=models.Q(('kind', 'community'), ('until__isnull', True)), fields=('place',), name='subject_one_community_a_place')],
            },
        ),
        migrations.CreateModel(
            name='Relocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('is_assumed', models.BooleanField(default=False)),
                ('recorded_at', models.DateTimeField()),
                ('after', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relocations', to='subjects.subject')),
            ],
            options={
                'indexes': [models.Index(fields=['before', 'on'], name='relocation_from'), models.Index(fields=['on'], name='relocation_on')],
                'constraints': [models.UniqueConstraint(fields=('subject', 'on'), name='relocation_once_a_day'), models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='relocation_leads_elsewhere')],
            },
        ),
        migrations.CreateModel(
            name='Naming',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agrees', models.BooleanField()),
                ('teller', models.CharField(choices=[('person', 'person'), ('head', 'head'), ('guardian', 'guardian'), ('guardian_and_child', 'guardian_and_child')], max_length=24)),
                ('channel', models.CharField(choices=[('spoken', 'Spoken'), ('signed', 'Signed'), ('self', 'Self')], max_length=8)),
                ('told_on', models.DateField()),
                ('text', models.CharField(max_length=16)),
                ('recorded_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='namings', to='subjects.subject')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('taken_back_at__isnull', True)), fields=['subject', '-id'], name='naming_last')],
            },
        ),
        migrations.CreateModel(
            name='IdNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('last', models.CharField(max_length=4)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subject', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='id_number', to='subjects.subject')),
            ],
        ),
        migrations.CreateModel(
            name='FormerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('birth_year', models.SmallIntegerField(blank=True, null=True)),
                ('code', khuyenhoc.apps.places.models.BytewiseField(blank=True, default='', max_length=32)),
                ('corrected_at', models.DateTimeField()),
                ('corrected_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_entries', to='subjects.subject')),
            ],
        ),
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('why', models.CharField(max_length=16)),
                ('affiliations', models.JSONField(default=list)),
                ('recorded_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endings', to='subjects.subject')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_back_at__isnull', True)), fields=('subject',), name='ending_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('household_member', 'household_member'), ('clan_household', 'clan_household'), ('organisation_member', 'organisation_member')], max_length=24)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inside', to='subjects.subject')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='subjects.subject')),
            ],
            options={
                'indexes': [models.Index(fields=['group', 'kind', 'since'], name='affiliation_group')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='affiliation_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('member', models.F('group')), _negated=True), name='affiliation_not_in_itself'), models.UniqueConstraint(condition=models.Q(('kind__in', ['household_member', 'clan_household']), ('until__isnull', True)), fields=('member', 'kind'), name='affiliation_one_at_a_time')],
            },
        ),
    ]
