"""Django's name for this app."""

from django.apps import AppConfig


class CountsConfig(AppConfig):
    name = "khuyenhoc.apps.counts"
    label = "counts"
