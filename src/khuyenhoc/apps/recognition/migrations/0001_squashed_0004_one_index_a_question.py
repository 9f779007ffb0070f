"""All tables as they are after the migrations it replaces, made at once: a new database is ready the sooner."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ("recognition", "0001_initial"),
        ("recognition", "0002_streaks_names_difficult_areas"),
        ("recognition", "0003_read_long_lists_along_indexes"),
        ("recognition", "0004_one_index_a_question"),
    ]
    initial = True

    dependencies = [
        ('assessments', '0008_one_index_a_question'),
        ('places', '0003_loaded_files'),
        ('rounds', '0008_one_index_a_question'),
        ('subjects', '0007_naming_and_id_numbers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(max_length=200)),
                ('year', models.SmallIntegerField()),
                ('serial', models.IntegerField()),
                ('number', models.CharField(max_length=64)),
                ('signer', models.CharField(max_length=200)),
                ('effective_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='rounds.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('place', 'year', 'serial'), name='decision_number_once')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16)),
                ('year', models.SmallIntegerField()),
                ('last', models.IntegerField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'place', 'year'), name='number_series_one_row')],
            },
        ),
        migrations.CreateModel(
            name='OtherTitle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('movement', models.CharField(max_length=64)),
                ('year', models.SmallIntegerField()),
                ('reference', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='other_titles', to='subjects.subject')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('subject', 'movement', 'year'), name='other_title_once_a_year'), models.CheckConstraint(condition=models.Q(('reference', ''), _negated=True), name='other_title_has_a_reference')],
            },
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.SmallIntegerField()),
                ('title', models.CharField(max_length=16)),
                ('level', models.CharField(blank=True, max_length=16)),
                ('rating', models.CharField(blank=True, max_length=32)),
                ('effective_on', models.DateField()),
                ('valid_to', models.DateField()),
                ('counted_to', models.SmallIntegerField()),
                ('recorded_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('recognised', 'recognised'), ('to_be_reviewed', 'to_be_reviewed'), ('expired', 'expired'), ('revoked', 'revoked')], max_length=16)),
                ('bucket', models.SmallIntegerField(editable=False)),
                ('assessment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recognition', to='assessments.assessment')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='recognition.decision')),
                ('place', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('subject', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='subjects.subject')),
            ],
            options={
                'indexes': [models.Index(fields=['subject', 'title', 'effective_on'], name='recognition_of_subject'), models.Index(fields=['place', 'year', 'title', 'level', 'state', 'id'], name='recognition_list'), models.Index(condition=models.Q(('state__in', ('recognised', 'to_be_reviewed'))), fields=['valid_to'], name='recognition_to_expire'), models.Index(condition=models.Q(('counted_to__gt', models.F('year'))), fields=['title', 'counted_to', 'year'], name='recognition_of_years')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gt', models.F('effective_on'))), name='recognition_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('state__in', ('recognised', 'to_be_reviewed', 'expired', 'revoked'))), name='recognition_state_known'), models.CheckConstraint(condition=models.Q(('bucket__gte', 0), ('bucket__lt', 1024)), name='recognition_bucket_in_range')],
            },
        ),
        migrations.CreateModel(
            name='Distinction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('excellent', 'excellent'), ('exemplary', 'exemplary')], max_length=16)),
                ('number', models.CharField(max_length=64)),
                ('reason', models.CharField(max_length=500)),
                ('effective_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recognition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='distinctions', to='recognition.recognition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recognition', 'kind'), name='distinction_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='distinction_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.SmallIntegerField()),
                ('serial', models.IntegerField()),
                ('number', models.CharField(max_length=32)),
                ('code', models.CharField(max_length=20, unique=True)),
                ('place', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('recognition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='recognition.recognition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('place', 'year', 'serial'), name='certificate_number_once')],
            },
        ),
        migrations.CreateModel(
            name='StandingChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=16)),
                ('after', models.CharField(max_length=16)),
                ('reason', models.CharField(max_length=500)),
                ('effective_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('cause', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='doubts_caused', to='recognition.recognition')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recognition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='recognition.recognition')),
            ],
            options={
                'indexes': [models.Index(fields=['recognition', 'id'], name='standing_change_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='standing_change_has_a_reason')],
            },
        ),
    ]
