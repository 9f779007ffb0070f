"""A target names its indicator; until now it named a title and meant its holders."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_streaks_names_difficult_areas")]
    operations = [
        migrations.RemoveConstraint(model_name="target", name="target_once"),
        migrations.RenameField(model_name="target", old_name="title", new_name="indicator"),
        migrations.AlterField(
            model_name="target", name="indicator", field=models.CharField(max_length=64)
        ),
    ]
