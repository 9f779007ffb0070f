"""What a browser that has never been here fetches to show a page, counted as it goes over the wire."""

import gzip
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.test import Client

FONT_OF_SHEET = re.compile(r"""url\(["']?([^"')]+)["']?\)""")


@dataclass
class Fetched:
    """address → bytes of its head and body, compressed as they came; and what each answer said of keeping it."""

    sizes: dict[str, int] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.sizes.values())


class _Parts(HTMLParser):
    """The addresses a page asks for by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        address = told.get("href") if tag == "link" else told.get("src") if tag in ("script", "img") else None
        if address and not address.startswith("data:"):
            self.found.append(address)


def fetch(client: Client, address: str) -> Fetched:
    """The page, its sheets, their fonts, its scripts and pictures. All fonts count, though a page may not use all."""
    fetched = Fetched()
    parts = _Parts()
    parts.feed(_body(client, address, fetched))
    for part in parts.found:
        if part in fetched.sizes:
            continue
        text = _body(client, part, fetched)
        if part.endswith(".css"):
            for one in (urljoin(part, found) for found in FONT_OF_SHEET.findall(text)):
                if one not in fetched.sizes:
                    _body(client, one, fetched)
    return fetched


def _body(client: Client, address: str, fetched: Fetched) -> str:
    answer = client.get(address, headers={"Accept-Encoding": "gzip, deflate, br"})
    assert answer.status_code == 200, address
    body = b"".join(answer) if answer.streaming else answer.content
    answer.close()
    head = sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items())
    fetched.sizes[address] = head + len(body)
    fetched.kept[address] = answer.headers.get("Cache-Control", "")
    if answer.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return body.decode(errors="replace")
