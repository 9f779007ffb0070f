"""Deeds on figures: count and tell bases, set targets, report, correct, hand in, approve, close periods."""

from khuyenhoc.apps.figures.actions.aiming import NewAim, NewTarget, set_targets
from khuyenhoc.apps.figures.actions.closing import LockedAlready, lock_period
from khuyenhoc.apps.figures.actions.correcting import (
    CorrectionWithoutReason,
    FigureChangedMeanwhile,
    FigureIsClosed,
    FigureUnknown,
    correct_figure,
    take_figure_away,
)
from khuyenhoc.apps.figures.actions.counting import count_bases
from khuyenhoc.apps.figures.actions.keeping import (
    FigureKnown,
    FiguresContradict,
    Kept,
    PercentAboveHundred,
    PeriodLocked,
    TargetAimsAtNothing,
)
from khuyenhoc.apps.figures.actions.marking import (
    MarkedAlready,
    NewDifficultArea,
    mark_difficult,
    mark_difficult_on_server,
)
from khuyenhoc.apps.figures.actions.reporting import (
    FigureOfAnotherPlace,
    ReportNotOpen,
    TargetNotAFigure,
    report_figures,
    report_figures_on_server,
)
from khuyenhoc.apps.figures.actions.returning import (
    ApprovesOwnFigures,
    ReportChangedMeanwhile,
    ReportEmpty,
    ReportNotWaiting,
    ReturnWithoutReason,
    approve_report,
    open_report,
    return_report,
    submit_report,
)
from khuyenhoc.apps.figures.actions.taking_back import (
    BaseGone,
    TargetsGone,
    take_back_targets,
    take_base_away,
)
from khuyenhoc.apps.figures.actions.telling import (
    BaseNotWhole,
    NewBase,
    YearUnlikely,
    set_bases,
    set_bases_on_server,
)
from khuyenhoc.apps.figures.actions.timing import (
    MOST_DAYS,
    DeadlineFarOff,
    DeadlineGone,
    DeadlineTooEarly,
    NewDeadline,
    set_deadline,
    take_deadline_away,
)
from khuyenhoc.apps.figures.queries.told import NewFigure

__all__ = [
    "MOST_DAYS",
    "ApprovesOwnFigures",
    "BaseGone",
    "BaseNotWhole",
    "CorrectionWithoutReason",
    "DeadlineFarOff",
    "DeadlineGone",
    "DeadlineTooEarly",
    "FigureChangedMeanwhile",
    "FigureIsClosed",
    "FigureKnown",
    "FigureOfAnotherPlace",
    "FigureUnknown",
    "FiguresContradict",
    "Kept",
    "LockedAlready",
    "MarkedAlready",
    "NewAim",
    "NewBase",
    "NewDeadline",
    "NewDifficultArea",
    "NewFigure",
    "NewTarget",
    "PercentAboveHundred",
    "PeriodLocked",
    "ReportChangedMeanwhile",
    "ReportEmpty",
    "ReportNotOpen",
    "ReportNotWaiting",
    "ReturnWithoutReason",
    "TargetAimsAtNothing",
    "TargetNotAFigure",
    "TargetsGone",
    "YearUnlikely",
    "approve_report",
    "correct_figure",
    "count_bases",
    "lock_period",
    "mark_difficult",
    "mark_difficult_on_server",
    "open_report",
    "report_figures",
    "report_figures_on_server",
    "return_report",
    "set_bases",
    "set_bases_on_server",
    "set_deadline",
    "set_targets",
    "submit_report",
    "take_back_targets",
    "take_base_away",
    "take_deadline_away",
    "take_figure_away",
]
