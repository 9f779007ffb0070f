"""Addresses of the register."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.subjects import views

urlpatterns = [
    path("subjects/", views.find, name="subjects"),
    path("subjects/<id:pk>/", views.show, name="subject"),
]
