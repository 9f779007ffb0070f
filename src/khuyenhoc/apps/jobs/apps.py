"""Django's name for this app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "khuyenhoc.apps.jobs"
    label = "jobs"
