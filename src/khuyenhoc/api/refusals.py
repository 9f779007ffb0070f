"""What a program is told when something cannot be answered: a code for it, a sentence for its people."""

import json
from typing import Final

from django.http import HttpResponse
from django.utils.translation import get_language

from khuyenhoc.domain.errors import LIKE_UNKNOWN, RuleBroken
from khuyenhoc.sentences import sentence


class TokenNotGood(RuleBroken):
    """No token, an unknown one, or one revoked or past its day; it says nothing of which. facts: none."""

    code = "TOKEN_NOT_GOOD"


class TooManyRequests(RuleBroken):
    """More requests in a minute than are answered; facts: seconds to wait."""

    code = "TOO_MANY_REQUESTS"


class SecondStepFirst(RuleBroken):
    """The person's work asks for a second step at sign-in, and they have arranged none; facts: none."""

    code = "SECOND_STEP_FIRST"


class NothingThere(RuleBroken):
    """Unknown, or not the person's to see; it says nothing of which. facts: none."""

    code = "NOTHING_THERE"


class ParameterUnreadable(RuleBroken):
    """A part of the address cannot be read or is missing; facts: parameter."""

    code = "PARAMETER_UNREADABLE"


class TooMuchAtOnce(RuleBroken):
    """More is asked in one request than is answered in one; facts: parameter, most."""

    code = "TOO_MUCH_AT_ONCE"


class OnlyReads(RuleBroken):
    """Something else than GET; facts: none."""

    code = "ONLY_READS"


class ServerFailed(RuleBroken):
    """A defect of ours, told by nothing but the number under which the server's log has it; facts: incident."""

    code = "SERVER_FAILED"


_STATUS: Final = {
    TokenNotGood.code: 401,
    SecondStepFirst.code: 403,
    NothingThere.code: 404,
    OnlyReads.code: 405,
    TooManyRequests.code: 429,
    ServerFailed.code: 500,
}
_FACTS_TOLD: Final = ("parameter", "seconds", "most", "incident")


def told(error: RuleBroken, *, status: int = 0) -> HttpResponse:
    """{"code", "sentence"} and the fact a program can act on; what is foreign and what is unknown are told alike."""
    if error.code in LIKE_UNKNOWN:
        error = NothingThere()
    content = {"code": error.code, "sentence": sentence(error, get_language() or "vi")}
    content |= {name: error.facts[name] for name in _FACTS_TOLD if name in error.facts}
    answer = HttpResponse(
        json.dumps(content, ensure_ascii=False, default=str),
        content_type="application/json; charset=utf-8",
        status=status or _STATUS.get(error.code, 400),
        headers={"Cache-Control": "no-store"},
    )
    if answer.status_code == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if answer.status_code in (429, 503):
        answer.headers["Retry-After"] = str(error.facts.get("seconds", 5))
    return answer
