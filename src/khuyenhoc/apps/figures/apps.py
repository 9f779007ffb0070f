"""Django's name for this app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "khuyenhoc.apps.figures"
    label = "figures"
