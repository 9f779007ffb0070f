"""Django's name for this app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "khuyenhoc.apps.places"
    label = "places"
