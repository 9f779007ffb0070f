"""Deeds of the register of legal documents and of plan tasks."""

from khuyenhoc.apps.directives.actions.attaching import TooManyAttached, attach, attach_again, detach
from khuyenhoc.apps.directives.actions.entering import (
    InstrumentChanged,
    InstrumentKnown,
    NewInstrument,
    ReplacementUnknown,
    change_instrument,
    enter_instrument,
    load_on_server,
)
from khuyenhoc.apps.directives.actions.planning import (
    DeadlineOutsidePlan,
    NewTask,
    TaskChanged,
    TaskDropped,
    change_task,
    drop_task,
    review_task,
    set_tasks,
    take_up_again,
)
from khuyenhoc.apps.directives.actions.resting import RestsAlready, RestsOnItself, let_go, rest_on
from khuyenhoc.apps.directives.actions.shipped import load_shipped, shipped

__all__ = [
    "DeadlineOutsidePlan",
    "InstrumentChanged",
    "InstrumentKnown",
    "NewInstrument",
    "NewTask",
    "ReplacementUnknown",
    "RestsAlready",
    "RestsOnItself",
    "TaskChanged",
    "TaskDropped",
    "TooManyAttached",
    "attach",
    "attach_again",
    "change_instrument",
    "change_task",
    "detach",
    "drop_task",
    "enter_instrument",
    "let_go",
    "load_on_server",
    "load_shipped",
    "rest_on",
    "review_task",
    "set_tasks",
    "shipped",
    "take_up_again",
]
