"""Addresses of verification."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.verifying import views, visits

urlpatterns = [
    path("work/<id:round_id>/<id:place>/verify/", views.verify, name="verify"),
    path("work/<id:round_id>/<id:place>/verify/undo/", views.undo, name="verify_undo"),
    path("work/<id:round_id>/<id:place>/verify/return/", views.send_back, name="verify_return"),
    path("work/<id:round_id>/<id:place>/verify/visits/", visits.visits, name="verify_visits"),
    path("work/<id:round_id>/<id:place>/verify/visits/draw/", visits.draw, name="verify_draw"),
    path("work/<id:round_id>/<id:place>/verify/<id:pk>/", views.look, name="verify_case"),
]
