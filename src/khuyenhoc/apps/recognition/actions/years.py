"""In which years' tables a recognition counts: a subject counts once a year, by its latest title."""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby

from django.db.models import F, QuerySet

from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.domain.tallies import Measure, Tally
from khuyenhoc.domain.validity import counted_years
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import among


def held_tallies(recognitions: Collection[Recognition], sign: int = 1) -> Counter[Tally]:
    """What recognitions that begin (or, with -1, cease) to count change in the counts."""
    changes: Counter[Tally] = Counter()
    for one in recognitions:
        for year in range(one.year, one.counted_to + 1):
            changes[Tally(one.place_id, one.title, one.level, year, Measure.HELD)] += sign
    return changes


def settle_years(changed: Sequence[Recognition]) -> Counter[Tally]:
    """Let earlier titles of these subjects count up to the year before the next one, and again when that is gone.

    changed: recognitions just given or revoked. A title of 36 months that is won anew, or at a higher level,
    after 12 would count twice otherwise. Returns what it changes in the counts.
    """
    changes: Counter[Tally] = Counter()
    for title in {one.title for one in changed}:
        subjects = {one.subject_id for one in changed if one.title == title}
        rows = Recognition.objects.filter(among("subject", subjects), title=title).exclude(
            state=State.REVOKED
        )
        months = _months(rows)
        if all(len(counted_years(0, validity)) == 1 for validity in months.values()):
            continue  # yearly titles never meet
        found = rows.annotate(won_by=F("assessment__criteria_set")).order_by("subject", "year", "pk")
        for _, group in groupby(found, key=lambda one: one.subject_id):
            changes.update(_settle([(one, months[one.won_by]) for one in group]))
    return changes


def _months(rows: QuerySet[Recognition]) -> dict[int, int]:
    """set → months of validity, of the sets by which the titles were won."""
    won_by = set(rows.values_list("assessment__criteria_set", flat=True).distinct())
    return {pk: criteria.rules(one).validity_months for pk, one in criteria.by_ids(won_by).items()}


def _settle(titles: list[tuple[Recognition, int]]) -> Counter[Tally]:
    """titles: (recognition, months of validity) of one subject, the earliest first."""
    changes: Counter[Tally] = Counter()
    following: Recognition | None = None
    for one, months in reversed(titles):
        last = counted_years(one.year, months)[-1]
        if following is not None:
            last = min(last, following.year - 1)
        following = one
        if last != one.counted_to:
            changes.update(held_tallies([one], -1))
            one.counted_to = last
            one.save(update_fields=["counted_to"])
            changes.update(held_tallies([one]))
    return changes
