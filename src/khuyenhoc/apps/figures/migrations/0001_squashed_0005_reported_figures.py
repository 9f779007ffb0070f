"""All tables as they are after the migrations it replaces, made at once: a new database is ready the sooner."""

import django.db.models.deletion
import khuyenhoc.apps.figures.models.report
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ("figures", "0001_initial"),
        ("figures", "0002_streaks_names_difficult_areas"),
        ("figures", "0003_targets_of_any_indicator"),
        ("figures", "0004_titles_become_indicators"),
        ("figures", "0005_reported_figures"),
    ]
    initial = True

    dependencies = [
        ('places', '0003_loaded_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Lock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period_written', models.CharField(max_length=80)),
                ('first', models.DateField()),
                ('until', models.DateField()),
                ('note', models.CharField(blank=True, max_length=400)),
                ('recorded_at', models.DateTimeField()),
                ('locked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('place', 'first', 'until'), name='lock_once'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('first'))), name='lock_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period_written', models.CharField(max_length=80)),
                ('period_key', models.CharField(max_length=80)),
                ('first', models.DateField()),
                ('until', models.DateField()),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('returned', 'returned'), ('approved', 'approved')], default=khuyenhoc.apps.figures.models.report.ReportState['DRAFT'], max_length=9)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('opened_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('returned_at', models.DateTimeField(blank=True, null=True)),
                ('return_reason', models.CharField(blank=True, max_length=400)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('returned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['until', 'state'], name='report_by_period')],
                'constraints': [models.UniqueConstraint(fields=('place', 'period_key'), name='report_once_a_period'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('first'))), name='report_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('submitted_at__isnull', True), ('submitted_by__isnull', True)), models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='report_submitted_by_and_at_together'), models.CheckConstraint(condition=models.Q(models.Q(('return_reason', ''), ('returned_at__isnull', True), ('returned_by__isnull', True)), models.Q(('returned_at__isnull', False), ('returned_by__isnull', False), models.Q(('return_reason', ''), _negated=True)), _connector='OR'), name='report_returned_with_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'approved'), _negated=True), ('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('state', 'approved')), _connector='OR'), name='report_approved_when_so')],
            },
        ),
        migrations.CreateModel(
            name='Reported',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place_written', models.CharField(max_length=200)),
                ('several', models.BooleanField(default=False)),
                ('indicator', models.CharField(max_length=64)),
                ('level', models.CharField(blank=True, max_length=16)),
                ('base_kind', models.CharField(blank=True, max_length=80)),
                ('unit', models.CharField(blank=True, max_length=64)),
                ('period_written', models.CharField(max_length=80)),
                ('period_key', models.CharField(max_length=80)),
                ('first', models.DateField()),
                ('until', models.DateField()),
                ('value_text', models.CharField(blank=True, max_length=80)),
                ('value_qualifier', models.CharField(blank=True, max_length=9)),
                ('value_low', models.BigIntegerField(blank=True, null=True)),
                ('value_high', models.BigIntegerField(blank=True, null=True)),
                ('value_places', models.SmallIntegerField(default=0)),
                ('rate_text', models.CharField(blank=True, max_length=40)),
                ('rate_qualifier', models.CharField(blank=True, max_length=9)),
                ('rate_low', models.BigIntegerField(blank=True, null=True)),
                ('rate_high', models.BigIntegerField(blank=True, null=True)),
                ('rate_places', models.SmallIntegerField(default=0)),
                ('base_text', models.CharField(blank=True, max_length=80)),
                ('base_qualifier', models.CharField(blank=True, max_length=9)),
                ('base_low', models.BigIntegerField(blank=True, null=True)),
                ('base_high', models.BigIntegerField(blank=True, null=True)),
                ('base_places', models.SmallIntegerField(default=0)),
                ('source', models.CharField(max_length=200)),
                ('note', models.CharField(blank=True, max_length=400)),
                ('kept_with_note', models.CharField(blank=True, max_length=400)),
                ('reason', models.CharField(blank=True, max_length=400)),
                ('effective_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lock', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='figures.lock')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='figures.reported')),
                ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='figures.report')),
            ],
            options={
                'indexes': [models.Index(fields=['place', 'until', 'indicator'], name='reported_of_a_place'), models.Index(fields=['indicator', 'until'], name='reported_by_indicator'), models.Index(fields=['report'], name='reported_of_a_report')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('place', 'place_written', 'indicator', 'level', 'base_kind', 'period_key', 'source'), name='reported_once_a_source'), models.CheckConstraint(condition=models.Q(('value_low__isnull', False), ('rate_low__isnull', False), ('base_low__isnull', False), _connector='OR'), name='reported_says_something'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('first'))), name='reported_in_order'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='reported_has_a_source'), models.CheckConstraint(condition=models.Q(('lock__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='reported_after_a_lock_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('value_high__isnull', True), ('value_low__isnull', True), ('value_text', '')), models.Q(('value_high__gte', models.F('value_low')), ('value_low__isnull', False), ('value_qualifier__in', ('exact', 'nearly', 'more than', 'less than', 'about', 'at least', 'at most', 'range')), models.Q(('value_text', ''), _negated=True)), _connector='OR'), name='reported_value_whole_or_absent'), models.CheckConstraint(condition=models.Q(models.Q(('rate_high__isnull', True), ('rate_low__isnull', True), ('rate_text', '')), models.Q(('rate_high__gte', models.F('rate_low')), ('rate_low__isnull', False), ('rate_qualifier__in', ('exact', 'nearly', 'more than', 'less than', 'about', 'at least', 'at most', 'range')), models.Q(('rate_text', ''), _negated=True)), _connector='OR'), name='reported_rate_whole_or_absent'), models.CheckConstraint(condition=models.Q(models.Q(('base_high__isnull', True), ('base_low__isnull', True), ('base_text', '')), models.Q(('base_high__gte', models.F('base_low')), ('base_low__isnull', False), ('base_qualifier__in', ('exact', 'nearly', 'more than', 'less than', 'about', 'at least', 'at most', 'range')), models.Q(('base_text', ''), _negated=True)), _connector='OR'), name='reported_base_whole_or_absent')],
            },
        ),
        migrations.CreateModel(
            name='ReportedPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('reported', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='figures.reported')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('reported', 'place'), name='reported_place_once')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place_written', models.CharField(blank=True, default='', max_length=200)),
                ('year', models.SmallIntegerField()),
                ('indicator', models.CharField(max_length=64)),
                ('level', models.CharField(blank=True, max_length=16)),
                ('base_kind', models.CharField(blank=True, max_length=80)),
                ('percent', models.SmallIntegerField(blank=True, null=True)),
                ('percent_text', models.CharField(blank=True, default='', max_length=40)),
                ('percent_qualifier', models.CharField(blank=True, default='', max_length=9)),
                ('amount', models.BigIntegerField(blank=True, null=True)),
                ('amount_text', models.CharField(blank=True, default='', max_length=80)),
                ('amount_qualifier', models.CharField(blank=True, default='', max_length=9)),
                ('unit', models.CharField(blank=True, default='', max_length=64)),
                ('for_difficult_areas', models.BooleanField(default=False)),
                ('source', models.CharField(max_length=200)),
                ('note', models.CharField(blank=True, default='', max_length=400)),
                ('kept_with_note', models.CharField(blank=True, default='', max_length=400)),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('place', 'year', 'indicator', 'level', 'base_kind', 'for_difficult_areas'), name='target_once'), models.CheckConstraint(condition=models.Q(('percent__isnull', True), models.Q(('percent__gte', 0), ('percent__lte', 10000)), _connector='OR'), name='target_is_a_share'), models.CheckConstraint(condition=models.Q(('percent__isnull', False), ('amount__isnull', False), _connector='OR'), name='target_aims_at_something'), models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='target_amount_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Base',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.SmallIntegerField()),
                ('kind', models.CharField(max_length=80)),
                ('value', models.BigIntegerField()),
                ('high', models.BigIntegerField(blank=True, null=True)),
                ('text', models.CharField(blank=True, default='', max_length=80)),
                ('qualifier', models.CharField(default='exact', max_length=9)),
                ('provenance', models.CharField(choices=[('counted', 'counted'), ('reported', 'reported'), ('typed', 'typed')], max_length=8)),
                ('source', models.CharField(max_length=200)),
                ('note', models.CharField(blank=True, default='', max_length=400)),
                ('reason', models.CharField(blank=True, default='', max_length=400)),
                ('effective_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'indexes': [models.Index(fields=['year', 'kind', 'place'], name='base_by_year')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('provenance', 'counted'), ('superseded_at__isnull', True)), fields=('place', 'year', 'kind'), name='base_counted_once'), models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('place', 'year', 'kind', 'provenance', 'source'), name='base_once_a_source'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='base_not_negative'), models.CheckConstraint(condition=models.Q(('high__isnull', True), ('high__gte', models.F('value')), _connector='OR'), name='base_in_order'), models.CheckConstraint(condition=models.Q(('provenance__in', ('counted', 'reported', 'typed'))), name='base_provenance_known'), models.CheckConstraint(condition=models.Q(models.Q(('provenance', 'counted'), ('text', '')), models.Q(models.Q(('provenance', 'counted'), _negated=True), models.Q(('text', ''), _negated=True)), _connector='OR'), name='base_written_unless_counted')],
            },
        ),
        migrations.CreateModel(
            name='DifficultArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('source', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('place', 'valid_from'), name='difficult_area_once'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='difficult_area_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='difficult_area_has_a_source')],
            },
        ),
    ]
