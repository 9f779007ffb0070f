"""What a code read aloud stands for: an invitation, or a passphrase to be set anew."""

import hashlib
import hmac
from datetime import date, datetime

from django.conf import settings

from khuyenhoc.apps.access.models import Invitation, PassphraseReset
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.cards import CardCodeUnsound, read_card_code
from khuyenhoc.domain.errors import RuleBroken


class InvitationNotInForce(RuleBroken):
    """No invitation that can still be taken up has this code; it says nothing of why. facts: none."""

    code = "INVITATION_NOT_IN_FORCE"


def invitation_digest(code: str) -> str:
    """What is stored of a code as `domain.cards` writes it; nobody without the server's secret can make one."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"invitation:{code}".encode(), hashlib.sha256).hexdigest()


def invitation(typed: str, *, on: date) -> Invitation:
    """The invitation that can be taken up on the day, by its code as a person typed it.

    Errors: CardCodeUnsound, InvitationNotInForce.
    """
    digest = invitation_digest(read_card_code(typed))
    found = Invitation.objects.select_related("made_by", "replaces").filter(digest=digest).first()
    if found is None or found.used_at or found.withdrawn_at or found.expires_on < on:
        raise InvitationNotInForce()
    return found


def invitation_or_none(typed: str, *, on: date) -> Invitation | None:
    """The same for a page that is only drawn."""
    try:
        return invitation(typed, on=on)
    except (CardCodeUnsound, InvitationNotInForce):
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
    """What is stored of a reset's code, as `invitation_digest`."""
    return hmac.new(settings.SECRET_KEY.encode(), f"reset:{code}".encode(), hashlib.sha256).hexdigest()


def reset(typed: str, *, at: datetime) -> PassphraseReset:
    """The reset that can be used at the moment, by its code as a person typed it.

    Errors: CardCodeUnsound, ResetNotInForce.
    """
    digest = reset_digest(read_card_code(typed))
    found = PassphraseReset.objects.select_related("user", "made_by", "grant").filter(digest=digest).first()
    if found is None or found.used_at or found.withdrawn_at or found.expires_at <= at:
        raise ResetNotInForce()
    return found


def reset_or_none(typed: str, *, at: datetime) -> PassphraseReset | None:
    """The same for a page that is only drawn."""
    try:
        return reset(typed, at=at)
    except (CardCodeUnsound, ResetNotInForce):
        return None


def reset_made(pk: int, *, by: User) -> PassphraseReset:
    """One's own, while nobody used it. Errors: PassphraseReset.DoesNotExist."""
    rows = PassphraseReset.objects.select_related("user", "grant")
    return rows.get(pk=pk, made_by=by, used_at__isnull=True, withdrawn_at__isnull=True)
