"""A criteria set tried on the many cases of a place."""

from typing import Any

from khuyenhoc.analytics import rehearsal
from khuyenhoc.analytics.rehearsal import Outcome, Rehearsal
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.worker.desk import Desk, Finish

MOST_NAMED = 200  # cases of an outcome told one by one
NAMED = frozenset({Outcome.GAINS, Outcome.LOSES, Outcome.UNANSWERED})


def rehearse(desk: Desk) -> Finish:
    """facts: set, its key; year. Nothing is written."""
    desk.tell(0, 1)
    found = rehearsal.rehearse(
        criteria.rules(criteria.get(desk.facts["set"])),
        desk.place,
        desk.facts["year"],
        on=desk.today(),
        listing=NAMED,
        seen_by=desk.by,
    )
    told = report(found)
    return lambda _at: told


def report(found: Rehearsal) -> dict[str, Any]:
    """What a rehearsal found, as its page draws it and as plain JSON.

    outcomes, lacking: [code, number]. ratings: [before, after, number], the most first. lists: [outcome, its first
    cases as [registration, name, percent before, percent], how many more].
    """
    named = [
        (outcome, [case for case in found.cases if case.outcome == outcome])
        for outcome in dict.fromkeys(case.outcome for case in found.cases)
    ]
    return {
        "number": found.number,
        "unknown": list(found.unknown),
        "against": list(found.against),
        "asked_anew": list(found.asked_anew),
        "before": found.passing_before,
        "after": found.passing_before
        + found.outcomes.get(Outcome.GAINS, 0)
        - found.outcomes.get(Outcome.LOSES, 0),
        "outcomes": [[one.value, found.outcomes.get(one, 0)] for one in Outcome],
        "ratings": [
            [before, after, number]
            for (before, after), number in sorted(found.ratings.items(), key=lambda row: -row[1])
        ],
        "lacking": [[code, number] for code, number in found.lacking.items()],
        "lists": [
            [
                outcome.value,
                [
                    [one.registration_id, one.name, one.percent_before, one.percent]
                    for one in cases[:MOST_NAMED]
                ],
                max(0, len(cases) - MOST_NAMED),
            ]
            for outcome, cases in named
        ],
    }
