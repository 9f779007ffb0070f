"""Questions about figures, as they are known now or were on an earlier day.

`known_before`: as known before that moment; None is now. A period is asked for as people write it.
"""

from khuyenhoc.apps.figures.models import DifficultArea, Lock, Report, Reported, ReportState, Target
from khuyenhoc.apps.figures.queries.above import stands_above
from khuyenhoc.apps.figures.queries.aimed import target, target_of, targets
from khuyenhoc.apps.figures.queries.catalogue import catalogue
from khuyenhoc.apps.figures.queries.denominators import (
    Conflict,
    ToldBase,
    bases,
    bases_by_child,
    bases_where_counted,
    conflicts,
    source_of_bases,
    told_bases,
)
from khuyenhoc.apps.figures.queries.difficult import difficult_area, difficult_areas, marked
from khuyenhoc.apps.figures.queries.locks import lock_over, locks
from khuyenhoc.apps.figures.queries.published import published
from khuyenhoc.apps.figures.queries.reported import (
    NUMBERS,
    after_lock,
    figures_of,
    history,
    in_report,
    latest,
    written,
)
from khuyenhoc.apps.figures.queries.reports import (
    ReportUnknown,
    Standing,
    not_reported,
    periods_below,
    report,
    report_of,
    reports,
    source_of,
    standings,
)
from khuyenhoc.apps.figures.queries.told import (
    BaseNotOfIndicator,
    FigureTwice,
    FigureUnreadable,
    NewFigure,
    NothingTold,
    NumberTooLarge,
    ReadFigure,
    SourceMissing,
    TextTooLong,
    examine,
    read_figures,
)

__all__ = [
    "NUMBERS",
    "BaseNotOfIndicator",
    "Conflict",
    "DifficultArea",
    "FigureTwice",
    "FigureUnreadable",
    "Lock",
    "NewFigure",
    "NothingTold",
    "NumberTooLarge",
    "ReadFigure",
    "Report",
    "ReportState",
    "ReportUnknown",
    "Reported",
    "SourceMissing",
    "Standing",
    "Target",
    "TextTooLong",
    "ToldBase",
    "after_lock",
    "bases",
    "bases_by_child",
    "bases_where_counted",
    "catalogue",
    "conflicts",
    "difficult_area",
    "difficult_areas",
    "examine",
    "figures_of",
    "history",
    "in_report",
    "latest",
    "lock_over",
    "locks",
    "marked",
    "not_reported",
    "periods_below",
    "published",
    "read_figures",
    "report",
    "report_of",
    "reports",
    "source_of",
    "source_of_bases",
    "standings",
    "stands_above",
    "target",
    "target_of",
    "targets",
    "told_bases",
    "written",
]
