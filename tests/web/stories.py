"""Every address that takes a POST and acts on somebody's rows, in stories: presses that follow from each other."""

from dataclasses import replace

from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from tests.web import stories_books, stories_centres, stories_life, stories_money
from tests.web.books_pressed import BOOKS
from tests.web.preparing import (
    PAPER,
    a_citizen_now,
    a_faulty_figures_form,
    a_faulty_list,
    a_figures_form,
    a_list,
    a_picture,
    a_plan,
    another_reviewed,
    answers,
    at_commune,
    at_hamlet_now,
    at_place,
    branch_of_closed,
    citizens_now,
    entered,
    gone_over,
    just_opened,
    latest_list,
    newer_set,
    no_samples,
    opening,
    running,
    second_step,
    settled,
    split,
    told,
    visited,
    waiting_in,
)
from tests.web.press import Press, Story
from tests.web.working import latest_job, long_job, looked_at, worked

HERE = "one"  # the hamlet of a commune in which most of it happens, as canaries name it
# What these do they do to the account that presses; neither address nor form can name another, but for a token's,
# which answers its owner alone (test_tokens.py).
OWN_ACCOUNT = frozenset(
    {
        "settings",
        "settings_passphrase",
        "sign_out_elsewhere",
        "second_step_authenticator",
        "second_step_printed",
        "second_step_remove",
        "second_step_codes_paper",
        "token_make",
        "token_revoke",
        "calendar",
        "calendar_drop",
    }
)

