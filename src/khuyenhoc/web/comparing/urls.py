"""Addresses of comparisons."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.comparing import views

urlpatterns = [
    path("comparing/<id:place>/<year:year>/", views.show, name="comparing"),
    path("comparing/<id:place>/<year:year>/corrected/", views.corrected, name="corrected"),
    path("comparing/clusters/<year:year>/", views.clusters, name="clusters"),
]
