"""Django's name for this app."""

from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    name = "khuyenhoc.apps.subjects"
    label = "subjects"
