"""Django's name for this app."""

from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "khuyenhoc.apps.cards"
    label = "cards"
