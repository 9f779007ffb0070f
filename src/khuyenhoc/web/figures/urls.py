"""Addresses of the five-title table."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.figures import views

urlpatterns = [
    path("figures/", views.mine, name="figures_mine"),
    path("figures/<id:place>/<year:year>/", views.table, name="figures"),
]
