"""Public addresses that papers lead to, most by a QR code; the pages behind them are the web's."""

from django.conf import settings

CERTIFICATE = "c/{code}/"
CARD = "cards/{code}/"
SIGN_IN = "sign-in/"


def certificate(code: str) -> str:
    """Where anybody checks a certificate by its code."""
    return _at(CERTIFICATE, code)


def card(code: str) -> str:
    """Where a citizen opens their own form by the card's code."""
    return _at(CARD, code)


def sign_in() -> str:
    """Where people with an account enter."""
    return f"{settings.PUBLIC_ADDRESS}/{SIGN_IN}"


def shown(address: str) -> str:
    """As people read and type it, without the part that every address begins with."""
    return address.partition("://")[2].rstrip("/")


def _at(path: str, code: str) -> str:
    return f"{settings.PUBLIC_ADDRESS}/{path.format(code=code)}"
