"""Django's name for this app."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "khuyenhoc.apps.rounds"
    label = "rounds"
