"""Addresses of the pages for everybody."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.public import views

urlpatterns = [
    path("public/", views.home, name="public"),
    path("public/criteria/", views.criteria_sets, name="public_criteria"),
    path("public/criteria/<str:key>/", views.criteria_set, name="public_criteria_set"),
    path("public/<id:place>/<year:year>/", views.figures, name="public_figures"),
    path("public/<id:place>/<year:year>/honours/", views.honours, name="public_honours"),
]
