"""Finding the criteria set that holds, and what was said of a draft."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from django.db.models import Q

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.criteria.models import Comment, CriteriaSetVersion, Reply, Verdict
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain import criteria
from khuyenhoc.domain.criteria import CriteriaSet, CriteriaSetUnsound, Status
from khuyenhoc.domain.criteria.derivation import Breach, FrameNotFound, breaches
from khuyenhoc.domain.criteria.scope import Reach, Use, valid
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.storing import objects_among, remembered

StoredSet: TypeAlias = CriteriaSetVersion  # what pages call a set as it is kept; they touch no models

__all__ = [
    "Checked",
    "Comment",
    "Opinion",
    "Reply",
    "RulesNotAsPublished",
    "SetNotFound",
    "StoredSet",
    "Verdict",
    "by_ids",
    "checked",
    "comment_on",
    "draft_of",
    "everything",
    "find",
    "frame_of",
    "get",
    "holding",
    "home_of",
    "opinions",
    "reach",
    "reaches",
    "rules",
    "summary",
    "top_above",
]


class SetNotFound(RuleBroken):
    """No such set is loaded; facts: key."""

    code = "SET_NOT_FOUND"


class RulesNotAsPublished(RuleBroken):
    """Somebody replaced the text of a stored set by one with other rules; facts: set."""

    code = "RULES_NOT_AS_PUBLISHED"


def get(key: str) -> CriteriaSetVersion:
    """By "code@version". Errors: SetNotFound."""
    code, _, version = key.partition("@")
    found = CriteriaSetVersion.objects.filter(code=code, version=version).first()
    if found is None:
        raise SetNotFound(key=key)
    return found


def by_ids(ids: Collection[int]) -> dict[int, CriteriaSetVersion]:
    """The sets by id; one that is unknown is simply not there."""
    return remembered("sets", ids, _ask_sets, of=[CriteriaSetVersion])


def _ask_sets(ids: Collection[int]) -> dict[int, CriteriaSetVersion]:
    return {one.pk: one for one in objects_among(CriteriaSetVersion, ids)}


def draft_of(code: str, version: str, *, place: int) -> CriteriaSetVersion | None:
    """A place's own draft of this name, if it keeps one that is no more than a draft."""
    named = CriteriaSetVersion.objects.filter(code=code, version=version, status=Status.DRAFT)
    return named.filter(Q(place_id=place) | Q(place_id__isnull=True)).first()


def everything() -> list[CriteriaSetVersion]:
    return list(CriteriaSetVersion.objects.order_by("title", "level", "code", "version"))


def rules(stored: CriteriaSetVersion) -> CriteriaSet:
    """The set as the domain reads it; one reading of a text serves the process. Errors: RulesNotAsPublished."""
    read = read_once(stored.text, stored.key)
    if read.rules_digest != stored.rules_digest:
        raise RulesNotAsPublished(set=stored.key)
    return read


def frame_of(local: CriteriaSet) -> CriteriaSetVersion:
    """The stored set that a local one derives from. Errors: FrameNotFound."""
    code, _, version = local.derives_from.partition("@")
    found = CriteriaSetVersion.objects.filter(code=code, version=version).first()
    if found is None:
        raise FrameNotFound(set=local.key, frame=local.derives_from)
    return found


@dataclass(frozen=True, slots=True)
class Checked:
    """A text looked over. rules: None when it is no sound set; then faults say why, each with its line.

    frame: None for a set of its own, or one whose frame is not stored; breaches: what keeps it from being
    comparable with that frame.
    """

    rules: CriteriaSet | None
    faults: tuple[RuleBroken, ...]
    frame: CriteriaSetVersion | None
    breaches: tuple[Breach, ...]

    @property
    def is_sound(self) -> bool:
        return self.rules is not None and not self.faults and not self.breaches


def checked(text: str, *, file: str) -> Checked:
    """What is wrong with the text of a set, and what of it breaks the comparison with its frame."""
    try:
        read = criteria.load(text, file=file)
    except CriteriaSetUnsound as error:
        return Checked(None, error.faults, None, ())
    if not read.derives_from:
        return Checked(read, (), None, ())
    try:
        frame = frame_of(read)
    except FrameNotFound as error:
        return Checked(read, (error,), None, ())
    return Checked(read, (), frame, breaches(rules(frame), read))


