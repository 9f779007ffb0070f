"""All tables as they are after the migrations it replaces, made at once: a new database is ready the sooner."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ("assessments", "0001_initial"),
        ("assessments", "0002_assessment_closed_by"),
        ("assessments", "0003_the_set_of_each_case_and_trials"),
        ("assessments", "0004_every_case_has_its_set"),
        ("assessments", "0005_drafts_and_evidence"),
        ("assessments", "0006_spot_checks_and_what_was_taken_back"),
        ("assessments", "0007_read_long_lists_along_indexes"),
        ("assessments", "0008_one_index_a_question"),
    ]
    initial = True

    dependencies = [
        ('criteria', '0006_roles_of_comments'),
        ('places', '0003_loaded_files'),
        ('rounds', '0008_one_index_a_question'),
        ('subjects', '0007_naming_and_id_numbers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cells', models.JSONField(default=dict)),
                ('evidence', models.JSONField(default=dict)),
                ('past', models.JSONField(default=list)),
                ('revision', models.IntegerField(default=0)),
                ('edited_at', models.DateTimeField()),
                ('edited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registration', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='rounds.registration')),
            ],
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='rounds.round')),
            ],
        ),
        migrations.CreateModel(
            name='ReviewMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField()),
                ('invited', models.SmallIntegerField()),
                ('present', models.SmallIntegerField()),
                ('chair', models.CharField(max_length=200)),
                ('secretary', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='rounds.round')),
            ],
            options={
                'indexes': [models.Index(fields=['place', 'held_on'], name='meeting_by_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(('invited__gt', 0), ('present__gte', 0), ('present__lte', models.F('invited'))), name='meeting_attendance_possible')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.SmallIntegerField()),
                ('title', models.CharField(max_length=16)),
                ('level', models.CharField(blank=True, max_length=16)),
                ('state', models.CharField(choices=[('registered', 'registered'), ('self_assessed', 'self_assessed'), ('reviewed', 'reviewed'), ('verified', 'verified'), ('proposed', 'proposed'), ('recognised', 'recognised'), ('not_recognised', 'not_recognised'), ('returned', 'returned'), ('withdrawn', 'withdrawn'), ('to_be_reviewed', 'to_be_reviewed'), ('expired', 'expired'), ('revoked', 'revoked')], max_length=16)),
                ('revision', models.IntegerField(default=0)),
                ('answers', models.JSONField(default=dict)),
                ('points', models.IntegerField(blank=True, null=True)),
                ('max_points', models.IntegerField(blank=True, null=True)),
                ('percent', models.IntegerField(blank=True, null=True)),
                ('rating', models.CharField(blank=True, max_length=32)),
                ('passed', models.BooleanField(default=False)),
                ('reasons', models.JSONField(default=list)),
                ('authors', models.JSONField(default=list)),
                ('entered_at', models.DateTimeField()),
                ('consent', models.CharField(max_length=8)),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_reason', models.CharField(blank=True, max_length=500)),
                ('bucket', models.SmallIntegerField(editable=False)),
                ('closed_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('criteria_set', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='criteria.criteriasetversion')),
                ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('registration', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='assessment', to='rounds.registration')),
                ('round', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='rounds.round')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='subjects.subject')),
                ('verified_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='assessments.proposal')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='assessments.reviewmeeting')),
            ],
            options={
                'indexes': [models.Index(fields=['place', 'year', 'title', 'level', 'state', 'id'], name='assessment_list'), models.Index(fields=['round', 'state', 'id'], name='assessment_by_round'), models.Index(models.Func(models.F('year'), output_field=models.BigIntegerField(), template='(0 + %(expressions)s)'), models.F('title'), models.OrderBy(models.Func(models.F('points'), output_field=models.IntegerField(), template='COALESCE(%(expressions)s, -1)'), descending=True), models.F('registration'), name='assessment_by_points')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('verified_at__isnull', True), ('verified_by__isnull', True)), models.Q(('verified_at__isnull', False), ('verified_by__isnull', False)), _connector='OR'), name='assessment_verified_by_and_at_together'), models.CheckConstraint(condition=models.Q(('verified_by__isnull', True), models.Q(('verified_by', models.F('entered_by')), _negated=True), _connector='OR'), name='assessment_verified_not_by_who_entered'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_recognised'), _negated=True), models.Q(('closed_reason', ''), _negated=True), _connector='OR'), name='assessment_refused_with_a_reason'), models.CheckConstraint(condition=models.Q(('state__in', ['registered', 'self_assessed', 'reviewed', 'verified', 'proposed', 'recognised', 'not_recognised', 'returned', 'withdrawn', 'to_be_reviewed', 'expired', 'revoked'])), name='assessment_state_known'), models.CheckConstraint(condition=models.Q(('bucket__gte', 0), ('bucket__lt', 1024)), name='assessment_bucket_in_range')],
            },
        ),
        migrations.CreateModel(
            name='SpotCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.CharField(max_length=64)),
                ('candidates', models.JSONField()),
                ('recorded_at', models.DateTimeField()),
                ('drawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spot_checks', to='rounds.round')),
            ],
            options={
                'indexes': [models.Index(fields=['place', 'round'], name='spot_check_by_place')],
            },
        ),
        migrations.CreateModel(
            name='Revisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.CharField(blank=True, choices=[('matches', 'Matches'), ('differs', 'Differs')], max_length=8)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('noted_at', models.DateTimeField(blank=True, null=True)),
                ('assessment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='revisit', to='assessments.assessment')),
                ('visited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('spot_check', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisits', to='assessments.spotcheck')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('noted_at__isnull', True), ('result', ''), ('visited_by__isnull', True)), models.Q(('noted_at__isnull', False), ('result__in', ['matches', 'differs']), ('visited_by__isnull', False)), _connector='OR'), name='revisit_result_by_and_at_together'), models.CheckConstraint(condition=models.Q(models.Q(('result', 'differs'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='revisit_differs_with_a_note')],
            },
        ),
        migrations.CreateModel(
            name='TakenBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(max_length=16)),
                ('verified_at', models.DateTimeField()),
                ('reason', models.CharField(max_length=500)),
                ('recorded_at', models.DateTimeField()),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_back', to='assessments.assessment')),
                ('proposal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_back', to='assessments.proposal')),
                ('taken_back_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('verified_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='taken_back_with_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('from_state', 'verified'), ('proposal__isnull', True)), models.Q(('from_state', 'proposed'), ('proposal__isnull', False)), _connector='OR'), name='taken_back_from_a_list_or_before_one')],
            },
        ),
        migrations.CreateModel(
            name='Trial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('opened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('summary', models.CharField(blank=True, max_length=2000)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trials', to='criteria.criteriasetversion')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='trial_closed_by_and_at_together')],
            },
        ),
        migrations.CreateModel(
            name='TrialForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answers', models.JSONField(default=dict)),
                ('recorded_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
                ('trial', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forms', to='assessments.trial')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('trial', 'subject'), name='trial_form_once')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agree', models.SmallIntegerField()),
                ('disagree', models.SmallIntegerField()),
                ('abstain', models.SmallIntegerField()),
                ('carried', models.BooleanField()),
                ('assessment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='assessments.assessment')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='assessments.reviewmeeting')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('assessment', 'meeting'), name='vote_once_a_meeting')],
            },
        ),
        migrations.CreateModel(
            name='AnswerChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=32)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('reason', models.CharField(max_length=500)),
                ('recorded_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='assessments.assessment')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='answer_change_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=32)),
                ('ticks', models.JSONField(default=list)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='assessments.assessment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('assessment', 'indicator'), name='evidence_once_an_answer')],
            },
        ),
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(max_length=16)),
                ('reason', models.CharField(max_length=500)),
                ('indicators', models.JSONField(blank=True, default=list)),
                ('entered_at', models.DateTimeField()),
                ('consent', models.CharField(max_length=8)),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField()),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='assessments.assessment')),
                ('criteria_set', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='criteria.criteriasetversion')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.proposal')),
                ('returned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='return_has_a_reason')],
            },
        ),
    ]
