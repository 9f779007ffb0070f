"""Django's name for this app."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "khuyenhoc.apps.gatherings"
    label = "gatherings"
