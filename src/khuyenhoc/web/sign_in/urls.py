"""Addresses of signing in and out."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from khuyenhoc.web.sign_in import forgotten, views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-in/code/", views.second_step, name="sign_in_code"),
    path("sign-in/sample/", views.as_sample, name="sign_in_sample"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("reset/", forgotten.ask, name="reset"),
    path("reset/passphrase/", forgotten.choose, name="reset_passphrase"),
]
