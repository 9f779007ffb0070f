"""Finding people who sign in."""

import hashlib
import hmac
from base64 import b32encode
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q

from khuyenhoc.apps.accounts.models import Authenticator, PrintedCode, Token, User
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.text import search_key
from khuyenhoc.domain.tokens import is_token

Account: TypeAlias = User  # what pages call the person who signed in; they touch no models


def by_username(username: str) -> User | None:
    return User.objects.filter(username=username.strip().lower()).first()


def by_usernames(usernames: Iterable[str]) -> dict[str, User]:
    return {user.username: user for user in User.objects.filter(username__in=[*usernames])}


def has_real() -> bool:
    """Whether anybody has an account that was not made up for a demonstration."""
    return User.objects.filter(is_sample=False).exists()


def free_username(full_name: str) -> str:
    """A sign-in name made from a name, that nobody has: "Mẫu Thị Sáng" → "sang.mau", else "sang.mau2" …"""
    words = search_key(full_name).split()
    name = ".".join([words[-1], words[0]] if len(words) > 1 else words) or "hoi.vien"
    taken = set(User.objects.filter(username__startswith=name).values_list("username", flat=True))
    return next(one for one in (name, *(f"{name}{n}" for n in range(2, len(taken) + 3))) if one not in taken)


def active(pk: int) -> User | None:
    return User.objects.filter(pk=pk, is_active=True).first()


def real() -> list[User]:
    """Every account that was not made up for a demonstration and that somebody signs in to, by name."""
    rows = User.objects.filter(is_sample=False).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return list(rows.order_by("username"))


@dataclass(frozen=True, slots=True)
class Means:
    """With what somebody takes the second step. printed_left: codes not used yet, of the latest ten."""

    authenticator_since: datetime | None
    printed_at: datetime | None
    printed_left: int

    @property
    def is_used_up(self) -> bool:
        """Only printed codes, and none is left."""
        return self.authenticator_since is None and self.printed_left == 0


def means(user: User) -> Means:
    since = Authenticator.objects.filter(user=user).values_list("recorded_at", flat=True).first()
    printed = PrintedCode.objects.filter(user=user).aggregate(
        at=Max("recorded_at"), left=Count("pk", filter=Q(used_at__isnull=True))
    )
    return Means(since, printed["at"], printed["left"])


def code_digest(purpose: str, code: str) -> str:
    """What is stored of a code as `domain.short_codes` writes it; nobody without the server's secret can make one.

    purpose: keeps a code of one kind from being taken for another's.
    """
    return hmac.new(settings.SECRET_KEY.encode(), f"{purpose}:{code}".encode(), hashlib.sha256).hexdigest()


def authenticator_key(user: User, salt: str) -> bytes:
    """The 20 bytes that the telephone and the server share (RFC 4226 recommends as many)."""
    told = f"authenticator:{user.pk}:{salt}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).digest()[:20]


def authenticator_secret(user: User, salt: str) -> str:
    """The key as a person types it: 32 letters and digits in groups of four."""
    told = b32encode(authenticator_key(user, salt)).decode()
    return " ".join(told[begin : begin + 4] for begin in range(0, len(told), 4))


def authenticator_address(user: User, salt: str) -> str:
    """What the QR code tells an authenticator app."""
    secret = b32encode(authenticator_key(user, salt)).decode()
    return f"otpauth://totp/KhuyenHoc:{quote(user.username)}?secret={secret}&issuer=KhuyenHoc"


def printed_code_digest(user: User, code: str) -> str:
    return code_digest(f"printed:{user.pk}", code)


def are_printed_codes(user: User, codes: Collection[str]) -> bool:
    """Whether all of these are codes of the person's latest ten, used or not."""
    digests = {printed_code_digest(user, code) for code in codes}
    return bool(digests) and PrintedCode.objects.filter(user=user, digest__in=digests).count() == len(digests)


def is_weak(passphrase: str, *, username: str, full_name: str) -> bool:
    """Whether the rules for passphrases refuse it, as on the pages."""
    try:
        validate_password(passphrase, User(username=username, full_name=full_name))
    except ValidationError:
        return True
    return False


def token_digest(text: str) -> str:
    return code_digest("token", text)


def tokens(user: User) -> list[Token]:
    """All that the person ever made, those that last longest first."""
    return list(Token.objects.filter(user=user).order_by("-expires_on", "-pk"))


def token(pk: int, *, user: User) -> Token:
    """One's own. Errors: Token.DoesNotExist."""
    return Token.objects.get(pk=pk, user=user)


def is_good(token: Token, at: datetime) -> bool:
    """Neither revoked nor past its last day."""
    return token.revoked_at is None and day_of(at) <= token.expires_on


def good_token(text: str, *, on: date) -> Token | None:
    """The token with its owner, while both are good; None says nothing of why not."""
    if not is_token(text):
        return None
    return (
        Token.objects.filter(
            digest=token_digest(text), revoked_at__isnull=True, expires_on__gte=on, user__is_active=True
        )
        .select_related("user")
        .first()
    )
