"""Rows of the association's own books that pages are opened with: made once, through the deeds."""

from khuyenhoc.apps.pilots import actions as pilots
from khuyenhoc.apps.pilots.actions import NewGoal, NewPilot
from khuyenhoc.apps.pilots.models import Goal, Pilot, Practice
from tests.make import NOON
from tests.scene import Scene

PLAN = NewPilot(
    "Gia đình học tập mẫu",
    first="6/2023",
    until="12/2023",
    title="household",
    goals=[NewGoal("hộ gia đình", "có góc học tập", "100%")],
)


def pilot(shown: Scene) -> Pilot:
    """One of the commune that still runs."""
    place, by = shown.land.commune, shown.who.association
    found = Pilot.objects.filter(place=place).order_by("pk").first()
    return found or pilots.open_pilot(place.pk, PLAN, by=by, at=NOON)


def goal(shown: Scene) -> Goal:
    return Goal.objects.filter(pilot=pilot(shown)).order_by("pk")[0]


def practice(shown: Scene) -> Practice:
    place, by = shown.land.commune, shown.who.association
    found = Practice.objects.filter(place=place).order_by("pk").first()
    return found or pilots.share(
        place.pk,
        name="Tiếng trống học bài",
        text="Mỗi tối một hồi trống.",
        pilot=pilot(shown),
        by=by,
        at=NOON,
    )
