"""Addresses of cases."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.cases import deeds, views

urlpatterns = [
    path("cases/", views.find, name="cases"),
    path("cases/list.<slug:form>", views.give_out, name="cases_file"),
    path("cases/<id:pk>/", views.show, name="case"),
    path("cases/<id:pk>/withdraw/", deeds.withdraw, name="case_withdraw"),
    path("cases/<id:pk>/send-back/", deeds.send_back, name="case_send_back"),
]
