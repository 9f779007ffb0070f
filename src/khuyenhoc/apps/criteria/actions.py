"""Taking criteria sets into the database; comments on drafts and the editor's answers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.criteria import queries
from khuyenhoc.apps.criteria.models import Comment, CriteriaSetVersion, Reply, Verdict
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.criteria import CriteriaSet, Status, load
from khuyenhoc.domain.criteria.derivation import require_comparable
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission, Role
from khuyenhoc.domain.text import clean, search_key


class PublishedSetChanged(RuleBroken):
    """A published set came back with other rules; a correction is a new version. facts: set."""

    code = "PUBLISHED_SET_CHANGED"


class ScopePlaceUnknown(RuleBroken):
    """The place a set is made for cannot be told: not found, or several are called so. facts: set, place, count."""

    code = "SCOPE_PLACE_UNKNOWN"


class NotADraft(RuleBroken):
    """Comments are asked for while a set is a draft; facts: set."""

    code = "NOT_A_DRAFT"


class IndicatorNotInSet(RuleBroken):
    """A comment on an indicator that the set does not have; facts: set, indicator."""

    code = "INDICATOR_NOT_IN_SET"


class CommentEmpty(RuleBroken):
    """A comment, or an answer that must give its reason, without words; facts: none."""

    code = "COMMENT_EMPTY"


class CommentTooLong(RuleBroken):
    """A text that does not fit; facts: number, most (signs)."""

    code = "COMMENT_TOO_LONG"


class DraftWanted(RuleBroken):
    """Only drafts are taken in by a page; a set is issued from its file. facts: set, status."""

    code = "DRAFT_WANTED"


MOST_SIGNS = 2000
DRAFT_NAME = "dự thảo"  # how faults name a text that has no file


@transaction.atomic
def publish(files: Iterable[tuple[str, str]], *, by: str, at: datetime) -> list[CriteriaSetVersion]:
    """Take in (file name, text) pairs; drafts follow their file, of published sets only the texts may.

    A draft may be published by a file with another status; whether a set was checked against its original may
    change, too. Returns the sets that are new or whose draft changed.
    Errors: PublishedSetChanged, CriteriaSetUnsound, ScopePlaceUnknown.
    """
    stored = {found.key: found for found in CriteriaSetVersion.objects.all()}
    added, reworded = [], []
    for name, text in files:
        read = queries.read_once(text, name)
        known = stored.get(read.key)
        if known is not None and (known.rules_digest, known.status) == (read.rules_digest, read.status):
            if known.text != text:  # better help texts, the same rules
                known.text, known.texts_digest = text, read.texts_digest
                known.checked_against_original = read.checked_against_original
                known.save(update_fields=["text", "texts_digest", "checked_against_original"])
                reworded.append(read.key)
            continue
        if known is not None and known.status != Status.DRAFT:
            raise PublishedSetChanged(set=read.key)
        # a draft keeps its row, because comments and trials hang on it
        taken_in = CriteriaSetVersion(pk=known.pk if known else None, **_columns(read, text, at))
        taken_in.save(force_insert=known is None, force_update=known is not None)
        added.append(taken_in)
    if added or reworded:
        facts = {"sets": [one.key for one in added], "reworded": reworded}
        audit.record("criteria.published", by=by, at=at, kind="criteria", facts=facts)
    return added


def _columns(read: CriteriaSet, text: str, at: datetime) -> dict[str, Any]:
    return {
        "code": read.code,
        "version": read.version,
        "title": read.title,
        "level": read.level,
        "status": read.status,
        "checked_against_original": read.checked_against_original,
        "in_force_from": read.in_force_from,
        "in_force_to": read.in_force_to,
        "place_id": _scope_place(read, at),
        "organisation_kind": read.scope_organisation_kind,
        "organisation": search_key(read.scope_organisation),
        "text": text,
        "rules_digest": read.rules_digest,
        "texts_digest": read.texts_digest,
        "recorded_at": at,
    }


def _scope_place(read: CriteriaSet, at: datetime) -> int | None:
    """The place a set is made for, on the tree of the day it comes into force."""
    if not read.scope_place:
        return None
    try:
        return places.resolve(read.scope_place, read.in_force_from or day_of(at)).pk
    except (places.PlaceNotFound, places.PlaceAmbiguous) as error:
        count = error.facts.get("count", 0)
        raise ScopePlaceUnknown(set=read.key, place=read.scope_place, count=count) from error


@transaction.atomic
def keep_draft(text: str, *, by: User, at: datetime) -> CriteriaSetVersion:
    """Keep a set as a draft, new or in place of an earlier draft of the same name.

    Whoever edits the criteria of the place it is made for may; one without a place is for the whole country. A set
    that derives from another must stay comparable with it.
    Errors: CriteriaSetUnsound, DraftWanted, FrameNotFound, NotComparable, ScopePlaceUnknown, PublishedSetChanged,
    OutsideScope.
    """
    read = load(text, file=DRAFT_NAME)
    if read.status is not Status.DRAFT:
        raise DraftWanted(set=read.key, status=read.status.value)
    known = CriteriaSetVersion.objects.filter(code=read.code, version=read.version).first()
    if known is not None and known.status != Status.DRAFT:
        raise PublishedSetChanged(set=read.key)
    homes = {_scope_place(read, at), *([known.place_id] if known is not None else [])}
    wanted = [_country(by, at) if home is None else home for home in homes]
    access.require(by, Permission.EDIT_CRITERIA, wanted, at=at)
    if read.derives_from:
        require_comparable(queries.rules(queries.frame_of(read)), read)
    publish([(read.key, text)], by=by.username, at=at)
    return queries.get(read.key)


@transaction.atomic
def comment(
    draft: CriteriaSetVersion, text: str, *, indicator: str = "", place: int, by: User, at: datetime
) -> Comment:
    """Say something of a draft, or of one of its indicators, as somebody who works at or above the place.

    indicator: the code of an indicator, criterion, exclusion or prerequisite; "" for the draft as a whole.
    Errors: NotADraft, IndicatorNotInSet, CommentEmpty, CommentTooLong, OutsideScope.
    """
    access.require(by, Permission.SEE, [place], at=at)
    if draft.status != Status.DRAFT:
        raise NotADraft(set=draft.key)
    rules = queries.rules(draft)
    if indicator not in {"", *rules.columns_order, *(criterion.code for criterion in rules.criteria)}:
        raise IndicatorNotInSet(set=draft.key, indicator=indicator)
    made = Comment.objects.create(
        criteria_set=draft,
        indicator=indicator,
        text=_said(text),
        author=by,
        role=_role(by, place, at),
        place_id=place,
        on_digest=draft.rules_digest,
        recorded_at=at,
    )
    audit.record(
        "criteria.commented",
        by=by.username,
        at=at,
        kind="comment",
        object_id=made.pk,
        place_id=place,
        facts={"set": draft.key, "indicator": indicator},
    )
    return made


@transaction.atomic
def reply(to: Comment, verdict: Verdict, reason: str = "", *, by: User, at: datetime) -> Reply:
    """Answer a comment as the set's editor: taken, not taken, or noted, the last two with a reason.

    A later answer replaces an earlier one, which stays on record. Errors: CommentEmpty, CommentTooLong, OutsideScope.
    """
    access.require(by, Permission.EDIT_CRITERIA, [queries.home_of(to, day_of(at))], at=at)
    made = Reply.objects.create(
        comment=to,
        verdict=verdict,
        reason=_said(reason, may_be_empty=verdict is Verdict.TAKEN),
        answered_by=by,
        recorded_at=at,
    )
    audit.record(
        "criteria.comment_answered",
        by=by.username,
        at=at,
        kind="comment",
        object_id=to.pk,
        facts={"set": to.criteria_set.key, "verdict": str(verdict)},
    )
    return made


def _country(by: User, at: datetime) -> int:
    """The place whose editors answer for sets that hold everywhere, as somebody's own places tell."""
    for where, _titles in access.scope(by, day_of(at), Permission.EDIT_CRITERIA).granted:
        return queries.top_above(where, day_of(at))
    raise access.OutsideScope(permission=Permission.EDIT_CRITERIA.value)


def _said(text: str, *, may_be_empty: bool = False) -> str:
    said = clean(text)
    if not said and not may_be_empty:
        raise CommentEmpty()
    if len(said) > MOST_SIGNS:
        raise CommentTooLong(number=len(said), most=MOST_SIGNS)
    return said


def _role(by: User, place: int, at: datetime) -> Role:
    """The role in which somebody speaks at the place: that of the grant nearest to it."""
    on = day_of(at)
    line = places.line(place, on)
    held = access.roles_of(by, on)
    return min(held, key=lambda grant: line.index(grant[1]) if grant[1] in line else len(line))[0]
