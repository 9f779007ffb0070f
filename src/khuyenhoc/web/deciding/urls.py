"""Addresses of deciding."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.deciding import views

urlpatterns = [
    path("work/<id:round_id>/<id:place>/decide/", views.decide, name="decide"),
    path("work/<id:round_id>/<id:place>/decide/back/", views.back, name="decide_back"),
    path("work/<id:round_id>/<id:place>/decide/sign/", views.sign, name="decide_sign"),
]
