"""What one job is worked at: who asked, what came with it, how far it is, the files it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.jobs import actions
from khuyenhoc.apps.jobs.queries import FOLDER, SENT, HeldJob
from khuyenhoc.domain.days import day_of
from khuyenhoc.workbooks.uploads import UploadGone

Clock: TypeAlias = Callable[[], datetime]
Finish: TypeAlias = Callable[[datetime], Mapping[str, Any]]
TOLD_EVERY = 1.0  # seconds; a progress that nobody could read in between is not written


@dataclass(slots=True)
class Desk:
    """files: those made so far. Made again by a later try they stand over the earlier ones."""

    job: HeldJob
    clock: Clock
    files: list[dict[str, str]] = field(default_factory=list)
    _told_at: datetime | None = None

    @property
    def facts(self) -> Mapping[str, Any]:
        facts: Mapping[str, Any] = self.job.facts
        return facts

    @property
    def by(self) -> Account:
        return self.job.asked_by

    @property
    def place(self) -> int:
        """Of a job that has one."""
        assert self.job.place_id is not None  # noqa: S101  (such a job is never asked for without one)
        return int(self.job.place_id)

    @property
    def language(self) -> str:
        return str(self.job.language)

    def now(self) -> datetime:
        return self.clock()

    def today(self) -> date:
        return day_of(self.clock())

    def tell(self, done: int, of: int) -> None:
        """Errors: JobOfAnother, when somebody stopped it or another worker took it over."""
        now = self.clock()
        if self._told_at is None or done == of or (now - self._told_at).total_seconds() >= TOLD_EVERY:
            actions.tell(self.job, done, of, at=now)
            self._told_at = now

    def sent(self) -> Path:
        """The file that came with the job. Errors: UploadGone, after a restore from a backup that has none."""
        file = FOLDER.path(self.job.name, SENT)
        if not file.is_file():
            raise UploadGone()
        return file

    def put(self, content: bytes, *, name: str, kind: str, label: str) -> None:
        """A file of the outcome. name: with its ending; kind: its media type; label: what its link says."""
        FOLDER.put(self.job.name, str(len(self.files)), content, at=self.clock())
        self.files.append({"name": name, "kind": kind, "label": label})