def find(*, title: str = "", status: str = "", on: date | None = None) -> list[CriteriaSetVersion]:
    """Sets by title, level, code and version. on: only those in force on the day, drafts left out."""
    rows = CriteriaSetVersion.objects.order_by("title", "level", "code", "version")
    if title:
        rows = rows.filter(title=title)
    if status:
        rows = rows.filter(status=status)
    if on is not None:
        since = Q(in_force_from__isnull=True) | Q(in_force_from__lte=on)
        until = Q(in_force_to__isnull=True) | Q(in_force_to__gte=on)
        rows = rows.filter(since, until).exclude(status=Status.DRAFT)
    return list(rows)


def home_of(said: Comment, on: date) -> int:
    """The place whose editors answer for a set: its own, the country for one that holds everywhere."""
    return said.criteria_set.place_id or top_above(said.place_id, on)


def top_above(place: int, on: date) -> int:
    """The topmost place above one, or itself."""
    above = places.ancestors(place, on)
    return above[0].place_id if above else place


def comment_on(pk: int) -> Comment:
    """With its set. Errors: Comment.DoesNotExist."""
    return Comment.objects.select_related("criteria_set", "author").get(pk=pk)


@lru_cache(maxsize=256)
def read_once(text: str, file: str) -> CriteriaSet:
    """A text read by the domain, once a process. Errors: CriteriaSetUnsound."""
    return criteria.load(text, file=file)


def reach(stored: CriteriaSetVersion) -> Reach:
    """For whom, where and when a stored set holds, as the rule of choosing reads it."""
    return Reach(
        key=stored.key,
        title=stored.title,
        levels=tuple(level for level in stored.level.split("|") if level),
        status=Status(stored.status),
        since=stored.in_force_from,
        until=stored.in_force_to,
        place=stored.place_id,
        organisation_kind=stored.organisation_kind,
        organisation=stored.organisation,
    )


def reaches(title: str) -> list[Reach]:
    """Of every published set of the title."""
    stored = CriteriaSetVersion.objects.filter(title=title).exclude(status=Status.DRAFT).defer("text")
    return [reach(one) for one in stored.order_by("code", "version")]


def holding(use: Use) -> list[CriteriaSetVersion]:
    """The sets that may be used, the one that wins first; a form offers them in this order."""
    stored = {one.key: one for one in CriteriaSetVersion.objects.filter(title=use.title)}
    return [stored[found.key] for found in valid(reaches(use.title), use)]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A comment with the answer that holds. is_of_older: the draft's rules changed since it was written."""

    comment: Comment
    reply: Reply | None
    is_of_older: bool


def opinions(
    stored: CriteriaSetVersion, *, indicator: str | None = None, verdict: Verdict | str | None = None
) -> list[Opinion]:
    """What was said of a set, in order of time.

    indicator: only of this one, "" for the set as a whole; verdict: only those answered so, "" for unanswered ones.
    """
    rows = Comment.objects.filter(criteria_set=stored).select_related("author").order_by("recorded_at", "pk")
    if indicator is not None:
        rows = rows.filter(indicator=indicator)
    found = list(rows)
    last: dict[int, Reply] = {
        reply.comment_id: reply
        for reply in Reply.objects.filter(comment__in=[one.pk for one in found])
        .select_related("answered_by")
        .order_by("pk")
    }
    told = [Opinion(one, last.get(one.pk), one.on_digest != stored.rules_digest) for one in found]
    if verdict is None:
        return told
    return [one for one in told if (one.reply.verdict if one.reply else "") == verdict]


def named_to(user: User, said: Collection[Comment], on: date) -> frozenset[int]:
    """The comments whose author the person may know by name: one's own, and those of places one administers.

    To everybody else a comment is of an office: a role and a place.
    """
    mine = access.scope(user, on, Permission.GRANT_BRANCHES).matching("place", title=None)
    rows = Comment.objects.filter(Q(author=user) | mine, pk__in=[one.pk for one in said])
    return frozenset(rows.values_list("pk", flat=True))


def summary(said: Collection[Opinion]) -> dict[str, dict[str, int]]:
    """indicator ("" for the whole set) → verdict ("" for unanswered) → how many comments."""
    found: dict[str, dict[str, int]] = {}
    for one in said:
        verdicts = found.setdefault(one.comment.indicator, {})
        verdict = str(one.reply.verdict) if one.reply else ""
        verdicts[verdict] = verdicts.get(verdict, 0) + 1
    return found
