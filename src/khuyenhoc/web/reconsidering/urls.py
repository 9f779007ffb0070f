"""Addresses of titles after the decision."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.reconsidering import views

urlpatterns = [
    path("work/<id:round_id>/<id:place>/reconsider/", views.reconsider, name="reconsider"),
    path("work/<id:round_id>/<id:place>/reconsider/do/", views.settle, name="reconsider_do"),
    path("cases/<id:pk>/standing/", views.one, name="case_standing"),
]
