"""Django's name for this app."""

from django.apps import AppConfig


class ScholarshipsConfig(AppConfig):
    name = "khuyenhoc.apps.scholarships"
    label = "scholarships"
