"""Báo cáo: the content of a report under the head of who makes it, as PDF and for a word processor."""

from dataclasses import dataclass, replace

from khuyenhoc.analytics.reports import Content
from khuyenhoc.papers import press
from khuyenhoc.papers.letterhead import Letterhead, of_association
from khuyenhoc.papers.report_docx import written


@dataclass(frozen=True, slots=True)
class Report:
    """signed_as: the lines over the signature. told_to: who gets it, for the foot."""

    head: Letterhead
    content: Content
    signed_as: tuple[str, ...]
    told_to: tuple[str, ...]
    marks: tuple[str, ...]


def of(content: Content) -> Report:
    """The association of the place makes it, on the day the content was gathered, in the content's language.

    Errors: PlaceUnknownThen. An English report has an English head (`papers.letterhead` says why).
    """
    is_english = content.language == "en"
    head = of_association(content.place_id, content.tree_day, content.language)
    head = replace(head, day=content.on, number="      /BC-HKH")
    above = " ".join(head.above)
    return Report(
        head=head,
        content=content,
        signed_as=("FOR THE EXECUTIVE COMMITTEE", "CHAIRPERSON")
        if is_english
        else ("TM. BAN CHẤP HÀNH", "CHỦ TỊCH"),
        told_to=(*((f"{above};",) if above else ()), "Archive." if is_english else "Lưu: VT."),
        marks=content.marks,
    )


def pdf(report: Report) -> bytes:
    """A4 upright."""
    return press.typeset("report", report, dated=report.content.on, name=_name(report))


def docx(report: Report) -> bytes:
    """The same for a word processor, to be worked on before it is signed."""
    return written(
        head=report.head,
        content=report.content,
        signed_as=report.signed_as,
        told_to=report.told_to,
        name=_name(report),
    )


def _name(report: Report) -> str:
    return f"{report.content.title.capitalize()}: {report.content.about}, {report.content.label}"
