"""Signing in by name and passphrase and a second step, or into an account of the demonstration."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts import actions as accounts
from khuyenhoc.apps.accounts import queries as known
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.web import posting
from khuyenhoc.web.request import today
from khuyenhoc.web.sign_in import entering
from khuyenhoc.web.sign_in.forms import SecondStepForm, SignInForm


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    template_name = "sign_in/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"samples": access.sample_sign_ins(today())}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user: Account = form.get_user()
        return entering.enter(
            self.request, user, to=self.get_success_url(), is_shared=form.cleaned_data["is_shared"]
        )


@login_not_required
def second_step(request: HttpRequest) -> HttpResponse:
    """Wrong codes are counted by account and never by address: sixty people may sign in behind one."""
    waiting = entering.pending(request)
    if waiting is None:
        request.session.pop(entering.PENDING, None)
        return redirect("sign_in")
    user, to, is_shared = waiting
    form = SecondStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]

        def passed(at: Any) -> bool:
            accounts.confirm(user, typed, at=at)
            return True

        if posting.tried(form, passed):
            request.session.pop(entering.PENDING, None)
            answer = entering.begin(request, user, to=to, is_shared=is_shared, has_passed=True)
            if form.cleaned_data["remember"] and not is_shared:
                entering.remember(answer, user)
            return answer
    context = {"form": form, "held": known.means(user), "is_shared": is_shared}
    return render(request, "sign_in/code.html", context, status=400 if form.errors else 200)


@login_not_required
@require_POST
def as_sample(request: HttpRequest) -> HttpResponse:
    """Sign in to an account of the demonstration; no other account can be entered without its passphrase."""
    account = access.sample_account(request.POST.get("username", ""), today())
    if account is None:
        raise Http404
    return entering.begin(request, account, to=resolve_url("home"))
