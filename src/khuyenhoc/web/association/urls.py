"""Addresses of the association's life."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.association import views

urlpatterns = [
    path("association/", views.mine, name="association"),
    path("association/<id:place>/", views.at, name="association_at"),
]
