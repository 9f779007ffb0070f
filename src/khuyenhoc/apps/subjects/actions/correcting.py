"""Correcting what the register says of one subject; what it said before is kept."""

from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.subjects.actions.entering import (
    LONGEST_NAME,
    NameMissing,
    NameTooLong,
    RegisterChanged,
    sort_key,
)
from khuyenhoc.apps.subjects.models import FormerEntry, Subject
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean, search_key
from khuyenhoc.domain.titles import Title


@transaction.atomic
def correct(
    subject: int,
    *,
    held: tuple[str, int | None, str],
    name: str,
    birth_year: int | None,
    code: str = "",
    by: User,
    at: datetime,
) -> bool:
    """Give a subject another name, year of birth or code; False when it has these already, and nothing is written.

    held: name, year of birth and code as the person saw them. The event names which of the three changed, never
    their values. Errors: OutsideScope, NameMissing, NameTooLong, RegisterChanged when somebody was quicker.
    """
    found = Subject.objects.filter(pk=subject).select_for_update(no_key=True).first()
    if found is None:
        raise access.OutsideScope(permission=Permission.KEEP_REGISTER.value)
    access.require(by, Permission.KEEP_REGISTER, [found.place_id], at=at, titles=[found.kind])
    name = clean(name)
    if not name:
        raise NameMissing(row=1)
    if len(name) > LONGEST_NAME:
        raise NameTooLong(row=1, most=LONGEST_NAME)
    if (found.name, found.birth_year, found.code) != held:
        raise RegisterChanged()
    wanted = {"name": name, "birth_year": birth_year, "code": clean(code)}
    changed = sorted(column for column, value in wanted.items() if getattr(found, column) != value)
    if not changed:
        return False
    FormerEntry.objects.create(
        subject=found,
        name=found.name,
        birth_year=found.birth_year,
        code=found.code,
        corrected_by=by,
        corrected_at=at,
    )
    Subject.objects.filter(pk=subject).update(
        **wanted, search_key=search_key(name), sort_key=sort_key(Title(found.kind), name)
    )
    audit.record(
        "subject.corrected",
        by=by.username,
        at=at,
        kind="subject",
        object_id=subject,
        place_id=found.place_id,
        cases=[subject],
        facts={"changed": changed},
    )
    return True
