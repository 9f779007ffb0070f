"""The association's own life in the demonstration: its tree, officers, congresses, fees, and a clan's convention.

Everything here is made up and says so ("mẫu"). Most stands in the first commune, whose officers can sign in.
"""

from datetime import date
from typing import Any

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import actions
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.actions import NewBranch, Whom
from khuyenhoc.apps.association.models import Branch, ClanPaper
from khuyenhoc.apps.gatherings import actions as gatherings
from khuyenhoc.apps.gatherings.actions import NewGathering
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.demo.running import YEAR, officer
from khuyenhoc.demo.stage import Stage
from khuyenhoc.demo.timetable import REFORM, moment
from khuyenhoc.domain.branches import BranchKind, Post
from khuyenhoc.domain.gatherings import GatheringKind
from khuyenhoc.domain.roles import Role

AT = moment(date(YEAR, 11, 10))
CONGRESS, TERM_ENDS = date(2021, 8, 20), date(2026, 8, 20)
RATE = 20_000  # đồng a year
PAID, LET_OFF, IN_PARTY = 12, 2, 4  # of the first hamlet's members
WHY = "Hộ nghèo (mẫu)"
CONVENTION = (
    "Điều 1. Con cháu trong họ được khuyến khích học suốt đời (mẫu).\n"
    "Điều 2. Mỗi năm họp mặt khen con cháu có kết quả học tập tốt (mẫu)."
)


def carry_on(stage: Stage) -> dict[str, Any]:
    """In the first commune of today: the old bases merged, a term, fees of the first hamlet, a clan's book."""
    by = officer(stage, Role.COMMUNE_ASSOCIATION)
    commune = stage.ground.communes_today[0]
    _merge_bases(commune, by)
    people = [one.person_id for one in _hamlet(stage).memberships.filter(left__isnull=True).order_by("pk")]
    _meet_and_pay(_hamlet(stage), people, officer(stage, Role.BRANCH))
    _keep_a_clan(stage, by)
    return {}


def _merge_bases(commune: int, by: User) -> None:
    """The bases of the closed communes go over into one of the new commune."""
    on = AT.date()
    name = f"Hội Khuyến học {places.version(commune, on)} (mẫu)"
    base = actions.open_branch(NewBranch(commune, name, BranchKind.BASE.value, REFORM), by=by, at=AT)
    old = [one for one in association.of_closed_places(commune, on) if one.kind == BranchKind.BASE]
    if old:
        actions.merge(old, base, on=date(2025, 7, 15), by=by, at=AT)
    term = actions.record_term(base, number=1, held_on=REFORM, until=date(2030, 7, 1), by=by, at=AT)
    gatherings.plan(
        commune,
        NewGathering(
            GatheringKind.MEETING,
            "Hội nghị Ban Chấp hành lần thứ 1 (mẫu)",
            date(2025, 7, 20),
            committee=term.pk,
            number=1,
            topics="Phân công ủy viên (mẫu)",
            present=15,
            is_sample=True,
        ),
        by=by,
        at=AT,
    )
    chair = actions.appoint(base, Post.CHAIR, Whom(name="Mẫu Văn Chủ"), since=REFORM, by=by, at=AT)
    actions.appoint(base, Post.VICE_CHAIR, Whom(name="Mẫu Thị Phó"), since=REFORM, by=by, at=AT)
    actions.hand_over(
        chair,
        Whom(name="Mẫu Văn Tiếp"),
        on=date(2026, 3, 1),
        note="Sổ hội viên, sổ hội phí, con dấu (mẫu)",
        by=by,
        at=AT,
    )
    actions.set_rate(base, YEAR, RATE, by=by, at=AT)


def _hamlet(stage: Stage) -> Branch:
    """The chi hội of the first hamlet, which leads the list of the first commune's branches."""
    return association.branches([stage.towns[0].branches[0]])[0]


def _meet_and_pay(branch: Branch, people: list[int], by: User) -> None:
    actions.record_term(branch, number=6, held_on=CONGRESS, until=TERM_ENDS, by=by, at=AT)
    actions.appoint(branch, Post.CHAIR, Whom(people[0]), since=CONGRESS, by=by, at=AT)
    actions.appoint(branch, Post.SECRETARY, Whom(people[1]), since=CONGRESS, by=by, at=AT)
    day = date(YEAR, 4, 6)
    actions.pay(branch, people[:PAID], year=YEAR, on=day, by=by, at=AT)
    actions.let_off(branch, people[-LET_OFF:], year=YEAR, reason=WHY, on=day, by=by, at=AT)
    actions.note_party(branch, people[:IN_PARTY], since=None, by=by, at=AT)


def _keep_a_clan(stage: Stage, by: User) -> None:
    """The first clan has a board of its own and wrote its convention down."""
    clan = Subject.objects.get(pk=stage.towns[0].clans[0])
    on = date(2019, 3, 15)
    new = NewBranch(
        clan.place_id, f"Ban Khuyến học {clan.name}", BranchKind.BAN_KHUYEN_HOC.value, on, body=clan.pk
    )
    made = actions.open_branch(new, by=by, at=AT)
    actions.appoint(made, Post.CHAIR, Whom(name="Mẫu Văn Trưởng"), since=on, by=by, at=AT)
    actions.keep_paper(
        clan,
        kind=ClanPaper.Kind.CONVENTION.value,
        title="Quy ước khuyến học của dòng họ (mẫu)",
        dated=on,
        text=CONVENTION,
        by=by,
        at=AT,
    )
