"""Addresses of criteria sets."""

from django.urls import path

from khuyenhoc.web import addresses  # noqa: F401  (the kinds of number used below)
from khuyenhoc.web.criteria import comments, drafting, rehearsing, trials, views

urlpatterns = [
    path("criteria/", views.everything, name="criteria"),
    path("criteria/<str:key>/", views.one, name="criteria_set"),
    path("criteria/<str:key>/file/", views.file, name="criteria_file"),
    path("criteria/<str:key>/compare/", views.choose, name="criteria_choose"),
    path("criteria/<str:key>/compare/<str:other>/", views.compare, name="criteria_compare"),
    path("criteria/<str:key>/derive/", drafting.derive, name="criteria_derive"),
    path("criteria/<str:key>/comments/", comments.show, name="criteria_comments"),
    path("criteria/<str:key>/comments/<id:pk>/", comments.answer, name="criteria_answer"),
    path("criteria/<str:key>/rehearse/", rehearsing.show, name="criteria_rehearse"),
    path("criteria/<str:key>/trials/", trials.find, name="trials"),
    path("trials/<id:pk>/", trials.show, name="trial"),
    path("trials/<id:pk>/<id:subject>/", trials.fill_in, name="trial_form"),
]