P = Permission
WALK = Press(
    "walk",
    "branch",
    P.REGISTER,
    spot=HERE,
    args=at_hamlet_now,
    ticks=("subject",),
    names=("subject", "listed"),
)
ASSESS = Press("assess", "branch", P.ASSESS, spot=HERE, typed=answers)
LEAVE = Press("subject_leave", "branch", P.KEEP_REGISTER, spot=HERE)
IMPORT = Press(
    "subjects_import", "branch", P.KEEP_REGISTER, title="", query=at_place, file=a_list, writes=False
)
SEND = Press("return_upload", "association", P.SET_FIGURES, title="", file=a_figures_form, writes=False)
SAID = told(agrees="no", teller="person", channel="spoken")
STORIES: tuple[Story, ...] = (
    (
        Press("assess_photo", "branch", P.ASSESS, spot=HERE, file=a_picture, file_as="taken"),
        Press("assess_photo_remove", "branch", P.ASSESS, spot=HERE, page="-", typed=told(key="k")),
    ),
    (
        Press(
            "naming",
            "branch",
            P.KEEP_REGISTER,
            spot=HERE,
            ticks=("subject",),
            names=("subject", "listed"),
            typed=SAID,
        ),
        Press("naming_undo", "branch", P.KEEP_REGISTER, spot=HERE, page=">", names=("naming",)),
    ),
    (Press("subject_naming", "branch", P.KEEP_REGISTER, spot=HERE, typed=SAID),),
    (
        WALK,
        Press(
            "walk_undo",
            "branch",
            P.REGISTER,
            spot=HERE,
            args=at_hamlet_now,
            page=">",
            names=("registration",),
        ),
    ),
    (
        ASSESS,
        replace(ASSESS, typed=lambda shown, body: {**answers(shown, body), "n:1.1": "Ghi chú mẫu"}),
        Press("assess_undo", "branch", P.ASSESS, spot=HERE, page="assess"),
    ),
    (
        ASSESS,
        Press("assess_look", "branch", P.ASSESS, spot=HERE),
    ),
    (
        Press(
            "meeting",
            "branch",
            P.REVIEW,
            spot=HERE,
            typed=told(present="25", invited="30", chair="Mẫu A", secretary="Mẫu B"),
            names=("case",),
        ),
    ),
    (
        Press("verify", "association", P.VERIFY, prepare=another_reviewed, ticks=("case",), names=("case",)),
        Press("verify_undo", "association", P.VERIFY, page=">", args=at_commune, names=("case",)),
        Press(
            "verify_return",
            "association",
            P.VERIFY,
            page="verify",
            ticks=("case",),
            names=("case",),
            typed=told(sent="1", reason="Thiếu minh chứng"),
        ),
    ),
    (
        Press(
            "verify_case",
            "association",
            P.VERIFY,
            prepare=another_reviewed,
            args=lambda shown: [*at_commune(shown), *waiting_in(State.REVIEWED)(shown)],
            names=("case",),
        ),
    ),
    (
        Press(
            "verify_draw",
            "association",
            P.VERIFY,
            page="verify_visits",
            args=at_commune,
            prepare=another_reviewed,
        ),
    ),
    (Press("verify_visits", "association", P.VERIFY, typed=visited),),
    (
        Press("propose", "association", P.PROPOSE, ticks=("case",), names=("case",)),
        Press("propose_undo", "association", P.PROPOSE, page=">", names=("proposal",)),
    ),
    (Press("proposal", "association", P.PROPOSE, args=latest_list, typed=told(reason="Rút lại (mẫu)")),),
    (Press("case_withdraw", "branch", P.REGISTER, spot=HERE, typed=told(reason="Chuyển đi (mẫu)")),),
    (
        Press(
            "case_send_back",
            "association",
            P.VERIFY,
            spot=HERE,
            args=waiting_in(State.VERIFIED),
            typed=told(reason="Thiếu minh chứng"),
        ),
    ),
    (
        Press(
            "decide",
            "committee",
            P.DECIDE,
            ticks=("case",),
            names=("case",),
            typed=told(mark="refuse", reason="Thiếu minh chứng"),
            writes=False,
        ),
        Press("decide_sign", "committee", P.DECIDE),
    ),
    (
        Press(
            "decide_back",
            "committee",
            P.DECIDE,
            page="decide",
            args=at_commune,
            ticks=("case",),
            names=("case",),
            typed=told(reason="Thiếu minh chứng", key="k"),
        ),
    ),
    (
        Press("reconsider", "committee", P.REVOKE, page="-", typed=settled, names=("title",), writes=False),
        Press("reconsider_do", "committee", P.REVOKE, page="-", typed=settled, names=("title",)),
    ),
    (
        Press(
            "case_standing", "committee", P.REVOKE, spot=HERE, typed=told(deed="revoke", reason="Sai (mẫu)")
        ),
    ),
    (
        Press(
            "cards",
            "branch",
            P.REGISTER,
            title=Title.CITIZEN,
            spot=HERE,
            prepare=a_citizen_now,
            args=lambda shown: [citizens_now(shown).pk, shown.land.hamlet.pk],
        ),
    ),
    (
        Press(
            "invite",
            "association",
            P.GRANT_BRANCHES,
            title="",
            typed=told(full_name="Mẫu Văn Mời", role="branch"),
        ),
    ),
    (Press("invitation_withdraw", "association", P.GRANT_BRANCHES, title="", page="invited"),),
    (Press("hand_over", "association", P.GRANT_BRANCHES, title="*", typed=told(full_name="Mẫu Văn Nhận")),),
    (Press("grant_end", "association", P.GRANT_BRANCHES, title="*", typed=told(reason="Hết việc (mẫu)")),),
    (Press("account_reset", "association", P.GRANT_BRANCHES, title="*", prepare=no_samples),),
    (Press("account_second_step", "association", P.GRANT_BRANCHES, title="*", prepare=second_step),),
    (
        Press(
            "subject_add",
            "branch",
            P.KEEP_REGISTER,
            query=at_place,
            typed=told(name="Hộ mẫu mới", anyway="1"),
            names=("place",),
        ),
    ),
    (Press("subject_correct", "branch", P.KEEP_REGISTER, spot=HERE, typed=told(name="Hộ mẫu sửa")),),
    (
        Press("subject_move", "branch", P.KEEP_REGISTER, names=("place",)),
        Press("subject_move_undo", "branch", P.KEEP_REGISTER, page=">", names=("subject",)),
    ),
    (
        Press("subject_end", "branch", P.KEEP_REGISTER, spot=HERE),
        Press("subject_end_undo", "branch", P.KEEP_REGISTER, spot=HERE, page="subject"),
    ),
    (
        LEAVE,
        Press("subject_leave_undo", "branch", P.KEEP_REGISTER, spot=HERE, page=">", names=("affiliation",)),
    ),
    (
        LEAVE,
        Press("subject_join", "branch", P.KEEP_REGISTER, query=lambda _: "?q=dong+ho", names=("group",)),
    ),
    (
        IMPORT,
        Press("subjects_take_in", "branch", P.KEEP_REGISTER, title="", page="<", names=("place",)),
    ),
    (
        replace(IMPORT, file=a_faulty_list),
        Press(
            "subjects_marked", "branch", P.KEEP_REGISTER, title="", page="<", names=("place",), writes=False
        ),
    ),
    (
        Press(
            "parts",
            "association",
            P.KEEP_REGISTER,
            query=at_place,
            prepare=split,
            ticks=("subject",),
            names=("subject", "part"),
        ),
    ),
    (
        Press(
            "target_set",
            "association",
            P.SET_FIGURES,
            title="",
            typed=told(rate="ít nhất 90%", value="", source="Nghị quyết mẫu", confirmed="yes"),
        ),
        Press("target_undo", "association", P.SET_FIGURES, title="", page=">", names=("target",)),
    ),
    (
        Press(
            "return_enter",
            "association",
            P.SET_FIGURES,
            title="",
            typed=told(**{"members..0.value": "1.300"}),
        ),
        Press("return_submit", "association", P.SET_FIGURES, title=""),
        Press("return_decide", "province", P.SET_FIGURES, title="", typed=told(way="approve")),
    ),
    (Press("return_undo", "association", P.SET_FIGURES, title="", page="-", typed=entered),),
    (SEND, Press("return_take_in", "association", P.SET_FIGURES, title="", page="<")),
    (
        replace(SEND, file=a_faulty_figures_form),
        Press("return_marked", "association", P.SET_FIGURES, title="", page="<", writes=False),
    ),
    *(
        (Press(name, "association", P.SET_FIGURES, title="", page="-", typed=told(key="k")),)
        for name in ("deadline_end", "deadline_undo", "return_discard")
    ),
    (
        Press(
            "behind_undo",
            "branch",
            P.KEEP_REGISTER,
            title="",
            spot=HERE,
            page="-",
            typed=just_opened,
            names=("branch",),
        ),
    ),
    (Press("returns_of", "association", P.SET_FIGURES, title="", typed=told(period="2022")),),
    (
        Press(
            "period_lock",
            "association",
            P.SET_FIGURES,
            title="",
            typed=told(period="2022", confirmed="yes"),
        ),
    ),
    (
        Press(
            "branches_merge",
            "association",
            P.KEEP_REGISTER,
            title="",
            query=at_place,
            prepare=branch_of_closed,
            typed=gone_over,
            names=("branch",),
        ),
    ),
    (Press("features", "association", P.OPEN_ROUND, title="", typed=told(closed="1")),),
    (
        Press(
            "round_open", "association", P.OPEN_ROUND, title=Title.CLAN, query=opening, typed=told(open="1")
        ),
    ),
    (Press("round_derive", "association", P.OPEN_ROUND, query=at_place, names=("place",)),),
    (
        Press(
            "round_switch",
            "province",
            P.OPEN_ROUND,
            args=running,
            prepare=newer_set,
            typed=told(
                switch="1", legal_reference="01/QĐ-MẪU", reason="Có bộ mới (mẫu)", chosen="household-mau@2024"
            ),
        ),
        Press("round_switch_undo", "province", P.OPEN_ROUND, args=running, typed=told(reason="Nhầm đợt")),
    ),
    (Press("criteria_derive", "province", P.EDIT_CRITERIA, title="", typed=told(keep="1")),),
    (
        Press(
            "criteria_comments",
            "association",
            P.SEE,
            title="",
            typed=told(text="Góp ý mẫu"),
            anywhere=True,
        ),
    ),
    (Press("criteria_answer", "centre", P.EDIT_CRITERIA, title="", typed=told(reason="Đã xem (mẫu)")),),
    (Press("trials", "association", P.OPEN_ROUND, title="", typed=told(name="Thử mẫu"), anywhere=True),),
    (
        Press("trial_form", "branch", P.ASSESS, spot=HERE, typed=answers),
        Press("trial", "association", P.OPEN_ROUND, typed=told(summary="Chạy được (mẫu)")),
    ),
    (
        Press("reforms", "centre", P.RESHAPE_PLACES, title="", file=a_plan),
        Press(
            "reform_carry_out",
            "centre",
            P.RESHAPE_PLACES,
            title="",
            page="job",
            args=latest_job("centre"),
            prepare=worked,
            typed=told(reference=PAPER),
        ),
    ),
    (Press("job_stop", "association", P.SEE, page="job", args=latest_job("association"), prepare=long_job),),
    (
        Press(
            "job_mark",
            "association",
            P.KEEP_REGISTER,
            title="",
            page="job",
            args=latest_job("association"),
            prepare=looked_at,
        ),
    ),
    (
        Press(
            "job_go_on",
            "association",
            P.KEEP_REGISTER,
            title="",
            page="job",
            args=latest_job("association"),
            prepare=looked_at,
        ),
    ),
    *stories_books.STORIES,
    *stories_centres.STORIES,
    *stories_life.STORIES,
    *stories_money.STORIES,
    *BOOKS,
)
PRESSED = frozenset(press.name for story in STORIES for press in story)
