"""Django's name for this app."""

from django.apps import AppConfig


class CommendationsConfig(AppConfig):
    name = "khuyenhoc.apps.commendations"
    label = "commendations"
