"""Django's name for this app."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "khuyenhoc.apps.stories"
    label = "stories"
