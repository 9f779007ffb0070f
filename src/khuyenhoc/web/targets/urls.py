"""Addresses of targets."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.targets import setting, views

urlpatterns = [
    path("targets/<id:place>/<year:year>/", views.table, name="targets"),
    path("targets/<id:place>/<year:year>/plans/", views.plans, name="target_plans"),
    path("targets/<id:place>/<year:year>/outlook/<id:target>/", views.outlook, name="target_outlook"),
    path("targets/<id:place>/set/", setting.choose, name="target_choose"),
    path("targets/<id:place>/set/<slug:code>/", setting.enter, name="target_set"),
    path("targets/<id:place>/undo/", setting.undo, name="target_undo"),
]
