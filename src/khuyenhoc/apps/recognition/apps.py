"""Django's name for this app."""

from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "khuyenhoc.apps.recognition"
    label = "recognition"
