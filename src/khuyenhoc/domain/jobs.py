"""Work too long for one request: what it may be, and how it stands."""

from enum import StrEnum


class JobKind(StrEnum):
    """What somebody asked the server to do while they go on."""

    REGISTER_LOOK = "register_look"
    REGISTER_TAKE_IN = "register_take_in"
    REGISTER_MARK = "register_mark"
    REGISTER_OUT = "register_out"
    RETURN_LOOK = "return_look"
    RETURN_TAKE_IN = "return_take_in"
    BOOK_LOOK = "book_look"
    BOOK_TAKE_IN = "book_take_in"
    SUBJECTS_OUT = "subjects_out"
    CASES_OUT = "cases_out"
    REGISTRATIONS = "registrations"
    PROPOSAL = "proposal"
    DECISION = "decision"
    CERTIFICATES = "certificates"
    MINUTES = "minutes"
    CARDS = "cards"
    MEMBER_CARDS = "member_cards"
    PRAISES = "praises"
    PRAISED_LIST = "praised_list"
    REPORT = "report"
    REHEARSAL = "rehearsal"
    REFORM_TRY = "reform_try"
    REFORM_DO = "reform_do"


class JobState(StrEnum):
    """REFUSED: a rule forbade it, said in a sentence. FAILED: the server could not. STOPPED: the person asked so."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    STOPPED = "stopped"


UNFINISHED = frozenset({JobState.WAITING, JobState.RUNNING})
# What changes what is kept; every other kind only makes files or looks.
WRITES = frozenset(
    {
        JobKind.REGISTER_TAKE_IN,
        JobKind.RETURN_TAKE_IN,
        JobKind.BOOK_TAKE_IN,
        JobKind.CARDS,
        JobKind.REFORM_DO,
    }
)
# Tells sums alone, for whoever may see those of the place on the day that its facts name.
OF_SUMS = frozenset({JobKind.REPORT})
