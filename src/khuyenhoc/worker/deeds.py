"""Every kind of job and what does it: each prepares with a desk and answers with what is left to be written."""

from collections.abc import Callable, Mapping

from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.worker import books, cards, lists, papers, reforming, registers, rehearsing, reporting, returns
from khuyenhoc.worker.desk import Desk, Finish

DEEDS: Mapping[JobKind, Callable[[Desk], Finish]] = {
    JobKind.REGISTER_LOOK: registers.look,
    JobKind.REGISTER_TAKE_IN: registers.take_in,
    JobKind.REGISTER_MARK: registers.mark,
    JobKind.REGISTER_OUT: registers.give_out,
    JobKind.RETURN_LOOK: returns.look,
    JobKind.RETURN_TAKE_IN: returns.take_in,
    JobKind.BOOK_LOOK: books.look,
    JobKind.BOOK_TAKE_IN: books.take_in,
    JobKind.SUBJECTS_OUT: lists.subjects_out,
    JobKind.CASES_OUT: lists.cases_out,
    JobKind.REGISTRATIONS: papers.registrations,
    JobKind.PROPOSAL: papers.proposal,
    JobKind.DECISION: papers.decision,
    JobKind.CERTIFICATES: papers.certificates,
    JobKind.MINUTES: papers.minutes,
    JobKind.CARDS: cards.citizens,
    JobKind.MEMBER_CARDS: cards.members,
    JobKind.PRAISES: papers.praises,
    JobKind.PRAISED_LIST: papers.praised_list,
    JobKind.REPORT: reporting.report,
    JobKind.REHEARSAL: rehearsing.rehearse,
    JobKind.REFORM_TRY: reforming.attempt,
    JobKind.REFORM_DO: reforming.carry_out,
}
