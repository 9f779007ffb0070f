"""Django's name for this app."""

from django.apps import AppConfig


class AssociationConfig(AppConfig):
    name = "khuyenhoc.apps.association"
    label = "association"
