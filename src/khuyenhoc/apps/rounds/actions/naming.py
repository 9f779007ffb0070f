"""What a title is called in a place: local names like "Gia đình hiếu học"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.rounds.models import TitleAlias
from khuyenhoc.apps.subjects.actions import NameMissing
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.titles import Title


class TitleNamedAlready(RuleBroken):
    """The place has a local name for the title from that day on already; facts: title, name, day."""

    code = "TITLE_NAMED_ALREADY"


@dataclass(frozen=True, slots=True)
class NewName:
    """In [valid_from, valid_to), None for an open end."""

    place: int
    title: Title
    name: str
    valid_from: date
    valid_to: date | None = None


@transaction.atomic
def name_title(
    place: int,
    title: Title,
    name: str,
    *,
    valid_from: date,
    valid_to: date | None = None,
    by: User,
    at: datetime,
) -> TitleAlias:
    """Call a title by a local name in a place and below it. Errors: OutsideScope, NameMissing, TitleNamedAlready."""
    access.require(by, Permission.OPEN_ROUND, [place], at=at, titles=[title])
    return _name([NewName(place, title, name, valid_from, valid_to)], by=by.username, at=at)[0]


@transaction.atomic
def name_titles_on_server(names: Sequence[NewName], *, by: str, at: datetime) -> int:
    """The same from the server's own command line, all or none; returns how many were not named just so before.

    Errors: NameMissing, TitleNamedAlready.
    """
    fresh = [
        new
        for new in names
        if not TitleAlias.objects.filter(
            place=new.place, title=new.title, name=new.name, valid_from=new.valid_from, valid_to=new.valid_to
        ).exists()
    ]
    return len(_name(fresh, by=by, at=at))


def _name(names: Sequence[NewName], *, by: str, at: datetime) -> list[TitleAlias]:
    made = []
    for row, new in enumerate(names, start=1):
        given = clean(new.name)
        if not given:
            raise NameMissing(row=row)
        there = TitleAlias.objects.filter(place=new.place, title=new.title, valid_from=new.valid_from).first()
        if there is not None:
            raise TitleNamedAlready(title=new.title.value, name=there.name, day=there.valid_from)
        made.append(
            TitleAlias.objects.create(
                place_id=new.place,
                title=new.title,
                name=given,
                valid_from=new.valid_from,
                valid_to=new.valid_to,
                recorded_at=at,
            )
        )
        audit.record(
            "title.named", by=by, at=at, kind="title_alias", object_id=made[-1].pk, place_id=new.place
        )
    return made
