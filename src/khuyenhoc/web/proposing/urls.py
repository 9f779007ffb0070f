"""Addresses of proposals."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.proposing import views

urlpatterns = [
    path("work/<id:round_id>/<id:place>/propose/", views.propose, name="propose"),
    path("work/<id:round_id>/<id:place>/propose/undo/", views.undo, name="propose_undo"),
    path("proposals/<id:pk>/", views.show, name="proposal"),
    path("proposals/<id:pk>/list.pdf", views.paper, name="proposal_paper"),
]
