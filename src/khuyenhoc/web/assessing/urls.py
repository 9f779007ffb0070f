"""Addresses of filling in a form."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.assessing import photos, views

urlpatterns = [
    path("registrations/<id:pk>/assess/", views.fill_in, name="assess"),
    path("registrations/<id:pk>/assess/undo/", views.undo, name="assess_undo"),
    path("registrations/<id:pk>/assess/look/", views.look_over, name="assess_look"),
    path("registrations/<id:pk>/assess/photo/<str:code>/", photos.add, name="assess_photo"),
    path("registrations/<id:pk>/assess/photo/<str:code>/remove/", photos.remove, name="assess_photo_remove"),
    path("photos/<str:name>/", photos.show, name="photo"),
    path("photos/<str:name>/<slug:size>.jpg", photos.file, name="photo_file"),
]
