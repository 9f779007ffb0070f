"""Answers: JSON made of plain values, told apart by their bytes so that nothing unchanged is sent twice."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

JSON: Final = "application/json; charset=utf-8"
ASK_AGAIN: Final = (
    "private, no-cache"  # kept by whoever asked, and asked for again with the mark it came with
)
SELDOM: Final = "private, max-age=3600"  # of what changes with the program or by a reform


def answer(request: HttpRequest, content: Mapping[str, Any], *, keep: str = ASK_AGAIN) -> HttpResponse:
    """The content, or 304 when the asker has it already. keep: what a client may do with it (Cache-Control)."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}
    is_known = mark in known or "*" in known
    made = HttpResponse(status=304) if is_known else HttpResponse(body, content_type=JSON)
    made.headers["ETag"] = mark
    made.headers["Cache-Control"] = keep
    made.headers["Vary"] = "Authorization, Accept-Language"
    return made
