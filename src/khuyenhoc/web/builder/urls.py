"""Addresses of the report builder."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.builder import views

urlpatterns = [
    path("reports/", views.mine, name="reports_mine"),
    path("reports/<id:place>/", views.show, name="report"),
    path("reports/<id:place>/report.<str:form>", views.file, name="report_file"),
]
