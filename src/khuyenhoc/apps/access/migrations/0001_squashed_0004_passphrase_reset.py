"""All tables as they are after the migrations it replaces, made at once: a new database is ready the sooner."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ("access", "0001_initial"),
        ("access", "0002_invitations"),
        ("access", "0003_card_holders"),
        ("access", "0004_passphrase_reset"),
    ]
    initial = True

    dependencies = [
        ('places', '0003_loaded_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('branch', 'branch'), ('commune_association', 'commune_association'), ('deciding_body', 'deciding_body'), ('province', 'province'), ('centre', 'centre'), ('observer', 'observer'), ('card_holder', 'card_holder')], max_length=32)),
                ('titles', models.JSONField(blank=True, default=list)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('granted_by', models.CharField(max_length=150)),
                ('recorded_at', models.DateTimeField()),
                ('ended_by', models.CharField(blank=True, max_length=150)),
                ('ended_reason', models.CharField(blank=True, max_length=500)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='access_grant_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('role__in', ['branch', 'commune_association', 'deciding_body', 'province', 'centre', 'observer', 'card_holder'])), name='access_grant_role_known')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('branch', 'branch'), ('commune_association', 'commune_association'), ('deciding_body', 'deciding_body'), ('province', 'province'), ('centre', 'centre'), ('observer', 'observer'), ('card_holder', 'card_holder')], max_length=32)),
                ('titles', models.JSONField(blank=True, default=list)),
                ('full_name', models.CharField(max_length=200)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('expires_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('grant', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitation', to='access.grant')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='access.grant')),
            ],
            options={
                'indexes': [models.Index(fields=['place', 'expires_on'], name='invitation_by_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('grant__isnull', True), ('used_at__isnull', True)), models.Q(('grant__isnull', False), ('used_at__isnull', False)), _connector='OR'), name='invitation_used_with_its_grant'), models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='invitation_not_used_and_withdrawn'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='invitation_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='PassphraseReset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('expires_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.grant')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='passphrase_reset_not_used_and_withdrawn')],
            },
        ),
    ]
