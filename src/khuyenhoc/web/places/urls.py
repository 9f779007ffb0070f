"""Addresses of places."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.places import views

urlpatterns = [
    path("places/", views.find, name="places"),
    path("places/<id:pk>/", views.history, name="place"),
]
