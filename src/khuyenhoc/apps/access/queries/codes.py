"""What a code read aloud stands for: an invitation, or a passphrase to be set anew."""

from datetime import date, datetime

from khuyenhoc.apps.access.models import Invitation, PassphraseReset
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.accounts.queries import code_digest
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.short_codes import CodeUnsound, read_short_code


class InvitationNotInForce(RuleBroken):
    """No invitation that can still be taken up has this code; it says nothing of why. facts: none."""

    code = "INVITATION_NOT_IN_FORCE"


def invitation_digest(code: str) -> str:
    return code_digest("invitation", code)


def invitation(typed: str, *, on: date) -> Invitation:
    """The invitation that can be taken up on the day, by its code as a person typed it.

    Errors: CodeUnsound, InvitationNotInForce.
    """
    digest = invitation_digest(read_short_code(typed))
    found = Invitation.objects.select_related("made_by", "replaces").filter(digest=digest).first()
    if found is None or found.used_at or found.withdrawn_at or found.expires_on < on:
        raise InvitationNotInForce()
    return found


def invitation_or_none(typed: str, *, on: date) -> Invitation | None:
    """The same for a page that is only drawn."""
    try:
        return invitation(typed, on=on)
    except (CodeUnsound, InvitationNotInForce):
        return None


def invitations(place: int, *, on: date) -> list[Invitation]:
    """Those at and below the place that can still be taken up, the latest first."""
    rows = Invitation.objects.filter(
        place__in=places.ids_below(place, on),
        used_at__isnull=True,
        withdrawn_at__isnull=True,
        expires_on__gte=on,
    )
    return list(rows.select_related("made_by").order_by("-pk"))


def invitation_made(pk: int, *, by: User) -> Invitation:
    """One's own, while nobody took it up. Errors: Invitation.DoesNotExist."""
    return Invitation.objects.get(pk=pk, made_by=by, used_at__isnull=True, withdrawn_at__isnull=True)


class ResetNotInForce(RuleBroken):
    """No code of this kind can still be used; it says nothing of why. facts: none."""

    code = "RESET_NOT_IN_FORCE"


def reset_digest(code: str) -> str:
    return code_digest("reset", code)


def reset(typed: str, *, at: datetime) -> PassphraseReset:
    """The reset that can be used at the moment, by its code as a person typed it.

    Errors: CodeUnsound, ResetNotInForce.
    """
    digest = reset_digest(read_short_code(typed))
    found = PassphraseReset.objects.select_related("user", "made_by", "grant").filter(digest=digest).first()
    if found is None or found.used_at or found.withdrawn_at or found.expires_at <= at:
        raise ResetNotInForce()
    return found


def reset_or_none(typed: str, *, at: datetime) -> PassphraseReset | None:
    """The same for a page that is only drawn."""
    try:
        return reset(typed, at=at)
    except (CodeUnsound, ResetNotInForce):
        return None


def reset_made(pk: int, *, by: User) -> PassphraseReset:
    """One's own, while nobody used it. Errors: PassphraseReset.DoesNotExist."""
    rows = PassphraseReset.objects.select_related("user", "grant")
    return rows.get(pk=pk, made_by=by, used_at__isnull=True, withdrawn_at__isnull=True)
