"""Addresses of one's own tokens."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.tokens import views

urlpatterns = [
    path("settings/tokens/", views.show, name="tokens"),
    path("settings/tokens/new/", views.make, name="token_make"),
    path("settings/tokens/<id:pk>/", views.made, name="token"),
    path("settings/tokens/<id:pk>/revoke/", views.revoke, name="token_revoke"),
]
