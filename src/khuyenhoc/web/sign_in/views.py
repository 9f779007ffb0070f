"""Signing in by name and passphrase, or into an account of the demonstration."""

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from khuyenhoc.apps.access import queries as access
from khuyenhoc.web.request import today
from khuyenhoc.web.sign_in.forms import SignInForm


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    template_name = "sign_in/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"samples": access.sample_sign_ins(today())}


@login_not_required
@require_POST
def as_sample(request: HttpRequest) -> HttpResponse:
    """Sign in to an account of the demonstration; no other account can be entered without its passphrase."""
    account = access.sample_account(request.POST.get("username", ""), today())
    if account is None:
        raise Http404
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("home")
