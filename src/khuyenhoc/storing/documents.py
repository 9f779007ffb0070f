"""PDFs somebody sends to be kept: looked at in a process of their own, and only what can be read on them stays."""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.storing import pdf_stripper

MEBI = 1024 * 1024
MOST_BYTES = 20 * MEBI  # as sent
MOST_PAGES = 500
MOST_MEMORY = 1_024 * MEBI  # of the reading process
MOST_SECONDS = 60
HEAD = b"%PDF-"
_PROTECTED, _PAGES = 3, 5


class NoDocument(RuleBroken):
    """The file is no PDF, or it is damaged; facts: none."""

    code = "NO_DOCUMENT"


class DocumentTooHeavy(RuleBroken):
    """The file is larger than may be sent, or takes too much to read; facts: most (MiB)."""

    code = "DOCUMENT_TOO_HEAVY"


class DocumentProtected(RuleBroken):
    """A passphrase protects the file; facts: none."""

    code = "DOCUMENT_PROTECTED"


class DocumentTooLong(RuleBroken):
    """The file has no page, or more than are kept; facts: most."""

    code = "DOCUMENT_TOO_LONG"


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF as it is kept: without scripts, files inside, forms, remarks and descriptions."""

    content: bytes
    pages: int


def is_document(sent: IO[bytes]) -> bool:
    """Whether the file begins as a PDF does."""
    head = sent.read(len(HEAD))
    sent.seek(0)
    return head == HEAD


def read(sent: IO[bytes], size: int) -> Document:
    """size: of the file in bytes. Nothing of the file itself is kept.

    Errors: DocumentTooHeavy, NoDocument, DocumentProtected, DocumentTooLong.
    """
    if size > MOST_BYTES:
        raise DocumentTooHeavy(most=MOST_BYTES // MEBI)
    if not is_document(sent):
        raise NoDocument()
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "sent.pdf", Path(folder) / "kept.pdf"
        file.write_bytes(sent.read(MOST_BYTES + 1))
        limits = [str(MOST_MEMORY), str(MOST_SECONDS), str(MOST_PAGES)]
        done = subprocess.run(  # noqa: S603  (this very Python, a file of ours)
            [sys.executable, "-I", pdf_stripper.__file__, str(file), str(out), *limits],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={"PYTHONIOENCODING": "utf-8"},
        )
        if done.returncode == 0:
            return Document(out.read_bytes(), int(done.stdout))
    if done.returncode == _PROTECTED:
        raise DocumentProtected()
    if done.returncode == _PAGES:
        raise DocumentTooLong(most=MOST_PAGES)
    if done.returncode < 0:  # killed by a limit
        raise DocumentTooHeavy(most=MOST_BYTES // MEBI)
    raise NoDocument()
