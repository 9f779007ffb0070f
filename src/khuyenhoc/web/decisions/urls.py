"""Addresses of signed decisions."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.decisions import views

urlpatterns = [
    path("decisions/", views.find, name="decisions"),
    path("decisions/<id:pk>/", views.show, name="decision"),
    path("decisions/<id:pk>/decision.pdf", views.paper, name="decision_paper"),
    path("decisions/<id:pk>/certificates.pdf", views.certificates, name="decision_certificates"),
]
