"""Addresses of reforms."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.reforms import parts, views, writing

urlpatterns = [
    path("places/reforms/", views.find, name="reforms"),
    path("places/reforms/merge/", writing.merge, name="reform_merge"),
    path("places/reforms/rename/", writing.rename, name="reform_rename"),
    path("places/reforms/carry-out/<str:name>/", views.carry_out, name="reform_carry_out"),
    path("places/reforms/<id:pk>/", views.show, name="reform"),
    path("places/parts/", parts.find, name="parts"),
]
