"""Tài liệu so sánh: several places over years, on A4 across, for a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass

from khuyenhoc.analytics.packs import Chart, Pack
from khuyenhoc.analytics.reports import Content
from khuyenhoc.papers import press


@dataclass(frozen=True, slots=True)
class _Sheets:
    content: Content
    charts: Mapping[str, Chart]
    marks: tuple[str, ...]


def pdf(pack: Pack) -> bytes:
    """It decides nothing and nobody signs it, so it carries no letterhead of the decree on papers."""
    content = pack.content
    name = f"{content.title.capitalize()}: {content.about}"
    return press.typeset(
        "pack", _Sheets(content, dict(pack.charts), content.marks), dated=content.on, name=name
    )
