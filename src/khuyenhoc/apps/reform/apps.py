"""Django's name for this app."""

from django.apps import AppConfig


class ReformConfig(AppConfig):
    name = "khuyenhoc.apps.reform"
    label = "reform"
