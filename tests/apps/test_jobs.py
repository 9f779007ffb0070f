"""Long work in its line: asked for once, done once, whoever is quicker and whatever is killed."""

from datetime import timedelta
from pathlib import Path

import pytest

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.jobs import actions, queries
from khuyenhoc.apps.jobs.actions import MOST_TRIES, MOST_UNFINISHED, JobFinished, JobOfAnother, TooManyJobs
from khuyenhoc.apps.jobs.models import Job
from khuyenhoc.apps.jobs.queries import FOLDER, KEPT_FOR, LEASE, SENT
from khuyenhoc.domain.jobs import JobKind, JobState
from khuyenhoc.domain.roles import Permission
from tests.make import NOON, Country, People

LATER = NOON + LEASE + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's


def ask(by: User, land: Country, number: int = 1, sent: bytes | None = None) -> Job:
    return actions.ask(
        JobKind.DECISION,
        {"decision": number},
        place=land.commune.pk,
        permission=Permission.SEE,
        language="vi",
        sent=sent,
        by=by,
        at=NOON,
    )


def test_the_same_asked_twice_is_one_job_and_nobody_fills_the_line(land: Country, who: People) -> None:
    first, again = ask(who.association, land), ask(who.association, land)
    others = [ask(who.association, land, number) for number in range(2, MOST_UNFINISHED + 1)]

    with pytest.raises(TooManyJobs):
        ask(who.association, land, 99)
    another = ask(who.branch, land)

    assert first == again
    assert queries.ahead_of(another) == len(others) + 1


def test_two_workers_never_have_one_job_in_hand(land: Country, who: People) -> None:
    job = ask(who.association, land)

    mine, theirs = actions.claim("a", at=NOON), actions.claim("b", at=NOON)

    assert mine is not None
    assert (mine.pk, mine.tries, mine.worker) == (job.pk, 1, "a")
    assert theirs is None


def test_who_gives_no_sign_of_life_loses_the_job_and_can_no_longer_end_it(land: Country, who: People) -> None:
    ask(who.association, land)
    lost = actions.claim("killed", at=NOON)
    assert lost is not None
    assert actions.claim("other", at=NOON + LEASE) is None

    taken = actions.claim("other", at=LATER)

    assert taken is not None
    with pytest.raises(JobOfAnother):
        actions.finish(lost, {}, [], at=LATER)
    with pytest.raises(JobOfAnother):
        actions.tell(lost, 1, 2, at=LATER)
    with pytest.raises(JobOfAnother):
        actions.refuse(lost, {}, at=LATER)
    actions.finish(taken, {"new": 1}, [], at=LATER)
    assert Job.objects.get().outcome == {"new": 1}


def test_a_sign_of_life_keeps_the_job(land: Country, who: People) -> None:
    ask(who.association, land)
    mine = actions.claim("a", at=NOON)
    assert mine is not None

    actions.tell(mine, 3, 10, at=LATER)

    assert actions.claim("b", at=LATER + LEASE) is None
    assert actions.is_mine(mine, at=LATER)
    assert (Job.objects.get().done, Job.objects.get().of) == (3, 10)


def test_a_job_that_takes_its_workers_down_is_given_up_and_a_stopped_worker_costs_no_try(
    land: Country, who: People
) -> None:
    ask(who.association, land)
    at = NOON
    for _ in range(MOST_TRIES * 2):
        told_to_stop = actions.claim("stopped", at=at)
        assert told_to_stop is not None
        actions.give_up(told_to_stop)

    for _ in range(MOST_TRIES):
        assert actions.claim("killed", at=at) is not None
        at += LEASE + timedelta(seconds=1)

    assert actions.claim("next", at=at) is None
    assert Job.objects.get().state == JobState.FAILED


def test_what_was_stopped_is_not_ended_by_its_worker(land: Country, who: People) -> None:
    job = ask(who.association, land)
    mine = actions.claim("a", at=NOON)
    assert mine is not None

    actions.stop(job, by=who.association, at=NOON)

    with pytest.raises(JobOfAnother):
        actions.finish(mine, {}, [], at=NOON)
    with pytest.raises(JobFinished):
        actions.stop(job, by=who.association, at=NOON)
    assert Job.objects.get().state == JobState.STOPPED


def test_nobody_else_finds_a_job_nor_who_lost_the_place(land: Country, who: People) -> None:
    job, on = ask(who.association, land), NOON.date()

    assert queries.get(job.name, asked_by=who.association, on=on) == job
    for other in (who.centre, who.branch, who.committee):
        with pytest.raises(Job.DoesNotExist):
            queries.get(job.name, asked_by=other, on=on)
    who.association.grants.update(valid_to=on)
    with pytest.raises(Job.DoesNotExist):
        queries.get(job.name, asked_by=who.association, on=on + timedelta(days=1))


def test_finished_jobs_and_files_of_none_go_after_days(land: Country, who: People) -> None:
    job = ask(who.association, land, sent=b"list")
    mine = actions.claim("a", at=NOON)
    assert mine is not None
    actions.finish(mine, {}, [], at=NOON)
    waiting = ask(who.branch, land, sent=b"other")

    actions.sweep(at=NOON + KEPT_FOR)
    kept = FOLDER.read(job.name, SENT)
    swept = actions.sweep(at=NOON + KEPT_FOR + timedelta(minutes=1))

    assert (kept, swept) == (b"list", 1)
    assert FOLDER.read(job.name, SENT) is None
    assert FOLDER.read(waiting.name, SENT) == b"other"
