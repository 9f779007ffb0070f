"""Addresses of signed decisions."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.decisions import views

urlpatterns = [
    path("decisions/", views.find, name="decisions"),
    path("decisions/<id:pk>/", views.show, name="decision"),
]
