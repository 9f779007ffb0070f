"""Addresses of review meetings."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.meeting import views

urlpatterns = [
    path("work/<id:round_id>/<id:place>/meeting/", views.hold, name="meeting"),
    path("meetings/<id:pk>/", views.show, name="minutes"),
    path("meetings/<id:pk>/minutes.pdf", views.paper, name="minutes_paper"),
]
