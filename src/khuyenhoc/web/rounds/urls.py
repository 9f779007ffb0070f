"""Addresses of rounds."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.rounds import features, opening, switching, views

urlpatterns = [
    path("rounds/", views.find, name="rounds"),
    path("rounds/open/", opening.open_one, name="round_open"),
    path("rounds/open/organisation/", opening.organisations, name="round_organisation"),
    path("rounds/features/<id:place>/", features.show, name="features"),
    path("rounds/<id:pk>/", views.show, name="round"),
    path("rounds/<id:pk>/derive/", opening.derive, name="round_derive"),
    path("rounds/<id:pk>/switch/", switching.switch, name="round_switch"),
    path("rounds/<id:pk>/switch/undo/", switching.undo, name="round_switch_undo"),
]
