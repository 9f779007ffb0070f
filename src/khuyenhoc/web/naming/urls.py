"""Addresses of agreeing to be named."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.naming import views

urlpatterns = [
    path("naming/<id:place>/<slug:kind>/", views.find, name="naming"),
    path("naming/<id:place>/<slug:kind>/undo/", views.undo, name="naming_undo"),
    path("subjects/<id:pk>/naming/", views.one, name="subject_naming"),
]
