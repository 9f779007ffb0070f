"""Django's name for this app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "khuyenhoc.apps.assessments"
    label = "assessments"
