"""Addresses of the card; the first is printed on it."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.card import issuing, photos, views

urlpatterns = [
    path("work/<id:round_id>/<id:place>/cards/", issuing.issue, name="cards"),
    path("cards/", views.ask, name="card"),
    path("cards/form/", views.fill_in, name="card_form"),
    path("cards/form/undo/", views.undo, name="card_undo"),
    path("cards/form/look/", views.look_over, name="card_look"),
    path("cards/form/photo/<str:code>/", photos.add, name="card_photo"),
    path("cards/form/photo/<str:code>/remove/", photos.remove, name="card_photo_remove"),
    path("cards/form/photo/<str:code>/small.jpg", photos.file, name="card_photo_file"),
    path("cards/form/close/", views.close, name="card_close"),
    path("cards/<str:code>/", views.scan, name="card_scan"),
]
