"""Addresses of criteria sets."""

from django.urls import path

from khuyenhoc.web.criteria import views

urlpatterns = [
    path("criteria/", views.everything, name="criteria"),
    path("criteria/<str:key>/", views.one, name="criteria_set"),
]
