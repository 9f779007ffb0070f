"""Django's name for this app."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "khuyenhoc.apps.funds"
    label = "funds"
