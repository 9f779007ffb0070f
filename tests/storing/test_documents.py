"""A PDF somebody sent keeps what can be read on it, and loses what acts, hides or tells of its writer."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from khuyenhoc.storing import documents

HIDDEN = (b"JavaScript", b"app.alert", b"secret inside", b"calc.exe", b"remark of", b"Somebody Private")


def a_pdf(pages: int = 1, **saved: object) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    return pdf


def plainly(pdf: pikepdf.Pdf) -> bytes:
    """Nothing packed, so that every word in it can be found."""
    out = io.BytesIO()
    pdf.save(
        out,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.all,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return out.getvalue()


def read(content: bytes) -> documents.Document:
    return documents.read(io.BytesIO(content), len(content))


def test_only_what_can_be_read_stays() -> None:
    pdf = a_pdf(2)
    script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    pdf.Root.OpenAction = pdf.make_indirect(script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["x", script])))
    pdf.attachments["a.txt"] = b"secret inside"
    page = pdf.pages[0].obj
    page.AA = Dictionary(O=script)
    box = [0, 0, 9, 9]
    page.Annots = Array(
        [
            Dictionary(Subtype=Name.Link, Rect=box, A=Dictionary(S=Name.URI, URI="https://mau.example.vn")),
            Dictionary(Subtype=Name.Link, Rect=box, A=Dictionary(S=Name.Launch, F="calc.exe")),
            Dictionary(Subtype=Name.Text, Rect=box, Contents="remark of a reader"),
        ]
    )
    pdf.docinfo["/Author"] = "Somebody Private"
    sent = plainly(pdf)

    kept = read(sent)

    told = plainly(pikepdf.open(io.BytesIO(kept.content)))
    assert [word for word in HIDDEN if word not in sent] == []
    assert [word for word in HIDDEN if word in told] == []
    assert (kept.pages, b"https://mau.example.vn" in told) == (2, True)


def test_what_is_no_pdf_locked_or_too_long_is_refused() -> None:
    locked = io.BytesIO()
    a_pdf().save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))

    for content, refusal in (
        (b"PK\x03\x04 something else", documents.NoDocument),
        (b"%PDF-1.7 and then nothing", documents.NoDocument),
        (locked.getvalue(), documents.DocumentProtected),
        (plainly(a_pdf(documents.MOST_PAGES + 1)), documents.DocumentTooLong),
    ):
        with pytest.raises(refusal):
            read(content)
    with pytest.raises(documents.DocumentTooHeavy):
        documents.read(io.BytesIO(b"%PDF-"), documents.MOST_BYTES + 1)
