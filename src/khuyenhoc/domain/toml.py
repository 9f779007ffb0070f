"""Values as TOML writes them."""

import json


def quoted(text: str) -> str:
    """A basic string, which escapes as JSON does; several lines become one with \\n."""
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)
