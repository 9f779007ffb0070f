"""Codes to be read aloud: from the deed to the next page through the session, shown there once, kept nowhere else."""

from django.http import HttpRequest


def keep(request: HttpRequest, kind: str, pk: int, code: str) -> None:
    """kind: what the code is of; pk: which one. The receipt of the deed does not hold the code."""
    request.session[_name(kind)] = {**request.session.get(_name(kind), {}), str(pk): code}


def take(request: HttpRequest, kind: str, pk: int) -> str:
    """The code, or "" when it was shown before or was never this session's."""
    codes = dict(request.session.get(_name(kind), {}))
    code: str = codes.pop(str(pk), "")
    request.session[_name(kind)] = codes
    return code


def _name(kind: str) -> str:
    return f"{kind}_codes"
