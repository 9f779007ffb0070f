"""The look of the pages as it goes over the wire: named by content, kept for ever, compressed once."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

GetResponse = Callable[[HttpRequest], HttpResponseBase]
TEXT = "text/"  # papers, workbooks and photos are compressed in themselves


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the package has no types
    """Whoever asks first for a name finds the files gathered, whichever way the program was started."""

    def __init__(self, location: Path | None = None) -> None:
        if location is None and not settings.DEBUG:  # while the look is being worked on, names stay plain
            gather()
        super().__init__(location=location)


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]  # the package has no types
    """Lists the files when a worker starts, so they lie ready by then."""

    def __init__(self, get_response: GetResponse) -> None:
        if not settings.DEBUG:
            gather()
        super().__init__(get_response)


class CompressingMiddleware(GZipMiddleware):
    """Pages are compressed for the way.

    A secret on a compressed page could be guessed from the page's length (BREACH) by whoever can have it drawn
    thousands of times with words of their own beside it. Here the token of a form is masked anew on every page, codes
    and passphrases are shown once, other sites' requests carry no session (SameSite), and Django adds up to 100
    random bytes to every answer.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith(TEXT):
            return response
        return super().process_response(request, response)


def gather() -> None:
    """Lay hashed and compressed copies of the package's files in STATIC_ROOT, unless they lie there.

    STATIC_ROOT is named by what is in the files, so another version has a folder of its own. Several workers may
    start at once: each makes a whole folder, and the first to finish gives it its name.
    """
    into = Path(settings.STATIC_ROOT)
    if into.exists():
        return
    into.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix="making-", dir=into.parent))
    try:
        storage = Storage(location=making)
        found: dict[str, tuple[Storage, str]] = {}
        for finder in finders.get_finders():
            for name, source in finder.list([]):
                if name in found:  # an earlier finder's goes first
                    continue
                with source.open(name) as content:
                    storage.save(name, content)
                found[name] = (storage, name)
        for _, _, done in storage.post_process(found):
            if isinstance(done, Exception):
                raise done
        making.chmod(0o755)
        try:
            making.rename(into)
        except OSError:
            if not into.exists():
                raise
    finally:
        shutil.rmtree(making, ignore_errors=True)
