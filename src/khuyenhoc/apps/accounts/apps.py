"""Django's name for this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "khuyenhoc.apps.accounts"
    label = "accounts"
