"""Django's name for this app."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "khuyenhoc.apps.directives"
    label = "directives"
