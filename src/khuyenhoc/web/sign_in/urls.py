"""Addresses of signing in and out."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from khuyenhoc.web.sign_in import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-in/sample/", views.as_sample, name="sign_in_sample"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
]
