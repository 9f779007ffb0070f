"""Django's name for this app."""

from django.apps import AppConfig


class PhotosConfig(AppConfig):
    name = "khuyenhoc.apps.photos"
    label = "photos"
