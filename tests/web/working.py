"""What stories of presses need of long work: a job of one's own, waiting or looked at."""

from django.utils import timezone

from khuyenhoc.apps.jobs import actions as jobs
from khuyenhoc.apps.jobs.models import Job
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from tests.scene import Scene
from tests.web.preparing import a_faulty_list
from tests.web.press import Args
from tests.working import work


def latest_job(role: str) -> Args:
    """The name of the job that the role's person of the place asked for last."""
    return lambda shown: [Job.objects.filter(asked_by=getattr(shown.who, role)).latest("pk").name]


def worked(_shown: Scene) -> None:
    work()


def long_job(shown: Scene) -> None:
    _ask(shown, JobKind.DECISION, {"decision": 0}, Permission.SEE)


def looked_at(shown: Scene) -> None:
    """A workbook of the commune was looked at and may be taken in."""
    content = a_faulty_list(shown).read()
    _ask(shown, JobKind.REGISTER_LOOK, {"file": "list.xlsx"}, Permission.KEEP_REGISTER, content)
    work()


def _ask(
    shown: Scene, kind: JobKind, facts: dict[str, object], permission: Permission, sent: bytes | None = None
) -> None:
    place = shown.land.commune.pk
    by, at = shown.who.association, timezone.now()
    jobs.ask(kind, facts, place=place, permission=permission, language="vi", sent=sent, by=by, at=at)
