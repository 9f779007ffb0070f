"""Help, also for whoever cannot sign in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "help/help.html", {"section": "help"})
