"""Meetings of a branch's committee, kept beside the congresses so far, become meetings like all others."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from khuyenhoc.domain.text import search_key

COMMITTEE = "Ban Chấp hành"


def bring_over(apps: Any, editor: Any) -> None:
    """One that stood in both books, by place, body, first year and number, stays one."""
    gatherings = apps.get_model("gatherings", "Gathering").objects
    sessions = apps.get_model("association", "Session").objects.select_related("term__branch", "recorded_by")
    for one in sessions.order_by("pk"):
        place, first = one.term.branch.place_id, one.term.held_on.year
        twin = gatherings.filter(
            *(models.Q(committee__isnull=True), models.Q(cancelled_at__isnull=True), models.Q(kind="meeting")),
            place=place,
            body=COMMITTEE,
            term_first=first,
            number=one.number,
            held_on=one.held_on,
        ).first()
        if twin is not None:
            twin.committee, twin.topics = one.term, twin.topics or one.about
            twin.save(update_fields=["committee", "topics"])
            continue
        title = f"Hội nghị {COMMITTEE} lần thứ {one.number}"
        gatherings.create(
            place_id=place,
            kind="meeting",
            title=title,
            committee=one.term,
            body=COMMITTEE,
            term_first=first,
            term_last=max(one.term.until.year, first + 1),
            number=one.number,
            held_on=one.held_on,
            topics=one.about,
            search_key=search_key(f"{title} {COMMITTEE}"),
            recorded_by=one.recorded_by.username,
            recorded_at=one.recorded_at,
        )
    if editor.connection.vendor == "postgresql":
        # what was written is checked now: the index of the new column is made at the end of this very transaction
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("association", "0004_ended_with_the_register"),
        ("gatherings", "0001_initial"),
        ("places", "0001_squashed_0003_loaded_files"),
    ]
    run_before = [("association", "0005_meetings_of_committees")]

    operations = [
        migrations.RemoveConstraint(model_name="gathering", name="gathering_number_once_a_term"),
        migrations.AddField(
            model_name="gathering",
            name="committee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="association.term",
            ),
        ),
        migrations.AddConstraint(
            model_name="gathering",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("cancelled_at__isnull", True),
                    ("committee__isnull", True),
                    ("number__isnull", False),
                ),
                fields=("place", "body", "term_first", "number"),
                name="gathering_number_once_a_term",
            ),
        ),
        migrations.AddConstraint(
            model_name="gathering",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at__isnull", True)),
                fields=("committee", "number"),
                name="gathering_number_once_a_committee",
            ),
        ),
        migrations.AddConstraint(
            model_name="gathering",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("committee__isnull", True),
                    models.Q(("kind", "meeting"), ("number__isnull", False)),
                    _connector="OR",
                ),
                name="gathering_of_a_committee_is_numbered",
            ),
        ),
        migrations.RunPython(bring_over, migrations.RunPython.noop, elidable=True),
    ]
