"""Reads a PDF back as people and telephones do: its text, its pictures, the QR codes on them."""

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
import zxingcpp
from PIL.Image import Image

ARTEFACTS = Path(__file__).resolve().parent.parent / "artefacts"


@contextmanager
def opened(content: bytes) -> Iterator[pdfium.PdfDocument]:
    document = pdfium.PdfDocument(content)
    try:
        yield document
    finally:
        document.close()


def pages(content: bytes) -> list[str]:
    """The text of each page, every run of blanks one space."""
    with opened(content) as document:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(" ".join(text.get_text_range().split()))
            text.close()
            page.close()
        return found


def whole(content: bytes) -> str:
    return " ".join(pages(content))


def sizes(content: bytes) -> set[tuple[int, int]]:
    """Width and height of the pages in whole millimetres."""
    with opened(content) as document:
        return {
            (round(w * 25.4 / 72), round(h * 25.4 / 72))
            for w, h in map(document.get_page_size, range(len(document)))
        }


def drawn(content: bytes, page: int = 0, scale: float = 2.0) -> Image:
    with opened(content) as document:
        leaf = document[page]
        picture: Image = leaf.render(scale=scale).to_pil()
        leaf.close()
        return picture


def kept(content: bytes, name: str) -> None:
    """The first three pages as pictures under tests/artefacts, for somebody to look at.

    The first one also small in the folder KHUYENHOC_PICTURES, when it names one.
    """
    ARTEFACTS.mkdir(exist_ok=True)
    for page in range(min(3, len(pages(content)))):
        drawn(content, page, scale=1.5).save(ARTEFACTS / f"paper-{name}-{page + 1}.png")
    if folder := os.environ.get("KHUYENHOC_PICTURES"):
        light = drawn(content, scale=1.1).quantize(32)
        light.save(Path(folder) / f"paper-{name}.png", optimize=True)


def scanned(content: bytes, page: int = 0) -> list[str]:
    """What a telephone reads from the QR codes of a page."""
    return [found.text for found in zxingcpp.read_barcodes(drawn(content, page))]


def is_archivable(content: bytes) -> bool:
    """Whether the file says of itself that it is PDF/A-2b; the typesetter refuses to say so untruly."""
    found = dict(re.findall(rb"pdfaid:(part|conformance)>?=?\"?([0-9A-Z])", content))
    return found == {b"part": b"2", b"conformance": b"B"}


def is_nfc(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)
