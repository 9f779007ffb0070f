"""A round worked at a place: what every page of its steps knows, and may show."""

from collections.abc import Mapping
from dataclasses import dataclass

from khuyenhoc.analytics import tasks
from khuyenhoc.analytics.tasks import STANDS_IN, Waiting
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.queries import HeldRound
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.tallies import Measure
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
    """A round at a place, for the person who asks. others: further rounds that run there.

    registered: how many registered there for the title, withdrawn ones left out.
    """

    round: HeldRound
    place: int
    label: str
    kind: str
    pages: tuple[Page, ...]
    others: tuple[HeldRound, ...]
    registered: int

    @property
    def is_listed(self) -> bool:
        """Whether there is a list of those who registered to be printed: of one commune or hamlet, not of more."""
        return bool(self.registered) and self.kind in (Kind.COMMUNE, Kind.HAMLET)

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
    states = [*(state for _, state in STANDS_IN.values()), Measure.REGISTRATIONS]
    sums = {
        state: number
        for (title, level, _year, state), number in counts.below(
            place, on, years=[opened.year], states=states
        ).items()
        if (title, level) == (opened.title, opened.level)
    }
    return Work(
        round=opened,
        place=place,
        label=places.label(place, on),
        kind=places.version(place, on).place.kind,
        pages=_pages(request, opened, place, sums),
        others=tuple(other for other in tasks.running(place, on) if other.pk != opened.pk),
        registered=sums.get(Measure.REGISTRATIONS, 0),
    )


def _pages(
    request: SignedInRequest, opened: HeldRound, place: int, sums: Mapping[str, int]
) -> tuple[Page, ...]:
    """sums: state → how many cases of the round's title and year stand in it."""
    on = today()
    # whoever is not registered yet is no case, and is counted where they are listed
    numbers = {waiting: sums.get(state, 0) for waiting, (_, state) in STANDS_IN.items()}
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
