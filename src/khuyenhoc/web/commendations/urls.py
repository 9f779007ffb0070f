"""Addresses of commendations and awards."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.commendations import awards, views

urlpatterns = [
    path("association/<id:place>/commendations/", views.at, name="commendations"),
    path("association/<id:place>/commendations.<slug:form>", views.file, name="commendations_file"),
    path("association/<id:place>/commendations/propose/", views.propose, name="commend_propose"),
    path("association/<id:place>/commendations/decide/", views.decide, name="commend_decide"),
    path("association/<id:place>/commendations/list/", views.roll, name="commend_list"),
    path("association/commendations/<id:pk>/", views.right, name="commend_right"),
    path(
        "association/commendations/decisions/<id:pk>/certificates/",
        views.certificates,
        name="commend_certificates",
    ),
    path("association/<id:place>/awards/", awards.at, name="awards"),
    path("association/<id:place>/awards.<slug:form>", awards.file, name="awards_file"),
    path("association/awards/<id:pk>/back/", awards.back, name="award_back"),
]
