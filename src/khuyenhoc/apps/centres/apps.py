"""Django's name for this app."""

from django.apps import AppConfig


class CentresConfig(AppConfig):
    name = "khuyenhoc.apps.centres"
    label = "centres"
