"""What stood on the places that a reform ended, and where it goes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from khuyenhoc.apps.access import actions as grants
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places.queries import custodians
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.reform import queries
from khuyenhoc.apps.reform.actions.reports import Carried
from khuyenhoc.apps.reform.models import ReformDay
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.places import SuccessionKind
from khuyenhoc.domain.reform import Close, Deed, Merge, Outcome, Split
from khuyenhoc.domain.titles import Title

_LONGEST_REASON = 500


def endings(outcome: Outcome, deeds: Sequence[Deed]) -> list[list[Any]]:
    """Each place that ended, as ReformDay.ended keeps it: place, heir, whether assumed, the reason for its titles."""
    old = queries.names(outcome.closed, queries.eve(outcome.day))
    new = queries.names([one.successor for one in outcome.successions], outcome.day)
    papers = {
        place: deed.legal_reference
        for deed in deeds
        for place in (
            deed.places
            if isinstance(deed, Merge)
            else (deed.place,)
            if isinstance(deed, Split | Close)
            else ()
        )
    }
    found: list[list[Any]] = []
    for place, heir in outcome.custodians.items():
        after = [one for one in outcome.successions if one.predecessor == place]
        names = ", ".join(new[one.successor] for one in sorted(after, key=lambda one: not one.is_default))
        whole = bool(after) and after[0].kind is SuccessionKind.WHOLE
        what = f"nay là {names}" if whole else f"chia thành {names}" if names else "không còn nữa"
        reason = (
            f"Kế thừa – chờ xét lại: {old[place]} {what} từ ngày {outcome.day:%d/%m/%Y} theo {papers[place]}"
        )
        found.append([place, heir, not whole, reason[:_LONGEST_REASON]])
    return found


def follow_at_once(step: ReformDay, *, by: User, at: datetime) -> Carried:
    """What bears a date itself: grants and communities end, rounds go on, from the day on, even ahead of it."""
    heirs = _heirs(step)
    old, new = queries.names(heirs, queries.eve(step.day)), queries.names(heirs.values(), step.day)
    pairs = {place: (old[place], new[heir]) for place, heir in heirs.items()}
    taken_over = rounds.take_over(heirs, pairs, on=step.day, by=by.username, at=at)
    ended, given = grants.lapse(heirs, on=step.day, renew=step.reform.renew_grants, by=by.username, at=at)
    communities = subjects.end_communities(heirs, on=step.day)
    opened = subjects.open_communities(
        {place: _capital(name) for place, name in queries.names(step.opened, step.day).items()},
        heirs,
        communities,
        since=step.day,
    )
    return Carried(
        subjects_moved=0,
        communities_ended=len(communities),
        communities_opened=len(opened),
        titles_to_review=0,
        grants_ended=len(ended),
        grants_renewed=len(given),
        rounds_taken_over=len(taken_over),
    )


def carry(step: ReformDay, *, by: User, at: datetime) -> Carried:
    """Everything follows: also subjects, and the titles of communities that ended are to be reviewed."""
    first = follow_at_once(step, by=by, at=at)
    heirs = _heirs(step)
    assumed = {place for place, _, is_assumed, _ in step.ended if is_assumed}
    moved = subjects.relocate(heirs, on=step.day, assumed=assumed, at=at)
    reasons = {place: reason for place, _, _, reason in step.ended}
    ended = Subject.objects.filter(kind=Title.COMMUNITY, place__in=heirs).values_list("pk", "place")
    doubted = recognition.put_up_for_review(
        {pk: reasons[place] for pk, place in ended}, by=by, at=at, on=step.day
    )
    ReformDay.objects.filter(pk=step.pk).update(carried_at=at)
    return Carried(
        subjects_moved=moved,
        communities_ended=first.communities_ended,
        communities_opened=first.communities_opened,
        titles_to_review=len(doubted),
        grants_ended=first.grants_ended,
        grants_renewed=first.grants_renewed,
        rounds_taken_over=first.rounds_taken_over,
    )


def _heirs(step: ReformDay) -> dict[int, int]:
    """Place that ended → who answers for it, should that have ended on a later day of the same plan too."""
    return custodians([place for place, _, _, _ in step.ended], step.day)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
