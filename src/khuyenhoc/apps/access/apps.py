"""Django's name for this app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "khuyenhoc.apps.access"
    label = "access"
