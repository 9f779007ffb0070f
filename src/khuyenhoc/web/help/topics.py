"""Which part of the help belongs to the page that is open, so that “help” leads straight to it."""

from typing import Any

from django.http import HttpRequest

# area of the site (a folder of khuyenhoc.web) → section of the help
OF_AREA = {
    "walking": "register",
    "assessing": "assess",
    "card": "card",
    "meeting": "meeting",
    "verifying": "verify",
    "proposing": "propose",
    "deciding": "decide",
    "decisions": "decide",
    "reconsidering": "decide",
    "certificates": "certificates",
    "reporting": "report",
    "members": "members",
    "funds": "funds",
    "scholarships": "scholarships",
    "centres": "centres",
    "stories": "stories",
    "reforms": "reforms",
    "criteria": "criteria",
}
OF_PAGE = dict.fromkeys(("verify_return", "case_send_back", "decide_back"), "send-back")


def context(request: HttpRequest) -> dict[str, Any]:
    """For the frame of every page; "" where the help has no section of its own."""
    found = request.resolver_match
    if found is None:
        return {"help_topic": ""}
    area = found.func.__module__.removeprefix("khuyenhoc.web.").partition(".")[0]
    return {"help_topic": OF_PAGE.get(found.url_name or "", OF_AREA.get(area, ""))}
