"""All tables as they are after the migrations it replaces, made at once: a new database is ready the sooner."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ("rounds", "0001_initial"),
        ("rounds", "0002_initial"),
        ("rounds", "0003_streaks_names_difficult_areas"),
        ("rounds", "0004_registered_once_a_title"),
        ("rounds", "0005_switches_of_sets"),
        ("rounds", "0006_feature_starts"),
        ("rounds", "0007_read_long_lists_along_indexes"),
        ("rounds", "0008_one_index_a_question"),
    ]
    initial = True

    dependencies = [
        ('criteria', '0006_roles_of_comments'),
        ('places', '0003_loaded_files'),
        ('subjects', '0007_naming_and_id_numbers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.SmallIntegerField()),
                ('title', models.CharField(choices=[('citizen', 'citizen'), ('household', 'household'), ('clan', 'clan'), ('community', 'community'), ('organisation', 'organisation')], max_length=16)),
                ('level', models.CharField(blank=True, max_length=16)),
                ('organisation_kind', models.CharField(blank=True, max_length=32)),
                ('registration_from', models.DateField()),
                ('registration_to', models.DateField()),
                ('cut_off', models.DateField()),
                ('decide_to', models.DateField()),
                ('quorum', models.SmallIntegerField()),
                ('majority', models.SmallIntegerField()),
                ('deciding_body', models.CharField(max_length=200)),
                ('decision_suffix', models.CharField(max_length=32)),
                ('opened_by', models.CharField(max_length=150)),
                ('recorded_at', models.DateTimeField()),
                ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='criteria.criteriasetversion')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='local_rounds', to='rounds.round')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('organisation__isnull', True)), fields=('year', 'title', 'level', 'organisation_kind', 'place'), name='round_once_a_place'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', False)), fields=('year', 'title', 'organisation'), name='round_once_an_organisation'), models.CheckConstraint(condition=models.Q(('registration_to__gte', models.F('registration_from')), ('decide_to__gte', models.F('registration_to'))), name='round_dates_in_order'), models.CheckConstraint(condition=models.Q(('majority__gte', 0), ('majority__lte', 10000), ('quorum__gte', 0), ('quorum__lte', 10000)), name='round_meeting_rules_are_shares')],
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.SmallIntegerField()),
                ('title', models.CharField(max_length=16)),
                ('level', models.CharField(blank=True, max_length=16)),
                ('consent', models.CharField(choices=[('self', 'Self'), ('signed', 'Signed'), ('spoken', 'Spoken')], max_length=8)),
                ('effective_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('is_assessed', models.BooleanField(default=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=500)),
                ('bucket', models.SmallIntegerField(editable=False)),
                ('place', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('registered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='subjects.subject')),
                ('withdrawn_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='rounds.round')),
            ],
            options={
                'indexes': [models.Index(fields=['place', 'year', 'title', 'level', 'id'], name='registration_list'), models.Index(models.Func(models.F('year'), output_field=models.BigIntegerField(), template='(0 + %(expressions)s)'), models.F('title'), models.OrderBy(models.F('effective_on'), descending=True), models.F('id'), name='registration_by_day'), models.Index(models.Func(models.F('year'), output_field=models.BigIntegerField(), template='(0 + %(expressions)s)'), models.F('title'), models.F('id'), condition=models.Q(('is_assessed', False)), name='registration_without_form')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('subject', 'year', 'title'), name='registration_once_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='registration_withdrawn_by_at_and_why_together'), models.CheckConstraint(condition=models.Q(('bucket__gte', 0), ('bucket__lt', 1024)), name='registration_bucket_in_range')],
            },
        ),
        migrations.CreateModel(
            name='SetSwitch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_on', models.DateField()),
                ('legal_reference', models.CharField(max_length=200)),
                ('reason', models.CharField(max_length=500)),
                ('switched_by', models.CharField(max_length=150)),
                ('recorded_at', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_by', models.CharField(blank=True, max_length=150)),
                ('cancelled_reason', models.CharField(blank=True, max_length=500)),
                ('after', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='criteria.criteriasetversion')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='criteria.criteriasetversion')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='switches', to='rounds.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('cancelled_at__isnull', True)), fields=('round', 'effective_on'), name='set_switch_once_a_day'), models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='set_switch_leads_elsewhere'), models.CheckConstraint(condition=models.Q(models.Q(('legal_reference', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='set_switch_rests_on_something'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', True), ('cancelled_by', ''), ('cancelled_reason', '')), models.Q(('cancelled_at__isnull', False), models.Q(('cancelled_by', ''), _negated=True), models.Q(('cancelled_reason', ''), _negated=True)), _connector='OR'), name='set_switch_cancelled_by_at_and_why_together')],
            },
        ),
        migrations.CreateModel(
            name='TitleAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(choices=[('citizen', 'citizen'), ('household', 'household'), ('clan', 'clan'), ('community', 'community'), ('organisation', 'organisation')], max_length=16)),
                ('name', models.CharField(max_length=100)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('place', 'title', 'valid_from'), name='title_alias_once'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='title_alias_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='FeatureStart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('feature', models.CharField(choices=[('registration', 'registration'), ('assessment', 'assessment'), ('cards', 'cards'), ('public_honours', 'public_honours')], max_length=16)),
                ('opens_on', models.DateField(blank=True, null=True)),
                ('set_by', models.CharField(max_length=150)),
                ('recorded_at', models.DateTimeField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'indexes': [models.Index(fields=['place', 'feature', 'id'], name='feature_start_of_place')],
            },
        ),
    ]
