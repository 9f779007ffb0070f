import django.db.models.deletion
from django.db import migrations, models

FILL = """
    INSERT INTO recognition_decisionplace (decision_id, place_id, title, number)
    SELECT decision_id, place_id, title, COUNT(*) FROM recognition_recognition
    GROUP BY decision_id, place_id, title
"""


class Migration(migrations.Migration):
    """What the decisions signed so far say of places is added up once."""

    dependencies = [
        ("places", "0004_stamp_of_the_tree"),
        ("recognition", "0002_signer_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=16)),
                ("number", models.IntegerField()),
                (
                    "decision",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="recognition.decision",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["place", "decision"], name="decision_of_place")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision", "place", "title"), name="decision_place_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                models.OrderBy(models.F("effective_on"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="decision_latest",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
