from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0004_corrected_and_ended"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="subject",
            index=models.Index(fields=["kind", "sort_key", "id"], name="subject_by_name"),
        ),
    ]
