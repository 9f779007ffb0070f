"""The address of streaks and distinctions."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.honours import views

urlpatterns = [path("honours/<id:place>/<year:year>/", views.show, name="honours")]
