"""The demonstration as it stands in the database: the plan's numbers, reached by nothing but the round's deeds."""

from datetime import date

import pytest
from django.db.models import Q

from khuyenhoc.analytics import five_titles, recount, tasks
from khuyenhoc.analytics.five_titles import FiveTitles
from khuyenhoc.analytics.tasks import Waiting
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import AnswerChange, Assessment, Return
from khuyenhoc.apps.audit import queries as log
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition.models import Recognition, StandingChange
from khuyenhoc.apps.rounds.models import Registration, Round
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.demo import building, running
from khuyenhoc.demo.building import BuiltOtherwise, HoldsRealData
from khuyenhoc.demo.plan import YEARS, Plan, Race, small
from khuyenhoc.domain.roles import Permission, Role
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.workflow import State
from tests.demo.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 5)


def table(year: int) -> FiveTitles:
    return five_titles.table(places.resolve("Hà Giang", date(year, 12, 31)).pk, year)


@pytest.mark.parametrize("year", YEARS)
def test_the_table_comes_to_the_plan(built: Plan, year: int) -> None:
    rows = {(row.title, row.level): row for row in table(year).rows}

    for race in Race:
        wanted = built.rounds.get((year, race))
        row = rows[race.of, race.level]
        if wanted is None:
            assert (row.registered, row.recognised) == (None, None)
        else:
            assert (row.registered, row.recognised) == (wanted.registered, wanted.recognised)


def test_bases_are_counted_from_the_register(built: Plan) -> None:
    bases = {(row.title, row.level): row.base for row in table(2023).rows}

    assert bases == {
        (Title.CITIZEN, Level.NONE): built.rounds[2023, Race.CITIZEN].registered,
        (Title.HOUSEHOLD, Level.NONE): built.households,
        (Title.CLAN, Level.NONE): built.clans,
        (Title.COMMUNITY, Level.HAMLET): built.hamlets,
        (Title.COMMUNITY, Level.COMMUNE): 1,
        (Title.ORGANISATION, Level.NONE): built.organisations,
    }


def test_members_are_counted_once_and_come_to_the_plan(built: Plan) -> None:
    members = table(2023).members

    assert (members.count, members.last_year, members.base) == (
        built.members[2023],
        built.members[2022],
        built.population,
    )


def test_the_targets_stand_with_their_year_and_source(built: Plan) -> None:
    rows = {(row.title, row.level): row for row in table(2023).rows}

    hamlet = rows[Title.COMMUNITY, Level.HAMLET]
    assert (hamlet.target_percent, hamlet.target_year) == (6000, 2024)
    assert "2024" in hamlet.target_source


def test_every_count_equals_its_cases(built: Plan) -> None:
    assert recount.compare() == []


def test_the_log_is_sealed_and_whole(built: Plan) -> None:
    assert list(log.breaks()) == []
    assert Event.objects.filter(sequence__isnull=True).count() == 0
    assert Event.objects.filter(deed="recognition.decided").count() > 0


def test_the_log_tells_the_deeds_in_the_order_of_their_days(built: Plan) -> None:
    deeds = ["round.opened", "round.registered", "assessment.self_assessed", "recognition.decided"]
    moments = list(Event.objects.filter(deed__in=deeds).order_by("sequence").values_list("at", flat=True))

    assert moments == sorted(moments)


def test_everything_made_up_is_marked_so(built: Plan) -> None:
    assert not Subject.objects.filter(is_sample=False).exists()
    assert not User.objects.filter(is_sample=False).exists()
    hamlets = Subject.objects.filter(kind=Title.COMMUNITY, level=Level.HAMLET)
    assert all("Mẫu" in name for name in hamlets.values_list("name", flat=True))


def test_not_everybody_passes_and_some_came_back_or_went(built: Plan) -> None:
    ended = set(Assessment.objects.values_list("state", flat=True))

    assert {State.RECOGNISED, State.NOT_RECOGNISED} <= ended
    assert Registration.objects.filter(withdrawn_at__isnull=False).exists()
    assert Return.objects.exists()
    assert AnswerChange.objects.exclude(reason="").exists()


def test_a_prerequisite_keeps_somebody_back(built: Plan) -> None:
    refused = Assessment.objects.filter(state=State.NOT_RECOGNISED)
    kept_back = [case for case in refused if any(r.startswith("PREREQUISITE:") for r in case.reasons)]

    assert {case.title for case in kept_back} >= {Title.CLAN, Title.COMMUNITY}


