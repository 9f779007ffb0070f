"""Addresses of one's own account."""

from django.urls import path

from khuyenhoc.web.account import second_step, views

urlpatterns = [
    path("settings/", views.show, name="settings"),
    path("settings/passphrase/", views.passphrase, name="settings_passphrase"),
    path("settings/sign-out-elsewhere/", views.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("settings/second-step/", second_step.show, name="second_step"),
    path("settings/second-step/authenticator/", second_step.authenticator, name="second_step_authenticator"),
    path("settings/second-step/printed/", second_step.printed, name="second_step_printed"),
    path("settings/second-step/codes/", second_step.codes, name="second_step_codes"),
    path("settings/second-step/codes.pdf", second_step.codes_paper, name="second_step_codes_paper"),
    path("settings/second-step/remove/", second_step.remove, name="second_step_remove"),
]
