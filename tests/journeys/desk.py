"""A desk on which sheets are laid one after the other: the same document filled anew, as if a server had answered.

Styles, scripts and letters come over the network once; what judges the sheets is loaded once and stays warm.
"""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from playwright.sync_api import Page

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
BARE = b'<!doctype html><title>-</title><script src="/axe.js"></script>'
LAY = """text => new Promise(done => {
    document.open();
    addEventListener("load", () => done(), {once: true});
    document.write(text);
    document.close();
})"""
SHEETS = 40  # laid on one desk; what they leave behind, as timers, goes with it


class Shelf(ThreadingHTTPServer):
    """Serves our static files, the sheet that is opened, and an empty page that loads the judge's script."""

    daemon_threads = True

    def __init__(self, script: bytes) -> None:
        super().__init__(("127.0.0.1", 0), Handing)
        self.given = {"/": (BARE, "text/html"), "/axe.js": (script, TYPES[".js"])}

    def find(self, path: str) -> tuple[bytes, str] | None:
        if path in self.given:
            return self.given[path]
        found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if not found:
            return None
        file = Path(str(found))
        return file.read_bytes(), TYPES[file.suffix]


class Handing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Shelf

    def do_GET(self) -> None:
        found = self.server.find(urlsplit(self.path).path)
        body, kind = found or (b"", "text/plain")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store" if "html" in kind else "max-age=3600, immutable")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *told: Any, **named: Any) -> None:
        """A desk is quiet."""


class Desk:
    """Lays the text of a page before the browser, beside the script that judges it. Use it as a context."""

    def __init__(self, page: Page, script: str = "") -> None:
        self.page, self.laid = page, 0
        self.shelf = Shelf(script.encode())

    def __enter__(self) -> Self:
        threading.Thread(target=self.shelf.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shelf.shutdown()
        self.shelf.server_close()

    def lay(self, text: str) -> None:
        if self.laid % SHEETS == 0:
            self._go("/")
        self.laid += 1
        self.page.evaluate(LAY, text)

    def open(self, text: str) -> None:
        """Lay it as a page of its own, which the browser can load again."""
        self.shelf.given["/sheet"] = (text.encode(), "text/html; charset=utf-8")
        self._go("/sheet")

    def _go(self, path: str) -> None:
        self.page.goto(f"http://127.0.0.1:{self.shelf.server_port}{path}")
