"""Addresses of cases."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.cases import views

urlpatterns = [
    path("cases/", views.find, name="cases"),
    path("cases/<id:pk>/", views.show, name="case"),
]
