"""Addresses of clans' books."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.clans import views

_AT = "association/<id:place>/clans/"
urlpatterns = [
    path(_AT, views.at, name="clans"),
    path(f"{_AT}<id:pk>/", views.show, name="clan"),
    path(f"{_AT}<id:pk>/papers/<id:paper>/", views.paper, name="clan_paper"),
    path(f"{_AT}<id:pk>/files/<slug:name>.pdf", views.file, name="clan_file"),
    path(f"{_AT}<id:pk>/papers/<id:paper>/files/<slug:what>/", views.change_file, name="clan_file_change"),
    path(f"{_AT}<id:pk>/papers/<id:paper>/sheets/<slug:what>/", views.change_sheet, name="clan_sheet_change"),
    path(f"{_AT}<id:pk>/sheets/<slug:name>/<slug:size>/", views.sheet, name="clan_sheet"),
]
