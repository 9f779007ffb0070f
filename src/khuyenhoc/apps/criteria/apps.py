"""Django's name for this app."""

from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    name = "khuyenhoc.apps.criteria"
    label = "criteria"
