"""Loads the application in a process that did not begin as a test; imported before anything that needs it."""

import django
from django.apps import apps

if not apps.ready:
    django.setup()
