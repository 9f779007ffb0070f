"""Addresses of branches."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.branches import officers, one, tree, views

_AT = "association/<id:place>/branches/"
urlpatterns = [
    path("branches/merge/", views.merge, name="branches_merge"),
    path(_AT, tree.at, name="branches"),
    path(f"{_AT}list.<slug:form>", tree.give_out, name="branches_file"),
    path(f"{_AT}officers.<slug:form>", tree.officers, name="officers_file"),
    path(f"{_AT}open/", one.start, name="branch_open"),
    path(f"{_AT}<id:pk>/", one.show, name="branch"),
    path(f"{_AT}<id:pk>/change/", one.change, name="branch_change"),
    path(f"{_AT}<id:pk>/close/", one.close, name="branch_close"),
    path(f"{_AT}<id:pk>/officers/", officers.everybody, name="branch_officers"),
    path(f"{_AT}<id:pk>/officers/<id:officer>/", officers.hand_over, name="officer"),
    path(f"{_AT}<id:pk>/congresses/", officers.congresses, name="branch_congresses"),
]
