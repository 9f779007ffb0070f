"""What stands out in the demonstration: distinctions, other movements' titles, a local name, a difficult area.

Everything here is made up and says so ("mẫu").
"""

from typing import Any

from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures.actions import NewTarget
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition import queries as titles
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.demo.plan import YEARS
from khuyenhoc.demo.stage import Stage
from khuyenhoc.demo.timetable import BEGIN, COUNT, moment, on
from khuyenhoc.domain.streaks import Distinction
from khuyenhoc.domain.titles import BaseKind, Level, Title
from khuyenhoc.domain.workflow import State

LOCAL_NAME = "Gia đình hiếu học (mẫu)"
PAPER = "Quyết định mẫu, không có thật"
SPECIAL_PERCENT = 6_000  # below the plan's own target for families
LOOKED_AT, EXEMPLARY, EXCELLENT, CULTURAL = 40, 3, 1, 8
AT = moment(on(YEARS[-1], COUNT), 18)


def stand_out(stage: Stage) -> dict[str, Any]:
    """One of each in the first commune, whose officers can sign in; the last one is the difficult area."""
    _distinguish(stage)
    _note_other_titles(stage)
    rounds.name_title(
        stage.seats[0].place,
        Title.HOUSEHOLD,
        LOCAL_NAME,
        valid_from=BEGIN,
        by=stage.cast().offices[0].association,
        at=AT,
    )
    _mark_difficult(stage)
    return {}


def _distinguish(stage: Stage) -> None:
    """Families titled in both years come first in the register's order."""
    families = [pk for homes in stage.towns[0].households for pk in homes][:LOOKED_AT]
    year = YEARS[-1]
    long = titles.streaks(families, Title.HOUSEHOLD, year)
    held = [
        one.pk
        for one in reversed(titles.history(families))
        if one.year == year and one.state == State.RECOGNISED and long[one.subject_id] == len(YEARS)
    ][: EXEMPLARY + EXCELLENT]
    for kind, ids in (
        (Distinction.EXCELLENT, held[:EXCELLENT]),
        (Distinction.EXEMPLARY, held[EXCELLENT:]),
    ):
        if ids:
            recognition.distinguish(
                ids,
                kind,
                number="01/QĐ-MẪU",
                reason=f"Giữ danh hiệu {len(YEARS)} năm liền (tình huống mẫu)",
                by=stage.cast().offices[0].committee,
                at=AT,
            )


def _note_other_titles(stage: Stage) -> None:
    town, office = stage.towns[0], stage.cast().offices[0]
    families = [pk for homes in town.households for pk in homes]
    for movement, subjects in (("cultural_family", families[:CULTURAL]), ("new_countryside", [town.commune])):
        recognition.note_other_title(
            subjects, movement, YEARS[-1], reference=PAPER, by=office.association, at=AT
        )


def _mark_difficult(stage: Stage) -> None:
    figures.mark_difficult(
        stage.seats[-1].place,
        valid_from=BEGIN,
        source="danh sách mẫu, không có thật",
        by=stage.cast().offices[-1].association,
        at=AT,
    )
    figures.set_targets(
        [
            NewTarget(
                place=stage.province,
                year=YEARS[-1] + 1,
                title=Title.HOUSEHOLD,
                level=Level.NONE,
                base_kind=BaseKind.HOUSEHOLDS,
                percent=SPECIAL_PERCENT,
                source="Chỉ tiêu mẫu cho địa bàn khó khăn, không có thật",
                for_difficult_areas=True,
            )
        ],
        by=stage.cast().province,
        at=AT,
    )
