"""Statements of a year: looked at, printed, closed, put before everybody; and what papers tell of earlier years."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.funds import actions
from khuyenhoc.apps.funds import queries as funds
from khuyenhoc.apps.funds.queries import Fund
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.roles import Permission
from khuyenhoc.papers import fund_statement as papers
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.funds import desk
from khuyenhoc.web.funds.forms import BackForm, CloseForm, PastForm, PublishForm
from khuyenhoc.web.public import pages
from khuyenhoc.web.request import SignedInRequest, today


def statement(request: SignedInRequest, fund: int, year: int) -> HttpResponse:
    found = desk.opened(request, fund)
    _require_year(found, year)
    told = funds.statement(found, year)
    context = desk.about(found) | {
        "told": told,
        "year": year,
        "years": range(today().year, found.since.year - 1, -1),
        "is_public": funds.is_published(fund, year),
        "keeps": desk.keeps(request, found.place_id),
        "form": PublishForm(),
    }
    return render(request, "funds/statement.html", context)


def paper(request: SignedInRequest, fund: int, year: int) -> HttpResponse:
    """The public statement to be printed and hung up; no names of donors or receivers."""
    found = desk.opened(request, fund)
    _require_year(found, year)
    told = funds.statement(found, year)
    return files.paper(papers.pdf(papers.of(told, on=today())), f"cong-khai-quy-{year}")


@login_not_required
@require_safe
def public(request: HttpRequest, fund: int, year: int) -> HttpResponse:
    """For everybody, if the fund published it; else no page."""
    told = funds.public_statement(fund, year)
    if told is None:
        raise Http404
    context = {
        "told": told,
        "fund": told.fund,
        "year": year,
        "label": places.label(told.fund.place_id, today()),
        "years": funds.published_years(fund),
    }
    return pages.drawn(request, "funds/public.html", context)


@require_POST
def publish(request: SignedInRequest, fund: int, year: int) -> HttpResponse:
    """Before everybody, or away again."""
    desk.kept(request, fund)
    form = PublishForm(request.POST)

    def deed(at: datetime) -> dict[str, Any]:
        if form.cleaned_data["way"] == "publish":
            actions.publish(fund, year, by=request.user, at=at)
            return {"is_public": True}
        actions.take_back_publication(fund, year, by=request.user, at=at)
        return {"is_public": False}

    done = posting.done(request, form, deed)
    if done is None:
        return refusals.form_refused(request, form)
    messages.success(
        request, _("Ai cũng xem được trang này.") if done["is_public"] else _("Đã thôi công khai.")
    )
    return redirect("fund_statement", fund, year)


def close(request: SignedInRequest, fund: int) -> HttpResponse:
    """Looked over first: it cannot be undone."""
    found = desk.kept(request, fund)
    closed, on = funds.closed_to(fund), today()
    following = found.since.year if closed is None else closed + 1
    last = on.year if on == last_day(on.year) else on.year - 1
    form = CloseForm(request.POST or None, initial={"year": last})
    look = None
    if request.method == "POST":
        if request.POST.get("confirmed") == "yes":

            def deed(at: datetime) -> dict[str, Any]:
                made = actions.close_years(fund, form.cleaned_data["year"], by=request.user, at=at)
                return {"year": made[-1].year}

            done = posting.done(request, form, deed)
            if done is not None:
                messages.success(request, _("Đã khóa sổ đến hết năm %(year)s.") % done)
                return redirect("fund_statement", fund, done["year"])
        elif form.is_valid():
            year = form.cleaned_data["year"]
            if found.since.year <= year <= last:
                look = {"told": funds.statement(found, year), "kinds": funds.looked_over(found, year).items()}
            else:
                is_later = year > last
                form.add_error(
                    "year",
                    _("Năm ấy chưa hết, chưa khóa được.") if is_later else _("Sổ này không có năm ấy."),
                )
    context = desk.about(found) | {
        "form": form,
        "look": look,
        "closings": funds.closings_of(fund),
        "following": following,
        "may_close": following <= last,
    }
    return render(request, "funds/close.html", context, status=400 if form.errors else 200)


def past(request: SignedInRequest, fund: int) -> HttpResponse:
    """What papers tell of earlier years as a whole; never added to the book."""
    found = desk.kept(request, fund)
    form = PastForm(request.POST or None)
    if request.method == "POST":

        def deed(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            made = actions.tell_past_total(
                fund,
                told["what"],
                told["text"],
                first=told["first"],
                last=told["last"],
                source=told["source"],
                by=request.user,
                at=at,
            )
            return {"past_total": made.pk}

        done = posting.done(request, form, deed)
        if done is not None:
            messages.success(request, _("Đã ghi số liệu cũ."))
            undoing.offer(request, "fund_past_back", [fund], past_total=[done["past_total"]])
            return redirect("fund_past", fund)
    context = desk.about(found) | {"form": form, "past": funds.past_totals(fund), "back": BackForm()}
    return render(request, "funds/past.html", context, status=400 if form.errors else 200)


@require_POST
def past_back(request: SignedInRequest, fund: int) -> HttpResponse:
    desk.kept(request, fund)
    form = BackForm(request.POST)

    def deed(at: datetime) -> dict[str, Any]:
        pk = form.cleaned_data["past_total"]
        if pk not in {one.pk for one in funds.past_totals(fund)}:
            raise OutsideScope(permission=Permission.KEEP_BOOKS.value)
        return {"gone": actions.take_back_past_total(pk, by=request.user, at=at)}

    if posting.done(request, form, deed) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã bỏ số liệu ấy."))
    return redirect("fund_past", fund)


def _require_year(fund: Fund, year: int) -> None:
    if not fund.since.year <= year <= today().year:
        raise Http404
