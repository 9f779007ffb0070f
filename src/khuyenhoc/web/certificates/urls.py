"""Addresses that are printed on certificates; they are short because people type them."""

from django.urls import path

from khuyenhoc.web.certificates import views

urlpatterns = [
    path("c/", views.ask, name="certificate_ask"),
    path("c/<str:code>/", views.check, name="certificate_check"),
]
