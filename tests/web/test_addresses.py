"""Every address is either public or for people who signed in; a new one without a class fails here."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import urlencode

from khuyenhoc.apps.accounts.models import User
from tests import held, life, scene
from tests.web import books, budgets

PUBLIC = {
    "sign_in",
    "sign_in_code",
    "sign_in_sample",
    "sign_out",
    "join",
    "join_account",
    "reset",
    "reset_passphrase",
    "card",
    "card_close",
    "card_form",
    "card_look",
    "card_photo",
    "card_photo_file",
    "card_photo_remove",
    "card_scan",
    "card_undo",
    "calendar_file",
    "set_language",
    "api_document",
    "api_unknown",
    "help",
    "health",
    "certificate_ask",
    "certificate_check",
    "public",
    "public_criteria",
    "public_criteria_set",
    "public_figures",
    "public_fund",
    "public_honours",
    "public_stories",
    "public_stories_feed",
    "public_story",
    "public_story_photo",
}
SIGNED_IN: dict[str, Callable[[scene.Scene], list[int | str]]] = {
    "home": lambda _: [],
    "figures_mine": lambda _: [],
    "association": lambda _: [],
    "association_at": lambda shown: [shown.land.commune.pk],
    "commendations": lambda shown: [shown.land.commune.pk],
    "commendations_file": lambda shown: [shown.land.commune.pk, "xlsx"],
    "awards_file": lambda shown: [shown.land.commune.pk, "xlsx"],
    "outreach_file": lambda shown: [shown.land.hamlet.pk, "2023", "csv"],
    "commend_propose": lambda shown: [shown.land.commune.pk],
    "commend_decide": lambda shown: [shown.land.commune.pk],
    "commend_list": lambda shown: [books.commended(shown).place_id],
    "commend_right": lambda shown: [books.commended(shown).pk],
    "commend_certificates": lambda shown: [books.commending(shown).pk],
    "awards": lambda shown: [shown.land.commune.pk],
    "award_back": lambda shown: [books.award(shown).pk],
    "pilots": lambda shown: [shown.land.commune.pk],
    "pilots_file": lambda shown: [shown.land.commune.pk, "xlsx"],
    "pilot_add": lambda shown: [shown.land.commune.pk],
    "practices": lambda shown: [shown.land.commune.pk],
    "practice_add": lambda shown: [shown.land.commune.pk],
    "practice": lambda shown: [shown.land.commune.pk, books.practice(shown).pk],
    "pilot": lambda shown: [books.pilot(shown).pk],
    "pilot_paper": lambda shown: [books.pilot(shown).pk],
    "pilot_edit": lambda shown: [books.pilot(shown).pk],
    "pilot_describe": lambda shown: [books.pilot(shown).pk],
    "pilot_ratings": lambda shown: [books.pilot(shown).pk],
    "pilot_goal_add": lambda shown: [books.pilot(shown).pk],
    "pilot_people": lambda shown: [books.pilot(shown).pk, "household"],
    "pilot_close": lambda shown: [books.pilot(shown).pk],
    "pilot_reopen": lambda shown: [books.pilot(shown).pk],
    "pilot_spread": lambda shown: [books.pilot(shown).pk],
    "pilot_spread_back": lambda shown: [books.spread(shown).pk],
    "pilot_goal": lambda shown: [books.goal(shown).pk],
    "pilot_result": lambda shown: [books.goal(shown).pk],
    "stories": lambda shown: [shown.land.commune.pk],
    "story_write": lambda shown: [shown.land.hamlet.pk],
    "story": lambda shown: [shown.land.hamlet.pk, scene.story(shown).pk],
    "story_change": lambda shown: [shown.land.hamlet.pk, scene.story(shown).pk],
    "story_people": lambda shown: [shown.land.hamlet.pk, scene.story(shown).pk],
    "story_photos": lambda shown: [shown.land.hamlet.pk, scene.story(shown).pk],
    "story_photo_file": lambda shown: [shown.land.hamlet.pk, scene.story_photo(shown).name, "small"],
    "outreach": lambda shown: [shown.land.commune.pk, "2023"],
    "outreach_now": lambda shown: [shown.land.commune.pk],
    "centres": lambda shown: [shown.land.commune.pk],
    "centre_open": lambda shown: [shown.land.commune.pk],
    "centres_merge": lambda shown: [shown.land.commune.pk],
    "centres_file": lambda shown: [shown.land.commune.pk, 2023, "xlsx"],
    "centres_effect": lambda shown: [shown.land.commune.pk, 2023],
    "centre_classes": lambda shown: [shown.land.commune.pk, 2023],
    "class_open": lambda shown: [shown.land.commune.pk],
    "class": lambda shown: [shown.land.commune.pk, scene.learning_class(shown).pk],
    "class_session": lambda shown: [
        *(shown.land.commune.pk, scene.learning_class(shown).pk),
        scene.learning_class(shown).sessions.latest("pk").pk,
    ],
    "class_change": lambda shown: [shown.land.commune.pk, scene.learning_class(shown).pk],
    "centre_managers": lambda shown: [shown.land.commune.pk, scene.centre(shown).pk],
    "centre_state": lambda shown: [shown.land.commune.pk, scene.centre(shown).pk],
    "centre_needs": lambda shown: [shown.land.commune.pk, scene.centre(shown).pk, "2023"],
    "centre_rating": lambda shown: [shown.land.commune.pk, scene.centre(shown).pk, "2023"],
    "centre_sheet": lambda shown: [shown.land.commune.pk, scene.centre(shown).pk, 2023],
    "figures": lambda shown: [shown.land.commune.pk, 2023],
    "walk": lambda shown: [shown.recognised[0].round_id, shown.land.hamlet.pk],
    "assess": lambda shown: [shown.waiting[0].pk],
    "assess_look": lambda shown: [shown.waiting[0].pk],
    "assess_photo": lambda shown: [shown.waiting[0].pk, "1.1"],
    "photo": lambda shown: [scene.photo(shown).name],
    "photo_file": lambda shown: [scene.photo(shown).name, "small"],
    "meeting": lambda shown: [shown.recognised[0].round_id, shown.land.hamlet.pk],
    "minutes": lambda shown: [scene.meeting(shown).pk],
    "minutes_paper": lambda shown: [scene.meeting(shown).pk],
    "registration_paper": lambda shown: [shown.recognised[0].round_id, shown.land.hamlet.pk],
    "verify": lambda shown: [shown.recognised[0].round_id, shown.land.commune.pk],
    "verify_visits": lambda shown: [shown.recognised[0].round_id, shown.land.commune.pk],
    "verify_case": lambda shown: [
        shown.recognised[0].round_id,
        shown.land.commune.pk,
        shown.recognised[0].pk,
    ],
    "propose": lambda shown: [shown.recognised[0].round_id, shown.land.commune.pk],
    "proposal": lambda shown: [scene.proposal(shown).pk],
    "proposal_paper": lambda shown: [scene.proposal(shown).pk],
    "case_withdraw": lambda shown: [shown.waiting[0].pk],
    "case_send_back": lambda shown: [shown.recognised[0].pk],
    "decide": lambda shown: [shown.recognised[0].round_id, shown.land.commune.pk],
    "decide_sign": lambda shown: [shown.recognised[0].round_id, shown.land.commune.pk],
    "reconsider": lambda shown: [shown.recognised[0].round_id, shown.land.commune.pk],
    "decisions": lambda _: [],
    "decision": lambda shown: [scene.decision(shown).pk],
    "decision_paper": lambda shown: [scene.decision(shown).pk],
    "decision_certificates": lambda shown: [scene.decision(shown).pk],
    "case_standing": lambda shown: [shown.recognised[0].pk],
    "cards": lambda shown: [scene.citizens(shown).pk, shown.land.hamlet.pk],
    "people": lambda _: [],
    "invite": lambda shown: [shown.land.commune.pk],
    "invited": lambda shown: [scene.invitation(shown).pk],
    "grant_end": lambda shown: [scene.grant_of(shown.who.branch).pk],
    "hand_over": lambda shown: [scene.grant_of(shown.who.branch).pk],
    "account_reset": lambda shown: [scene.grant_of(shown.who.branch).pk],
    "account_second_step": lambda shown: [scene.grant_of(shown.who.branch).pk],
    "reset_code": lambda shown: [scene.passphrase_reset(shown).pk],
    "settings": lambda _: [],
    "settings_passphrase": lambda _: [],
    "second_step": lambda _: [],
    "second_step_authenticator": lambda _: [],
    "second_step_printed": lambda _: [],
    "second_step_codes": lambda _: [],
    "second_step_remove": lambda _: [],
    "tokens": lambda _: [],
    "token_make": lambda _: [],
    "token": lambda shown: [scene.token(shown).pk],
    "token_revoke": lambda shown: [scene.token(shown).pk],
    "cases": lambda _: [],
    "case": lambda shown: [shown.recognised[0].pk],
    "subjects": lambda _: [],
    "subject": lambda shown: [shown.recognised[0].subject_id],
    "subjects_file": lambda _: ["xlsx"],
    "subjects_workbook": lambda _: [],
    "subjects_template": lambda _: [],
    "subjects_import": lambda _: [],
    "cases_file": lambda _: ["csv"],
    "gatherings": lambda shown: [shown.land.commune.pk],
    "gatherings_file": lambda shown: [shown.land.commune.pk, "xlsx"],
    "gathering_add": lambda shown: [shown.land.commune.pk, "course"],
    "gathering": lambda shown: held.at(shown),
    "gathering_change": lambda shown: held.at(shown),
    "gathering_cancel": lambda shown: held.at(shown),
    "gathering_paper": lambda shown: held.at(shown),
    "gathering_people": lambda shown: held.at(shown),
    "gathering_people_file": lambda shown: held.at(shown),
    "gathering_guests": lambda shown: held.at(shown),
    "gathering_import": lambda shown: held.at(shown),
    "training": lambda shown: [shown.land.commune.pk],
    "training_file": lambda shown: [shown.land.commune.pk, "csv"],
    "calendar": lambda _: [],
    "directives": lambda shown: [shown.land.commune.pk],
    "directives_file": lambda shown: [shown.land.commune.pk, "csv"],
    "directive_add": lambda shown: [shown.land.commune.pk],
    "directive": lambda shown: held.document_at(shown),
    "directive_change": lambda shown: held.document_at(shown),
    "directive_attach": lambda shown: held.document_at(shown),
    "directive_file": lambda shown: [*held.document_at(shown), held.document_file(shown).name],
    "directive_rest": lambda shown: held.document_at(shown),
    "plan_tasks": lambda shown: [shown.land.commune.pk],
    "plan_tasks_file": lambda shown: [shown.land.commune.pk, "xlsx"],
    "book_import": lambda shown: [shown.land.commune.pk, "tasks"],
    "book_template": lambda shown: [shown.land.commune.pk, "branches"],
    "book_file": lambda shown: [shown.land.commune.pk, "pilots"],
    "plan_task_add": lambda shown: [shown.land.commune.pk],
    "plan_task": lambda shown: held.task_at(shown),
    "plan_task_change": lambda shown: held.task_at(shown),
    "plan_task_drop": lambda shown: held.task_at(shown),
    "indicators": lambda _: [],
    "indicators_of": lambda shown: [shown.land.commune.pk, 2023],
    "indicator": lambda shown: [shown.land.commune.pk, 2023, "recognised_household"],
    "figures_file": lambda shown: [shown.land.commune.pk, 2023, "xlsx"],
    "indicators_file": lambda shown: [shown.land.commune.pk, 2023, "csv"],
    "targets_file": lambda shown: [shown.land.commune.pk, 2023, "xlsx"],
    "comparing_file": lambda shown: [shown.land.commune.pk, 2023, "dhis2"],
    "target_plans_file": lambda shown: [shown.land.commune.pk, 2023, "csv"],
    "target_outlook_file": lambda shown: [shown.land.commune.pk, 2023, scene.target(shown).pk, "xlsx"],
    "clusters_file": lambda _: [2023, "xlsx"],
    "bases_file": lambda shown: [shown.land.commune.pk, 2023, "json"],
    "behind": lambda shown: [shown.land.hamlet.pk, 2023, "branch_coverage"],
    "targets": lambda shown: [shown.land.commune.pk, 2023],
    "target_plans": lambda shown: [shown.land.commune.pk, 2023],
    "target_outlook": lambda shown: [shown.land.commune.pk, 2023, scene.target(shown).pk],
    "target_choose": lambda shown: [shown.land.commune.pk],
    "target_set": lambda shown: [shown.land.commune.pk, "recognised_household"],
    "returns": lambda _: [],
    "returns_of": lambda shown: [shown.land.commune.pk],
    "returns_below": lambda shown: [shown.land.commune.pk],
    "deadlines": lambda shown: [shown.land.commune.pk],
    "period_lock": lambda shown: [shown.land.commune.pk],
    "period_corrections": lambda shown: [shown.land.commune.pk, scene.closed_period(shown).pk],
    "return": lambda shown: [scene.figures_return(shown).pk],
    "return_enter": lambda shown: [scene.figures_return(shown).pk, "members"],
    "return_submit": lambda shown: [scene.figures_return(shown).pk],
    "return_decide": lambda shown: [scene.figures_return(shown).pk],
    "return_workbook": lambda shown: [scene.figures_return(shown).pk],
    "return_upload": lambda shown: [scene.figures_return(shown).pk],
    "figure_correct": lambda shown: [scene.published_figure(shown).pk],
    "base_back": lambda shown: [shown.land.commune.pk, 2023, scene.told_base(shown).pk],
    "bases": lambda shown: [shown.land.commune.pk, 2023],
    "comparing": lambda shown: [shown.land.commune.pk, 2023],
    "corrected": lambda shown: [shown.land.commune.pk, 2023],
    "clusters": lambda _: [2023],
    "pack": lambda _: [],
    "pack_file": lambda _: ["xlsx"],
    "reports_mine": lambda _: [],
    "report": lambda shown: [shown.land.commune.pk],
    "report_file": lambda shown: [shown.land.commune.pk, "pdf"],
    "honours": lambda shown: [shown.land.commune.pk, 2023],
    "log": lambda _: [],
    "jobs": lambda _: [],
    "job": lambda shown: [scene.job(shown).name],
    "job_file": lambda shown: [scene.job(shown).name, 0],
    "reforms": lambda _: [],
    "reform": lambda shown: [scene.reform(shown).pk],
    "reform_merge": lambda _: [],
    "reform_rename": lambda _: [],
    "parts": lambda _: [],
    "branches_merge": lambda _: [],
    "branches": lambda shown: [shown.land.commune.pk],
    "branches_file": lambda shown: [shown.land.commune.pk, "xlsx"],
    "branch_open": lambda shown: [shown.land.commune.pk],
    "branch": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk],
    "branch_change": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk],
    "branch_close": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk],
    "branch_officers": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk],
    "officer": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk, life.chair(shown).pk],
    "branch_congresses": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk],
    "members_at_file": lambda shown: [shown.land.commune.pk, "csv"],
    "officers_file": lambda shown: [shown.land.commune.pk, "csv"],
    "members_at": lambda shown: [shown.land.commune.pk],
    "transfers": lambda shown: [shown.land.commune.pk],
    "members": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk],
    "members_file": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk, "xlsx"],
    "member_cards": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk],
    "members_join": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk],
    "members_import": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk],
    "members_template": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk],
    "fees": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk, str(life.fee(shown).year)],
    "fee_receipts": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk, str(life.fee(shown).year)],
    "clans": lambda shown: [shown.land.commune.pk],
    "clan": lambda shown: [shown.land.commune.pk, life.clan(shown).pk],
    "clan_paper": lambda shown: [shown.land.commune.pk, life.clan(shown).pk, life.paper(shown).pk],
    "clan_file": lambda shown: [
        *(shown.land.commune.pk, life.clan(shown).pk),
        life.clan_file(shown).name,
    ],
    "clan_sheet": lambda shown: [
        shown.land.commune.pk,
        life.clan(shown).pk,
        life.sheet(shown).name,
        "small",
    ],
    "funds": lambda shown: [shown.land.commune.pk],
    "fund_open": lambda shown: [shown.land.commune.pk],
    "fund": lambda shown: [scene.fund(shown).pk],
    "fund_opening": lambda shown: [scene.fund(shown).pk],
    "fund_income": lambda shown: [scene.fund(shown).pk],
    "fund_spending": lambda shown: [scene.fund(shown).pk],
    "fund_bank": lambda shown: [scene.fund(shown).pk],
    "fund_send": lambda shown: [scene.fund(shown).pk],
    "fund_receive": lambda shown: [scene.fund(shown).pk, scene.sent(shown).pk],
    "fund_close": lambda shown: [scene.fund(shown).pk],
    "fund_past": lambda shown: [scene.fund(shown).pk],
    "fund_statement": lambda shown: [scene.fund(shown).pk, 2022],
    "fund_statement_paper": lambda shown: [scene.fund(shown).pk, 2022],
    "funds_file": lambda shown: [shown.land.commune.pk, "xlsx"],
    "fund_file": lambda shown: [scene.fund(shown).pk, "xlsx"],
    "fund_template": lambda shown: [scene.fund(shown).pk],
    "fund_import": lambda shown: [scene.fund(shown).pk],
    "fund_voucher": lambda shown: [scene.receipt(shown).pk],
    "fund_voucher_paper": lambda shown: [scene.receipt(shown).pk],
    "fund_correct": lambda shown: [scene.receipt(shown).pk],
    "scholarships": lambda shown: [shown.land.commune.pk],
    "award_open": lambda shown: [shown.land.commune.pk],
    "award": lambda shown: [shown.land.commune.pk, scene.award(shown).pk],
    "award_totals": lambda shown: [shown.land.commune.pk, "csv"],
    "award_file": lambda shown: [shown.land.commune.pk, scene.award(shown).pk, "xlsx"],
    "award_nominate": lambda shown: [shown.land.commune.pk, scene.award(shown).pk],
    "award_schools": lambda shown: [shown.land.commune.pk, scene.award(shown).pk],
    "award_withdraw": lambda shown: [
        shown.land.commune.pk,
        scene.award(shown).pk,
        scene.nomination(shown).pk,
    ],
    "award_complete": lambda shown: [
        shown.land.commune.pk,
        scene.award(shown).pk,
        scene.nomination(shown).pk,
    ],
    "award_decide": lambda shown: [shown.land.commune.pk, scene.award(shown).pk],
    "award_template": lambda shown: [shown.land.commune.pk, scene.award(shown).pk],
    "award_import": lambda shown: [shown.land.commune.pk, scene.award(shown).pk],
    "centres_book": lambda shown: [shown.land.commune.pk, "2023"],
    "centres_template": lambda shown: [shown.land.commune.pk],
    "centres_import": lambda shown: [shown.land.commune.pk],
    "award_pay": lambda shown: [shown.land.commune.pk, scene.decided_award(shown).pk],
    "award_paper": lambda shown: [shown.land.commune.pk, scene.decided_award(shown).pk],
    "subject_add": lambda _: ["household"],
    "subjects_alike": lambda _: [],
    "naming": lambda shown: [shown.land.hamlet.pk, "household"],
    "subject_naming": lambda shown: [shown.recognised[0].subject_id],
    "subject_correct": lambda shown: [shown.recognised[0].subject_id],
    "subject_move": lambda shown: [shown.recognised[0].subject_id],
    "subject_end": lambda shown: [shown.recognised[0].subject_id],
    "subject_join": lambda shown: [shown.recognised[0].subject_id, "clan"],
    "subject_leave": lambda shown: [shown.recognised[0].subject_id, scene.in_a_clan(shown).pk],
    "places": lambda _: [],
    "place": lambda shown: [shown.land.commune.pk],
    "rounds": lambda _: [],
    "round_open": lambda _: [],
    "round_organisation": lambda _: [],
    "features": lambda shown: [shown.land.commune.pk],
    "round": lambda shown: [shown.recognised[0].round_id],
    "round_derive": lambda shown: [shown.recognised[0].round_id],
    "round_switch": lambda shown: [shown.recognised[0].round_id],
    "round_switch_undo": lambda shown: [shown.recognised[0].round_id],
    "criteria": lambda _: [],
    "criteria_set": lambda _: ["household-mau@2023"],
    "criteria_file": lambda _: ["household-mau@2023"],
    "criteria_choose": lambda _: ["household-mau@2023"],
    "criteria_compare": lambda _: ["household-448@2015", "household-mau@2023"],
    "criteria_derive": lambda _: ["household-mau@2023"],
    "criteria_comments": lambda _: ["household-2022@2022"],
    "criteria_answer": lambda shown: ["household-2022@2022", scene.comment(shown).pk],
    "criteria_rehearse": lambda _: ["household-mau@2023"],
    "trials": lambda _: ["household-mau@2023"],
    "trial": lambda shown: [scene.trial(shown).pk],
    "trial_form": lambda shown: [scene.trial(shown).pk, shown.recognised[0].subject_id],
}
# For programs with somebody's token: the arguments, and what stands behind the question mark.
API: dict[str, Callable[[scene.Scene], tuple[list[int | str], dict[str, Any]]]] = {
    "api_me": lambda _: ([], {}),
    "api_places": lambda _: ([], {"q": "Mẫu"}),
    "api_place": lambda shown: ([shown.land.commune.pk], {}),
    "api_places_below": lambda shown: ([shown.land.commune.pk], {}),
    "api_catalogue": lambda _: ([], {}),
    "api_figures": lambda shown: (
        [],
        {"place": shown.land.commune.pk, "indicator": "recognised_household", "period": 2023},
    ),
    "api_bases": lambda shown: ([], {"place": shown.land.commune.pk, "year": 2023}),
    "api_reported": lambda shown: ([], {"place": shown.land.commune.pk}),
    "api_five_titles": lambda shown: ([shown.land.commune.pk, 2023], {}),
    "api_targets": lambda shown: ([], {"place": shown.land.commune.pk}),
    "api_aims": lambda shown: ([shown.land.commune.pk, 2023], {}),
    "api_plans": lambda shown: ([shown.land.commune.pk, 2025], {"base_year": 2023}),
    "api_outlook": lambda shown: ([shown.land.commune.pk, 2023, scene.target(shown).pk], {}),
    "api_comparison_years": lambda shown: (
        [shown.land.commune.pk],
        {"indicator": "recognised_household", "first": 2022, "last": 2023},
    ),
    "api_comparison_below": lambda shown: (
        [shown.land.commune.pk],
        {"indicator": "recognised_household", "period": 2023},
    ),
    "api_clusters": lambda _: ([], {}),
    "api_comparison_cluster": lambda _: (
        [2023],
        {"indicator": "recognised_household", "cluster": "Cụm mẫu"},
    ),
    "api_comparison_bases": lambda shown: (
        [shown.land.commune.pk, 2023],
        {"indicator": "recognised_household", "on": "2023-10-01"},
    ),
    "api_comparison_corrected": lambda shown: (
        [shown.land.commune.pk, 2023],
        {"indicator": "recognised_household", "known_on": "2023-12-31"},
    ),
}


def of_api(name: str, shown: scene.Scene) -> str:
    args, query = API[name](shown)
    return f"{reverse(name, args=args)}?{urlencode(query, doseq=True)}"


KEEPERS = frozenset({"branch", "association"})
BOOKKEEPERS = KEEPERS | {"province", "centre"}
BOOK_KEEPERS = frozenset({"branch", "association", "province", "centre"})
# Of the roles of a place only these work there; the others find no such page.
ONLY_FOR: dict[str, frozenset[str]] = {
    "features": frozenset({"association", "province", "centre"}),
    **dict.fromkeys(
        [
            *("centre_open", "centres_merge", "class_open", "class_change", "class_session"),
            *("centre_managers", "centre_state", "centre_needs"),
            *("story_write", "story_change", "story_photos", "story_people"),
        ],
        BOOK_KEEPERS,
    ),
    **dict.fromkeys(
        [
            *("returns", "returns_of", "returns_below", "return", "return_enter", "return_submit"),
            *("return_workbook", "return_upload", "period_lock", "period_corrections"),
            *("figure_correct", "base_back", "deadlines"),
        ],
        frozenset({"association", "province", "centre"}),
    ),
    **dict.fromkeys(
        [
            *("pilot_add", "practice_add", "pilot_edit", "pilot_describe", "pilot_ratings", "pilot_goal_add"),
            *("commend_propose", "award_back", "pilot_people", "pilot_close", "pilot_goal", "pilot_result"),
            "pilot_reopen",
        ],
        BOOK_KEEPERS,
    ),
    **dict.fromkeys(
        ["pilot_spread", "pilot_spread_back", "commend_decide", "commend_right"],
        frozenset({"association", "committee", "province", "centre"}),
    ),
    "return_decide": frozenset({"province", "centre"}),
    "target_choose": frozenset({"association", "province", "centre"}),
    "target_set": frozenset({"association", "province", "centre"}),
    "round_open": frozenset({"association", "province", "centre"}),
    "round_organisation": frozenset({"association", "province", "centre"}),
    "round_derive": frozenset({"association"}),
    "round_switch": frozenset({"province", "centre"}),
    "round_switch_undo": frozenset({"province", "centre"}),
    "criteria_derive": frozenset({"province", "centre"}),
    **dict.fromkeys(
        [
            *("gathering_add", "gathering_change", "gathering_cancel", "gathering_guests"),
            *("gathering_import", "directive_add", "directive_change", "directive_rest"),
            "directive_attach",
            *("plan_task_add", "plan_task_change", "plan_task_drop"),
            *("book_import", "book_template", "book_file"),
        ],
        frozenset({"branch", "association", "province", "centre"}),
    ),
    "criteria_answer": frozenset({"centre"}),
    "trial_form": frozenset({"branch", "association"}),
    "assess": frozenset({"branch", "association"}),
    "assess_photo": frozenset({"branch", "association"}),
    "assess_look": frozenset({"branch", "association"}),
    "people": frozenset({"association", "province", "centre"}),
    "invite": frozenset({"association", "province", "centre"}),
    "invited": frozenset({"association"}),
    "account_reset": frozenset({"association", "province", "centre"}),
    "account_second_step": frozenset({"association", "province", "centre"}),
    "reset_code": frozenset({"association"}),
    "grant_end": frozenset({"association", "province", "centre"}),
    "hand_over": frozenset({"association", "province", "centre"}),
    "token": frozenset({"association"}),
    "token_revoke": frozenset({"association"}),
    "case_standing": frozenset({"committee"}),
    "case_withdraw": frozenset({"branch", "association"}),
    "log": frozenset({"association", "province", "centre"}),
    "job": frozenset({"association"}),  # it is only ever theirs who asked for it
    "job_file": frozenset({"association"}),
    "reforms": frozenset({"centre"}),
    "reform": frozenset({"centre"}),
    **dict.fromkeys(["reform_merge", "reform_rename"], frozenset({"centre"})),
    "parts": KEEPERS,
    **dict.fromkeys(
        [
            *("fund_open", "fund_opening", "fund_income", "fund_spending", "fund_bank", "fund_send"),
            *("fund_receive", "fund_close", "fund_past", "fund_template", "fund_import", "fund_correct"),
            *("award_template", "award_import", "centres_template", "centres_import"),
            *("award_open", "award_nominate", "award_schools", "award_withdraw", "award_pay"),
            "award_complete",
        ],
        BOOK_KEEPERS,
    ),
    "award_decide": frozenset({"association", "committee", "province", "centre"}),
    "branches_merge": KEEPERS,
    **dict.fromkeys(
        ["branch_open", "branch_change", "branch_close", "officer", "fee_receipts"],
        BOOKKEEPERS,
    ),
    **dict.fromkeys(
        ["member_cards", "members_join", "members_import", "members_template", "transfers"], KEEPERS
    ),
    "subject_add": KEEPERS,
    "subjects_import": KEEPERS,
    "subjects_workbook": KEEPERS,
    "naming": KEEPERS,
    "subject_naming": KEEPERS,
    "subject_correct": KEEPERS,
    "subject_move": KEEPERS,
    "subject_end": KEEPERS,
    "subject_join": KEEPERS,
    "case_send_back": frozenset(),  # what was recognised is sent back by nobody
}
# For signed-in people too, and only ever pressed from a page of one's own.
POSTED: dict[str, Callable[[scene.Scene], list[int | str]]] = {
    "story_consent": lambda shown: [shown.land.hamlet.pk, scene.story(shown).pk],
    "story_decide": lambda shown: [shown.land.hamlet.pk, scene.story(shown).pk],
    "award_take_in": lambda shown: [shown.land.commune.pk, scene.award(shown).pk],
    "award_marked": lambda shown: [shown.land.commune.pk, scene.award(shown).pk],
    "centres_take_in": lambda shown: [shown.land.commune.pk],
    "centres_marked": lambda shown: [shown.land.commune.pk],
    "class_session_back": lambda shown: [shown.land.commune.pk, scene.learning_class(shown).pk],
    "centre_rating_decide": lambda shown: [shown.land.commune.pk, scene.centre(shown).pk, "2023"],
    "sign_out_elsewhere": lambda _: [],
    "members_undo": lambda shown: [shown.land.hamlet.pk, life.branch(shown).pk, "join"],
    "transfers_undo": lambda shown: [shown.land.commune.pk],
    "practice_back": lambda shown: [shown.land.commune.pk, books.practice(shown).pk],
    "second_step_codes_paper": lambda _: [],
    "invitation_withdraw": lambda shown: [scene.invitation(shown).pk],
    "return_discard": lambda shown: [scene.empty_return(shown).pk],
    "return_undo": lambda shown: [scene.figures_return(shown).pk],
    "return_take_in": lambda shown: [scene.figures_return(shown).pk],
    "return_marked": lambda shown: [scene.figures_return(shown).pk],
    "behind_undo": lambda shown: [shown.land.hamlet.pk, "2023", "branch_coverage"],
    "deadline_end": lambda shown: [shown.land.commune.pk, scene.deadline(shown).pk],
    "deadline_undo": lambda shown: [shown.land.commune.pk, scene.deadline(shown).pk],
    "target_undo": lambda shown: [shown.land.commune.pk],
    "walk_undo": lambda shown: [shown.recognised[0].round_id, shown.land.hamlet.pk],
    "assess_undo": lambda shown: [shown.waiting[0].pk],
    "assess_photo_remove": lambda shown: [shown.waiting[0].pk, "1.1"],
    "verify_undo": lambda shown: [shown.recognised[0].round_id, shown.land.commune.pk],
    "verify_return": lambda shown: [shown.recognised[0].round_id, shown.land.commune.pk],
    "verify_draw": lambda shown: [shown.recognised[0].round_id, shown.land.commune.pk],
    "propose_undo": lambda shown: [shown.recognised[0].round_id, shown.land.commune.pk],
    "decide_back": lambda shown: [shown.recognised[0].round_id, shown.land.commune.pk],
    "gathering_again": lambda shown: held.at(shown),
    "gathering_marked": lambda shown: held.at(shown),
    "calendar_drop": lambda _: [],
    "directive_file_change": lambda shown: [*held.document_at(shown, with_file=True), "off"],
    "clan_file_change": lambda shown: [
        *(shown.land.commune.pk, life.clan(shown).pk, life.clan_file(shown).paper_id),
        "off",
    ],
    "clan_sheet_change": lambda shown: [
        *(shown.land.commune.pk, life.clan(shown).pk, life.sheet(shown).paper_id),
        "off",
    ],
    "directive_let_go": lambda shown: [*held.document_at(shown), held.reliance(shown).pk],
    "book_take_in": lambda shown: [shown.land.commune.pk, "tasks"],
    "book_marked": lambda shown: [shown.land.commune.pk, "tasks"],
    "book_undo": lambda shown: [shown.land.commune.pk, "outreach"],
    "plan_task_again": lambda shown: held.task_at(shown),
    "reform_carry_out": lambda shown: [scene.job(shown).name],
    "job_stop": lambda shown: [scene.job(shown).name],
    "job_mark": lambda shown: [scene.job(shown).name],
    "job_go_on": lambda shown: [scene.job(shown).name],
    "subjects_take_in": lambda _: [],
    "subjects_marked": lambda _: [],
    "naming_undo": lambda shown: [shown.land.hamlet.pk, "household"],
    "subject_move_undo": lambda shown: [shown.recognised[0].subject_id],
    "subject_end_undo": lambda shown: [shown.recognised[0].subject_id],
    "subject_leave_undo": lambda shown: [shown.recognised[0].subject_id],
    "fund_publish": lambda shown: [scene.fund(shown).pk, 2022],
    "fund_past_back": lambda shown: [scene.fund(shown).pk],
    "fund_take_in": lambda shown: [scene.fund(shown).pk],
    "fund_marked": lambda shown: [scene.fund(shown).pk],
    "award_review": lambda shown: [shown.land.commune.pk, scene.award(shown).pk],
    "award_decide_back": lambda shown: [shown.land.commune.pk, scene.decided_award(shown).pk],
    "reconsider_do": lambda shown: [shown.recognised[0].round_id, shown.land.commune.pk],
}


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def test_every_address_has_a_class() -> None:
    names = [pattern.name for pattern in patterns(get_resolver())]

    assert sorted(str(name) for name in names) == sorted([*PUBLIC, *SIGNED_IN, *POSTED, *API])


def test_only_the_public_addresses_answer_without_signing_in() -> None:
    open_to_all = {
        str(pattern.name)
        for pattern in patterns(get_resolver())
        if not getattr(pattern.callback, "login_required", True)
    }

    # signing out asks for nothing and gives nothing; programs come with a token instead of a session
    assert open_to_all == (PUBLIC - {"sign_out"}) | set(API)


def test_an_address_for_programs_answers_nobody_without_a_token(
    shown: scene.Scene, as_user: Callable[[User], Client]
) -> None:
    addresses = {name: of_api(name, shown) for name in API}
    signed_in = as_user(shown.who.centre)

    told = {name: signed_in.get(address).status_code for name, address in addresses.items()}

    assert told == dict.fromkeys(API, 401)


def test_an_address_for_signed_in_people_sends_others_to_sign_in(shown: scene.Scene) -> None:
    answers = {
        name: Client().get(reverse(name, args=args(shown))).headers.get("Location", "")
        for name, args in SIGNED_IN.items()
    }

    assert [name for name, where in answers.items() if not where.startswith("/sign-in/?next=")] == []


def test_an_address_that_is_only_pressed_asks_for_signing_in_and_shows_nothing(
    shown: scene.Scene, as_user: Callable[[User], Client]
) -> None:
    addresses = {name: reverse(name, args=args(shown)) for name, args in POSTED.items()}

    sent = {name: Client().post(address).headers.get("Location", "") for name, address in addresses.items()}
    seen = {name: as_user(shown.who.branch).get(address).status_code for name, address in addresses.items()}

    assert [name for name, where in sent.items() if not where.startswith("/sign-in/?next=")] == []
    assert {name: status for name, status in seen.items() if status != 405} == {}


# Beyond its first page a list is asked for with the place and year it is about.
LISTS = {"cases": "?place={place}&year=2023", "subjects": "?place={place}&year=2023&kind=household"}


ROLES = ("centre", "province", "branch", "association", "committee")


@pytest.mark.parametrize("role", ROLES)
def test_an_address_opens_for_every_role_of_the_place_whose_it_is_within_its_budget(
    role: str, shown: scene.Scene, as_user: Callable[[User], Client]
) -> None:
    """Of every role on SQLite; PostgreSQL answers each address to one of them, in turn."""
    client, first = as_user(getattr(shown.who, role)), ROLES.index(role)
    turns = slice(None) if connection.vendor == "sqlite" else slice(first, None, len(ROLES))
    these = dict(list(SIGNED_IN.items())[turns])

    statuses, asked = {}, {}
    for name, args in these.items():
        address = reverse(name, args=args(shown))
        address += LISTS.get(name, "").format(place=shown.land.commune.pk)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        asked[name] = len(queries)
        if answer.status_code in (301, 302):
            answer = client.get(answer.headers["Location"], follow=True)
        statuses[name] = answer.status_code

    assert statuses == {name: 200 if role in ONLY_FOR.get(name, {role}) else 404 for name in these}
    assert budgets.exceeded(asked) == {}
