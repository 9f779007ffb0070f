"""Django's name for this app."""

from django.apps import AppConfig


class PilotsConfig(AppConfig):
    name = "khuyenhoc.apps.pilots"
    label = "pilots"
