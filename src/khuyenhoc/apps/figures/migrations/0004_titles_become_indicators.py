"""What targets named so far were titles; apart, for PostgreSQL wants it committed before the table changes again."""

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

_PREFIX = "recognised_"


def name_indicators(apps, schema_editor):
    targets = apps.get_model("figures", "Target").objects.exclude(indicator__startswith=_PREFIX)
    targets.update(indicator=Concat(Value(_PREFIX), F("indicator")))


def name_titles(apps, schema_editor):
    targets = apps.get_model("figures", "Target").objects.filter(indicator__startswith=_PREFIX)
    targets.update(indicator=Substr("indicator", len(_PREFIX) + 1))


class Migration(migrations.Migration):
    dependencies = [("figures", "0003_targets_of_any_indicator")]
    operations = [migrations.RunPython(name_indicators, name_titles)]
