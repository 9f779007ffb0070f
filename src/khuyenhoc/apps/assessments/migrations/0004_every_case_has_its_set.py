"""Every case names the set it was answered to; apart from filling it in, which PostgreSQL wants committed first."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_the_set_of_each_case_and_trials")]
    operations = [
        migrations.AlterField(
            model_name="assessment",
            name="criteria_set",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="criteria.criteriasetversion",
            ),
        ),
        migrations.AlterField(
            model_name="return",
            name="criteria_set",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="criteria.criteriasetversion",
            ),
        ),
    ]
