"""Every kind of job and what does it: each prepares with a desk and answers with what is left to be written."""

from collections.abc import Callable, Mapping

from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.worker import lists, papers, reforming, registers, returns
from khuyenhoc.worker.desk import Desk, Finish

DEEDS: Mapping[JobKind, Callable[[Desk], Finish]] = {
    JobKind.REGISTER_LOOK: registers.look,
    JobKind.REGISTER_TAKE_IN: registers.take_in,
    JobKind.REGISTER_MARK: registers.mark,
    JobKind.REGISTER_OUT: registers.give_out,
    JobKind.RETURN_LOOK: returns.look,
    JobKind.RETURN_TAKE_IN: returns.take_in,
    JobKind.SUBJECTS_OUT: lists.subjects_out,
    JobKind.CASES_OUT: lists.cases_out,
    JobKind.REGISTRATIONS: papers.registrations,
    JobKind.PROPOSAL: papers.proposal,
    JobKind.DECISION: papers.decision,
    JobKind.CERTIFICATES: papers.certificates,
    JobKind.REFORM_TRY: reforming.attempt,
    JobKind.REFORM_DO: reforming.carry_out,
}
