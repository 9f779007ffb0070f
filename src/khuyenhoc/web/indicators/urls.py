"""Addresses of the catalogue and of figures."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.indicators import rows, views

urlpatterns = [
    path("indicators/", views.catalogue, name="indicators"),
    path("indicators/<id:place>/<year:year>/", views.of_place, name="indicators_of"),
    path("indicators/<id:place>/<year:year>/<slug:code>/", views.show, name="indicator"),
    path("indicators/<id:place>/<year:year>/<slug:code>/rows/", rows.behind, name="behind"),
    path("indicators/<id:place>/<year:year>/<slug:code>/rows/undo/", rows.undo, name="behind_undo"),
]
