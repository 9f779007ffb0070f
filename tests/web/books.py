"""Rows of the association's own books that pages are opened with: made once, through the deeds."""

from khuyenhoc.apps.commendations import actions as commendations
from khuyenhoc.apps.commendations.actions import NewPraise
from khuyenhoc.apps.commendations.models import Award, Commendation, Decision
from khuyenhoc.apps.pilots import actions as pilots
from khuyenhoc.apps.pilots.actions import NewGoal, NewPilot
from khuyenhoc.apps.pilots.models import Goal, Pilot, Practice, Spread
from khuyenhoc.domain.praise import AwardLevel
from khuyenhoc.web.request import today
from tests.make import NOON, People
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


def spread(shown: Scene) -> Spread:
    """A decision that a closed one is done elsewhere."""
    place, who, day = shown.land.commune, shown.who, NOON.date()
    found = Spread.objects.filter(pilot__place=place).order_by("pk").first()
    if found is not None:
        return found
    closed = pilots.open_pilot(place.pk, PLAN, by=who.association, at=NOON)
    pilots.close(closed, summary="Làm được (mẫu)", on=day, by=who.association, at=NOON)
    return pilots.spread(
        closed,
        number="02/QĐ-MẪU",
        decided_on=day,
        body="UBND (mẫu)",
        where=[shown.land.hamlet.pk],
        by=who.committee,
        at=NOON,
    )


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


def commended(shown: Scene) -> Commendation:
    """A written name, commended this year; another waits."""
    place, who = shown.land.commune, shown.who
    found = Commendation.objects.filter(place=place, decision__isnull=False).order_by("pk").first()
    return found or _commended(place.pk, who)


def commending(shown: Scene) -> Decision:
    """The decision it stands on."""
    return Decision.objects.get(commendations=commended(shown))


def _commended(place: int, who: People) -> Commendation:
    wanted = [NewPraise("Gương sáng (mẫu)", name=f"Tổ mẫu {n}", kind="collective") for n in (1, 2)]
    year = today().year
    first, _ = commendations.propose(place, year, wanted, by=who.association, at=NOON)
    commendations.decide(
        place,
        year,
        [first.pk],
        {},
        number="01/QĐ-MẪU",
        signed_on=NOON.date(),
        giver="UBND xã Mẫu Đông",
        signer="Chủ tịch",
        by=who.committee,
        at=NOON,
    )
    first.refresh_from_db()
    return first


def award(shown: Scene) -> Award:
    place, by = shown.land.commune, shown.who.association
    given = {"what": "Bằng khen", "giver": "UBND tỉnh (mẫu)", "received_on": NOON.date()}
    found = Award.objects.filter(place=place).order_by("pk").first()
    return found or commendations.receive(place.pk, **given, level=AwardLevel.PROVINCE, by=by, at=NOON)  # type: ignore[arg-type]  # one dict of two kinds
