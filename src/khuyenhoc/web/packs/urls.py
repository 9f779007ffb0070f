"""Addresses of comparisons for a meeting."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.packs import views

urlpatterns = [
    path("packs/", views.show, name="pack"),
    path("packs/pack.<str:form>", views.file, name="pack_file"),
]
