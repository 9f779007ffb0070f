"""Who asks: the owner of the token that came with the request, as long as both are good."""

import time
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from khuyenhoc.api.refusals import SecondStepFirst, TokenNotGood, TooManyRequests
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts import actions as accounts
from khuyenhoc.apps.accounts import queries as known
from khuyenhoc.apps.accounts.actions import Limits
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.domain.days import day_of

BY_TOKEN: Final = 600  # requests of one token a minute
WRONG_BY_ADDRESS: Final = 60  # requests without a good token from one address
REQUESTS = Limits("token", time.time, BY_TOKEN)
WRONG = Limits("wrong token", time.time, WRONG_BY_ADDRESS)


class Token(HttpBearer):
    """`Authorization: Bearer khu_…`, made by the person on the page of their tokens."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Errors: TokenNotGood, TooManyRequests, SecondStepFirst."""
        at = timezone.now()
        found = known.good_token(token, on=day_of(at))
        if found is None:
            if seconds := WRONG.wait(str(request.META.get("REMOTE_ADDR", ""))):
                raise TooManyRequests(seconds=seconds)
            raise TokenNotGood()
        if seconds := REQUESTS.wait(str(found.pk)):
            raise TooManyRequests(seconds=seconds)
        owner = found.user
        if owner.second_factor_at is None and access.needs_second_step(owner, day_of(at)):
            raise SecondStepFirst()
        accounts.used(found, at=at)
        return found


def reader(request: HttpRequest) -> Account:
    """The token's owner, whose grants decide what is answered."""
    owner: Account = request.auth.user  # type: ignore[attr-defined]  # ninja keeps there what `authenticate` gave
    return owner
