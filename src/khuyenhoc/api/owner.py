"""Whose token it is, and what it reaches: for trying a token out."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from khuyenhoc.api import asked
from khuyenhoc.api.answers import answer
from khuyenhoc.api.shapes import answers
from khuyenhoc.api.shapes.owner import Owner
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places

router = Router(tags=["owner"])


@router.get(
    "/me", response=answers(Owner), url_name="api_me", summary="Mã của ai, đọc được nơi nào / Whose token"
)
def show(request: HttpRequest) -> HttpResponse:
    token = request.auth  # type: ignore[attr-defined]  # ninja keeps there what the entrance gave
    on = asked.today()
    granted = access.scope(token.user, on).granted
    named = places.named([where for where, _ in granted], on)
    content = {
        "username": token.user.username,
        "token": token.name,
        "expires_on": token.expires_on.isoformat(),
        "places": [
            {"place": one.place_id, "kind": one.kind.value, "label": one.label} for one in named.values()
        ],
    }
    return answer(request, content)
