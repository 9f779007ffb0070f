"""A round worked at a place: what every page of its steps knows, and may show."""

from dataclasses import dataclass

from khuyenhoc.analytics import tasks
from khuyenhoc.analytics.tasks import STANDS_IN, Waiting
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.queries import HeldRound
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web.request import SignedInRequest, today

# The pages of the steps, in the order of the year, with the permission each needs.
PAGES = (
    ("walk", Permission.REGISTER, (Waiting.REGISTER, Waiting.ASSESS, Waiting.FIX)),
    ("meeting", Permission.REVIEW, (Waiting.REVIEW,)),
    ("verify", Permission.VERIFY, (Waiting.VERIFY,)),
    ("propose", Permission.PROPOSE, (Waiting.PROPOSE,)),
    ("decide", Permission.DECIDE, (Waiting.DECIDE,)),
)


@dataclass(frozen=True, slots=True)
class Page:
    """One step's page: how many cases wait there; is_open: the person may do the step here."""

    name: str
    number: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Work:
    """A round at a place, for the person who asks. others: further rounds that run there."""

    round: HeldRound
    place: int
    label: str
    pages: tuple[Page, ...]
    others: tuple[HeldRound, ...]

    def may(self, name: str) -> bool:
        return any(page.name == name and page.is_open for page in self.pages)


def at(request: SignedInRequest, round_id: int, place: int) -> Work:
    """The round as it is worked at the place. Errors: OutsideScope, HeldRound.DoesNotExist, PlaceUnknownThen.

    A round that does not reach the place answers as one that is not there.
    """
    on = today()
    if not access.sees_rows(request.user, place, on):
        raise access.OutsideScope(permission=Permission.SEE.value)
    opened = rounds.held_at(round_id, place, on)
    return Work(
        round=opened,
        place=place,
        label=places.label(place, on),
        pages=_pages(request, opened, place),
        others=tuple(other for other in tasks.running(place, on) if other.pk != opened.pk),
    )


def _pages(request: SignedInRequest, opened: HeldRound, place: int) -> tuple[Page, ...]:
    on = today()
    states = [state for _, state in STANDS_IN.values()]
    sums = counts.below(place, on, years=[opened.year], states=states)
    numbers = {  # whoever is not registered yet is no case, and is counted where they are listed
        waiting: sums.get((opened.title, opened.level, opened.year, state), 0)
        for waiting, (_, state) in STANDS_IN.items()
    }
    wanted = {permission for _, permission, _ in PAGES}
    held = access.may_which(request.user, wanted, place, on=on, title=opened.title)
    return tuple(
        Page(
            name=name,
            number=sum(numbers.get(waiting, 0) for waiting in waiting_here),
            is_open=permission in held,
        )
        for name, permission, waiting_here in PAGES
    )
