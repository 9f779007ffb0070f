"""Taking criteria sets into the database."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.domain import criteria
from khuyenhoc.domain.criteria import Status
from khuyenhoc.domain.errors import RuleBroken


class PublishedSetChanged(RuleBroken):
    """A published set came back with other rules; a correction is a new version. facts: set."""

    code = "PUBLISHED_SET_CHANGED"


@transaction.atomic
def publish(files: Iterable[tuple[str, str]], *, by: str, at: datetime) -> list[CriteriaSetVersion]:
    """Take in (file name, text) pairs; drafts follow their file, of published sets only the texts may.

    A draft may be published by a file with another status; whether a set was checked against its original may
    change, too. Returns the sets that are new or whose draft changed.
    Errors: PublishedSetChanged, CriteriaSetUnsound.
    """
    stored = {found.key: found for found in CriteriaSetVersion.objects.all()}
    added, reworded = [], []
    for name, text in files:
        read = criteria.load(text, file=name)
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
        if known is not None:
            known.delete()
        added.append(
            CriteriaSetVersion(
                code=read.code,
                version=read.version,
                title=read.title,
                level=read.level,
                status=read.status,
                checked_against_original=read.checked_against_original,
                in_force_from=read.in_force_from,
                in_force_to=read.in_force_to,
                organisation_kind=read.scope_organisation_kind,
                text=text,
                rules_digest=read.rules_digest,
                texts_digest=read.texts_digest,
                recorded_at=at,
            )
        )
    CriteriaSetVersion.objects.bulk_create(added)
    if added or reworded:
        facts = {"sets": [one.key for one in added], "reworded": reworded}
        audit.record("criteria.published", by=by, at=at, kind="criteria", facts=facts)
    return added
