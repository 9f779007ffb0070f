"""Addresses of the list with which a branch walks."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.walking import views

urlpatterns = [
    path("work/<id:round_id>/<id:place>/walk/", views.walk, name="walk"),
    path("work/<id:round_id>/<id:place>/walk/undo/", views.undo, name="walk_undo"),
    path("work/<id:round_id>/<id:place>/walk/list.pdf", views.paper, name="registration_paper"),
]
