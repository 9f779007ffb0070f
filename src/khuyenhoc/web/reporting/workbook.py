"""The figures of a return out and in by one workbook: looked at first, then taken in."""

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.figures.queries import Report
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import book_intake, files
from khuyenhoc.web.reporting import desk
from khuyenhoc.web.request import SignedInRequest
from khuyenhoc.workbooks import figures_form, figures_intake
from khuyenhoc.workbooks.figures_intake import FormComparison
from khuyenhoc.worker import returns


@dataclass(frozen=True, slots=True)
class ReturnIntake:
    """A return that its form is taken into; see `book_intake.Intake`."""

    asks: ClassVar[JobKind] = JobKind.RETURN_LOOK
    report: Report
    permission: Permission = Permission.SET_FIGURES

    @property
    def place(self) -> int:
        return self.report.place_id

    def facts(self) -> dict[str, Any]:
        return {"period": self.report.period_written, "report": self.report.pk}

    def look(self, file: Path, *, name: str, by: Account, at: datetime) -> FormComparison:
        """Errors: as `figures_intake.compare`."""
        return figures_intake.compare(file, self.place, self.report.period_written, by=by, at=at, name=name)

    def shown(self, told: FormComparison) -> dict[str, Any]:
        return {"looked": True, **returns.report(told, get_language() or "vi")}

    def write(self, file: Path, *, name: str, by: Account, at: datetime) -> dict[str, Any]:
        """Errors: as `figures_intake.take_in`."""
        told, _is_written = figures_intake.take_in(
            file, self.place, self.report.period_written, by=by, at=at, name=name
        )
        return {name: told.counts[name] for name in ("new", "changed", "same")}


def give_out(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every indicator a row, with what the return holds so far."""
    report = desk.opened(request, pk)
    out = io.BytesIO()
    figures_form.write_form(report.place_id, report.period_written, out, by=request.user, at=timezone.now())
    return files.workbook(out, "bao-cao-so-lieu")


def upload(request: SignedInRequest, pk: int) -> HttpResponse:
    report = desk.opened(request, pk)
    if not desk.is_open(report):
        return redirect("return", pk)
    return book_intake.upload(request, ReturnIntake(report), "reporting/upload.html", desk.about(report))


@require_POST
def take_in(request: SignedInRequest, pk: int) -> HttpResponse:
    return book_intake.take_in(
        request,
        ReturnIntake(desk.opened(request, pk)),
        said=lambda told: _("Đã nhập: %(new)s dòng mới, %(changed)s dòng thay đổi.") % told,
        leads_to=reverse("return", args=[pk]),
    )


@require_POST
def marked(request: SignedInRequest, pk: int) -> HttpResponse:
    return book_intake.marked(request, ReturnIntake(desk.opened(request, pk)), "bao-cao-so-lieu-co-ghi-loi")
