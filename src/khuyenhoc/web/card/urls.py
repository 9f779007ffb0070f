"""Addresses of the card; the first is printed on it."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.card import issuing, views

urlpatterns = [
    path("work/<id:round_id>/<id:place>/cards/", issuing.issue, name="cards"),
    path("cards/", views.ask, name="card"),
    path("cards/form/", views.fill_in, name="card_form"),
    path("cards/form/undo/", views.undo, name="card_undo"),
    path("cards/form/look/", views.look_over, name="card_look"),
    path("cards/form/close/", views.close, name="card_close"),
    path("cards/<str:code>/", views.scan, name="card_scan"),
]