def test_a_revocation_puts_what_stands_on_it_up_for_review(built: Plan) -> None:
    lost = Recognition.objects.get(year=2023, title=Title.HOUSEHOLD, state=State.REVOKED)
    doubted = Recognition.objects.filter(year=2023, state=State.TO_BE_REVIEWED)

    assert sorted(doubted.values_list("title", flat=True)) == [Title.CLAN, Title.COMMUNITY]
    assert set(StandingChange.objects.filter(recognition__in=doubted).values_list("cause", flat=True)) == {
        lost.pk
    }


def test_the_year_before_has_run_out_after_its_doubts_were_ended(built: Plan) -> None:
    held = Recognition.objects.filter(year=2022).exclude(state=State.REVOKED)

    assert set(held.values_list("state", flat=True)) == {State.EXPIRED}
    assert StandingChange.objects.filter(before=State.TO_BE_REVIEWED, after=State.RECOGNISED).count() == 2


def test_nobody_verifies_what_they_entered_or_decides_what_they_verified(built: Plan) -> None:
    for case in Assessment.objects.filter(verified_by__isnull=False):
        assert case.verified_by_id not in case.authors
    for title in Recognition.objects.select_related("decision", "assessment"):
        assert title.decision.decided_by_id not in (
            title.assessment.verified_by_id,
            *title.assessment.authors,
        )


def test_communes_work_in_rounds_derived_from_the_province(built: Plan) -> None:
    local = Round.objects.filter(parent__isnull=False, year__in=YEARS)

    assert set(local.values_list("title", flat=True)) == {"household", "clan", "community", "organisation"}
    assert "Ủy ban nhân dân xã Lùng Tám" in set(local.values_list("deciding_body", flat=True))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CARD_HOLDER])
def test_whoever_signs_in_today_sees_what_happened_then(built: Plan, role: Role) -> None:
    (account,) = [one for one in built.accounts if one.role == role]
    user = User.objects.get(username=account.name)

    seen = access.visible(Recognition.objects.all(), user, TODAY)

    assert user.check_password(built.passphrase)
    assert seen.filter(title=Title.HOUSEHOLD, year=2023).exists()


@pytest.mark.parametrize(
    ("name", "waiting"),
    [
        ("chihoi", {Waiting.FIX, Waiting.REGISTER, Waiting.ASSESS, Waiting.REVIEW}),
        ("hoixa", {Waiting.VERIFY, Waiting.PROPOSE}),
        ("ubndxa", {Waiting.DECIDE}),
    ],
)
def test_this_years_rounds_wait_for_everybody_who_signs_in(
    built: Plan, name: str, waiting: set[Waiting]
) -> None:
    found = tasks.of(User.objects.get(username=name), date(running.YEAR, 11, 22))

    assert waiting <= {task.waiting for task in found}


def test_the_pipelines_own_accounts_cannot_sign_in(built: Plan) -> None:
    names = {account.name for account in built.accounts}

    assert not [user for user in User.objects.exclude(username__in=names) if user.has_usable_password()]


def test_the_commune_of_today_may_act_on_its_old_hamlets(built: Plan) -> None:
    hamlet = Subject.objects.filter(kind=Title.COMMUNITY, level=Level.HAMLET).order_by("pk")[0]
    user = User.objects.get(username="hoixa")

    assert access.may(user, Permission.VERIFY, hamlet.place_id, on=TODAY)


def test_building_again_changes_nothing(built: Plan) -> None:
    events, seals = Event.objects.count(), log.head()

    building.build(built, now=NOW)

    assert (Event.objects.count(), log.head()) == (events, seals)


def test_another_seed_is_refused_beside_it(built: Plan) -> None:
    with pytest.raises(BuiltOtherwise):
        building.build(small(built, seed=1), now=NOW)


def test_it_is_not_built_beside_real_accounts(built: Plan) -> None:
    User.objects.filter(username="quansat").update(is_sample=False)

    with pytest.raises(HoldsRealData):
        building.build(built, now=NOW)


def test_some_registrations_never_had_a_form(built: Plan) -> None:
    without = Registration.objects.filter(Q(assessment__isnull=True), year__in=YEARS)

    assert not without.filter(withdrawn_at__isnull=True).exists()
